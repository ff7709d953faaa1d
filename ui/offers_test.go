package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/query"
)

// does finds something in the box of all actions, and does it.
func (s *story) does(text string) {
	s.types(":")
	s.types(text)
	s.press("enter")
}

// names are the fields and the orders of a collection.
func names[T any](schema query.Schema[T]) (orders, fields []string) {
	for _, o := range schema.Orders {
		orders = append(orders, o.Name)
	}
	for _, f := range schema.Fields {
		fields = append(fields, f.Name)
	}
	return orders, fields
}

func TestEveryOrderAndEveryFieldIsFoundByItsName(t *testing.T) {
	for where, lead := range map[string]func(s *story){"tags": atNginx, "repositories": atAcme} {
		orders, fields := names(query.Tags())
		if where == "repositories" {
			orders, fields = names(query.Repositories())
		}
		tell(t, setting{demo: true}, func(s *story) {
			lead(s)
			for _, name := range orders {
				s.does("'sort 'by " + name)
				s.types("s")
				assert.Regexp(t, `[│▌]\w  `+name+` +again turns it round`, s.screen(), where)
				s.press("esc")
			}
			s.does("size")
			asked := s.selected()
			s.does("sort by size")
			assert.NotEqual(t, asked, s.selected(), "asked for again an order turns round, as its key does")
			for _, name := range fields {
				s.does("filter by " + name + ":")
				s.sees("/" + name + ":")
				s.press("esc")
			}
			s.types("/alpine")
			s.press("enter")
			s.does("'filter size")
			s.sees("/alpine size:")
			s.types(">1GB")
			s.press("enter")
			s.sees("alpine size:>1GB")
		})
	}
}

func TestAFormToCopyIsFoundByItsNameAndIsTheLastOneThen(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		atNginx(s)
		s.does("FROM pinned")
		assert.Regexp(t, `^FROM nginx:1\.27\.3@sha256:`, s.copied)
		s.types("j")
		s.types(":familiar")
		s.sees("copy as familiar", "form  c f")
		s.press("enter")
		familiar := s.copied
		s.types("k")
		s.types("C")
		assert.NotEqual(t, familiar, s.copied)
		assert.Regexp(t, `^nginx:\S+$`, s.copied, "C copies again in that form")
		s.press("enter")
		s.does("docker pull pinned")
		assert.Regexp(t, `^docker pull nginx:`, s.copied, "the platforms of a tag have them too")
		s.press("esc", "esc")
		s.types(":familiar")
		s.misses("copy as familiar")
	})
}

func TestHomeAndItsSectionsAreFoundByNameAndTheWayBackCostsNothing(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute) // for the gathering
		s.asks("grafana/")
		s.pass(time.Second)
		s.asks("nginx")
		s.types("/alpine")
		s.press("enter", "*")
		nginx := s.selected()
		for typed, selected := range map[string]string{
			"home": "", "favourites": "nginx:", "history": "nginx ", "recent places": "nginx ", "namespaces": "alice",
		} {
			assert.Zero(t, s.sent(func() { s.does(typed) }))
			s.sees("FAVOURITES", "RECENT", "grafana/", "NAMESPACES")
			s.misses("nginx ▸")
			assert.True(t, strings.HasPrefix(strings.TrimSpace(s.selected()), selected), "%s: %s", typed, s.selected())
			assert.Zero(t, s.sent(func() { s.press("-") }))
			assert.Equal(t, nginx, s.selected())
		}
		s.does("home")
		s.types("/nothing-is-called-so")
		s.press("enter")
		s.does("favourites")
		assert.Contains(t, s.selected(), "nginx", "what is filtered out is shown again")
		s.press("*")
		s.does("favourites")
		s.sees("There are no favourites here yet")
		s.does("'filter role")
		s.sees("/role:")
	})
}

func TestNamespacesThatAreNotThereAreToldWithTheReason(t *testing.T) {
	for state, says := range map[string]string{
		"home-nobody": "ctrl+a logs in", "home-failed": "The namespaces did not come; r tries again",
	} {
		tell(t, setting{demo: true}, func(s *story) {
			frames[state](s)
			s.does("'namespaces")
			s.sees(says)
			s.misses("here yet")
		})
	}
}

func TestARecentPlaceThatIsAFavouriteIsNotDenied(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.asks("nginx")
		s.does("home")
		s.press("*")
		s.does("recent places")
		s.sees("There are no recent places beside the favourites")
	})
}

func TestAnAccountIsFoundByItsNameAndSwitchedTo(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		keeps := func(name, secret string) {
			s.types(name)
			s.press("tab")
			s.types(secret)
			s.press("tab", "space", "enter")
		}
		keeps("alice", "anchor")
		s.does("another account")
		s.sees("Log in to Docker Hub")
		keeps("bob", "harbor")
		s.types("123456")
		s.sees("bob", "NAMESPACES")
		atNginx(s)
		s.types(":account ali")
		s.sees("account alice: ", "account  ctrl+a 1")
		s.press("enter")
		s.sees("alice", "NAMESPACES")
		s.misses("nginx ▸")
		s.does("log out alice")
		s.sees("Log out alice?")
		s.press("esc")
		s.does("no account browse")
		s.sees("Nobody is logged in")
		s.does("account bob")
		s.sees("bob")
	})
}

func TestWhatTheHubSortsAndNarrowsByIsFoundByItsName(t *testing.T) {
	tell(t, setting{demo: true}, func(s *story) {
		s.seeks("redis")
		s.press("enter")
		s.does("verified publisher")
		s.pass(rest)
		assert.Contains(t, s.asked("/api/search/v4")[len(s.asked("/api/search/v4"))-1], "verified_publisher")
		s.does("sort by pulls")
		s.pass(rest)
		assert.Contains(t, s.asked("/api/search/v4")[len(s.asked("/api/search/v4"))-1], "pull")
	})
}
