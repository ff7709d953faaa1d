package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// underCursor is the line on which the terminal's cursor stands.
func (s *story) underCursor() string {
	s.t.Helper()
	cursor := s.app.View().Cursor
	require.NotNil(s.t, cursor, "there is a cursor")
	lines := strings.Split(s.screen(), "\n")
	require.Less(s.t, cursor.Y, len(lines))
	return lines[cursor.Y]
}

// isTyping reports whether the cursor is one that stands in a text.
func (s *story) isTyping() bool {
	cursor := s.app.View().Cursor
	return cursor != nil && cursor.Shape != tea.CursorUnderline
}

// followed holds that the cursor leads somebody who can see nothing else: to the text that is typed,
// to the selected row, or to the first words where there is no row.
func (s *story) followed(when string) {
	s.t.Helper()
	cursor := s.app.View().Cursor
	if !assert.NotNil(s.t, cursor, "%s: a cursor in\n%s", when, s.screen()) || s.isTyping() {
		return
	}
	lines := strings.Split(s.screen(), "\n")
	if !assert.Less(s.t, cursor.Y, len(lines), when) || !assert.GreaterOrEqual(s.t, cursor.Y, 0, when) {
		return
	}
	line := lines[cursor.Y]
	rest := ansi.TruncateLeft(line, cursor.X, "")
	assert.NotEmpty(s.t, strings.TrimSpace(rest), "%s: words at the cursor in %q", when, line)
	assert.NotEqual(s.t, " ", rest[:min(1, len(rest))], "%s: they begin there, in %q", when, line)
	bars := 0
	for _, l := range lines {
		bars += strings.Count(l, "▌")
	}
	if isBoxed := strings.Contains(s.screen(), "╭"); bars == 1 && !isBoxed {
		assert.Contains(s.t, line, "▌", "%s: the selected row is another one in\n%s", when, s.screen())
	}
}

func TestTheCursorLeadsThroughEveryScreen(t *testing.T) {
	for name, lead := range frames {
		if strings.Contains(name, "small") {
			continue
		}
		for _, size := range [][2]int{{80, 24}, {40, 12}} {
			tell(t, setting{width: size[0], height: size[1], demo: true}, func(s *story) {
				lead(s)
				s.followed(fmt.Sprint(name, size))
			})
		}
	}
}

func TestTheCursorFollowsAWholeSession(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}, {120, 40}} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			s.followed("the form")
			s.logIn("alice", "anchor")
			for _, key := range []string{
				"j", "k", "/", "a", "down", "enter", "esc", "j", "enter", "j", "j", "ctrl+d", "G", "g", "p", "j", "p", "/", "a", "p", "down", "down", "x", "esc",
				"enter", "j", "space", "j", "space", "v", "j", "s", "down", "enter", "c", "down", "up", "esc", "enter", "j", "enter", "j", "esc", "esc", "i", "j", "/", "r", "enter", "n", "esc", "esc",
				"ctrl+k", "n", "g", "down", "down", "i", "esc", ":", "down", "down", "c", "esc", "ctrl+f", "r", "e", "d", "enter", "j", "esc", "?", "j", "esc", "W", "esc", "ctrl+o", "n", "esc",
			} {
				s.press(key)
				s.pass(time.Second)
				s.followed("after " + key)
				s.resize(size[0]+7, size[1]+3)
				s.followed("wider, after " + key)
				s.resize(size[0], size[1])
			}
		})
	}
}

func TestNothingIsRepaintedWhileNothingHappens(t *testing.T) {
	for name, lead := range frames {
		tell(t, setting{demo: true}, func(s *story) {
			lead(s)
			s.pass(5 * time.Minute) // for the gathering of names, and limits that end
			before := s.app.View()
			s.pass(30 * time.Second)
			after := s.app.View()
			assert.Equal(t, before.Content, after.Content, name)
			assert.Equal(t, before.Cursor, after.Cursor, name)
		})
	}
}

func TestWhatIsLeftOfTheLimitIsNotRepaintedWhileTextIsTypedOrByItself(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/")
		header := s.line(0)
		for _, letter := range "24 alpine" {
			_, _ = s.client.Search(hub.SearchQuery{Text: "redis"}).Page(s.t.Context(), 1) // as what runs in the background does
			s.types(string(letter))
			assert.Equal(t, header, s.line(0), string(letter))
		}
		s.press("enter")
		s.pass(5 * time.Minute) // for what the filter has asked for
		_, _ = s.client.Search(hub.SearchQuery{Text: "redis"}).Page(s.t.Context(), 1)
		before := s.line(0)
		s.pass(10 * time.Second)
		assert.Equal(t, before, s.line(0))
		s.types("j")
		assert.NotEqual(t, before, s.line(0), "and is told with the next key")
	})
}

func TestNoStateIsToldByItsColourAlone(t *testing.T) {
	for _, charset := range []text.Charset{text.Unicode, text.Console, text.ASCII} {
		tell(t, setting{charset: charset, width: 120, height: 40}, func(s *story) {
			differs := func(state string, act func()) {
				s.t.Helper()
				s.fades()
				before := body(s.screen())
				act()
				s.fades()
				assert.NotEqual(s.t, before, body(s.screen()), "%s, in letters", state)
			}
			s.logIn("alice", "anchor")
			s.pass(time.Minute)
			differs("a selection", func() { s.types("j") })
			differs("a favourite", func() { s.types("*") })
			s.asks("nginx")
			s.pass(time.Minute)
			differs("a mark", func() { s.types("j ") })
			differs("a range", func() { s.types("vjj") })
			differs("a filter that is kept", func() { s.types("/1"); s.press("enter") })
			differs("a highlight", func() { s.types("H") })
			differs("an order", func() { s.types("sn") })
			differs("what is hidden", func() { s.press("esc", "esc", "esc"); s.types(".") })
			s.types("?")
			for _, sign := range theme.Signs() {
				s.sees(charset.Draw(sign[0]) + "  " + sign[1])
			}
		})
	}
}

func TestAToastHidesNoWaitForLong(t *testing.T) {
	for _, first := range []bool{true, false} { // the toast, or the wait
		tell(t, setting{}, func(s *story) {
			atAcme(s)
			s.server.Inject(hubtest.Fault{
				Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 50*time.Second),
			})
			keys := []string{"y", "enter"}
			if !first {
				keys = []string{"enter", "ctrl+z"} // which says that there is no shell
			}
			s.press(keys...)
			s.pass(4 * time.Second)
			s.sees("the Hub asks for a pause")
		})
	}
}
