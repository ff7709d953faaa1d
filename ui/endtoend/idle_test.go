//go:build !windows

package endtoend_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestNothingIsWrittenWhileNothingHappens(t *testing.T) {
	t.Parallel()
	quiet := 10 * time.Second
	if testing.Short() {
		quiet = 2 * time.Second
	}
	for name, lead := range map[string]func(term *terminal){
		"the form":  func(term *terminal) { term.waitFor("Log in to Docker Hub") },
		"home":      home,
		"a toast":   func(term *terminal) { tagsOf(term); term.press("y"); term.waitFor("Sent ") },
		"the tags":  tagsOf,
		"a preview": func(term *terminal) { tagsOf(term); term.press("p"); term.waitFor("last pulled") },
		"a filter": func(term *terminal) {
			tagsOf(term)
			term.enter("/1.27 alp")
			term.waitFor("/1.27 alp")
		},
		"a box":      func(term *terminal) { tagsOf(term); term.press("c"); term.waitFor("Copy as") },
		"the search": func(term *terminal) { home(term); term.press("ctrl+f"); term.waitFor("Search all public") },
		"a jump":     func(term *terminal) { home(term); term.press("ctrl+k"); term.enter("acm"); term.waitFor("names known") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := open(t, 100, 30, nil, tagboat, "--demo")
			lead(term)
			at, since := len(term.raw()), time.Now()
			term.waitUntil("nothing is written any more", func() bool { // by what was begun
				if now := len(term.raw()); now != at {
					at, since = now, time.Now()
				}
				return time.Since(since) > time.Second
			})
			<-time.After(quiet)
			assert.Len(t, term.raw(), at, "bytes, and these: %q", term.raw()[at:])
		})
	}
}

func home(term *terminal) {
	logIn(term, "alice", "anchor")
	term.waitForSelection("alice")
}

func tagsOf(term *terminal) {
	home(term)
	term.press("ctrl+o")
	term.waitFor("Open by name")
	term.enter("nginx\r")
	term.waitFor("336 of 336")
}
