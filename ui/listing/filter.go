package listing

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/query"
	"tagboat/ui/field"
	"tagboat/ui/screen"
)

const (
	// slice is how long filtering may keep a key waiting; what does not fit is
	// done in further slices, between which keys are taken.
	slice      = 4 * time.Millisecond
	filterRoom = 12 // cells for the filter at the least
)

// filterBox is the filter of a list as it is typed, and what it means.
type filterBox[T any] struct {
	input  field.Field
	parsed query.Filter[T]
	typing bool
	moved  bool // through the rows, since something was typed
	only   bool // matches are highlighted; nothing is left out
	tabs   tabs
}

func newFilterBox[T any](env screen.Env, config Config[T]) filterBox[T] {
	f := filterBox[T]{input: field.New(env.Theme, "/", "")}
	f.input.Set(config.Filter)
	f.parsed = query.Parse(config.Schema, config.Filter, env.Now())
	return f
}

func (f *filterBox[T]) begin() {
	f.typing, f.moved = true, false
	f.input.Focus(true)
}

func (f *filterBox[T]) end() {
	f.typing, f.moved, f.tabs = false, false, tabs{}
	f.input.Focus(false)
}

func (l *List[T]) pressFilter(msg tea.KeyPressMsg) tea.Cmd {
	keys, list := l.env.Keys.Filter, l.env.Keys.List
	switch {
	case key.Matches(msg, keys.Keep):
		l.filter.end()
		l.view.GoTo(l.view.Position()) // what is highlighted now is what was chosen
	case key.Matches(msg, keys.Clear):
		l.filter.end()
		return l.clearFilter()
	case key.Matches(msg, keys.Complete):
		return l.complete()
	case key.Matches(msg, keys.Explain):
		l.explain()
	case key.Matches(msg, keys.Previous):
		l.through(-1)
	case key.Matches(msg, keys.Next):
		l.through(1)
	case msg.Text != "":
		return l.enter(msg)
	case key.Matches(msg, list.PageUp):
		l.through(-l.view.Visible())
	case key.Matches(msg, list.PageDown):
		l.through(l.view.Visible())
	default:
		return l.enter(msg)
	}
	return nil
}

// through moves through the rows while a filter is typed.
func (l *List[T]) through(by int) {
	l.view.GoTo(l.view.Position() + by)
	l.filter.moved = true
}

// enter takes text into the filter.
func (l *List[T]) enter(msg tea.Msg) tea.Cmd {
	l.filter.tabs, l.filter.moved = tabs{}, false
	if !l.filter.input.Update(msg) {
		return nil
	}
	l.bySetting.filter = ""
	return l.apply()
}

func (l *List[T]) clearFilter() tea.Cmd {
	l.bySetting.filter = ""
	l.filter.input.Set("")
	l.filter.tabs = tabs{}
	return l.apply()
}

// apply reads what is typed and filters by it.
func (l *List[T]) apply() tea.Cmd {
	f := &l.filter
	f.parsed = query.Parse(l.config.Schema, f.input.Value(), l.env.Now())
	l.view.Filter = f.parsed
	shown := f.parsed
	if f.only {
		shown = query.Filter[T]{}
	}
	for _, store := range l.loader.Stores() {
		store.SetFilter(shown)
	}
	if f.only && !f.parsed.IsZero() {
		l.goToMatch(0)
	}
	return tea.Batch(l.work(), l.askNamed())
}

// highlight makes the filter leave nothing out, or leave out again what it does not find.
func (l *List[T]) highlight() tea.Cmd {
	l.filter.only = !l.filter.only
	if l.filter.only {
		l.env.Toast("A filter highlights now, and leaves nothing out")
	} else {
		l.env.Toast("A filter leaves out again what it does not find")
	}
	return l.apply()
}

// work filters for one slice of time and asks for another if need be.
func (l *List[T]) work() tea.Cmd {
	began := l.env.Now()
	done := l.view.Rows.Work(func() bool { return l.env.Now().Sub(began) >= slice })
	l.view.Follow()
	if done {
		l.filtering.Stop()
		return nil
	}
	return l.filtering.Start(l.ctx, func(context.Context, func(struct{}) bool) error {
		return nil
	})
}

// goToMatch selects the next match of a highlight: step 0 stays on a match.
func (l *List[T]) goToMatch(step int) {
	if l.filter.parsed.IsZero() || l.view.Rows.Shown() == 0 {
		return
	}
	from := l.view.Position()
	if step == 0 {
		from, step = from-1, 1
	}
	if place := l.view.Rows.Find(l.filter.parsed, from, step); place >= 0 {
		l.view.GoTo(place)
	}
}
