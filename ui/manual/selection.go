package manual

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Selection is a screen with a text to be selected with the terminal's own
// means: its lines begin and end with it, and nothing stands beside them. Its
// lines fit into the window.
type Selection struct {
	pages Manual
}

// ToSelect shows a text whose lines are no wider than the window.
func ToSelect(env screen.Env, text string) *Selection {
	return &Selection{pages: Manual{env: env, lines: strings.Split(text, "\n")}}
}

// Selectable leaves the mouse to the terminal.
func (*Selection) Selectable() {}

// Init waits for nothing.
func (s *Selection) Init(context.Context) tea.Cmd { return nil }

// Title is the crumb.
func (s *Selection) Title() string { return "select and copy" }

// Status counts the lines.
func (s *Selection) Status() string {
	if n := len(s.pages.lines); n > 1 {
		return text.Count(n) + " lines"
	}
	return ""
}

// Keys are the pager's.
func (s *Selection) Keys() help.KeyMap { return s.pages.Keys() }

// Resize remembers the room.
func (s *Selection) Resize(_, height int) {
	s.pages.height = height
	s.pages.scroll(0)
}

// Update scrolls and closes.
func (s *Selection) Update(msg tea.Msg) tea.Cmd { return s.pages.Update(msg) }

// View draws the lines in sight.
func (s *Selection) View() string { return s.pages.View() }
