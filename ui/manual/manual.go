// Package manual explains: words on the left, what they mean on the right. The
// keys of a screen are taken from that screen's own key map, so that the help
// can not tell otherwise.
package manual

import (
	"context"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/pager"
	"tagboat/ui/screen"
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

	pager  *pager.Pager
	height int
}

// New explains groups of entries, which are laid out side by side.
func New(env screen.Env, title string, groups [][]Entry) *Manual {
	return &Manual{env: env, title: title, groups: groups, pager: newPager(env)}
}

// Text shows a text as it is, made harmless and broken into lines.
func Text(env screen.Env, title, text string) *Manual {
	return &Manual{env: env, title: title, text: clean.Text(text), pager: newPager(env)}
}

func newPager(env screen.Env) *pager.Pager { return pager.New(env.Theme, env.Keys, 0) }

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
	if m.pager.Len() <= m.height {
		return m.title
	}
	return m.title + " · " + m.pager.Position()
}

// Keys are the pager's.
func (m *Manual) Keys() help.KeyMap { return keys(m.env) }

func keys(env screen.Env) screen.Keys {
	pager := env.Keys.Pager
	return screen.Keys{pager.Close, pager.Down, pager.Up, pager.PageDown}
}

// Update scrolls and closes.
func (m *Manual) Update(msg tea.Msg) tea.Cmd { return update(m.env, m.pager, msg) }

func update(env screen.Env, p *pager.Pager, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		global := env.Keys.Global
		if key.Matches(msg, env.Keys.Pager.Close, global.Help, global.Quit) {
			env.Pop()
		} else {
			p.Scroll(msg)
		}
	case tea.MouseWheelMsg:
		p.Wheel(msg)
	}
	return nil
}

// Resize lays the groups out side by side as far as they fit.
func (m *Manual) Resize(width, height int) {
	m.height = height
	m.pager.Resize(width, height)
	if m.text != "" {
		m.pager.Show(theme.Lines(theme.Plain, m.text, width))
		return
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
	m.pager.Show(lines)
}

// View draws the lines in sight.
func (m *Manual) View() string { return m.pager.View() }
