// Package readme is a repository's page: what the Hub knows of it, and its README, to be scrolled
// and searched like a text in a pager. The page is foreign text from beginning to end; hub/clean
// and ui/markdown make it harmless.
package readme

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/ui/markdown"
	"tagboat/ui/pager"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// readme is the screen.
type readme struct {
	env  screen.Env
	name hub.RepositoryName
	ctx  context.Context //nolint:containedctx // the screen's own, given by Init

	fetching task.Slot[hub.RepositoryDetail]
	detail   *hub.RepositoryDetail // nil until it is there
	failure  error

	// Drawing a page takes longer than a key may wait, and Resize has no command to return. So one
	// piece of work draws the page for every width that is wished for; the old picture stays until
	// the new one is there.
	drawing task.Slot[[]theme.Line]
	widths  chan int

	pager         *pager.Pager
	width, height int
}

// New shows the page of a repository.
func New(env screen.Env, name hub.RepositoryName) screen.Screen {
	return &readme{env: env, name: name, pager: pager.New(env.Theme, env.Keys, gutter)}
}

// Init asks for the repository.
func (r *readme) Init(ctx context.Context) tea.Cmd {
	r.ctx = ctx
	return r.load()
}

// Return draws the page again for every width to come, and asks for what had not come.
func (r *readme) Return(ctx context.Context) tea.Cmd {
	r.ctx = ctx
	var all []tea.Cmd
	if r.detail != nil {
		all = append(all, r.draw(*r.detail))
	}
	if r.fetching.Busy() {
		all = append(all, r.load())
	}
	return tea.Batch(all...)
}

// Rows is how many lines of the page are in memory.
func (r *readme) Rows() int { return r.pager.Len() }

// Failure is why there is no page.
func (r *readme) Failure() error { return r.failure }

// Title is the crumb below the repository's.
func (r *readme) Title() string { return "about" }

// Pointed is the repository.
func (r *readme) Pointed() places.Place { return places.OfRepository(r.name) }

// Capturing reports that a search is being typed.
func (r *readme) Capturing() bool { return r.pager.Typing() }

// Waiting reports that the page is on its way.
func (r *readme) Waiting() bool { return r.fetching.Busy() }

// Resize gives the page its area; what was in sight stays in sight.
func (r *readme) Resize(width, height int) {
	another := width != r.width
	r.width, r.height = width, height
	r.pager.Resize(width, height)
	if another && r.widths != nil {
		r.wish()
	}
}

// Update takes keys, the mouse, and the answers to the screen's own questions.
func (r *readme) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.PasteMsg:
		r.pager.Paste(msg)
		return nil
	case tea.MouseWheelMsg:
		r.pager.Wheel(msg)
		return nil
	case screen.Resumed:
		if r.failure != nil {
			return r.load()
		}
		return nil
	}
	if p, ok := r.fetching.Take(msg); ok {
		return r.fetched(p)
	}
	if p, ok := r.drawing.Take(msg); ok {
		return r.drawn(p)
	}
	return nil
}

// load asks the Hub, anew if need be; the old page stays meanwhile.
func (r *readme) load() tea.Cmd {
	r.failure = nil
	index, client, name := r.env.Index, r.env.Hub, r.name
	return r.fetching.Start(r.ctx, func(
		ctx context.Context, deliver func(hub.RepositoryDetail) bool,
	) error {
		detail, err := index.ReadRepository(ctx, client, name)
		if err == nil {
			deliver(detail)
		}
		return err
	})
}

func (r *readme) fetched(p task.Progress[hub.RepositoryDetail]) tea.Cmd {
	switch {
	case !p.Done:
		r.detail = &p.Value
		return tea.Batch(p.Next, r.draw(p.Value))
	case p.Err == nil || errors.Is(p.Err, context.Canceled):
	case hub.KindOf(p.Err) == hub.SessionEnded:
		r.failure = p.Err
		r.env.Authenticate(hub.EndedSession(p.Err))
	case r.pager.Len() > 0:
		r.env.Fail(p.Err)
	default:
		r.failure = p.Err
	}
	return nil
}

// draw draws the page of a repository, in this width and every width to come.
func (r *readme) draw(detail hub.RepositoryDetail) tea.Cmd {
	widths, clock, back := make(chan int, 1), r.env.Now, r.back()
	r.widths = widths
	r.wish()
	return r.drawing.Start(r.ctx, func(
		ctx context.Context, deliver func([]theme.Line) bool,
	) error {
		p := page{
			detail: &detail, readme: markdown.Parse(detail.FullDescription),
			back: back, clock: r.env.Clock(),
		}
		for {
			select {
			case width := <-widths:
				lines, err := p.draw(ctx, width, clock())
				if err != nil {
					return err
				}
				if !deliver(lines) {
					return nil
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
}

// wish asks for the page in the width of now, in place of a wish that nobody has seen yet.
func (r *readme) wish() {
	select {
	case <-r.widths:
	default:
	}
	r.widths <- r.width
}

func (r *readme) drawn(p task.Progress[[]theme.Line]) tea.Cmd {
	if p.Done {
		return nil
	}
	r.pager.Show(p.Value)
	return p.Next
}
