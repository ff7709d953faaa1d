// Package tags is the list of a repository's tags.
package tags

import (
	"context"
	"errors"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
)

// tags is what the list of tags knows beyond its rows: which are the same.
type tags struct {
	env        screen.Env
	repository hub.RepositoryName
	index      *siblings.Index
	list       *listing.List[hub.Tag]
	collapsed  bool // one row for each image
}

// New lists the tags of the reference's repository, the last pushed first. A tag or a digest that
// was asked for is looked for with a filter, which can be seen and cleared.
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

func (t *tags) reference(row hub.Tag) hub.Reference {
	return hub.Reference{Repository: t.repository, Tag: row.Name}
}

func (t *tags) subject(row hub.Tag) tag.Subject {
	return tag.Subject{
		Repository: t.repository, Tag: row, Index: t.index, SoFar: !t.list.Finished(),
	}
}

// arrived finds the siblings of a page's tags, in proportion to the page.
func (t *tags) arrived(page []hub.Tag) {
	t.env.Names.SeeTags(t.repository, page)
	turned := t.index.Add(page)
	if t.collapsed {
		t.list.Touch(turned)
	}
}
