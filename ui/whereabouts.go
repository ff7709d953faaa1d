package ui

import (
	"context"
	"fmt"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/ui/jump"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/task"
)

// whereabouts is where one has been and could go: the book of names, what is
// kept of it, and the quiet gathering of the account's repositories.
type whereabouts struct {
	shelf     *places.Shelf
	gathering task.Slot[places.Gathered]
	gathered  places.Gathered
	busy      atomic.Bool // a person is waiting for the Hub; the gathering reads it from its own goroutine
	told      bool        // that places can not be kept
}

// read is what was kept of an owner's places.
type read struct {
	stay *places.Stay
	kept places.Kept
	err  error
}

type saved struct {
	stay *places.Stay
	err  error
}

// settleIn takes up an account's places and gathers its repositories. What is
// under way for the account before finds another stay, and is not shown.
func (a *App) settleIn() {
	w := &a.whereabouts
	a.choice.Stop()
	a.toast.text = ""
	a.env.Book.Reset(a.owner())
	w.gathered = places.Gathered{}
	shelf, client, now, stay, ctx := w.shelf, a.env.Hub, a.env.Now, a.env.Book.Stay(), context.WithoutCancel(a.ctx)
	a.surely(func() tea.Msg {
		kept, err := shelf.Open(ctx, stay)
		return read{stay, kept, err}
	})
	if client.Session() == nil {
		w.gathering.Stop()
		return
	}
	a.later(w.gathering.Start(a.ctx, func(ctx context.Context, deliver func(places.Gathered) bool) error {
		return places.Gather(ctx, client, now, func() bool { return !w.busy.Load() }, deliver)
	}))
}

func (a *App) owner() places.Owner {
	account := ""
	if session := a.env.Hub.Session(); session != nil {
		account = session.Username
	}
	return places.OwnerOf(a.env.Server, account)
}

// learn takes the answers of this file's questions.
func (a *App) learn(msg tea.Msg) bool {
	w := &a.whereabouts
	if p, ok := w.gathering.Take(msg); ok {
		if !p.Done {
			w.gathered = p.Value
			a.env.Book.SeeNamespaces(p.Value.Namespaces)
			a.env.Book.SeeRepositories(p.Value.Repositories)
		}
		a.later(p.Next)
		return true
	}
	switch msg := msg.(type) {
	case read:
		a.env.Book.Take(msg.kept)
		for _, e := range a.stack {
			a.later(e.screen.Update(screen.Marked{}))
		}
		a.tellOnce(msg.stay, msg.err)
	case saved:
		a.tellOnce(msg.stay, msg.err)
	default:
		return false
	}
	return true
}

// tellOnce says that places can not be kept; everything else works without.
func (a *App) tellOnce(stay *places.Stay, err error) {
	if err != nil && stay == a.env.Book.Stay() && !a.whereabouts.told {
		a.whereabouts.told = true
		a.Fail(err)
	}
}

// visit notes that a screen was opened, if it is a place.
func (a *App) visit(s screen.Screen) {
	if placed, ok := s.(screen.Placed); ok && !placed.Place().IsZero() {
		a.env.Book.Visit(placed.Place())
		a.save()
	}
}

// save keeps what has changed.
func (a *App) save() {
	shelf, ctx := a.whereabouts.shelf, context.WithoutCancel(a.ctx)
	if changes, ok := a.env.Book.Unsaved(); ok {
		stay := a.env.Book.Stay()
		a.surely(func() tea.Msg { return saved{stay, shelf.Write(ctx, changes)} })
	}
}

// jump offers every name that is known.
func (a *App) jump() {
	a.Push(jump.New(a.env, a.env.Book, func(p places.Place) tea.Cmd {
		a.goTo(p)
		return nil
	}, a.gatherNews))
}

func (a *App) gatherNews() string {
	g := a.whereabouts.gathered
	switch {
	case g.Of == 0 || !a.whereabouts.gathering.Busy():
		return ""
	case !g.Waiting.IsZero():
		return "gathering waits, to leave requests for you"
	default:
		return fmt.Sprintf("gathering, namespace %d of %d", min(g.Done+1, g.Of), g.Of)
	}
}

// goTo opens a place.
func (a *App) goTo(p places.Place) {
	switch p.Kind() {
	case places.Namespace:
		a.Push(repositories.New(a.env, p.Namespace))
	case places.Repository, places.Tag:
		a.Push(tags.New(a.env, p.Reference))
	}
}

// walk goes to a place of the history, if there is one.
func (a *App) walk(p places.Place, ok bool) {
	if ok {
		a.goTo(p)
	} else {
		a.Toast("There is no such place yet")
	}
}

// favourite marks what is pointed at, or takes the mark away.
func (a *App) favourite() {
	pointed, ok := a.top().(screen.Pointed)
	if !ok || pointed.Pointed().IsZero() {
		return
	}
	place := pointed.Pointed()
	word := " is no favourite any more"
	if a.env.Book.ToggleFavourite(place) {
		word = " is a favourite now"
	}
	a.save()
	a.Toast(clean.Line(place.Copied()) + word)
	a.later(a.top().Update(screen.Marked{}))
}
