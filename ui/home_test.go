package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// under are the names below a heading of the home, up to the blank line.
func (s *story) under(heading string) (names []string) {
	_, rest, _ := strings.Cut(s.screen(), heading)
	for _, line := range strings.Split(rest, "\n")[1:] {
		words := strings.Fields(strings.TrimPrefix(line, "▌"))
		if len(words) == 0 {
			break
		}
		names = append(names, words[0])
	}
	return names
}

func TestHomeHasFavouritesRecentPlacesAndNamespacesWithTheirCounts(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute) // for the gathering
		assert.Equal(t, []string{"alice", "acme", "globex"}, s.under("NAMESPACES"))
		assert.Regexp(t, `acme +300 +Owner`, s.screen())
		s.asks("nginx")
		s.types("i*")
		s.asks("grafana/")
		s.pass(time.Second)
		s.asks("acme/api")
		s.pass(time.Second)
		s.restart()
		s.logIn("alice", "anchor")
		assert.Equal(t, []string{"nginx"}, s.under("FAVOURITES"))
		assert.Equal(t, []string{"acme/api", "grafana/"}, s.under("RECENT"))
		assert.Equal(t, []string{"alice", "acme", "globex"}, s.under("NAMESPACES"))
		s.sees("6 of 6 · all loaded")
		s.press("y")
		assert.Equal(t, "nginx", s.copied)
		s.press("enter")
		s.sees("alice ▸ library ▸ nginx", "PLATFORMS")
		s.press("esc", "j", "enter")
		s.sees("alice ▸ acme ▸ api")
		s.press("esc")
		assert.Equal(t, "acme/api", strings.Fields(s.selected())[0])
		s.press("*")
		assert.Equal(t, []string{"acme/api", "nginx"}, s.under("FAVOURITES"))
		assert.Equal(t, []string{"grafana/"}, s.under("RECENT"), "a place stands in one section")
		s.press("G", "enter")
		s.sees("alice ▸ globex")
	})
}

func TestWithoutAnAccountTheSameHomeKeepsWhatNobodyMarked(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		s.press("ctrl+o", "esc")
		s.sees("Nobody is logged in", "ctrl+o", "opens by name", "logs in")
		s.asks("nginx")
		s.types("*")
		s.pass(time.Second)
		s.restart()
		s.press("ctrl+o", "esc")
		s.sees("FAVOURITES", "nginx")
		s.misses("NAMESPACES", "Nobody is logged in")
		s.press("enter")
		s.sees("public ▸ library ▸ nginx")
		s.press("-")
		s.sees("FAVOURITES")
		s.press("-")
		s.sees("public ▸ library ▸ nginx")
	})
}

func TestAFilterOnTheHomeFindsPlacesOfEverySection(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/api")
		s.press("esc", "esc", "esc")
		s.types("/acme")
		s.sees("2 of 4")
		s.press("enter", "down")
		assert.Equal(t, "acme", strings.Fields(s.selected())[0])
		s.sees("filter: acme")
		s.press("esc")
		s.sees("4 of 4")
		assert.Equal(t, "acme", strings.Fields(s.selected())[0], "the selection stays with its row")
		s.types("/role:owner")
		assert.Equal(t, []string{"acme"}, s.under("NAMESPACES"))
		s.press("esc")
		s.types("/nowhere")
		s.sees("None of the 4 places here matches nowhere")
		s.press("esc")
		s.sees("4 of 4")
	})
}

func TestHomeKeepsThePlacesWhenTheNamespacesCanNotBeHad(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx")
		s.pass(time.Second)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/user/orgs", Times: 4}, Do: hubtest.ServerError()})
		s.restart()
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.sees("RECENT", "nginx", "NAMESPACES", "Could not list organizations", "r tries again")
		s.press("r")
		s.pass(time.Minute)
		assert.Equal(t, []string{"alice", "acme", "globex"}, s.under("NAMESPACES"))
		s.misses("Could not")
	})
}

func TestALockOutAndTheEndOfASessionAreSaidAtHome(t *testing.T) {
	accounts := at(t.TempDir(), nil)
	tell(t, setting{accounts: accounts, options: []hubtest.Option{hubtest.WithLockout(1, 10*time.Minute), hubtest.WithTokenLife(30*24*time.Hour, 10*time.Minute)}}, func(s *story) {
		s.logIn("bob", "wrong")
		s.types("wrong")
		s.press("enter")
		s.press("ctrl+o", "esc")
		s.sees("The Hub has locked bob until", "before that even the right password")
		s.press("ctrl+a")
		s.logIn("alice", "anchor")
		s.sees("The Hub has locked bob until", "NAMESPACES")
		s.misses("The session ends")
		s.pass(28 * 24 * time.Hour)
		s.misses("has locked")
		s.sees("The session ends at", "ctrl+a logs in again")
	})
}

func TestAnAccountOfManyNamespacesScrollsAndTheHeadingComesBack(t *testing.T) {
	world := func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		for i := range 40 {
			w.AddOrganization(hubtest.Organization{Name: fmt.Sprintf("team%02d", i), Members: map[string]string{"alice": "Member"}})
		}
		return w
	}
	tell(t, setting{world: world, width: 40, height: 12}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("G")
		assert.Contains(t, s.selected(), "team39")
		s.misses("NAMESPACES")
		s.press("g")
		s.sees("NAMESPACES")
		s.send(tea.MouseClickMsg{X: 3, Y: 3, Button: tea.MouseLeft})
		s.settle()
		assert.Contains(t, s.selected(), "acme")
		s.press("1", "0", "j")
		s.press("s")
		s.sees("sort: for lists of repositories")
	})
}
