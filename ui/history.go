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

// history is where one has been and could go: the store of favourites and recent places, and the
// quiet gathering of the account's repositories.
type history struct {
	store     *places.Store
	gathering task.Slot[places.Gathered]
	gathered  places.Gathered
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
	stay *places.Stay
	err  error
}

// settleIn takes up an account's places and gathers its repositories. What is
// under way for the account before finds another stay, and is not shown.
func (a *App) settleIn() {
	h := &a.history
	a.choice.Stop()
	a.toast.text = ""
	a.env.Names.Reset(a.owner())
	h.gathered = places.Gathered{}
	store, client, now, stay := h.store, a.env.Hub, a.env.Now, a.env.Names.Stay()
	ctx := context.WithoutCancel(a.ctx)
	a.surely(func() tea.Msg {
		saved, err := store.Open(ctx, stay)
		return placesRead{stay, saved, err}
	})
	if client.Session() == nil {
		h.gathering.Stop()
		return
	}
	a.later(h.gathering.Start(a.ctx, func(
		ctx context.Context, deliver func(places.Gathered) bool,
	) error {
		return places.Gather(ctx, client, now, func() bool { return !h.busy.Load() }, deliver)
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
	h := &a.history
	if p, ok := h.gathering.Take(msg); ok {
		if !p.Done {
			h.gathered = p.Value
			a.env.Names.SeeNamespaces(p.Value.Namespaces)
			a.env.Names.SeeRepositories(p.Value.Repositories)
		}
		a.later(p.Next)
		return true
	}
	switch msg := msg.(type) {
	case placesRead:
		a.env.Names.Merge(msg.saved)
		for _, e := range a.stack {
			a.later(e.screen.Update(screen.Marked{}))
		}
		a.failOnce(msg.stay, msg.err)
	case placesSaved:
		a.failOnce(msg.stay, msg.err)
	default:
		return false
	}
	return true
}

// failOnce says that places can not be saved; everything else works without.
func (a *App) failOnce(stay *places.Stay, err error) {
	if err != nil && stay == a.env.Names.Stay() && !a.history.told {
		a.history.told = true
		a.Fail(err)
	}
}

// visit notes that a screen was opened, if it is a place.
func (a *App) visit(s screen.Screen) {
	if placed, ok := s.(screen.Placed); ok && !placed.Place().IsZero() {
		a.env.Names.Visit(placed.Place())
		a.save()
	}
}

// save keeps what has changed.
func (a *App) save() {
	store, ctx := a.history.store, context.WithoutCancel(a.ctx)
	if changes, ok := a.env.Names.Unsaved(); ok {
		stay := a.env.Names.Stay()
		a.surely(func() tea.Msg { return placesSaved{stay, store.Write(ctx, changes)} })
	}
}

// jump offers every name that is known.
func (a *App) jump() {
	a.Push(jump.New(a.env, a.env.Names, func(p places.Place) tea.Cmd {
		a.goTo(p)
		return nil
	}, a.gatherNews))
}

func (a *App) gatherNews() string {
	g := a.history.gathered
	switch {
	case g.Of == 0 || !a.history.gathering.Busy():
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
	if a.env.Names.ToggleFavourite(place) {
		word = " is a favourite now"
	}
	a.save()
	a.Toast(clean.Line(place.Copied()) + word)
	a.later(a.top().Update(screen.Marked{}))
}
