package views

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/ui/field"
	"tagboat/ui/menu"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const boxWidth = 58

// Box asks for the name of a view.
type Box struct {
	screen.Dialog

	env           screen.Env
	view          places.View
	renames       bool // the view is there, and gets another name
	name          field.Field
	problem       error
	width, height int
}

// Save asks under which name to keep a view; the one that it has is there already.
func Save(env screen.Env, v places.View) *Box { return newBox(env, v, false) }

// Rename asks for another name of a view.
func Rename(env screen.Env, v places.View) *Box { return newBox(env, v, true) }

func newBox(env screen.Env, v places.View, renames bool) *Box {
	b := &Box{env: env, view: v, renames: renames}
	b.name = field.New(env.Theme, "Name  ", "arm64 this week")
	b.name.Set(v.Name)
	b.name.Focus(true)
	return b
}

// Init waits for nothing.
func (b *Box) Init(context.Context) tea.Cmd { return nil }

// Title names the box.
func (b *Box) Title() string {
	if b.renames {
		return "Rename view"
	}
	return "Save view"
}

// Capturing reports whether letters are text here: always.
func (b *Box) Capturing() bool { return true }

// Keys are the box's keys.
func (b *Box) Keys() help.KeyMap {
	form := b.env.Keys.Form
	save, back := form.Submit, form.Cancel
	save.SetHelp(save.Help().Key, "save")
	return screen.Keys{save, back, b.env.Keys.Global.ForceQuit}
}

// Resize remembers the room for the box.
func (b *Box) Resize(width, height int) {
	b.width, b.height = text.Room(width, boxWidth), height
	b.name.SetWidth(b.width - 8)
}

// Update takes text.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch form := b.env.Keys.Form; {
		case key.Matches(msg, form.Submit):
			b.submit()
			return nil
		case key.Matches(msg, form.Cancel):
			b.env.Pop()
			return nil
		}
		b.enter(msg)
	case tea.PasteMsg:
		b.enter(tea.PasteMsg{Content: hub.FirstLine(msg.Content)})
	}
	return nil
}

func (b *Box) enter(msg tea.Msg) {
	if b.name.Update(msg) {
		b.problem = nil
	}
}

// submit keeps the view under the name, and asks before another one of that name is lost.
func (b *Box) submit() {
	name, err := places.ReadViewName(b.name.Value())
	if b.problem = err; err != nil {
		return
	}
	there, isThere := b.env.Names.View(name)
	if isItself := b.renames && there.IsCalled(b.view.Name); !isThere || isItself {
		b.keep(name, false)
		return
	}
	ask := menu.New(b.env, "Replace "+there.Name+"?", []menu.Item{
		{Letter: "n", Name: "no", Note: "another name"},
		{Letter: "y", Name: "yes", Note: "what it was is lost"},
	}, 0, func(chosen int) tea.Cmd {
		if chosen == 1 {
			b.keep(name, true)
		}
		return nil
	})
	ask.Tell(append([]string{"It is " + Of(there)}, How(there)...)...)
	b.env.Push(ask)
}

// keep saves the view, and leaves.
func (b *Box) keep(name string, replaces bool) {
	var said string
	if b.renames {
		b.problem = b.env.Names.RenameView(b.view.Name, name)
		said = b.view.Name + " is called " + name + " now"
	} else {
		v := b.view
		v.Name = name
		b.problem = b.env.Names.SaveView(v)
		said = name + " is a view now: "
		if replaces {
			said = name + " is replaced: "
		}
		said += Words(v)
	}
	if b.problem != nil {
		return
	}
	b.env.Pop()
	b.env.Toast(said)
	b.env.KeepViews()
}

// View draws the line to type on, what is wrong, and what is saved.
func (b *Box) View() string {
	lines := []string{b.name.View()}
	if b.problem != nil {
		lines = append(lines, b.env.Theme.Wrap(theme.Bad, b.problem.Error(), b.width)...)
	} else {
		lines = append(lines, "")
	}
	for i, said := range b.says() {
		role := theme.Dim
		if i == 0 {
			role = theme.Plain
		}
		lines = append(lines, b.env.Theme.Wrap(role, said, b.width)...)
	}
	lines = lines[:max(min(len(lines), b.height), 1)]
	lines[0] += strings.Repeat(" ", max(b.width-lipgloss.Width(lines[0]), 0))
	return strings.Join(lines, "\n")
}

// says is what is saved, part by part.
func (b *Box) says() []string {
	said := append([]string{Of(b.view)}, How(b.view)...)
	if len(b.view.Columns) > 0 {
		said = append(said, "columns "+clean.Line(strings.Join(b.view.Columns, ", ")))
	}
	return said
}

// Cursor stands in the text.
func (b *Box) Cursor() *tea.Cursor { return b.name.Cursor() }

// Speech asks for the name.
func (b *Box) Speech() screen.Speech {
	says := text.Sentences(append([]string{b.Title()}, b.says()...)...)
	if b.problem != nil {
		says = text.Sentences(b.problem.Error())
	}
	return screen.Speech{Says: says, Asks: &screen.Question{
		Ask: "Name of the view", Value: b.view.Name, OrLeaving: true,
		Answer: func(line string) tea.Cmd {
			b.name.Set(line)
			b.submit()
			return nil
		},
	}}
}
