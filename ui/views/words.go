// Package views is what a saved view is in words, and the box that asks for its name. It opens
// none.
package views

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/places"
)

// Of says which list of which place a view is of: "tags of acme/api".
func Of(v places.View) string {
	words := string(v.List)
	if v.List == places.ListOfAllTags {
		words = "all tags"
	}
	return words + " of " + clean.Line(v.Place.Copied())
}

// How says what a view leaves of its list, and how it stands there, part by part.
func How(v places.View) (parts []string) {
	if v.Filter != "" {
		parts = append(parts, "filter "+clean.Line(v.Filter))
	}
	switch {
	case v.Order != "" && v.Reversed:
		parts = append(parts, "by "+clean.Line(v.Order)+", turned round")
	case v.Order != "":
		parts = append(parts, "by "+clean.Line(v.Order))
	}
	return parts
}

// Words say what a view is, in one line.
func Words(v places.View) string {
	return strings.Join(append([]string{Of(v)}, How(v)...), " · ")
}
