// Package jump is a box that goes to anything by its name: favourites, recent places, and every
// namespace, repository and tag that is known, ranked as fzf ranks. What is clearly a reference, an
// address or a digest is opened as it stands, even if it was never seen; a digest also finds the
// tags that are known to be it, or to have been. It does not know what opening means.
//
// Nothing here waits for a search or for the disk but a key that acts on what is found, and then
// for a search alone. Names that are known from earlier runs come while the box is open, by the
// thousand: what was found before the last of them is searched once more.
package jump

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/ui/picker"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/text"
)

// Jump is the screen.
type Jump struct {
	screen.Dialog

	env   screen.Env
	ctx   context.Context //nolint:containedctx // the screen's own, given by Init
	names *places.Index
	open  func(places.Place) tea.Cmd
	news  func() string
	// OpenView opens a view; nil: none is found.
	OpenView func(places.View) tea.Cmd

	kept *tea.KeyPressMsg // acts on what is still looked for
	more bool             // all names have come, and what is in sight may be of fewer

	picker    *picker.Picker
	shown     answer // whose hits are in sight
	hits      []hit
	searching task.Slot[answer]
	patience  task.Slot[struct{}]
	slow      bool // the search takes so long that it is said
}

// New returns a box over the names that are known. It leaves the stack before it calls
// open. What news says, if it is given, stands beside the number of names: how
// far gathering has come.
func New(
	env screen.Env, names *places.Index, open func(places.Place) tea.Cmd, news func() string,
) *Jump {
	return &Jump{
		env: env, names: names, open: open, news: news,
		picker: picker.New(env, "Go to  ", "name, words of it, or a reference"),
	}
}

// Init shows favourites and recent places.
func (j *Jump) Init(ctx context.Context) tea.Cmd {
	j.ctx = ctx
	return j.find()
}

// Title names the box.
func (j *Jump) Title() string { return "Jump" }

// Capturing reports whether letters are text here: always.
func (j *Jump) Capturing() bool { return true }

// Cursor stands in the text.
func (j *Jump) Cursor() *tea.Cursor { return j.picker.Cursor() }

// Resize takes the room for the box.
func (j *Jump) Resize(width, height int) { j.picker.Resize(width, height) }

// Keys are the box's keys.
func (j *Jump) Keys() help.KeyMap {
	p := j.env.Keys.Picker
	_, some := j.picker.Selected()
	p.Choose.SetHelp(p.Choose.Help().Key, "open")
	for _, b := range []*key.Binding{&p.Choose, &p.Copy, &p.Up, &p.Down, &p.PageUp, &p.PageDown} {
		b.SetEnabled(some)
	}
	return screen.Keys{p.Choose, p.Copy, p.Close, p.Down, p.Up, p.PageDown, p.PageUp}
}

// Update types, moves, opens, copies, leaves, or takes what was found.
func (j *Jump) Update(msg tea.Msg) tea.Cmd {
	if p, ok := j.searching.Take(msg); ok {
		if p.Done {
			return nil
		}
		j.show(p.Value)
		return tea.Batch(j.doKept(), j.again())
	}
	if _, ok := j.patience.Take(msg); ok {
		j.slow = true
		return nil
	}
	switch typed := msg.(type) {
	case Known:
		j.more = j.more || typed.All
	case tea.PasteMsg:
		j.kept = nil
		msg = tea.PasteMsg{Content: hub.FirstLine(typed.Content)}
	case tea.KeyPressMsg:
		j.kept = nil
		if j.searching.Busy() && j.isOfRows(typed) {
			if !j.question().isEasy() {
				j.finish()
			} else if j.picker.Rows() == 0 {
				j.kept = &typed
				return nil
			}
		}
	}
	switch event := j.picker.Update(msg); event {
	case picker.Typed:
		return j.find()
	case picker.Closed:
		j.env.Pop()
	case picker.Chosen, picker.Copied:
		at, ok := j.picker.Selected()
		if !ok {
			return nil
		}
		return j.do(j.hits[at], event == picker.Copied)
	case picker.None:
	}
	return j.again()
}

// do opens what was chosen, or copies its name, or that of the place that a view is of.
func (j *Jump) do(chosen hit, copies bool) tea.Cmd {
	place := chosen.Place
	if chosen.view != nil {
		place = chosen.view.Place
	}
	if copies {
		j.env.Copy(copied(place))
		return nil
	}
	j.env.Pop()
	if chosen.view != nil {
		return j.OpenView(*chosen.view)
	}
	return j.open(place)
}

// Known says that more names are known; All: that these are all for now.
type Known struct{ All bool }

// again searches the names that have come since. Those that arrive one by one while a list is shown
// do not move it under the finger; they are found by the next key. What was found before all were
// there is replaced, unless somebody has begun to choose.
func (j *Jump) again() tea.Cmd {
	if j.searching.Busy() {
		return nil
	}
	at, some := j.picker.Selected()
	isWanted := !some || j.more && at == 0
	j.more = false
	if !isWanted || j.question().isEasy() || j.shown.finder.Known() == j.names.Known() {
		return nil
	}
	return j.find()
}

// doKept does what a key was pressed for before there was anything that it could be done with.
func (j *Jump) doKept() tea.Cmd {
	if j.kept == nil {
		return nil
	}
	press := *j.kept
	j.kept = nil
	return j.Update(press)
}

// isOfRows reports whether a key acts on what was found.
func (j *Jump) isOfRows(press tea.KeyPressMsg) bool {
	keys := j.env.Keys.Picker
	return key.Matches(
		press, keys.Choose, keys.Copy, keys.Up, keys.Down, keys.PageUp, keys.PageDown,
	)
}

// copied is a place's name as it may be pasted.
func copied(p places.Place) string {
	if p.Kind() == places.Namespace {
		return forms.Namespace(p.Namespace)
	}
	return forms.Reference(p.Reference)
}

// View draws the box.
func (j *Jump) View() string {
	j.picker.Note = j.says()
	return j.picker.View()
}

// says is the last line: how much is known, and of how much of it this is.
func (j *Jump) says() string {
	words := text.Count(j.names.Known()) + " names known"
	switch {
	case !j.shown.said.pinned().IsZero():
		words = j.saysDigested()
	case j.slow:
		words = "searching " + text.Count(j.names.Known()) + " names"
	case j.shown.typed == "":
	case j.shown.matching > len(j.shown.best):
		best := fmt.Sprintf("best %d of %s", len(j.shown.best), text.Count(j.shown.matching))
		if words = best + " · " + words; text.Width(words) > j.picker.Width() {
			words = best + " in " + text.Count(j.names.Known())
		}
	case j.shown.matching > 0:
		words = text.Count(j.shown.matching) + " of " + words
	case len(j.hits) == 0:
		words = "none of the " + words + " has all of this"
	}
	if j.names.Full() {
		words += ", and no more are taken up"
	}
	if j.news != nil {
		if news := j.news(); news != "" {
			words += " · " + news
		}
	}
	return words
}
