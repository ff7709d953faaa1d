//go:build !windows

package endtoend_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rounds is how often a signal is sent, at as many moments.
func rounds() int {
	if testing.Short() {
		return 2
	}
	return 30
}

// journey is what a person does while the signal comes: words to wait for, and
// what is typed then.
var journey = []struct{ see, do string }{
	{"Log in to Docker Hub", "alice\tanchor\r"},
	{"NAMESPACE", "j"},
	{"acme", "\r"},
	{"REPOSITORY", "/api"},
	{"api", "\r\r"},
	{"PLATFORMS", "jjjjs"},
	{"Sort", "v?"},
	{"half a page", "\x1b[B\x1b[B"},
}

// travel goes on the journey until the program has written so many bytes, or to
// its end.
func (term *terminal) travel(bytes int) {
	term.t.Helper()
	enough := func() bool { return len(term.raw()) >= bytes }
	for _, step := range journey {
		term.waitUntil(step.see, func() bool { return enough() || strings.Contains(term.screen(), step.see) })
		if enough() {
			return
		}
		term.write(step.do)
	}
}

// ends waits until the program has ended and tells how long that took.
func (term *terminal) ends() (code int, took time.Duration) {
	term.t.Helper()
	began := time.Now()
	code = term.exit()
	return code, time.Since(began)
}

func TestASignalAtAnyMomentEndsTheScreenAndRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for s, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			seeded := rand.New(rand.NewPCG(11, uint64(s)))
			var slowest time.Duration
			for range rounds() {
				moment := 1 + seeded.IntN(24_000)
				t.Run(fmt.Sprint("after ", moment, " bytes"), func(t *testing.T) {
					term := open(t, 100, 30, nil, tagboat, "--demo")
					term.travel(moment)
					require.NoError(t, term.process.Signal(s))
					code, took := term.ends()
					assert.Equal(t, want, code)
					term.requireRestored()
					slowest = max(slowest, took)
				})
			}
			t.Logf("the slowest end took %s", slowest)
		})
	}
}

func TestATerminalThatGoesAwayWhileNothingMovesEndsTheProgram(t *testing.T) {
	t.Parallel()
	term := open(t, 100, 30, nil, "sh", "-c", `trap "" HUP; exec "$0" --demo`, tagboat)
	term.waitFor("ctrl+c quit")
	written := 0
	term.waitUntil("nothing is drawn", func() bool {
		before := written
		written = len(term.raw())
		return written == before
	})
	require.NoError(t, term.pty.Close())
	code, _ := term.ends()
	assert.Equal(t, 129, code)
}

func TestATerminalThatGoesAwayEndsTheProgram(t *testing.T) {
	t.Parallel()
	for name, command := range map[string]string{
		"with its signal":          `exec "$0" --demo`,
		"where nohup keeps it off": `trap "" HUP; exec "$0" --demo`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seeded := rand.New(rand.NewPCG(12, uint64(len(name))))
			var slowest time.Duration
			for range rounds() {
				term := open(t, 100, 30, nil, "sh", "-c", command, tagboat)
				term.travel(1 + seeded.IntN(24_000))
				require.NoError(t, term.pty.Close())
				code, took := term.ends()
				assert.Equal(t, 129, code)
				slowest = max(slowest, took)
			}
			t.Logf("the slowest end took %s", slowest)
		})
	}
}
