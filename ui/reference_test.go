package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// asks opens what a text names, from the prompt.
func (s *story) asks(text string) {
	s.press("ctrl+o")
	s.types(text)
	s.press("enter")
}

func TestATagThatWasAskedForComesFirstMarkedAndSelected(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx:1.26")
		s.sees("336 of 336 · all loaded", "1.27")
		assert.Regexp(t, `^ ?1\.26 +by name `, s.selected(), "not the first row but the very tag")
		s.types("sv")
		s.settle()
		assert.Regexp(t, `^ ?1\.26 +by name `, s.selected(), "above every order")
		s.types("/1.27")
		s.misses("by name")
		s.press("esc")
		s.sees("by name")
		assert.Equal(t, 1, strings.Count(s.screen(), "by name"))
	})
}

func TestThePromptsOwnExampleFindsSomething(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("docker.io/bitnami/redis:7")
		s.sees("bitnami ▸ redis")
		assert.Regexp(t, `^ ?7 +by name `, s.selected())
	})
}

func TestADigestIsLookedForAmongTheTags(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx:1.27.3")
		s.types("cp")
		_, digest, _ := strings.Cut(s.copied, "@")
		s.asks("nginx@" + digest)
		s.pass(3 * time.Second)
		s.sees("10 of 336", "1.27.3", "mainline")
		s.asks(digest)
		s.sees("A digest alone does not tell its repository")
	})
}

func TestWhatLeadsNowhereGetsAClearSentence(t *testing.T) {
	for text, sentence := range map[string]string{
		"":  "there is no name: write nginx, grafana/grafana",
		"/": "before the slash stands a namespace",
	} {
		tell(t, setting{}, func(s *story) {
			s.asks(text)
			s.sees(sentence, "Open by name")
		})
	}
}

func TestACommandAndCapitalsAreReadAsWhatTheyMean(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.press("ctrl+o")
		s.pastes("docker pull --platform linux/arm64 Nginx:1.27")
		s.sees("opens nginx:1.27")
		s.press("enter")
		s.sees("public ▸ library ▸ nginx")
		assert.Regexp(t, `^ ?1\.27 +by name `, s.selected())
	})
	tell(t, setting{}, func(s *story) {
		s.asks("Grafana/")
		s.sees("public ▸ grafana", "grafana-oss")
	})
}

func TestWhateverIsPastedIntoThePromptOpensWhatItNames(t *testing.T) {
	for pasted, sentences := range map[string][]string{
		"FROM nginx:1.27-alpine AS build\nRUN true":                   {"opens nginx:1.27-alpine", "1.27-alpine   by name"},
		"https://hub.docker.com/_/nginx/tags?name=1.27-alpine&page=1": {"opens nginx:1.27-alpine", "1.27-alpine   by name"},
		"`nginx:1.27-alpine`,":                                        {"opens nginx:1.27-alpine", "1.27-alpine   by name"},
		"https://hub.docker.com/u/grafana":                            {"opens grafana/", "public ▸ grafana"},
		"docker run --rm -it nginx:${TAG}":                            {"", "what ${TAG} stands for is not known here"},
		"ghcr.io/acme/api:main":                                       {"", "acme/api is on ghcr.io; tagboat reads Docker Hub"},
		"dhi.io/node:22":                                              {"", "node is a Docker Hardened Image"},
	} {
		tell(t, setting{}, func(s *story) {
			s.press("ctrl+o")
			s.pastes(pasted)
			s.sees(sentences[0])
			s.press("enter")
			s.sees(sentences[1])
		})
	}
}

func TestSortingAFreshListStaysAtTheTop(t *testing.T) {
	for _, before := range [][]string{nil, {"k"}, {"/", "enter"}} {
		tell(t, setting{}, func(s *story) {
			s.logIn("alice", "anchor")
			openAPI(s)
			s.press(before...)
			s.types("sv")
			s.settle()
			s.misses("▌ main-")
			assert.True(t, strings.HasPrefix(s.line(2), "▌"), "after %v: %s", before, s.screen())
		})
	}
}

func TestATagThatIsNotAmongTheFirstIsOpenedByOneRequest(t *testing.T) {
	for _, way := range []string{"ctrl+o", "ctrl+k"} {
		tell(t, setting{}, func(s *story) {
			s.logIn("alice", "anchor")
			s.pass(5 * time.Second)
			openAPI(s)
			oldest := s.server.World().Tags("acme/api")
			name := oldest[len(oldest)-1].Name
			s.press("esc")
			s.server.Forget()
			s.press(way)
			s.types("acme/api:" + name)
			s.press("enter")
			s.pass(time.Second)
			assert.Equal(t, name, strings.Fields(s.selected())[0], way)
			asked := 0
			for _, r := range s.server.Requests() {
				if strings.HasSuffix(r.Path, "/tags/"+name) {
					asked++
				}
			}
			assert.Equal(t, 1, asked)
			s.types("y")
			assert.Equal(t, "acme/api:"+name, s.copied)
			s.types("r")
			s.pass(time.Second)
			s.types("y")
			assert.Equal(t, "acme/api:"+name, s.copied, "a reload keeps it")
		})
	}
}

func TestATagThatDoesNotExistIsNotTakenForAnother(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.asks("acme/api:1.24.99")
		s.pass(1500 * time.Millisecond)
		s.types("y")
		assert.Empty(t, s.copied, "another tag is selected until it is known")
		s.sees("1.24.99 has not come yet")
		s.pass(30 * time.Second)
		s.sees("acme/api has no tag 1.24.99 that can be seen. The nearest: 1.24.")
		s.press("down")
		s.sees("acme/api has no tag 1.24.99")
		s.misses("by name")
		s.types("y")
		assert.NotEmpty(t, s.copied)
	})
}

func TestAReferenceWithATagGoesFirstInTheJump(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.press("ctrl+k")
		for _, typed := range []string{"acme/api:1.2", "api:1.2", "acme/api:1.24", "acme/api:1.24.2-alpin", "nginx@sha256:" + strings.Repeat("a", 64)} {
			s.types(typed)
			s.press("ctrl+y")
			assert.Equal(t, typed, s.copied)
			for range typed {
				s.press("backspace")
			}
		}
	})
}
