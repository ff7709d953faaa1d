// Package menu is a short list of choices, each with a letter: it answers by
// calling what it was given, and does not know what that does.
package menu

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Item is one choice.
type Item struct {
	Letter string // the key that chooses it at once
	Name   string
	Note   string // shown dim behind the name; may be cut
	Detail string // shown in full below the choices while this one is highlighted; may be empty
}

// Menu is the screen.
type Menu struct {
	screen.Dialog

	env   screen.Env
	title string
	items []Item
	then  func(index int) tea.Cmd

	at, first     int
	width, height int
	visible       int // choices in sight
	told          []string
	below         int // lines for the highlighted one's detail
}

// New offers items, with the one at start highlighted. The menu leaves the
// stack before it calls then with the chosen index.
func New(
	env screen.Env, title string, items []Item, start int, then func(index int) tea.Cmd,
) *Menu {
	return &Menu{env: env, title: title, items: items, at: start, then: then}
}

// Tell has lines stand below the choices, where there is room for them all.
func (m *Menu) Tell(lines ...string) { m.told = lines }

// foot are the lines that were told, as far as the box is wide.
func (m *Menu) foot() (lines []string) {
	for _, line := range m.told {
		lines = append(lines, m.env.Theme.Wrap(theme.Dim, line, m.inner())...)
	}
	if len(lines) == 0 || len(m.items)+m.below+2+len(lines) > m.height {
		return nil
	}
	return append([]string{""}, lines...)
}

// Init waits for nothing.
func (m *Menu) Init(context.Context) tea.Cmd { return nil }

// Title names the box, and tells which choices are in sight where these are not all.
func (m *Menu) Title() string {
	if m.visible >= len(m.items) {
		return m.title
	}
	last := min(m.first+m.visible, len(m.items))
	return m.title + " · " + text.Count(m.first+1) + "–" + text.Count(last) + " of " +
		text.Count(len(m.items))
}

// Keys are those beside the letters of the choices, which may be those of a list.
func (m *Menu) Keys() help.KeyMap {
	picker := m.env.Keys.Picker
	return screen.Keys{picker.Choose, picker.Down, picker.Up, m.env.Keys.Form.Cancel}
}

// Capturing reports whether letters belong to the choices: always.
func (m *Menu) Capturing() bool { return true }

// Resize takes the room for the box.
func (m *Menu) Resize(width, height int) {
	m.width, m.height = width, height
	m.move(0)
}

// share divides the room between the choices and the details. The longest detail decides, so that
// the box stays as it is while one moves in it; where not all choices fit, the highlighted one's
// does, as the box fills its room then.
func (m *Menu) share() {
	m.below = 0
	for _, item := range m.items {
		m.below = max(m.below, len(m.env.Theme.Wrap(theme.Plain, item.Detail, m.inner())))
	}
	if m.below > 0 && len(m.items)+1+m.below > m.height {
		whole, _, _ := strings.Cut(m.items[m.at].Detail, "\n")
		m.below = min(len(m.env.Theme.Wrap(theme.Plain, whole, m.inner())), m.height/2)
	}
	apart := min(m.below, 1)
	m.visible = max(min(len(m.items), m.height-m.below-apart), 1)
}

// inner is the width of the box's own area.
func (m *Menu) inner() int {
	names, width := m.names(), 0
	for _, item := range m.items {
		width = max(width, names+text.Width(item.Note)+6)
	}
	for _, line := range m.told {
		width = max(width, text.Width(line))
	}
	return min(width, m.width)
}

func (m *Menu) names() int {
	names := 0
	for _, item := range m.items {
		names = max(names, text.Width(item.Name))
	}
	return names
}

// Update chooses, moves or leaves.
func (m *Menu) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelDown {
			m.move(1)
		} else {
			m.move(-1)
		}
	case tea.MouseClickMsg:
		if at := m.first + msg.Y; msg.Y >= 0 && msg.Y < m.visible && at < len(m.items) {
			return m.choose(at)
		}
	}
	return nil
}

func (m *Menu) press(msg tea.KeyPressMsg) tea.Cmd {
	for i, item := range m.items {
		if item.Letter == "" {
			continue
		}
		if msg.String() == item.Letter || msg.Text == item.Letter {
			return m.choose(i)
		}
	}
	switch list, picker, global := m.env.Keys.List, m.env.Keys.Picker, m.env.Keys.Global; {
	case key.Matches(msg, list.Open, picker.Choose):
		return m.choose(m.at)
	case key.Matches(msg, list.Down, picker.Down):
		m.move(1)
	case key.Matches(msg, list.Up, picker.Up):
		m.move(-1)
	case key.Matches(msg, global.Back, global.Quit, m.env.Keys.Form.Cancel):
		m.env.Pop()
	}
	return nil
}

func (m *Menu) choose(index int) tea.Cmd {
	m.env.Pop()
	return m.then(index)
}

func (m *Menu) move(by int) {
	m.at = max(min(m.at+by, len(m.items)-1), 0)
	m.share()
	if m.visible > 0 {
		m.first = max(min(m.first, m.at), m.at-m.visible+1)
	}
}

// View draws the choices in sight, and below them the detail of the highlighted
// one.
func (m *Menu) View() string {
	names, width := m.names(), m.inner()
	end := min(m.first+m.visible, len(m.items))
	var lines []string
	for i, item := range m.items[m.first:end] {
		lines = append(lines, m.line(item, m.first+i == m.at, names, width))
	}
	if m.below > 0 {
		lines = append(append(lines, ""), m.detail(width)...)
	}
	return strings.Join(append(lines, m.foot()...), "\n")
}

// detail is always as many lines. Of its paragraphs the first, which is the text
// itself, may end in an ellipsis; the others are there whole or not at all.
func (m *Menu) detail(width int) []string {
	first, rest, _ := strings.Cut(m.items[m.at].Detail, "\n")
	lines := m.env.Theme.Wrap(theme.Plain, first, width)
	if len(lines) > m.below {
		lines = lines[:m.below]
		lines[m.below-1] = text.Truncate(lines[m.below-1]+text.Ellipsis, width)
	}
	if more := m.env.Theme.Wrap(theme.Dim, rest, width); len(lines)+len(more) <= m.below {
		lines = append(lines, more...)
	}
	return append(lines, make([]string, m.below-len(lines))...)
}

func (m *Menu) line(item Item, selected bool, names, width int) string {
	mark := " "
	if selected {
		mark = theme.Mark
	}
	ink := func(role theme.Role, s string) string {
		return m.env.Theme.Ink(role, selected).Paint(s)
	}
	name := text.Pad(item.Name, min(names, max(width-4, 0)))
	note := text.Pad(item.Note, max(width-4-text.Width(name)-2, 0))
	return ink(
		theme.Accent, mark+item.Letter,
	) + ink(theme.Plain, "  "+name) + ink(theme.Dim, "  "+note)
}

// Cursor stands on the highlighted choice, for those who listen to it.
func (m *Menu) Cursor() *tea.Cursor { return theme.AtRow(1, m.at-m.first) }
