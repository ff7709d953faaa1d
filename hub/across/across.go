// Package across describes what all repositories of a namespace have as one list: their tags, and
// the manifests that no tag points at. Lists that the index knows are verified by their newest
// rows, the others read; each proves for itself that it is whole ([hub.Joined]).
//
//	listing := across.Tags(kept, client, "acme")
//	for page, err := range listing.Reader().Pages(ctx, 0) { … }
package across

import (
	"context"

	"tagboat/hub"
	"tagboat/hub/index"
)

const noun = "repositories"

// flight is how many lists are read at a time: as many as the client has requests in flight, which
// is what bounds them all.
const flight = 8

// Tags describes the tags of all repositories of a namespace, those of the repository first that
// was pushed to last. The index may be nil.
func Tags(x *index.Index, c *hub.Client, ns hub.Namespace) hub.Listing[hub.RepositoryTag] {
	return tags(x, c, ns, index.ByNewest, nil)
}

// TagsTelling is Tags, and tells each repository before its tags. It is told where the pages are
// taken.
func TagsTelling(
	x *index.Index, c *hub.Client, ns hub.Namespace, told func(hub.Repository),
) hub.Listing[hub.RepositoryTag] {
	return tags(x, c, ns, index.ByNewest, told)
}

func tags(
	x *index.Index, c *hub.Client, ns hub.Namespace, how index.Way, told func(hub.Repository),
) hub.Listing[hub.RepositoryTag] {
	heads := x.Repositories(c, ns, hub.Newest)
	j := hub.Joined[hub.Repository, hub.RepositoryTag]{
		Op: "list tags of " + string(ns), InFlight: flight, Heads: heads, Noun: noun,
		Name: func(r hub.Repository) string { return r.Name.Familiar() },
		Key:  key,
		Open: func(r hub.Repository) hub.Part[hub.RepositoryTag] {
			if told != nil {
				told(r)
			}
			return hub.PartOf(x.TagsOf(c, r, how), func(t hub.Tag) (hub.RepositoryTag, bool) {
				return hub.RepositoryTag{Repository: r.Name, Tag: t}, true
			})
		},
	}
	if x != nil && how != index.Whole {
		j.Kept = func(ctx context.Context) (hub.Kept[hub.RepositoryTag], bool) {
			return kept(ctx, x, c, ns)
		}
		j.Anew = func() hub.Listing[hub.RepositoryTag] { return tags(x, c, ns, index.Whole, told) }
	}
	return hub.Join(j)
}

// Untagged describes the manifests that no tag points at, of all repositories of a namespace. They
// are shown to those whose repositories these are ([hub.Client.Manifests]).
func Untagged(
	x *index.Index, c *hub.Client, ns hub.Namespace,
) hub.Listing[hub.RepositoryTag] {
	return hub.Join(hub.Joined[hub.Repository, hub.RepositoryTag]{
		Op: "list untagged manifests of " + string(ns), InFlight: flight, Noun: noun,
		Heads: x.Repositories(c, ns, hub.Newest), Alike: true, Key: key,
		Name: func(r hub.Repository) string { return r.Name.Familiar() },
		Open: func(r hub.Repository) hub.Part[hub.RepositoryTag] { return untagged(c, r.Name) },
	})
}

// UntaggedIn describes those of one repository.
func UntaggedIn(c *hub.Client, r hub.RepositoryName) hub.Listing[hub.RepositoryTag] {
	op := "list untagged manifests of " + r.Familiar()
	one := hub.Whole(op, func(context.Context) ([]hub.RepositoryName, error) {
		return []hub.RepositoryName{r}, nil
	}, hub.RepositoryName.String)
	return hub.Join(hub.Joined[hub.RepositoryName, hub.RepositoryTag]{
		Op: op, InFlight: 1, Heads: one, Noun: noun, Alike: true, Key: key,
		Name: hub.RepositoryName.Familiar,
		Open: func(r hub.RepositoryName) hub.Part[hub.RepositoryTag] { return untagged(c, r) },
	})
}

func untagged(c *hub.Client, r hub.RepositoryName) hub.Part[hub.RepositoryTag] {
	return hub.PartOf(c.Manifests(r), func(m hub.Manifest) (hub.RepositoryTag, bool) {
		return hub.Untagged(m, r), m.IsUntagged()
	})
}

func key(t hub.RepositoryTag) string { return t.Key() }

// kept is what the index knows of the tags, of all repositories of which it knows any.
func kept(
	ctx context.Context, x *index.Index, c *hub.Client, ns hub.Namespace,
) (k hub.Kept[hub.RepositoryTag], found bool) {
	names, whole := known(ctx, x, c, ns)
	k.Some = !whole
	type list struct {
		of  hub.RepositoryName
		row hub.Kept[hub.Tag]
	}
	var lists []list
	for _, r := range names {
		one, found := x.Tags(c, r).Kept(ctx)
		if !found {
			k.Some = true
			continue
		}
		lists = append(lists, list{r, one})
		k.Count += one.Count
		if k.AsOf.IsZero() || one.AsOf.Before(k.AsOf) {
			k.AsOf = one.AsOf
		}
	}
	k.Parts = func(yield func([]hub.RepositoryTag, error) bool) {
		for _, l := range lists {
			for rows, err := range l.row.Parts {
				if !yield(in(l.of, rows), err) || err != nil {
					return
				}
			}
		}
	}
	return k, len(lists) > 0
}

// known are the repositories that the index knows, the last pushed first, and whether these are
// all that there were.
func known(
	ctx context.Context, x *index.Index, c *hub.Client, ns hub.Namespace,
) (names []hub.RepositoryName, whole bool) {
	if heads, found := x.Repositories(c, ns, hub.Newest).Kept(ctx); found {
		for rows, err := range heads.Parts {
			if err != nil {
				return names, false
			}
			for i := range rows {
				names = append(names, rows[i].Name)
			}
		}
		return names, true
	}
	for _, l := range x.Lists(ctx, c) {
		if l.Namespace == ns && l.Repository != "" {
			names = append(names, hub.RepositoryName{Namespace: ns, Name: l.Repository})
		}
	}
	return names, false
}

func in(r hub.RepositoryName, rows []hub.Tag) []hub.RepositoryTag {
	all := make([]hub.RepositoryTag, len(rows))
	for i := range rows {
		all[i] = hub.RepositoryTag{Repository: r, Tag: rows[i]}
	}
	return all
}
