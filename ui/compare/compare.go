// Package compare is what it costs to go from one tag to another: the bytes to
// download, and the layers that make the difference.
package compare

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/layers"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
)

// page is what was found out, for the lines above the rows.
type page struct {
	env        screen.Env
	repository hub.RepositoryName
	old, new   string
	found      comparedSides
	list       screen.Screen
}

// New compares two tags of one repository, the first being the older one.
func New(env screen.Env, repository hub.RepositoryName, old, updated string) screen.Screen {
	return compared(env, repository, old, updated, nil)
}

// sides are the images of both tags, once they have come.
type sides struct{ before, after []hub.ImageLayers }

// compared is the screen, with what is known of both sides already; nil is nothing.
func compared(
	env screen.Env, repository hub.RepositoryName, old, updated string, known *sides,
) screen.Screen {
	p, client := &page{env: env, repository: repository, old: old, new: updated}, env.Hub
	fetch := func(ctx context.Context) ([]row, any, error) {
		before, err := client.Layers(ctx, repository, old)
		if err != nil {
			return nil, nil, err
		}
		after, err := client.Layers(ctx, repository, updated)
		if err != nil {
			return nil, nil, err
		}
		rows, found := found(env, sides{before, after})
		return rows, found, nil
	}
	both := hub.WholeAbout("compare "+old+" with "+updated, fetch, func(r row) string {
		return r.key
	})
	if known != nil {
		rows, found := found(env, *known)
		both = both.Primed(hub.Page[row]{
			Number: 1, Rows: rows, Count: len(rows), Last: true, About: found,
		})
	}
	p.list = listing.New(env, listing.Config[row]{
		Title:   old + " → " + updated,
		Noun:    "layers",
		Listing: both,
		Schema: query.Schema[row]{
			Name: func(r *row) string { return r.layer.Step() }, Fields: fields(),
		},
		Columns: columns(),
		Empty:   "The Hub tells no layers of either tag.",
		Open: func(r row) {
			layers.Read(env, r.layer, r.platform.Short()+", "+r.change.String())
		},
		Reference: func(row) string { return p.verdict() },
		Of:        places.Of(hub.Reference{Repository: repository, Tag: updated}),
		Above:     p.headline,
		About:     func(about any) { p.found, _ = about.(comparedSides) },
		Actions:   []listing.Action[row]{{Key: env.Keys.Tag.Swap, Do: p.swap}},
	})
	return p.list
}

// comparedSides are both sides and what they come to.
type comparedSides struct {
	sides

	diffs []comparison.Diff
}

func found(env screen.Env, s sides) ([]row, comparedSides) {
	diffs := comparison.MineFirst(comparison.Compare(s.before, s.after), env.Platform)
	return rowsOf(diffs), comparedSides{s, diffs}
}

// swap shows what it costs to go the other way; nothing is asked for.
func (p *page) swap([]row) tea.Cmd {
	turned := &sides{p.found.after, p.found.before}
	p.env.Pop()
	p.env.Push(compared(p.env, p.repository, p.new, p.old, turned))
	return nil
}
