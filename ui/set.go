package ui

import (
	"tagboat/ui/alltags"
	"tagboat/ui/compare"
	"tagboat/ui/config"
	"tagboat/ui/layers"
	"tagboat/ui/news"
	"tagboat/ui/plan"
	"tagboat/ui/references"
	"tagboat/ui/repositories"
	"tagboat/ui/search"
	"tagboat/ui/tag"
	"tagboat/ui/tags"
	"tagboat/ui/timeline"
	"tagboat/ui/untagged"
)

// Settable are the lists that a person can set, and the words for that.
func Settable() []config.ListNames {
	return []config.ListNames{
		tags.Settable(), alltags.Settable(), untagged.Settable(), plan.Settable(),
		repositories.Settable(), tag.Settable(), layers.Settable(),
		compare.Settable(), timeline.Settable(), news.Settable(), references.Settable(),
		search.Settable(),
	}
}
