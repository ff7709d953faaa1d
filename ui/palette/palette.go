// Package palette is a box with every action that is valid now, by name and with
// its key: the same key map as the help's. Typing narrows; Enter presses the key
// for the person, so that nothing can be done here that a key does not do.
package palette

import (
	"context"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/ranking"
	"tagboat/ui/picker"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Palette is the screen.
type Palette struct {
	screen.Dialog

	env     screen.Env
	press   func(tea.KeyPressMsg) tea.Cmd
	actions []key.Binding
	names   *ranking.Index
	picker  *picker.Picker
	shown   []ranking.ID
}

// New offers the keys of a screen that work now, and those that work everywhere.
// It leaves the stack before it calls press with the key of the chosen action.
func New(env screen.Env, keys help.KeyMap, press func(tea.KeyPressMsg) tea.Cmd) *Palette {
	p := &Palette{
		env: env, press: press, names: new(ranking.Index),
		picker: picker.New(env, "Do  ", "part of an action's name"),
	}
	named := map[string]bool{}
	for _, group := range append(keys.FullHelp(), env.Keys.Everywhere()) {
		for _, b := range group {
			name := b.Help().Desc
			if !b.Enabled() || named[name] || b.Help() == env.Keys.Global.Palette.Help() {
				continue
			}
			if _, ok := KeyPress(b.Keys()[0]); ok {
				named[name] = true
				p.actions = append(p.actions, b)
				p.names.Add(name)
			}
		}
	}
	p.find()
	return p
}

// Init waits for nothing.
func (p *Palette) Init(context.Context) tea.Cmd { return nil }

// Title names the box.
func (p *Palette) Title() string { return "All actions" }

// Capturing reports whether letters are text here: always.
func (p *Palette) Capturing() bool { return true }

// Cursor stands in the text.
func (p *Palette) Cursor() *tea.Cursor { return p.picker.Cursor() }

// Resize takes the room for the box.
func (p *Palette) Resize(width, height int) { p.picker.Resize(width, height) }

// Keys are the box's keys.
func (p *Palette) Keys() help.KeyMap {
	keys := p.env.Keys.Picker
	_, some := p.picker.Selected()
	keys.Choose.SetHelp(keys.Choose.Help().Key, "do it")
	for _, b := range []*key.Binding{&keys.Choose, &keys.Up, &keys.Down} {
		b.SetEnabled(some)
	}
	return screen.Keys{keys.Choose, keys.Close, keys.Down, keys.Up}
}

// Update types, moves, chooses or leaves.
func (p *Palette) Update(msg tea.Msg) tea.Cmd {
	switch p.picker.Update(msg) {
	case picker.Typed:
		p.find()
	case picker.Closed:
		p.env.Pop()
	case picker.Chosen:
		if at, ok := p.picker.Selected(); ok {
			press, _ := KeyPress(p.actions[p.shown[at]].Keys()[0])
			p.env.Pop()
			return p.press(press)
		}
	case picker.Copied, picker.None:
	}
	return nil
}

// find narrows the actions; with nothing typed they all stand in the order of the
// help.
func (p *Palette) find() {
	typed := p.picker.Typed()
	query := ranking.Parse(typed)
	if query.IsZero() {
		p.shown = make([]ranking.ID, len(p.actions))
		for i := range p.shown {
			p.shown[i] = ranking.ID(i)
		}
	} else {
		p.shown, _, _ = p.names.Find(context.Background(), typed, len(p.actions), nil)
	}
	rows := make([]picker.Row, len(p.shown))
	for i, id := range p.shown {
		h := p.actions[id].Help()
		rows[i] = picker.Row{Text: h.Desc, Spans: query.Spans(h.Desc), Note: h.Key}
	}
	p.picker.Show(rows)
	p.picker.Note = text.Count(len(rows)) + " of " + text.Count(len(p.actions)) + " actions here"
}

// View draws the box.
func (p *Palette) View() string { return p.picker.View() }
