// Package tags is the list of a repository's tags.
package tags

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// New lists the tags of the reference's repository, the last pushed first. A tag
// or a digest that was asked for is looked for with a filter, which can be seen
// and cleared.
func New(env screen.Env, wanted hub.Reference) screen.Screen {
	repository, filter := wanted.Repository, ""
	switch {
	case !wanted.Digest.IsZero():
		filter = "digest:" + wanted.Digest.String()
	case wanted.Tag != "":
		filter = "^" + wanted.Tag
	}
	client := env.Hub
	t := &tags{env: env, repository: repository, index: siblings.New(env.Platform)}
	t.list = listing.New(env, listing.Config[hub.Tag]{
		Title:   repository.Familiar(),
		Noun:    "tags",
		Listing: env.Hub.Tags(repository, hub.Newest),
		Schema:  query.Tags(),
		Place:   places.OfRepository(repository),
		Order:   "newest",
		Filter:  filter,
		Wanted:  wanted.Tag,
		Seek: func(ctx context.Context) (hub.Tag, error) {
			row, err := client.Tag(ctx, repository, wanted.Tag)
			if errors.Is(err, hub.NotFound) {
				err = errors.New(
					repository.Familiar() + " has no tag " + wanted.Tag + " that can be seen",
				)
			}
			return row, err
		},
		Columns:   t.columns(),
		Empty:     "Nothing has been pushed to " + repository.Familiar() + " yet.",
		Open:      func(row hub.Tag) { env.Push(tag.New(env, t.subject(row))) },
		Reference: func(row hub.Tag) string { return forms.Reference(t.reference(row)) },
		Noise:     query.IsNoise,
		Preview:   listing.Preview[hub.Tag]{Known: t.known},
		Arrived:   t.arrived,
		Actions:   t.actions(),
	})
	return t.list
}

func (t *tags) columns() listing.Columns[hub.Tag] {
	return listing.Columns[hub.Tag]{
		{
			Name: "tag", Title: "TAG", Orders: []string{"version", "name"},
			Least: 20, Most: 48, Cell: name,
		},
		{Name: "platforms", Title: "PLATFORMS", Rank: 3, Least: 14, Most: 24, Cell: platforms},
		{
			Name: "size", Title: "SIZE", Orders: []string{"size"},
			Rank: 2, Least: 9, Right: true, Cell: size,
		},
		{
			Name: "pushed", Title: "PUSHED", Orders: []string{"newest", "oldest"},
			Rank: 1, Least: 10, Cell: pushed,
		},
		{Name: "digest", Title: "DIGEST", Rank: 5, Least: 12, Cell: digest},
		{
			Name: "same-as", Title: "SAME AS", SoFar: true, Rank: 4,
			Least: 15, Most: 120, Cell: t.same,
		},
	}
}

func name(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if query.IsNoise(t) {
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
