// Package manual explains: words on the left, what they mean on the right. The
// keys of a screen are taken from that screen's own key map, so that the help
// can not tell otherwise.
package manual

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub/clean"
	"tagboat/keymap"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// gap is the space between two columns of keys, in cells.
const gap = 3

// Entry is one thing explained.
type Entry struct{ Word, Meaning string }

// Manual is the screen.
type Manual struct {
	screen.Dialog

	env    screen.Env
	title  string
	groups [][]Entry
	text   string

	lines         []string
	first         int
	width, height int
}

// New explains groups of entries, which are laid out side by side.
func New(env screen.Env, title string, groups [][]Entry) *Manual {
	return &Manual{env: env, title: title, groups: groups}
}

// Text shows a text as it is, made harmless and broken into lines.
func Text(env screen.Env, title, text string) *Manual {
	return &Manual{env: env, title: title, text: clean.Text(text)}
}

// OfKeys explains the keys of a screen that work now, and those that work
// everywhere.
func OfKeys(env screen.Env, keys help.KeyMap) *Manual {
	var groups [][]Entry
	for _, bindings := range append(keys.FullHelp(), env.Keys.Everywhere()) {
		var group []Entry
		for _, b := range bindings {
			switch off := env.NoPull(); {
			case b.Enabled():
				group = append(group, Entry{b.Help().Key, b.Help().Desc})
			case off != "" && b.Help() == env.Keys.Tag.Pull.Help():
				group = append(group, Entry{b.Help().Key, b.Help().Desc + ": off, " + off})
			case !env.Hub.Docker() && b.Help() == env.Keys.Tag.Web.Help():
				group = append(
					group,
					Entry{
						b.Help().Key, b.Help().Desc + ": off, this Hub's web pages are not known",
					},
				)
			}
		}
		groups = append(groups, group)
	}
	return New(env, "Keys that work here", groups)
}

// Init waits for nothing.
func (m *Manual) Init(context.Context) tea.Cmd { return nil }

// Title names the box, and tells what part is in sight where that is not all.
func (m *Manual) Title() string {
	if len(m.lines) <= m.height {
		return m.title
	}
	return fmt.Sprintf(
		"%s · %d–%d of %d", m.title, m.first+1, min(m.first+m.height, len(m.lines)), len(m.lines),
	)
}

// Status is empty: the box itself tells what is in sight.
func (m *Manual) Status() string { return "" }

// Keys are the pager's.
func (m *Manual) Keys() help.KeyMap { return keys{m.env.Keys.Pager} }

type keys struct{ pager keymap.Pager }

func (k keys) ShortHelp() []key.Binding {
	return []key.Binding{k.pager.Close, k.pager.Down, k.pager.Up, k.pager.PageDown}
}

func (k keys) FullHelp() [][]key.Binding { return [][]key.Binding{k.ShortHelp()} }

// Update scrolls and closes.
func (m *Manual) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		m.press(msg)
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelDown {
			m.scroll(1)
		} else {
			m.scroll(-1)
		}
	}
	return nil
}

func (m *Manual) press(msg tea.KeyPressMsg) {
	switch keys := m.env.Keys.Pager; {
	case key.Matches(msg, keys.Close, m.env.Keys.Global.Help, m.env.Keys.Global.Quit):
		m.env.Pop()
	case key.Matches(msg, keys.Down):
		m.scroll(1)
	case key.Matches(msg, keys.Up):
		m.scroll(-1)
	case key.Matches(msg, keys.PageDown):
		m.scroll(m.height)
	case key.Matches(msg, keys.PageUp):
		m.scroll(-m.height)
	case key.Matches(msg, keys.Top):
		m.first = 0
	case key.Matches(msg, keys.Bottom):
		m.scroll(len(m.lines))
	}
}

func (m *Manual) scroll(by int) {
	m.first = max(min(m.first+by, len(m.lines)-m.height), 0)
}

// Resize lays the groups out side by side as far as they fit.
func (m *Manual) Resize(width, height int) {
	m.width, m.height = width, height
	if m.text != "" {
		m.lines = m.env.Theme.Wrap(theme.Plain, m.text, width)
		m.scroll(0)
		return
	}
	var columns []string
	for _, group := range m.groups {
		if c := m.column(group); c != "" {
			columns = append(columns, c)
		}
	}
	m.lines = nil
	for len(columns) > 0 {
		row, n := columns[0], 1
		for n < len(columns) && lipgloss.Width(row)+gap+lipgloss.Width(columns[n]) <= width {
			row = lipgloss.JoinHorizontal(lipgloss.Top, row, strings.Repeat(" ", gap), columns[n])
			n++
		}
		columns = columns[n:]
		if m.lines != nil {
			m.lines = append(m.lines, "")
		}
		m.lines = append(m.lines, strings.Split(row, "\n")...)
	}
	m.scroll(0)
}

func (m *Manual) column(group []Entry) string {
	width := 0
	for _, e := range group {
		width = max(width, text.Width(e.Word))
	}
	const apart = "  "
	var lines []string
	for _, e := range group {
		word := m.env.Theme.Paint(theme.Accent, text.Pad(e.Word, width)) + apart
		for _, meaning := range m.env.Theme.Wrap(theme.Plain, e.Meaning, m.width-width-len(apart)) {
			lines = append(lines, word+meaning)
			word = text.Pad("", width) + apart
		}
	}
	return strings.Join(lines, "\n")
}

// View draws the lines in sight.
func (m *Manual) View() string {
	end := min(m.first+m.height, len(m.lines))
	return strings.Join(m.lines[m.first:end], "\n")
}
