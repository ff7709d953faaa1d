package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// sent is how many requests a deed costs.
func (s *story) sent(deed func()) int {
	s.settle()
	before := len(s.server.Requests())
	deed()
	s.settle()
	return len(s.server.Requests()) - before
}

func TestGoingBackShowsTheScreenAsItWasLeftAndAsksNothing(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.pass(time.Minute) // for the gathering
		s.types("/base")
		s.press("enter", "space", "down")
		s.types("sa")
		acme := s.screen()
		s.asks("nginx")
		s.types("/alpine")
		s.press("enter", "space", "space")
		s.types("sv5j")
		s.press("p")
		s.fades() // what nginx is was said long enough
		nginx := s.screen()
		s.sees("alice ▸ library ▸ nginx")
		body := func(picture string) string { _, rest, _ := strings.Cut(picture, "\n"); return rest }
		for i := range 6 {
			want := []string{acme, nginx}[i%2]
			assert.Zero(t, s.sent(func() { s.press("-") }))
			assert.Equal(t, body(want), body(s.screen()), "press %d", i+1)
		}
		for i, key := range strings.Split("[][][]", "") {
			want := []string{acme, nginx}[i%2]
			assert.Zero(t, s.sent(func() { s.press(key) }))
			assert.Equal(t, body(want), body(s.screen()), "%s, press %d", key, i+1)
		}
		s.press("esc", "esc", "esc")
		s.sees("alice ▸ acme", "1 marked")
	})
}

func TestGoingBackLeadsToWhatWasOpenThere(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx")
		s.press("enter", "enter")
		s.sees("alice ▸ library ▸ nginx ▸ 1.27.3 ▸ amd64", "STEP")
		s.asks("acme/")
		s.sees("alice ▸ acme")
		assert.Zero(t, s.sent(func() { s.press("-") }))
		s.sees("alice ▸ library ▸ nginx ▸ 1.27.3 ▸ amd64", "STEP")
		s.press("esc", "esc")
		s.sees("alice ▸ library ▸ nginx", "336 of 336")
		s.press("esc", "esc")
		s.misses("▸")
		assert.Zero(t, s.sent(func() { s.press("-") }))
		s.sees("alice ▸ library ▸ nginx", "336 of 336")
	})
}

func TestTheOldestBeyondADozenIsReadAgain(t *testing.T) {
	const all = 16
	world := func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		for i := range all {
			w.AddRepository(hubtest.Repository{Namespace: "eve", Name: fmt.Sprintf("r%02d", i)})
			w.Push(fmt.Sprintf("eve/r%02d", i), hubtest.Tag{Name: "1.0"})
		}
		return w
	}
	tell(t, setting{world: world}, func(s *story) {
		for i := range all {
			s.asks(fmt.Sprintf("eve/r%02d", i))
		}
		for i := all - 2; i >= 0; i-- {
			cost := s.sent(func() { s.press("[") })
			s.sees(fmt.Sprintf("eve ▸ r%02d", i), "1 of 1 · all loaded")
			assert.Equal(t, i < all-12, cost > 0, "r%02d cost %d requests", i, cost)
		}
		s.press("esc", "esc", "esc")
		s.misses("eve ▸")
	})
}

func TestTheHistoryOutlivesTheRunAsPlaces(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		atAcme(s)
		s.asks("nginx")
		s.pass(time.Second)
		s.asks("redis")
		s.restart()
		s.logIn("alice", "anchor")
		s.press("-")
		s.sees("alice ▸ library ▸ redis", "PLATFORMS")
		s.restart()
		s.logIn("alice", "anchor")
		s.press("[", "[")
		s.sees("alice ▸ library ▸ nginx", "PLATFORMS")
		s.press("[")
		s.sees("alice ▸ acme", "REPOSITORY")
		s.press("]")
		s.sees("alice ▸ library ▸ nginx")
	})
}

// A page that arrived in the moment of leaving is not lost, and none comes twice.
func TestWhatIsLeftWhileItLoadsStopsAndGoesOnWithEveryRow(t *testing.T) {
	const ms = time.Millisecond
	for _, moment := range []time.Duration{0, 90 * ms, 100 * ms, 110 * ms, 250 * ms, 500 * ms, 1234 * ms} {
		tell(t, setting{options: []hubtest.Option{hubtest.WithLatency(100 * time.Millisecond), hubtest.WithRateLimit(9000, 9000)}}, func(s *story) {
			s.logIn("alice", "anchor")
			s.pass(time.Minute)
			s.asks("acme/api")
			s.pass(2 * time.Second)
			s.types("L")
			for range 3 {
				<-time.After(moment)
				synctest.Wait()
				s.breath("esc") // before what has arrived is taken
				s.pass(time.Second)
				assert.Zero(t, s.sent(func() { s.pass(10 * time.Second) }), "nobody looks at it")
				s.press("-")
			}
			s.pass(5 * time.Minute)
			s.sees("12,000 of 12,000 · all loaded")
		})
	}
}

func TestALogoutEndsEveryScreenThatWasKept(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.asks("nginx")
		s.press("-")
		s.logsOut()
		s.pass(time.Second)
		s.logIn("bob", "harbor")
		s.types("123456")
		s.sees("globex")
		for _, key := range []string{"[", "]", "-"} {
			s.press(key)
			s.misses("acme", "nginx")
		}
		assert.Zero(t, s.server.InFlight())
	})
}

func TestAFavouriteMarkedMeanwhileStandsFirstInAListThatIsGoneBackTo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.asks("acme/base-jre")
		s.sees("▸ base-jre")
		s.press("i", "*")
		s.sees("acme/base-jre is a favourite now")
		s.press("-", "g")
		s.sees("alice ▸ acme")
		assert.Contains(t, s.selected(), "base-jre *")
	})
}
