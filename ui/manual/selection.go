package manual

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/pager"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Selection is a screen with a text to be selected with the terminal's own
// means: its lines begin and end with it, and nothing stands beside them. Its
// lines fit into the window.
type Selection struct {
	env   screen.Env
	pager *pager.Pager
	width int // cells of its widest line
}

// ToSelect shows a text whose lines are no wider than the window.
func ToSelect(env screen.Env, whole string) *Selection {
	s := &Selection{env: env, pager: newPager(env)}
	var lines []theme.Line
	for line := range strings.SplitSeq(whole, "\n") {
		lines = append(lines, theme.Line{{Role: theme.Plain, Text: line}})
		s.width = max(s.width, text.Width(line))
	}
	s.pager.Show(lines)
	return s
}

// Selectable leaves the mouse to the terminal.
func (*Selection) Selectable() {}

// Init waits for nothing.
func (s *Selection) Init(context.Context) tea.Cmd { return nil }

// Title is the crumb.
func (s *Selection) Title() string { return "select and copy" }

// Status counts the lines.
func (s *Selection) Status() string {
	if n := s.pager.Len(); n > 1 {
		return text.Count(n) + " lines"
	}
	return ""
}

// Keys are those that scroll, and the one that closes.
func (s *Selection) Keys() help.KeyMap {
	keys := s.env.Keys.Pager
	return screen.Keys{keys.Close, keys.Down, keys.Up, keys.PageDown}
}

// Resize takes the height; the lines are as wide as they are.
func (s *Selection) Resize(_, height int) { s.pager.Resize(s.width, height) }

// Update scrolls and closes.
func (s *Selection) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		global := s.env.Keys.Global
		if key.Matches(msg, s.env.Keys.Pager.Close, global.Help, global.Quit) {
			s.env.Pop()
		} else {
			s.pager.Scroll(msg)
		}
	case tea.MouseWheelMsg:
		s.pager.Wheel(msg)
	}
	return nil
}

// View draws the lines in sight.
func (s *Selection) View() string { return s.pager.View() }
