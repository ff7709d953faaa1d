// Package tags is the list of a repository's tags.
package tags

import (
	"strconv"
	"strings"
	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// New lists the tags of a repository, the last pushed first. A tag that was
// asked for is looked for with a filter, which can be seen and cleared.
func New(env screen.Env, repository hub.RepositoryName, tag string) screen.Screen {
	filter := ""
	if tag != "" {
		filter = "^" + tag
	}
	return listing.New(env, listing.Config[hub.Tag]{
		Title:   repository.Familiar(),
		Noun:    "tags",
		Listing: env.Hub.Tags(repository, hub.Newest),
		Schema:  query.Tags(),
		Order:   "newest",
		Filter:  filter,
		Columns: columns(),
		Empty:   "Nothing has been pushed to " + repository.Familiar() + " yet.",
		Reference: func(t hub.Tag) string {
			return hub.Reference{Repository: repository, Tag: t.Name}.Familiar()
		},
		Noise:    noise,
		Registry: true,
		Preview:  listing.Preview[hub.Tag]{Known: func(t *hub.Tag, width int) []string { return known(env, t, width) }},
	})
}

// noise is what was pushed for machines, and what nobody has used for long.
func noise(t *hub.Tag) bool { return query.IsNoise(t) || t.Status.String() == "inactive" }

func columns() []listing.Column[hub.Tag] {
	return []listing.Column[hub.Tag]{
		{Title: "TAG", Order: "version", Least: 20, Most: 48, Cell: name},
		{Title: "PLATFORMS", Rank: 3, Least: 14, Most: 24, Cell: platforms},
		{Title: "SIZE", Order: "size", Rank: 2, Least: 9, Most: 9, Right: true, Cell: size},
		{Title: "PUSHED", Order: "newest", Rank: 1, Least: 10, Most: 10, Cell: pushed},
		{Title: "DIGEST", Rank: 4, Least: 12, Most: 12, Cell: digest},
	}
}

func name(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if t.Status.String() == "inactive" || query.IsNoise(t) {
		return t.Name, theme.Dim
	}
	return t.Name, theme.Plain
}

// platforms names as many as there is room for and counts the others.
func platforms(t *hub.Tag, at listing.Place) (string, theme.Role) {
	var b strings.Builder
	left := 0
	for image := range t.Platforms() {
		name := image.Platform.Short()
		if left > 0 || b.Len() > 0 && b.Len()+1+len(name)+len(" +9") > at.Width {
			left++
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(name)
	}
	if left > 0 {
		b.WriteString(" +" + strconv.Itoa(left))
	}
	if b.Len() == 0 {
		return text.Unknown, theme.Dim
	}
	return b.String(), theme.Plain
}

func size(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	return text.Size(t.FullSize), theme.Plain
}

func pushed(t *hub.Tag, at listing.Place) (string, theme.Role) {
	when := t.Pushed
	if when.IsZero() {
		when = t.Updated
	}
	return text.Age(when.Time(), at.Now), theme.Dim
}

func digest(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if t.Digest.IsZero() {
		return text.Unknown, theme.Dim
	}
	return t.Digest.Short(), theme.Dim
}
