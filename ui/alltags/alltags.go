// Package alltags is the list of the tags of all repositories of a namespace.
package alltags

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/across"
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

// Wanted is which tags, and how they are looked at when the list opens.
type Wanted struct {
	Namespace hub.Namespace
	Name      string // of the saved view; empty: none
	Filter    string
	Order     string // by name; empty: the last pushed first
	Reversed  bool
	Columns   []string // to show, by name; empty: all
}

// allTags is what the list knows beyond its rows: which are the same, in each repository.
type allTags struct {
	env       screen.Env
	namespace hub.Namespace
	siblings  map[hub.RepositoryName]*siblings.Index
	list      *listing.List[hub.RepositoryTag]
	collapsed bool // one row for each image
}

// New lists the tags of all repositories of a namespace.
func New(env screen.Env, w Wanted) screen.Screen {
	return newList(env, w, across.Tags(env.Index, env.Hub, w.Namespace)).list
}

func newList(
	env screen.Env, w Wanted, rows hub.Listing[hub.RepositoryTag],
) *allTags {
	a := &allTags{
		env: env, namespace: w.Namespace, siblings: map[hub.RepositoryName]*siblings.Index{},
	}
	place := places.OfNamespace(w.Namespace)
	a.list = listing.New(env, listing.Config[hub.RepositoryTag]{
		Name:    listName,
		Title:   string(w.Namespace) + ", all tags",
		Noun:    "tags",
		Listing: rows,
		Schema:  query.NamespaceTags(),
		Columns: a.columns(),
		Order:   "newest",
		View: places.View{
			Name: w.Name, List: places.ListOfAllTags, Place: place,
			Filter: w.Filter, Order: w.Order, Reversed: w.Reversed, Columns: w.Columns,
		},
		Of: place,
		PlaceOf: func(row *hub.RepositoryTag) places.Place {
			return places.Of(row.Reference())
		},
		Empty: "There is no namespace " + string(w.Namespace) +
			", or nothing was pushed to it that you can see.",
		Elsewhere: a.elsewhere,
		Open:      a.open,
		Reference: func(row hub.RepositoryTag) string { return forms.Reference(row.Reference()) },
		Noise:     func(row *hub.RepositoryTag) bool { return query.IsNoise(&row.Tag) },
		Differs: func(before, now *hub.RepositoryTag) bool {
			return before.Digest != now.Digest
		},
		Silent: []string{"last-pulled", "pulled", "status"}, SilentWords: "pulls",
		NoiseIsSilent: true,
		Preview: listing.Preview[hub.RepositoryTag]{
			Known: func(row *hub.RepositoryTag, width int) []string {
				return told(env, a.subject(*row), width)
			},
		},
		Arrived: a.arrived,
		Whole: func(ctx context.Context) tea.Cmd {
			return env.HasRead(ctx, hub.RepositoryName{Namespace: w.Namespace})
		},
		Actions: a.actions(),
		Row: func(row hub.RepositoryTag) own.Row {
			return own.OfTag(export.TagRow{Repository: row.Repository, Tag: row.Tag})
		},
	})
	return a
}

func (a *allTags) open(row hub.RepositoryTag) {
	if row.IsUntagged() {
		a.env.Toast(a.digestAlone())
		return
	}
	a.env.Push(tag.New(a.env, a.subject(row)))
}

// elsewhere says where manifests without a tag are listed, and what that costs.
func (a *allTags) elsewhere(filter query.Filter[hub.RepositoryTag]) string {
	fields := query.NamespaceTags().Fields
	for _, term := range filter.FieldTerms() {
		if fields[term.Field].Name == "untagged" && !term.Negated {
			return a.env.Keys.Tag.Untagged.Help().Key + " lists the manifests that no tag points at:" +
				" one request for each repository, at least"
		}
	}
	return ""
}

func (a *allTags) digestAlone() string {
	return "No tag points at it, and no more is known of it than its digest; " +
		a.env.Keys.List.Copy.Help().Key + " copies that"
}

func (a *allTags) subject(row hub.RepositoryTag) tag.Subject {
	return tag.Subject{
		Repository: row.Repository, Tag: row.Tag, Index: a.siblingsIn(row.Repository), Abroad: true,
		SoFar: !a.list.Finished(), KnownAt: a.list.KnownAt(row), IsGone: a.list.IsGone(row),
		PullsKnown: a.list.IsFromEarlier(),
	}
}

// siblingsIn knows which tags of a repository are the same.
func (a *allTags) siblingsIn(r hub.RepositoryName) *siblings.Index {
	index, known := a.siblings[r]
	if !known {
		index = siblings.New(a.env.Platform)
		a.siblings[r] = index
	}
	return index
}

// arrived finds the siblings of a page's tags, each within its repository.
func (a *allTags) arrived(page []hub.RepositoryTag) {
	for len(page) > 0 {
		of, n := page[0].Repository, 0
		var some []hub.Tag
		for n < len(page) && page[n].Repository == of {
			if !page[n].IsUntagged() {
				some = append(some, page[n].Tag)
			}
			n++
		}
		page = page[n:]
		a.env.Names.SeeTags(of, some)
		turned := a.siblingsIn(of).Add(some)
		if a.collapsed {
			a.list.Touch(keysIn(of, turned))
		}
	}
}

func keysIn(r hub.RepositoryName, names []string) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = keyOf(r, name)
	}
	return keys
}

func keyOf(r hub.RepositoryName, name string) string {
	row := hub.RepositoryTag{Repository: r, Tag: hub.Tag{Name: name}}
	return row.Key()
}
