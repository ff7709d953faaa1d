package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestAPasteAnywhereOnAListOpensWhatItNames(t *testing.T) {
	for pasted, want := range map[string]string{
		"nginx:1.27-alpine\n":                                   "1.27-alpine   by name",
		"https://hub.docker.com/r/grafana/grafana/tags":         "alice ▸ grafana ▸ grafana",
		"\n  FROM docker.io/bitnami/redis:7 AS cache\nRUN make": "alice ▸ bitnami ▸ redis",
		"bitnami/": "alice ▸ bitnami",
	} {
		for _, where := range []func(s *story){
			func(s *story) { s.logIn("alice", "anchor") }, atAcme, atAPI,
			func(s *story) { atAPI(s); s.press("enter") },
		} {
			tell(t, setting{}, func(s *story) {
				where(s)
				s.pastes(pasted)
				s.sees(want)
				s.misses("Open by name")
			})
		}
	}
}

func TestAPasteThatLeadsNowhereSaysWhyAndLeavesEverything(t *testing.T) {
	for pasted, why := range map[string]string{
		"ghcr.io/acme/api:main":                 "acme/api is on ghcr.io",
		"two words":                             "not one reference",
		strings.Repeat("x", 3000):               "2048 bytes",
		"   \n":                                 "there is no name",
		"sha256:" + strings.Repeat("ab", 32):    "A digest alone does not tell its repository",
		"\x1b]52;c;AAAA\x07":                    "control characters",
		strings.Repeat("\n", 100_000) + "nginx": "there is no name",
	} {
		tell(t, setting{width: 120, height: 40}, func(s *story) {
			atAcme(s)
			before := s.selected()
			s.pastes(pasted)
			s.sees(why)
			assert.Equal(t, before, s.selected())
			assert.NotContains(t, s.app.View().Content, "\x1b]52")
			s.press("j")
			s.misses(why)
		})
	}
}

func TestADigestThatIsPastedIsLookedForInTheRepositoryInSight(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx:1.27.3")
		s.types("cp")
		_, digest, _ := strings.Cut(s.copied, "@")
		s.press("esc")
		s.asks("bitnami/redis")
		s.pastes(digest)
		s.sees("The registry has no image", "in bitnami/redis")
		s.asks("nginx")
		s.pastes(digest)
		s.sees("10 of 336", "mainline")
		s.press("ctrl+o")
		s.types("bitnami/")
		s.press("enter")
		s.pastes(digest)
		s.sees("Jump", "nginx@"+digest[:20])
	})
}

func TestTheBoxThatAsksForANameIsGoneOnceItHasOpenedAPlace(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		for _, name := range []string{"nginx", "nginx:1.26", "bitnami/"} {
			s.asks(name)
			s.misses("Open by name")
			s.press("esc")
			s.misses("Open by name")
			s.sees("alice ▸ acme", "300 of 300")
		}
		before := s.selected()
		s.press("j")
		assert.NotEqual(t, before, s.selected(), "no key goes astray")
	})
}

func TestAWordIsTheOfficialImageOrElseTheNamespaceAndWhichIsSaid(t *testing.T) {
	for _, way := range []func(s *story, name string){
		(*story).asks,
		func(s *story, name string) { s.pastes(name) },
	} {
		tell(t, setting{}, func(s *story) {
			atAcme(s)
			way(s, "nginx")
			s.sees("alice ▸ library ▸ nginx", "nginx, the official image")
			s.pass(5 * time.Second)
			way(s, "grafana")
			s.sees("alice ▸ grafana", "No official image is called grafana: this is the namespace")
			way(s, "no-such-thing")
			s.sees("Open by name", "There is no official image and no namespace called", "no-such-thing, or")
			s.press("esc")
			s.misses("Open by name")
		})
	}
}

func TestTheProgramOpensThePlaceThatItIsStartedFor(t *testing.T) {
	for place, want := range map[string]string{
		"nginx":                                  "public ▸ library ▸ nginx",
		"grafana/":                               "public ▸ grafana",
		"bitnami/redis:7.2":                      "7.2           by name",
		"https://hub.docker.com/r/bitnami/redis": "public ▸ bitnami ▸ redis",
		"grafana":                                "public ▸ grafana",
	} {
		tell(t, setting{open: place}, func(s *story) {
			s.sees(want)
			s.misses("Log in to Docker Hub", "Open by name")
			s.press("esc")
			assert.Contains(t, s.line(0), "public")
			s.misses("Open by name", "▸")
		})
	}
}

func TestThePlaceOfTheStartIsOpenedWithTheAccountThatIsKept(t *testing.T) {
	tell(t, setting{open: "acme/api:1.24", accounts: at(t.TempDir(), map[string]string{"TAGBOAT_USERNAME": "alice", "TAGBOAT_PASSWORD": "anchor"})}, func(s *story) {
		s.pass(time.Second)
		s.sees("alice ▸ acme ▸ api", "by name")
		s.press("esc")
		s.sees("alice", "acme")
		s.misses("▸")
	})
	tell(t, setting{open: "nginx:1.26", accounts: at(t.TempDir(), map[string]string{"TAGBOAT_USERNAME": "alice", "TAGBOAT_PASSWORD": "wrong"})}, func(s *story) {
		s.pass(time.Second)
		s.sees("public ▸ library ▸ nginx", "by name", "alice")
	})
}

func TestAnUnknownWordInTheJumpIsAskedForToo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.press("ctrl+k")
		s.types("zzz-nothing")
		s.press("enter")
		s.sees("There is no official image and no namespace called", "zzz-nothing, or")
		s.press("esc", "ctrl+k")
		s.types("curlimages")
		s.press("enter")
		s.sees("alice ▸ curlimages", "No official image is called curlimages: this is the namespace")
	})
}

func TestAReferenceInTheSearchIsOpenedAndNotLookedFor(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.server.Forget()
		s.press("ctrl+f")
		s.pastes("docker pull nginx:1.26")
		s.pass(time.Second)
		s.sees("enter opens nginx:1.26")
		for _, r := range s.server.Requests() {
			assert.NotContains(t, r.Path, "search")
		}
		s.press("enter")
		s.sees("library ▸ nginx", "1.26          by name")
	})
}
