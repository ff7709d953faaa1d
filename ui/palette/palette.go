// Package palette is a box with everything that can be done now, by name: the actions with their
// keys, from the same key map as the help's, and what the screen offers beside them, with what each
// is. Typing narrows; Enter does it, an action by pressing its key, or what stands for one.
package palette

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/ranking"
	"tagboat/keymap"
	"tagboat/ui/picker"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Palette is the screen.
type Palette struct {
	screen.Dialog

	env     screen.Env
	entries []entry
	named   map[string]bool // those there are: each is offered once
	// names are found before what is only found in the texts, which have the help behind the name
	names, texts *ranking.Index
	picker       *picker.Picker
	shown        []ranking.ID
}

// entry is one thing that can be done.
type entry struct {
	text, note string
	do         func() tea.Cmd
}

// New offers the keys of a screen that work now, those that work everywhere, and then what is
// offered beside them. It leaves the stack before it calls press with the key of the chosen action,
// or does what was chosen.
func New(
	env screen.Env, keys help.KeyMap, offers []screen.Offer, press func(tea.KeyPressMsg) tea.Cmd,
) *Palette {
	p := &Palette{
		env: env, named: map[string]bool{}, names: new(ranking.Index), texts: new(ranking.Index),
		picker: picker.New(env, "Do  ", "part of its name"),
	}
	for _, group := range append(keys.FullHelp(), env.Keys.Everywhere()) {
		for _, b := range group {
			name := b.Help().Desc
			if !b.Enabled() || b.Help() == env.Keys.Global.Palette.Help() {
				continue
			}
			msg := Press(b)
			p.add(name, "", keymap.Then(b), func() tea.Cmd { return press(msg) })
		}
	}
	p.Add(offers)
	return p
}

// Add offers more. Nothing that is in sight moves: where it might, the next key finds what came.
func (p *Palette) Add(offers []screen.Offer) {
	for _, o := range offers {
		p.add(o.Name, o.Help, strings.TrimSpace(o.Kind+"  "+o.Keys), o.Do)
	}
	if at, some := p.picker.Selected(); !some || p.picker.Typed() == "" && at == 0 {
		p.find()
	}
}

func (p *Palette) add(name, help, note string, do func() tea.Cmd) {
	name = clean.Line(name) // as it is shown, so that what was typed is marked in it
	if p.named[name] {
		return
	}
	p.named[name] = true
	whole := name
	if help != "" {
		whole += ": " + clean.Line(help)
	}
	p.entries = append(p.entries, entry{whole, clean.Line(note), do})
	p.names.Add(name)
	p.texts.Add(whole)
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
			chosen := p.entries[p.shown[at]]
			p.env.Pop()
			return chosen.do()
		}
	case picker.Copied, picker.None:
	}
	return nil
}

// find narrows; with nothing typed all stand in the order of the help and of what is offered.
func (p *Palette) find() {
	typed := p.picker.Typed()
	query := ranking.Parse(typed)
	if query.IsZero() {
		p.shown = make([]ranking.ID, len(p.entries))
		for i := range p.shown {
			p.shown[i] = ranking.ID(i)
		}
	} else {
		ctx, all := context.Background(), len(p.entries)
		named, _, _ := p.names.Find(ctx, typed, all, nil)
		p.shown, _, _ = p.texts.Find(ctx, typed, all, named)
	}
	rows := make([]picker.Row, len(p.shown))
	for i, id := range p.shown {
		e := p.entries[id]
		rows[i] = picker.Row{Text: e.text, Spans: query.Spans(e.text), Note: e.note}
	}
	p.picker.Show(rows)
	p.picker.Note = text.Count(len(rows)) + " of " + text.Count(len(p.entries)) + " things to do here"
}

// View draws the box.
func (p *Palette) View() string { return p.picker.View() }
