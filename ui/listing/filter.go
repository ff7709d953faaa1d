package listing

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/query"
	"tagboat/ui/field"
	"tagboat/ui/task"
)

const (
	// slice is how long filtering may keep a key waiting; what does not fit is
	// done in further slices, between which keys are taken.
	slice      = 4 * time.Millisecond
	filterRoom = 12 // cells for the filter at the least
)

// finder is the filter of a list: what is typed, what it means, and the work
// of applying it.
type finder[T any] struct {
	input  field.Field
	filter query.Filter[T]
	typing bool
	only   bool // matches are highlighted; nothing is left out
	tabs   tabs
	slot   task.Slot[struct{}]
}

func newFinder[T any](l *List[T]) finder[T] {
	f := finder[T]{input: field.New(l.env.Theme, "/", "")}
	f.input.Set(l.config.Filter)
	f.filter = query.Parse(l.config.Schema, l.config.Filter, l.env.Now())
	return f
}

func (f *finder[T]) begin() {
	f.typing = true
	f.input.Focus(true)
}

func (f *finder[T]) end() {
	f.typing, f.tabs = false, tabs{}
	f.input.Focus(false)
}

func (l *List[T]) pressFilter(msg tea.KeyPressMsg) tea.Cmd {
	keys, list := l.env.Keys.Filter, l.env.Keys.List
	switch {
	case key.Matches(msg, keys.Keep):
		l.finder.end()
		l.goTo(l.at) // what is highlighted now is what was chosen
	case key.Matches(msg, keys.Clear):
		l.finder.end()
		return l.clearFilter()
	case key.Matches(msg, keys.Complete):
		return l.complete()
	case key.Matches(msg, keys.Explain):
		l.explain()
	case key.Matches(msg, keys.Previous):
		l.goTo(l.at - 1)
	case key.Matches(msg, keys.Next):
		l.goTo(l.at + 1)
	case key.Matches(msg, list.PageUp):
		l.goTo(l.at - l.visible())
	case key.Matches(msg, list.PageDown):
		l.goTo(l.at + l.visible())
	default:
		return l.enter(msg)
	}
	return nil
}

// enter takes text into the filter.
func (l *List[T]) enter(msg tea.Msg) tea.Cmd {
	l.finder.tabs = tabs{}
	if !l.finder.input.Update(msg) {
		return nil
	}
	return l.apply()
}

func (l *List[T]) clearFilter() tea.Cmd {
	l.finder.input.Set("")
	l.finder.tabs = tabs{}
	return l.apply()
}

// apply reads what is typed and filters by it.
func (l *List[T]) apply() tea.Cmd {
	f := &l.finder
	f.filter = query.Parse(l.config.Schema, f.input.Value(), l.env.Now())
	shown := f.filter
	if f.only {
		shown = query.Filter[T]{}
	}
	for _, store := range l.stores() {
		store.SetFilter(shown)
	}
	if f.only && !f.filter.IsZero() {
		l.goToMatch(0)
	}
	return l.work()
}

// work filters for one slice of time and asks for another if need be.
func (l *List[T]) work() tea.Cmd {
	began := l.env.Now()
	done := l.store.Work(func() bool { return l.env.Now().Sub(began) >= slice })
	l.follow()
	if done {
		l.finder.slot.Stop()
		return nil
	}
	return l.finder.slot.Start(l.ctx, func(context.Context, func(struct{}) bool) error {
		return nil
	})
}

// toggleHighlight turns the filter into a mere highlight, or back.
func (l *List[T]) toggleHighlight() tea.Cmd {
	l.finder.only = !l.finder.only
	return l.apply()
}

// goToMatch selects the next match of a highlight: step 0 stays on a match.
func (l *List[T]) goToMatch(step int) {
	if l.finder.filter.IsZero() || l.store.Shown() == 0 {
		return
	}
	from := l.at
	if step == 0 {
		from, step = l.at-1, 1
	}
	if place := l.store.Find(l.finder.filter, from, step); place >= 0 {
		l.goTo(place)
	}
}
