// Package readme is a repository's page: what the Hub knows of it, and its
// README set in columns of the terminal's width, to be scrolled and searched
// like a text in a pager.
//
// The page is foreign text from beginning to end. It is cleaned before it is
// parsed; its HTML is reduced to what it says and its pictures to the words that
// stand for them; and what Glamour draws is read back into plain text and roles
// (see page), which is all that reaches the terminal.
package readme

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// readme is the screen.
type readme struct {
	env  screen.Env
	name hub.RepositoryName
	ctx  context.Context //nolint:containedctx // the screen's own, given by Init

	fetching task.Slot[hub.RepositoryDetail]
	failure  error

	// Setting a page takes longer than a key may wait, and Resize has no command
	// to return. So one piece of work sets the page for every width that is
	// wished for; the old picture stays until the new one is there.
	setting task.Slot[page]
	widths  chan int

	page          page
	first         int // the first line in sight
	search        search
	width, height int
}

// New shows the page of a repository.
func New(env screen.Env, name hub.RepositoryName) screen.Screen {
	r := &readme{env: env, name: name}
	r.search.input = field.New(env.Theme, "/", "")
	return r
}

// Init asks for the repository.
func (r *readme) Init(ctx context.Context) tea.Cmd {
	r.ctx = ctx
	return r.load()
}

// Title is the crumb, of which the repository's name is left out below its own.
func (r *readme) Title() string { return r.name.Familiar() + "/about" }

// Capturing reports that a search is being typed.
func (r *readme) Capturing() bool { return r.search.typing }

// Waiting reports that the page is on its way.
func (r *readme) Waiting() bool { return r.fetching.Busy() }

// Resize gives the page its area; what was in sight stays in sight.
func (r *readme) Resize(width, height int) {
	another := width != r.width
	r.width, r.height = width, height
	r.search.input.SetWidth(max(width/2, leastField))
	r.scrollTo(r.first)
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
		if r.search.typing {
			r.enter(msg)
		}
		return nil
	case tea.MouseWheelMsg:
		r.wheel(msg)
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
	if p, ok := r.setting.Take(msg); ok {
		return r.set(p)
	}
	return nil
}

// load asks the Hub, anew if need be; the old page stays meanwhile.
func (r *readme) load() tea.Cmd {
	r.failure = nil
	client, name := r.env.Hub, r.name
	return r.fetching.Start(r.ctx, func(
		ctx context.Context, deliver func(hub.RepositoryDetail) bool,
	) error {
		detail, err := client.Repository(ctx, name)
		if err == nil {
			deliver(detail)
		}
		return err
	})
}

func (r *readme) fetched(p task.Progress[hub.RepositoryDetail]) tea.Cmd {
	switch {
	case !p.Done:
		return tea.Batch(p.Next, r.lay(p.Value))
	case p.Err == nil || errors.Is(p.Err, context.Canceled):
	case hub.KindOf(p.Err) == hub.SessionEnded:
		r.failure = p.Err
		r.env.Authenticate(hub.EndedSession(p.Err))
	case r.page.len() > 0:
		r.env.Fail(p.Err)
	default:
		r.failure = p.Err
	}
	return nil
}

// lay sets the page of a repository, now and for every width to come.
func (r *readme) lay(detail hub.RepositoryDetail) tea.Cmd {
	widths, clock := make(chan int, 1), r.env.Now
	r.widths = widths
	r.wish()
	return r.setting.Start(r.ctx, func(ctx context.Context, deliver func(page) bool) error {
		for {
			select {
			case width := <-widths:
				if !deliver(compose(&detail, width, clock())) {
					return nil
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
}

// wish asks for the page in the width of now, in place of a wish that nobody
// has seen yet.
func (r *readme) wish() {
	select {
	case <-r.widths:
	default:
	}
	r.widths <- r.width
}

// set shows a page at the place where the old one was read.
func (r *readme) set(p task.Progress[page]) tea.Cmd {
	if p.Done {
		return nil
	}
	old, s := r.page, &r.search
	seen := len(s.hits) > 0 && old.holds(s.hits[s.at].from, r.first, r.height)
	r.page = p.Value
	s.before = r.page.resume(&old, s.before)
	s.hits = r.page.find(s.input.Value())
	s.at = min(s.at, max(len(s.hits)-1, 0))
	r.scrollTo(r.page.resume(&old, r.first))
	if seen {
		r.showHit()
	}
	return p.Next
}
