package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
)

func TestEveryScreenKeepsItsPlaceWhateverNamesHold(t *testing.T) {
	names := []string{
		hostile[0], "fdp.\u202egnp", "\x1b]52;c;cmVib290\x07x", "\x1b[2J\x1b[H", "e" + strings.Repeat("\u0301", 30), "最新版🚢👩\u200d👩\u200d👧", strings.Repeat("x", 128),
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
		for _, name := range names {
			t.Run(fmt.Sprintf("%q at %d×%d", name, size[0], size[1]), func(t *testing.T) {
				tell(t, setting{world: hostileWorld(name), width: size[0], height: size[1]}, func(s *story) {
					walk(s, func(where string) {
						s.settle()
						lines := strings.Split(s.screen(), "\n")
						assert.Len(s.t, lines, size[1], where)
						for _, line := range lines {
							assert.LessOrEqual(s.t, ansi.StringWidth(line), size[0], "%s: %q", where, line)
							assert.False(s.t, strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }), "%s: %q", where, line)
						}
					})
				})
			})
		}
	}
}

// walk goes through every screen of a hostile world, and out of the account.
func walk(s *story, look func(where string)) {
	s.logIn("alice", "anchor")
	s.pass(5 * time.Second)
	look("namespaces")
	s.asks("evil/")
	look("repositories")
	s.types("p")
	s.pass(time.Second)
	look("a repository's preview")
	s.types("p")
	s.press("enter")
	look("no tags but one")
	s.asks("acme/evil")
	look("tags")
	s.types("/zz")
	look("a filter that finds nothing")
	s.press("esc", "p")
	look("a tag's preview")
	s.types("pc")
	look("what can be copied")
	s.press("esc", "space", "down", "d")
	s.pass(time.Second)
	look("a comparison")
	s.press("esc", "esc", "g", "enter")
	look("a tag")
	s.press("enter")
	s.pass(time.Second)
	look("layers")
	s.press("esc", "esc", "i")
	s.pass(time.Second)
	look("a page")
	s.press("esc", "ctrl+k")
	s.types("evil")
	look("the jump")
	s.press("esc", "ctrl+f")
	s.types("evil")
	s.pass(3 * time.Second)
	look("the search")
	s.press("esc", ":")
	look("all actions")
	s.press("esc", "?")
	look("the help")
	s.press("esc", "ctrl+a")
	look("accounts")
	s.logsOut()
	look("the login after a logout")
	assert.NotContains(s.t, s.screen(), "evil")
	s.press("ctrl+o", "ctrl+k")
	look("the jump after a logout")
	assert.NotContains(s.t, s.screen(), "evil")
}
