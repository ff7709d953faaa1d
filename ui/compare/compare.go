// Package compare is what it costs to go from one tag to another: the bytes to
// download, and the layers that make the difference.
package compare

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/places"
	"tagboat/ui/layers"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
)

// page is what was found out, for the lines above the rows.
type page struct {
	env        screen.Env
	repository hub.RepositoryName
	old, new   string
	abroad     bool // the crumbs do not tell the repository
	found      comparedSides
	list       screen.Screen
}

// New compares two tags of one repository, the first being the older one.
func New(env screen.Env, repository hub.RepositoryName, old, updated string) screen.Screen {
	return compared(page{env: env, repository: repository, old: old, new: updated}, nil)
}

// Abroad is New from a list of several repositories, which the crumbs do not tell.
func Abroad(env screen.Env, repository hub.RepositoryName, old, updated string) screen.Screen {
	return compared(page{
		env: env, repository: repository, old: old, new: updated, abroad: true,
	}, nil)
}

// sides are the images of both tags, once they have come. AsOf is when they were known, without
// their layers, where the Hub could not be reached; zero else.
type sides struct {
	before, after []hub.ImageLayers
	asOf          time.Time
}

// compared is the screen, with what is known of both sides already; nil is nothing.
func compared(of page, known *sides) screen.Screen {
	p, env, old, updated := &of, of.env, of.old, of.new
	fetch := func(ctx context.Context) ([]row, any, error) {
		both, err := p.ask(ctx)
		if err != nil {
			return nil, nil, err
		}
		rows, found := found(env, both)
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
		Name:    listName,
		Title:   p.title(),
		Noun:    "layers",
		Listing: both,
		Schema:  schema(),
		Columns: columns(),
		Empty:   "The Hub tells no layers of either tag, or could not be asked.",
		Open: func(r row) {
			layers.Read(env, r.layer, r.platform.Short()+", "+r.change.String())
		},
		Reference: func(row) string { return p.verdict() },
		Summary:   p.verdict,
		Of:        places.Of(hub.Reference{Repository: of.repository, Tag: updated}),
		Above:     p.headline,
		About:     func(about any) { p.found, _ = about.(comparedSides) },
		Actions:   []listing.Action[row]{{Key: &env.Keys.Tag.Swap, Do: p.swap, Whole: true}},
	})
	return p.list
}

// ask asks for both sides, and takes what is known of them where nobody can be asked.
func (p *page) ask(ctx context.Context) (both sides, err error) {
	client := p.env.Hub
	both.before, err = client.Layers(ctx, p.repository, p.old)
	if err == nil {
		both.after, err = client.Layers(ctx, p.repository, p.new)
	}
	if !hub.Unreached(err) {
		return both, err
	}
	old, asOf, oldKnown := p.env.Index.Tag(ctx, client, p.repository, p.old)
	updated, _, newKnown := p.env.Index.Tag(ctx, client, p.repository, p.new)
	if !oldKnown || !newKnown {
		return both, err
	}
	return sides{withoutLayers(old), withoutLayers(updated), asOf}, nil
}

func withoutLayers(t hub.Tag) []hub.ImageLayers {
	images := make([]hub.ImageLayers, len(t.Images))
	for i := range t.Images {
		images[i].Image = t.Images[i]
	}
	return images
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
	turned := &sides{p.found.after, p.found.before, p.found.asOf}
	p.env.Pop()
	p.env.Push(compared(page{
		env: p.env, repository: p.repository, old: p.new, new: p.old, abroad: p.abroad,
	}, turned))
	return nil
}

func (p *page) title() string {
	title := p.old + " → " + p.new
	if p.abroad {
		return p.repository.Name + ":" + title
	}
	return title
}
