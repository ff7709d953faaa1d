package fields

import (
	"github.com/dustin/go-humanize"

	"tagboat/hub"
)

// Repositories are those of a repository.
var Repositories = []Field[hub.Repository]{
	{
		Name: "repository", Help: "namespace/name, or the name of an official image",
		Value: func(r *hub.Repository) any { return r.Name.Familiar() },
	},
	{
		Name: "namespace", Help: "its namespace", More: true,
		Value: func(r *hub.Repository) any { return string(r.Name.Namespace) },
	},
	{
		Name: "name", Help: "its name alone", More: true,
		Value: func(r *hub.Repository) any { return r.Name.Name },
	},
	{Name: "private", Help: "true or false", Value: func(r *hub.Repository) any {
		return r.Private
	}},
	{
		Name: "stars", Help: "how many stars it has", Right: true,
		Value: func(r *hub.Repository) any { return r.Stars },
	},
	{
		Name: "pulls", Help: "how often it was pulled", Right: true,
		Value: func(r *hub.Repository) any { return r.Pulls },
		Brief: func(r *hub.Repository) string { return humanize.Comma(r.Pulls) },
	},
	{
		Name: "daily", Right: true, More: true,
		Help:  "how often it is pulled a day, by what was seen of it; null where that does not tell",
		Value: func(r *hub.Repository) any { return r.PullsPerDay },
	},
	{
		Name: "tags", Right: true, More: true,
		Help:  "how many tags it had when they were counted; null where nobody did",
		Value: func(r *hub.Repository) any { return r.Seen.Tags },
	},
	{
		Name: "counted", Help: "when its tags were counted", More: true,
		Value: func(r *hub.Repository) any { return r.Seen.Counted },
	},
	{
		Name: "updated", Help: "when something was last pushed to it",
		Value: func(r *hub.Repository) any { return r.Updated },
		Brief: func(r *hub.Repository) string { return Date(r.Updated) },
	},
	{
		Name: "pulled", More: true,
		Help:  "when one of its tags was last pulled, as far as is known",
		Value: func(r *hub.Repository) any { return r.Seen.Pulled },
		Brief: func(r *hub.Repository) string { return Date(r.Seen.Pulled) },
	},
	{
		Name: "registered", Help: "when it was made",
		Value: func(r *hub.Repository) any { return r.Registered },
		Brief: func(r *hub.Repository) string { return Date(r.Registered) },
	},
	{
		Name: "size", Help: "bytes in storage; 0 when the Hub does not say", Right: true,
		Value: func(r *hub.Repository) any { return r.Storage },
		Brief: func(r *hub.Repository) string { return Bytes(r.Storage) },
	},
	{
		Name: "type", Help: "image, plugin, or empty",
		Value: func(r *hub.Repository) any { return r.Type.String() },
	},
	{
		Name: "status", Help: "active, or inactive: never pushed to, or emptied", More: true,
		Words: []string{"active", "inactive"},
		Value: func(r *hub.Repository) any {
			if r.Inactive {
				return "inactive"
			}
			return "active"
		},
	},
	{
		Name: "locked", More: true,
		Help:  "whether tags of it cannot be moved: yes, no, or empty where nobody asked",
		Words: []string{"yes", "no", ""},
		Value: func(r *hub.Repository) any {
			switch {
			case r.Seen.Locks == nil:
				return ""
			case r.Seen.Locks.Enabled:
				return "yes"
			default:
				return "no"
			}
		},
	},
	{
		Name: "categories", Help: "its categories", More: true,
		Value: func(r *hub.Repository) any { return r.Categories },
	},
	{
		Name: "description", Help: "one line about it",
		Value: func(r *hub.Repository) any { return r.Description },
	},
}
