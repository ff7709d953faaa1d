package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestJumpingToARepositoryThatWasNeverOpened(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(5 * time.Second)
		s.press("ctrl+k")
		s.sees("Jump", "names known")
		s.types("base jre")
		s.sees("acme/base-jre")
		s.press("enter")
		s.sees("base-jre", "PLATFORMS")
		s.misses("Jump")
	})
}

func TestWhatFollowsAJumpInOneBreathIsForTheScreenThatItOpens(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(5 * time.Second)
		s.breath("ctrl+k", "b", "a", "s", "e", "space", "j", "r", "e", "enter", "/", "l", "a", "t")
		s.sees("base-jre", "PLATFORMS", "/lat")
		s.misses("Jump")
	})
}

func TestCopyingFromTheJumpOpensNothing(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(5 * time.Second)
		s.press("ctrl+k")
		s.types("base jre")
		s.press("ctrl+y")
		assert.Equal(t, "acme/base-jre", s.copied)
		s.sees("Jump")
	})
}

func TestJumpingToWhatIsPasted(t *testing.T) {
	for pasted, want := range map[string]string{
		"docker.io/bitnami/redis:7":                "public ▸ bitnami ▸ redis",
		"https://hub.docker.com/r/grafana/grafana": "public ▸ grafana ▸ grafana",
		"registry.hub.docker.com/library/nginx":    "public ▸ library ▸ nginx",
	} {
		t.Run(pasted, func(t *testing.T) {
			tell(t, setting{}, func(s *story) {
				s.press("ctrl+o", "ctrl+k")
				s.pastes(pasted)
				s.press("enter")
				s.sees(want)
			})
		})
	}
}

func TestFavouritesComeFirst(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("12j")
		name := strings.Fields(s.selected())[0]
		s.types("*")
		s.sees("acme/" + name + " is a favourite now")
		s.types("g")
		assert.Equal(t, name, strings.Fields(s.selected())[0])
		s.types("sn")
		s.types("sp")
		s.types("g")
		assert.Equal(t, name, strings.Fields(s.selected())[0], "whatever the order")
		s.types("*")
		s.sees("is no favourite any more")
	})
}

func TestAFavouriteNamespaceComesFirstToo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("G")
		s.types("*")
		s.sees("globex is a favourite now")
		s.types("g")
		assert.Equal(t, "globex/", strings.Fields(s.selected())[0])
	})
}

func TestTheLastPlaceAndTheHistory(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.press("enter")
		s.sees("acme ▸ api")
		s.press("ctrl+o")
		s.types("nginx")
		s.press("enter")
		s.sees("▸ nginx")
		s.types("-")
		s.sees("api", "12,0")
		s.types("-")
		s.sees("336 of 336")
		s.types("[")
		s.types("]")
		s.sees("336 of 336")
	})
}

func TestThePaletteDoesWhatTheKeyDoes(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types(":")
		s.sees("All actions")
		s.types("sort")
		s.press("enter")
		s.sees("Sort repositories by")
	})
}

func TestSearchAndJumpAreReachedFromTheFirstScreen(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+f")
		s.sees("Search")
		s.press("esc")
		s.press("ctrl+k")
		s.sees("Jump")
		s.press("esc")
		s.sees("Log in to Docker Hub")
	})
}

func TestAFavouriteBearsItsSignWhereOneIsThereToo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		crumbs := func() string {
			return strings.TrimRight(s.line(0)[:len(" public ▸ library ▸ nginx * ▸ 1.27.3 * ▸ amd64")], " ")
		}
		s.press("enter")
		s.types("*")
		assert.Equal(t, " public ▸ library ▸ nginx ▸ 1.27.3 *", crumbs())
		s.press("enter")
		assert.Equal(t, " public ▸ library ▸ nginx ▸ 1.27.3 * ▸ amd64", crumbs())
		s.press("esc", "esc")
		assert.Equal(t, " public ▸ library ▸ nginx", crumbs())
		s.types("i*")
		s.press("esc")
		assert.Equal(t, " public ▸ library ▸ nginx *", crumbs())
		s.press("enter")
		s.types("*")
		assert.Equal(t, " public ▸ library ▸ nginx * ▸ 1.27.3", crumbs())
	})
}
