// Package history is where one has been and could go: the favourites and the recent places of an
// account, the quiet gathering of its repositories' names, and the ways to go by them. It opens the
// screens of places, and so stands above them.
package history

import (
	"context"
	"fmt"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/index"
	"tagboat/hub/name"
	"tagboat/hub/places"
	"tagboat/ui/home"
	"tagboat/ui/jump"
	"tagboat/ui/prompt"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/task"
)

// History is the account's, whose names are in screen.Env.Names. It belongs to the loop.
type History struct {
	env   screen.Env
	ctx   context.Context //nolint:containedctx // that of the program: gathering outlives screens
	store *places.Store
	// saving is where places are read, kept and forgotten, one after the other
	saving    *task.Queue
	gathering task.Slot[places.Gathered]
	gathered  places.Gathered
	knowing   task.Slot[index.Names] // the names that are known from earlier
	known     index.Mark             // up to where they were read
	// a person is waiting for the Hub; the gathering reads it from its own goroutine
	busy atomic.Bool
	told bool // that places can not be saved
}

// placesRead is what was saved of an owner's places.
type placesRead struct {
	stay  *places.Stay
	saved places.Saved
	err   error
}

type placesSaved struct {
	stay  *places.Stay
	err   error
	views bool // a person saved or forgot one, and hears of it each time
}

// New returns the history of who is logged in now. An empty folder keeps nothing.
func New(ctx context.Context, env screen.Env, folder string, saving *task.Queue) *History {
	h := &History{env: env, ctx: ctx, store: places.NewStore(folder, env.Now), saving: saving}
	h.env.Names.Reset(h.owner())
	return h
}

func (h *History) owner() places.Owner {
	account := ""
	if session := h.env.Hub.Session(); session != nil {
		account = session.Username
	}
	return places.OwnerOf(h.env.Server, account)
}

// Change takes up the places of who is logged in now, and gathers the repositories. What is under
// way for the account before finds another stay, and is not shown.
func (h *History) Change() tea.Cmd {
	h.env.Names.Reset(h.owner())
	h.gathered = places.Gathered{}
	h.knowing.Stop()
	h.known = index.Mark{}
	store, client, now, stay := h.store, h.env.Hub, h.env.Now, h.env.Names.Stay()
	ctx := context.WithoutCancel(h.ctx)
	read := h.saving.Do(func() tea.Msg {
		saved, err := store.Open(ctx, stay)
		return placesRead{stay, saved, err}
	})
	if client.Session() == nil {
		h.gathering.Stop()
		return read
	}
	return tea.Batch(read, h.gathering.Start(h.ctx, func(
		ctx context.Context, deliver func(places.Gathered) bool,
	) error {
		return places.Gather(ctx, client, now, func() bool { return !h.busy.Load() }, deliver)
	}))
}

// Wait makes the gathering let a person go first who waits for the Hub.
func (h *History) Wait(waiting bool) { h.busy.Store(waiting) }

// Forget deletes what is kept of an owner's places. It is called off the loop.
func (h *History) Forget(ctx context.Context, owner places.Owner) error {
	return h.store.Forget(ctx, owner)
}

// Take takes what was gathered, read and saved.
func (h *History) Take(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	if p, ok := h.gathering.Take(msg); ok {
		if !p.Done {
			h.gathered = p.Value
			h.env.Names.SeeNamespaces(p.Value.Namespaces)
			h.env.Names.SeeRepositories(p.Value.Repositories)
			if n := p.Value.Namespace; n != "" {
				h.env.Names.CountRepositories(n, p.Value.Count)
			}
			return tea.Batch(p.Next, func() tea.Msg { return screen.Learned{} }), true
		}
		return p.Next, true
	}
	if p, ok := h.knowing.Take(msg); ok {
		if !p.Done {
			h.learn(p.Value)
		}
		return tea.Batch(p.Next, func() tea.Msg { return jump.Known{All: p.Done} }), true
	}
	switch msg := msg.(type) {
	case placesRead:
		h.env.Names.Merge(msg.saved)
		h.failOnce(msg.stay, msg.err)
		return func() tea.Msg { return screen.Marked{} }, true
	case placesSaved:
		h.told = h.told && !msg.views
		h.failOnce(msg.stay, msg.err)
		return nil, true
	default:
		return nil, false
	}
}

// failOnce says that places can not be saved; everything else works without.
func (h *History) failOnce(stay *places.Stay, err error) {
	if err != nil && stay == h.env.Names.Stay() && !h.told {
		h.told = true
		h.env.Fail(err)
	}
}

// Visit notes that a person is at a place now.
func (h *History) Visit(p places.Place) tea.Cmd {
	h.env.Names.Visit(p)
	return h.save(false)
}

// KeepViews keeps what was done to views, and tells every screen.
func (h *History) KeepViews() tea.Cmd {
	return tea.Batch(h.save(true), func() tea.Msg { return screen.Marked{} })
}

// save keeps what has changed.
func (h *History) save(views bool) tea.Cmd {
	store, ctx := h.store, context.WithoutCancel(h.ctx)
	changes, ok := h.env.Names.Unsaved()
	if !ok {
		return nil
	}
	stay := h.env.Names.Stay()
	return h.saving.Do(func() tea.Msg {
		return placesSaved{stay, store.Write(ctx, changes), views}
	})
}

// Favourite marks what a screen points at, or takes the mark away.
func (h *History) Favourite(s screen.Screen) tea.Cmd {
	pointed, ok := s.(screen.Pointed)
	if !ok || pointed.Pointed().IsZero() {
		h.env.Toast("Nothing is highlighted here that could be a favourite")
		return nil
	}
	place := pointed.Pointed()
	word := " is no favourite any more"
	if h.env.Names.ToggleFavourite(place) {
		word = " is a favourite now"
	}
	h.env.Toast(clean.Line(place.Copied()) + word)
	return tea.Batch(h.save(false), func() tea.Msg { return screen.Marked{} })
}

// Jump offers every name that is known. What is known from earlier is read beside it.
func (h *History) Jump() tea.Cmd {
	box := jump.New(h.env, h.env.Names, func(p places.Place) tea.Cmd {
		r := p.Reference.Repository
		if isWord := p.Kind() == places.Repository && r.Namespace == name.Official; isWord &&
			!h.env.Names.Has(p) {
			return h.openWord(r.Name)
		}
		if s := h.Open(p); s != nil {
			h.env.Push(s)
		}
		return nil
	}, h.news)
	box.OpenView = func(v places.View) tea.Cmd { return home.OpenView(h.env, v) }
	h.env.Push(box)
	if h.knowing.Busy() {
		return nil
	}
	known, client, after := h.env.Index, h.env.Hub, h.known
	return h.knowing.Start(h.ctx, func(
		ctx context.Context, deliver func(index.Names) bool,
	) error {
		return known.Names(ctx, client, after, deliver)
	})
}

// learn takes up a part of the names that are known from earlier.
func (h *History) learn(part index.Names) {
	h.env.Names.Grow(part.Coming)
	for _, n := range part.Namespaces {
		h.env.Names.See(places.OfNamespace(n))
	}
	for _, r := range part.Repositories {
		h.env.Names.See(places.OfRepository(r))
	}
	for _, of := range part.Tags {
		h.env.Names.SeeTagNames(of.Repository, of.Names)
	}
	if part.UpTo != (index.Mark{}) {
		h.known = part.UpTo
	}
}

// openWord opens the official image of a name that was never seen or, where there is none, the
// namespace.
func (h *History) openWord(word string) tea.Cmd {
	if err := prompt.Open(h.env, word); err != nil {
		h.env.Fail(err)
	}
	return nil
}

// news is what adds to the names.
func (h *History) news() string {
	g := h.gathered
	switch {
	case h.knowing.Busy():
		return "more are being read"
	case g.Of == 0 || !h.gathering.Busy():
		return ""
	case !g.Waiting.IsZero():
		return "gathering waits, to leave requests for you"
	default:
		return fmt.Sprintf("gathering, namespace %d of %d", min(g.Done+1, g.Of), g.Of)
	}
}

// Open is a new screen of a place; nil where there is none.
func (h *History) Open(p places.Place) screen.Screen {
	switch p.Kind() {
	case places.AtHome:
		return home.New(h.env)
	case places.Namespace:
		return repositories.New(h.env, p.Namespace)
	case places.Repository, places.Tag:
		return tags.New(h.env, p.Reference)
	default:
		return nil
	}
}

// IsRead reports whether a message brings what was saved of an account.
func IsRead(msg tea.Msg) bool {
	_, ok := msg.(placesRead)
	return ok
}
