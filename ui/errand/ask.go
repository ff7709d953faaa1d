// Package errand is what a person sees of a command of their own: the question before it, that it
// runs, and what it said.
package errand

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/own"
	"tagboat/ui/pager"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Ask is the question whether to run what it shows word by word.
type Ask struct {
	screen.Dialog

	env   screen.Env
	title string
	lines [][]string
	yes   func()

	pager *pager.Pager
	wide  int // of what it shows, in cells
	high  int // of the box, in lines
}

// NewAsk asks whether to run command lines, and leaves the stack before it calls yes.
func NewAsk(env screen.Env, name string, lines [][]string, yes func()) *Ask {
	title := "Run " + name + "?"
	if n := len(lines); n > 1 {
		title = "Run " + name + ", " + text.Count(n) + " times?"
	}
	return &Ask{
		env: env, title: title, lines: lines, yes: yes, pager: pager.New(env.Theme, env.Keys, 0),
	}
}

// Init waits for nothing.
func (*Ask) Init(context.Context) tea.Cmd { return nil }

// Title names the box, and tells what part is in sight where that is not all.
func (a *Ask) Title() string {
	if a.pager.Len() > a.high {
		return a.title + " · " + a.pager.Position()
	}
	return a.title
}

// Keys are yes, no, and those that scroll.
func (a *Ask) Keys() help.KeyMap {
	yes, no, keys := a.env.Keys.Picker.Choose, a.env.Keys.Form.Cancel, a.pager.Keys()
	yes.SetHelp(yes.Help().Key, "run")
	no.SetHelp(no.Help().Key, "leave it")
	for _, b := range []*key.Binding{&keys.Down, &keys.PageDown} {
		b.SetEnabled(a.pager.Len() > a.high)
	}
	return screen.Keys{yes, no, keys.Down, keys.PageDown}
}

// Resize sets the command lines anew.
func (a *Ask) Resize(width, height int) {
	var lines []theme.Line
	for _, line := range a.lines {
		lines = append(lines, theme.Lines(theme.Plain, own.Readable(line), width)...)
	}
	a.wide = text.Width(a.title)
	for _, line := range lines {
		a.wide = max(a.wide, text.Width(line.String()))
	}
	a.wide = min(a.wide, width)
	a.high = height
	a.pager.Resize(width, height)
	a.pager.Show(lines)
}

// Update runs, leaves or scrolls.
func (a *Ask) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		keys := a.env.Keys
		switch {
		case key.Matches(msg, keys.Picker.Choose):
			a.env.Pop()
			a.yes()
		case key.Matches(msg, keys.Form.Cancel, keys.Global.Quit):
			a.env.Pop()
		default:
			a.pager.Scroll(msg)
		}
	case tea.MouseWheelMsg:
		a.pager.Wheel(msg)
	}
	return nil
}

// View draws the command lines in sight.
func (a *Ask) View() string {
	first, rest, several := strings.Cut(a.pager.View(), "\n")
	first = text.Pad(first, a.wide)
	if several {
		return first + "\n" + rest
	}
	return first
}
