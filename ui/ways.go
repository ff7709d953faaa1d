package ui

import (
	"context"
	"slices"

	"tagboat/hub/places"
	"tagboat/ui/screen"
)

// What stays alive of the places that were left. The oldest beyond it is read again when somebody
// goes back there.
const (
	mostKept = 12      // screens, those in sight included
	mostRows = 100_000 // of those screens that are not in sight, about 1 KB each
)

// way is how a place was left: its screens, and those below them that lead back from there.
type way struct {
	place places.Place
	stack []*entry
}

// placeOf is where a screen is, if it is a place.
func placeOf(s screen.Screen) (places.Place, bool) {
	placed, ok := s.(screen.Placed)
	if !ok || placed.Place().IsZero() {
		return places.Place{}, false
	}
	return placed.Place(), true
}

// here is the place of the screens in sight; the zero place is none.
func here(stack []*entry) places.Place {
	for _, e := range slices.Backward(stack) {
		if place, ok := placeOf(e.screen); ok {
			return place
		}
	}
	return places.Place{}
}

// keepWay remembers the place in sight as it is now, because another one is about to be shown.
func (a *App) keepWay() {
	place := here(a.stack)
	if place.IsZero() {
		return
	}
	a.ways = slices.DeleteFunc(a.ways, func(w way) bool { return w.place == place })
	a.ways = slices.Insert(a.ways, 0, way{place, lasting(a.stack)})
}

// lasting are the screens that can be gone back to, and the first of all, to which they lead. A
// search on top is none of the place below it.
func lasting(stack []*entry) []*entry {
	kept := slices.Clone(stack[:1])
	for _, e := range stack[1:] {
		if _, lasts := e.screen.(screen.Lasting); lasts && !e.boxed {
			kept = append(kept, e)
		}
	}
	for len(kept) > 1 {
		if _, searches := kept[len(kept)-1].screen.(screen.Searcher); !searches {
			break
		}
		kept = kept[:len(kept)-1]
	}
	return kept
}

// forgetWays leaves everything for good that is not in sight.
func (a *App) forgetWays() { a.ways, a.noted = nil, places.Place{} }

// goBack shows a place of the history as it was left, or else opens it from home.
func (a *App) goBack(to places.Place, ok bool) {
	if !ok {
		a.Toast("There is no such place yet")
		return
	}
	a.keepWay()
	if at := slices.IndexFunc(a.ways, func(w way) bool { return w.place == to }); at >= 0 {
		a.swap(a.ways[at].stack)
		a.arrive()
		return
	}
	if s := a.history.Open(to); s != nil {
		a.swap(a.stack[:1])
		a.Push(s)
	}
}

// swap puts a stack in the place of the one in sight, of which rests what the new one has not.
func (a *App) swap(stack []*entry) {
	for _, e := range a.stack {
		if !slices.Contains(stack, e) {
			e.rest()
		}
	}
	a.stack = slices.Clone(stack)
}

// rest ends a screen's work.
func (e *entry) rest() {
	e.leave()
	e.resting = true
}

// arrive wakes the screen on top, and notes the place if it is another one.
func (a *App) arrive() {
	if e := a.stack[len(a.stack)-1]; e.resting {
		ctx, leave := context.WithCancel(a.ctx)
		e.leave, e.resting = leave, false
		e.screen.Resize(a.frame.Area(e.boxed))
		if lasting, ok := e.screen.(screen.Lasting); ok && !e.unread {
			a.later(lasting.Return(ctx))
		} else {
			a.later(e.screen.Init(ctx))
			e.unread = false
		}
		if e.untold {
			e.untold = false
			a.later(e.screen.Update(screen.Configured{}))
		}
	}
	if place := here(a.stack); place != a.noted && !place.IsZero() {
		a.noted = place
		a.later(a.history.Visit(place))
	}
	a.bound()
}

// bound gives up the oldest screens beyond what may stay alive.
func (a *App) bound() {
	rows := 0
	for i, e := range a.oldestLast() {
		lasting, lasts := e.screen.(screen.Lasting)
		if lasts && !a.near(e) {
			rows += lasting.Rows()
		}
		if i >= mostKept || rows > mostRows && !a.near(e) {
			a.giveUp(e)
		}
	}
}

// oldestLast are the full screens that are alive, those in sight first; home is not counted.
func (a *App) oldestLast() []*entry {
	stacks := [][]*entry{a.stack}
	for _, w := range a.ways {
		stacks = append(stacks, w.stack)
	}
	var all []*entry
	for _, stack := range stacks {
		for _, e := range slices.Backward(stack) {
			place, _ := placeOf(e.screen)
			if !e.boxed && !e.unread && place != places.Home() && !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// near reports whether a screen is of the place in sight or of the last one: these stay, however
// many rows they have.
func (a *App) near(e *entry) bool {
	stacks := [][]*entry{a.stack}
	if len(a.ways) > 0 {
		stacks = append(stacks, a.ways[0].stack)
	}
	for _, stack := range stacks {
		for _, other := range slices.Backward(stack) {
			if other == e {
				return true
			}
			if _, isPlace := placeOf(other.screen); isPlace {
				break
			}
		}
	}
	return false
}

// giveUp forgets what a screen holds. A place stays on the ways that lead over it and is read again
// there; what was opened from it goes.
func (a *App) giveUp(e *entry) {
	e.rest()
	place, isPlace := placeOf(e.screen)
	if isPlace {
		e.screen, e.unread = a.history.Open(place), true
	}
	gone := func(other *entry) bool { return other == e && !isPlace }
	a.stack = slices.DeleteFunc(a.stack, gone)
	for i := range a.ways {
		a.ways[i].stack = slices.DeleteFunc(a.ways[i].stack, gone)
	}
	a.ways = slices.DeleteFunc(a.ways, func(w way) bool {
		return len(w.stack) == 0 || w.stack[len(w.stack)-1].unread
	})
}
