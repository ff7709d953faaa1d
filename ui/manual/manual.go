// Package manual explains: words on the left, what they mean on the right. The
// keys of a screen are taken from that screen's own key map, so that the help
// can not tell otherwise.
package manual

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/keymap"
	"tagboat/ui/pager"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Entry is one thing explained.
type Entry struct{ Word, Meaning string }

// Manual is the screen.
type Manual struct {
	screen.Dialog

	env    screen.Env
	title  string
	groups [][]Entry
	text   string
	line   string // the text as it is copied
	report report

	pager         *pager.Pager
	width, height int // of the box, in cells
	widest        int // cells of all that it can show
}

// New explains groups of entries, which are laid out side by side.
func New(env screen.Env, title string, groups [][]Entry) *Manual {
	return &Manual{env: env, title: title, groups: groups, pager: newPager(env)}
}

// Text shows a text as it is, made harmless and broken into lines. It is copied as
// one line, as a line break would run what is pasted into a shell.
func Text(env screen.Env, title, text string) *Manual {
	return &Manual{
		env: env, title: title, text: clean.Text(text), line: clean.Line(text),
		pager: newPager(env),
	}
}

// Output shows what a program wrote, made harmless, which is copied as its lines.
func Output(env screen.Env, title, text string) *Manual {
	m := Text(env, title, text)
	m.report = report{"the output", strings.Split(m.text, "\n")}
	return m
}

// report is what is copied as a whole of what is explained, and what it is called.
type report struct {
	called string
	lines  []string
}

// Report explains what will be copied as lines of text, which are called so.
func Report(env screen.Env, title string, entries []Entry, called string, lines []string) *Manual {
	m := New(env, title, [][]Entry{entries})
	m.report = report{called, lines}
	return m
}

func newPager(env screen.Env) *pager.Pager { return pager.New(env.Theme, env.Keys, 0) }

// OfKeys explains the keys of a screen that work now, those that work everywhere, and the signs
// that rows bear, with those of a screen that has some of its own; nil has none.
func OfKeys(env screen.Env, keys help.KeyMap, of screen.Signed) *Manual {
	var groups [][]Entry
	for _, bindings := range append(keys.FullHelp(), env.Keys.Everywhere()) {
		var group []Entry
		for _, b := range keymap.Bound(bindings) {
			if b.Enabled() {
				group = append(group, Entry{b.Help().Key, b.Help().Desc})
			}
		}
		groups = append(groups, group)
	}
	var signs []Entry
	all := theme.Signs()
	if of != nil {
		all = append(all, of.Signs()...)
	}
	for _, sign := range all {
		signs = append(signs, Entry{sign[0], sign[1]})
	}
	return New(env, "Keys that work here", append(groups, signs))
}

// Init waits for nothing.
func (m *Manual) Init(context.Context) tea.Cmd { return nil }

// Title names the box, and tells what part is in sight where that is not all.
func (m *Manual) Title() string {
	if m.pager.Len() <= m.height {
		return m.title
	}
	part := " · " + m.pager.Position()
	return text.Truncate(m.title, m.width-text.Width(part)) + part
}

// Status tells of a search; without one the screen below tells its own.
func (m *Manual) Status() string {
	if m.pager.Typing() || m.pager.Searching() {
		return m.pager.Status()
	}
	return ""
}

// Capturing reports that a search is being typed.
func (m *Manual) Capturing() bool { return m.pager.Typing() }

// Cursor stands in the search while it is typed.
func (m *Manual) Cursor() *tea.Cursor { return m.pager.Cursor() }

// Keys are the pager's. Of a search that is under way they are those that go on with it.
func (m *Manual) Keys() help.KeyMap {
	keys := m.keys()
	if search := m.pager.SearchKeys(keys.Close); search != nil {
		return screen.Keys(search)
	}
	return screen.Keys{keys.Close, keys.Search, keys.Copy, keys.Down, keys.PageDown}
}

func (m *Manual) keys() keymap.Pager {
	keys := m.pager.Keys()
	keys.Copy.SetHelp(keys.Copy.Help().Key, "copy")
	keys.Copy.SetEnabled(m.line != "" || len(m.report.lines) > 0)
	return keys
}

// Update scrolls, searches, copies and closes.
func (m *Manual) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		m.press(msg)
	case tea.PasteMsg:
		m.pager.Paste(msg)
	case tea.MouseWheelMsg:
		m.pager.Wheel(msg)
	}
	return nil
}

func (m *Manual) press(msg tea.KeyPressMsg) {
	keys, global := m.keys(), m.env.Keys.Global
	switch {
	case m.pager.Press(msg):
	case key.Matches(msg, keys.Copy) && len(m.report.lines) > 0:
		m.env.CopyText(m.report.called, m.report.lines...)
	case key.Matches(msg, keys.Copy):
		m.env.Copy(m.line)
	case key.Matches(msg, global.Help, global.Quit, global.Failure):
		m.env.Pop()
	case key.Matches(msg, keys.Close):
		// The narrowest thing is left first: the search, then the box.
		if !m.pager.EndSearch() {
			m.env.Pop()
		}
	}
}

// Resize lays the groups out side by side as far as they fit.
func (m *Manual) Resize(width, height int) {
	m.width, m.height = width, height
	m.pager.Resize(width, height)
	lines := m.lines(width)
	m.pager.Show(lines)
	m.widest = text.Width(m.Title())
	if end := text.Count(len(lines)); len(lines) > height {
		m.widest = text.Width(m.title + " · " + end + "–" + end + " of " + end)
	}
	for _, line := range lines {
		m.widest = max(m.widest, text.Width(line.String()))
	}
	m.widest = min(m.widest, width)
}

func (m *Manual) lines(width int) []theme.Line {
	if m.text != "" {
		return theme.Lines(theme.Plain, m.text, width)
	}
	var columns []column
	for _, group := range m.groups {
		if len(group) > 0 {
			columns = append(columns, columnOf(group, width))
		}
	}
	var lines []theme.Line
	for len(columns) > 0 {
		row, n := columns[0], 1
		for n < len(columns) && row.width+gap+columns[n].width <= width {
			row = row.beside(columns[n])
			n++
		}
		columns = columns[n:]
		if lines != nil {
			lines = append(lines, nil)
		}
		lines = append(lines, row.lines...)
	}
	return lines
}

// View draws the lines in sight, as wide as the widest of all.
func (m *Manual) View() string {
	first, rest, several := strings.Cut(m.pager.View(), "\n")
	first = text.Pad(first, m.widest)
	if !several {
		return first
	}
	return first + "\n" + rest
}
