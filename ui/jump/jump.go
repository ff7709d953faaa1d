// Package jump is a box that goes to anything by its name: favourites, recent
// places, and every namespace, repository and tag that is known, ranked as fzf
// ranks. What is clearly a reference, an address or a digest is opened as it
// stands, even if it was never seen. It does not know what opening means.
package jump

import (
	"context"

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
		if !p.Done {
			j.show(p.Value)
		}
		return nil
	}
	if _, ok := j.patience.Take(msg); ok {
		j.slow = true
		return nil
	}
	switch typed := msg.(type) {
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: hub.FirstLine(typed.Content)}
	case tea.KeyPressMsg:
		if j.searching.Busy() && j.isOfRows(typed) {
			j.finish()
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
		place := j.hits[at].Place
		if event == picker.Copied {
			j.env.Copy(copied(place))
			return nil
		}
		j.env.Pop()
		return j.open(place)
	case picker.None:
	}
	return nil
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

// View draws the box. Names that arrive while a list is shown do not move it under the finger; they
// are found by the next key. Where nothing was found a search costs little, since only what was
// found is scored.
func (j *Jump) View() string {
	if !j.searching.Busy() && j.shown.finder.Known() != j.names.Known() && j.picker.Rows() == 0 {
		j.finish()
	}
	j.picker.Note = j.says()
	return j.picker.View()
}

// says is the last line: how much is known.
func (j *Jump) says() string {
	words := text.Count(j.names.Known()) + " names known"
	switch {
	case j.slow:
		words = "searching " + text.Count(j.names.Known()) + " names"
	case j.shown.typed == "":
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
