// Package tags is the list of a repository's tags.
package tags

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/listing"
	"tagboat/ui/own"
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

// New lists the tags of the reference's repository, the last pushed first. A tag that was asked for
// comes before all others; a digest is looked for with a filter, which can be seen and cleared.
func New(env screen.Env, wanted hub.Reference) screen.Screen {
	return newList(env, wanted, places.View{})
}

// NewView lists the tags of a repository as a view has them.
func NewView(env screen.Env, v places.View) screen.Screen {
	return newList(env, v.Place.Reference, v)
}

func newList(env screen.Env, wanted hub.Reference, as places.View) screen.Screen {
	repository, filter := wanted.Repository, ""
	if !wanted.Digest.IsZero() {
		filter = "digest:" + wanted.Digest.String()
	}
	as.List, as.Place = places.ListOfTags, places.OfRepository(repository)
	t := &tags{env: env, repository: repository, index: siblings.New(env.Platform)}
	t.list = listing.New(env, listing.Config[hub.Tag]{
		Name: listName, Repository: repository.String(),
		Title:   repository.Familiar(),
		Noun:    "tags",
		Listing: env.Index.Tags(env.Hub, repository),
		Named: func(text string) hub.Listing[hub.Tag] {
			return env.Index.TagsNamed(env.Hub, repository, text)
		},
		Schema: query.Tags(),
		View:   as,
		Place:  places.OfRepository(repository),
		PlaceOf: func(row *hub.Tag) places.Place {
			return places.Of(hub.Reference{Repository: repository, Tag: row.Name})
		},
		Order:     "newest",
		Filter:    filter,
		Wanted:    wanted.Tag,
		Seek:      seek(env.Index, env.Hub, wanted),
		Columns:   Columns(func(*hub.Tag) *siblings.Index { return t.index }),
		Empty:     "Nothing has been pushed to " + repository.Familiar() + " yet.",
		Open:      func(row hub.Tag) { env.Push(tag.New(env, t.subject(row))) },
		Reference: func(row hub.Tag) string { return forms.Reference(t.reference(row)) },
		Noise:     query.IsNoise,
		Differs:   func(before, now *hub.Tag) bool { return before.Digest != now.Digest },
		// when a tag was pulled, and that it is inactive as nobody pulls it, moves it not
		Silent: []string{"last-pulled", "pulled", "status"}, SilentWords: "pulls",
		NoiseIsSilent: true,
		Preview: listing.Preview[hub.Tag]{Known: func(row *hub.Tag, width int) []string {
			return Told(env, t.subject(*row), width)
		}},
		Arrived: t.arrived,
		Whole: func(ctx context.Context) tea.Cmd {
			return env.HasRead(ctx, repository)
		},
		Actions: t.actions(),
		Row: func(row hub.Tag) own.Row {
			return own.OfTag(export.TagRow{Repository: repository, Tag: row})
		},
	})
	return t.list
}

func (t *tags) reference(row hub.Tag) hub.Reference {
	return hub.Reference{Repository: t.repository, Tag: row.Name}
}

func (t *tags) subject(row hub.Tag) tag.Subject {
	return tag.Subject{
		Repository: t.repository, Tag: row, Index: t.index, SoFar: !t.list.Finished(),
		KnownAt: t.list.KnownAt(row), IsGone: t.list.IsGone(row),
		PullsKnown: t.list.IsFromEarlier(),
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
