//go:build unix

package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// acts is the variable that makes this test a program that is run by its own tests.
const acts = "TAGBOAT_TEST_ACTS"

func TestMain(m *testing.M) {
	act, plays := map[string]func(){
		"exit 3": func() { _, _ = fmt.Fprintln(os.Stdout, "done badly"); os.Exit(3) },
		"both": func() {
			_, _ = fmt.Fprintln(os.Stdout, "out")
			_, _ = fmt.Fprintln(os.Stderr, "err")
		},
		"much": func() {
			line := []byte(strings.Repeat("x", 1023) + "\n")
			_, _ = fmt.Fprintln(os.Stdout, "first")
			for range 10 << 10 {
				_, _ = os.Stdout.Write(line)
			}
			_, _ = fmt.Fprintln(os.Stdout, "last")
		},
		"read": func() {
			all, err := io.ReadAll(os.Stdin)
			_, tty := os.OpenFile("/dev/tty", os.O_RDWR, 0)
			_, _ = fmt.Fprintln(os.Stdout, len(all), err, tty != nil)
		},
		"die":  func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL); <-time.After(time.Minute) },
		"stay": stay,
		"ignore": func() {
			signal.Ignore(syscall.SIGTERM)
			stay()
		},
		"family": func() {
			signal.Ignore(syscall.SIGTERM)
			child := exec.CommandContext(context.Background(), os.Args[0])
			child.Env = append(os.Environ(), acts+"=ignore")
			child.Stdout = os.Stdout
			_ = child.Run()
		},
		"daemon": func() {
			child := exec.CommandContext(context.Background(), os.Args[0])
			child.Env = append(os.Environ(), acts+"=brief")
			child.Stdout = os.Stdout
			_ = child.Start()
			_, _ = fmt.Fprintln(os.Stdout, "started")
		},
		"brief": func() { <-time.After(3 * time.Second) },
	}[os.Getenv(acts)]
	if plays {
		act()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// there is the variable with the pipe that is opened by whoever is there and stays.
const there = "TAGBOAT_TEST_THERE"

func stay() {
	pipe, err := os.OpenFile(os.Getenv(there), os.O_WRONLY, 0)
	if err == nil {
		<-time.After(time.Minute)
		_ = pipe.Close()
	}
}

func run(ctx context.Context, t *testing.T, act string) Result {
	t.Helper()
	t.Setenv(acts, act)
	return Run(ctx, []string{os.Args[0]}, nil)
}

func TestAProgramIsHeardOnBothOutputsAndHowItEndedIsTold(t *testing.T) {
	both := run(t.Context(), t, "both")
	require.NoError(t, both.Err)
	assert.Contains(t, both.Output, "out\n")
	assert.Contains(t, both.Output, "err\n")
	assert.Equal(t, "exit code 0", Ended(both.Err))
	bad := run(t.Context(), t, "exit 3")
	assert.Equal(t, "exit code 3", Ended(bad.Err))
	assert.Equal(t, "done badly\n", bad.Output)
	killed := run(t.Context(), t, "die")
	assert.Contains(t, Ended(killed.Err), "killed")
}

func TestAProgramHasNeitherInputNorTerminal(t *testing.T) {
	assert.Equal(t, "0 <nil> true\n", run(t.Context(), t, "read").Output)
}

func TestOfTooMuchOutputTheBeginningAndTheEndAreKept(t *testing.T) {
	much := run(t.Context(), t, "much")
	require.NoError(t, much.Err)
	assert.True(t, strings.HasPrefix(much.Output, "first\n"))
	assert.True(t, strings.HasSuffix(much.Output, "\nlast\n"))
	assert.LessOrEqual(t, len(much.Output), 2*mostKept+len("\n…\n"))
	whole := int64(len("first\n")+len("last\n")) + 10<<20
	assert.Equal(t, whole, much.LeftOut+int64(len(much.Output)-len("\n…\n")))
}

func TestOutputIsKeptWhateverThePiecesThatItComesIn(t *testing.T) {
	whole := bytes.Repeat([]byte("0123456789abcdef"), 4*mostKept/16)
	for _, size := range []int{7, mostKept - 1, mostKept, 3 * mostKept, len(whole)} {
		e := &ends{}
		for rest := whole; len(rest) > 0; rest = rest[min(size, len(rest)):] {
			_, _ = e.Write(rest[:min(size, len(rest))])
			require.LessOrEqual(t, len(e.head)+len(e.tail), 3*mostKept)
		}
		text, left := e.text()
		assert.Equal(t, int64(len(whole)-2*mostKept), left, size)
		assert.True(t, strings.HasSuffix(text, string(whole[len(whole)-mostKept:])), size)
	}
}

// cancelled runs an act, cancels it once it is there, and returns how long it took until all of it
// was gone.
func cancelled(t *testing.T, act string) (Result, time.Duration) {
	t.Helper()
	pipe := filepath.Join(t.TempDir(), "there")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	t.Setenv(there, pipe)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	begun, gone := make(chan time.Time, 1), make(chan struct{})
	go func() {
		defer close(gone)
		defer cancel()
		in, err := os.Open(pipe) // waits until somebody writes
		begun <- time.Now()
		cancel()
		if err == nil {
			_, _ = io.ReadAll(in) // until nobody could write any more
			_ = in.Close()
		}
	}()
	r := run(ctx, t, act)
	<-gone
	return r, time.Since(<-begun)
}

func TestWhatIsGivenUpEndsSoonWithAllThatItStarted(t *testing.T) {
	const busy = 2 * time.Second // what a machine may be late
	for act, most := range map[string]time.Duration{"stay": 0, "ignore": gracePeriod, "family": gracePeriod} {
		r, took := cancelled(t, act)
		require.ErrorIs(t, r.Err, context.Canceled, act)
		assert.Equal(t, "cancelled", Ended(r.Err))
		assert.Greater(t, took, most, act)
		assert.Less(t, took, most+busy, act)
	}
}

func TestWhatGoesOnInTheBackgroundIsNotWaitedFor(t *testing.T) {
	begun := time.Now()
	r := run(t.Context(), t, "daemon")
	require.NoError(t, r.Err)
	assert.Equal(t, "started\n", r.Output)
	assert.Less(t, time.Since(begun), 2500*time.Millisecond)
}

func TestWhatIsNotThereIsToldInWords(t *testing.T) {
	r := Run(t.Context(), []string{"/nowhere/at/all"}, nil)
	assert.Equal(t, "not started: no such file or directory", Ended(r.Err))
}

func TestAProgramIsFoundOnThePathAndNeverInTheCurrentFolder(t *testing.T) {
	found := func(path string, err error) func(string) (string, error) {
		return func(string) (string, error) { return path, err }
	}
	for _, c := range []struct {
		name, system string
		path         string
		err          error
		want         string
	}{
		{"dive", "linux", "/usr/bin/dive", nil, ""},
		{"/opt/dive", "linux", "/opt/dive", nil, ""},
		{"./dive", "linux", "./dive", nil, "neither a name nor a path from the root"},
		{"bin/dive", "linux", "bin/dive", nil, "neither a name nor a path from the root"},
		{`bin\dive`, "windows", `bin\dive`, nil, "neither a name nor a path from the root"},
		{"c:dive", "windows", "c:dive", nil, "neither a name nor a path from the root"},
		{"dive", "linux", "dive", &exec.Error{Name: "dive", Err: exec.ErrDot}, "in this folder only"},
		{"dive", "linux", "", &exec.Error{Name: "dive", Err: exec.ErrNotFound}, "there is no dive on the PATH"},
		{"dive", "linux", "", &exec.Error{Name: "dive", Err: errors.New("permission denied")}, "dive cannot be run: permission denied"},
		{"dive", "windows", "C:/bin/dive.CMD", nil, "batch file"},
		{"dive", "windows", "C:/bin/dive.bat", nil, "batch file"},
		{"dive", "windows", "C:/bin/dive.exe", nil, ""},
	} {
		path, err := find(c.name, c.system, found(c.path, c.err))
		if c.want == "" {
			require.NoError(t, err, c.name)
			assert.Equal(t, c.path, path)
			continue
		}
		require.ErrorContains(t, err, c.want, c.name)
		assert.Empty(t, path)
	}
}

func TestWhoLeavesAtOnceCanEndWhatRunsAndForgetsWhatHasEnded(t *testing.T) {
	t.Setenv(acts, "ignore")
	forgotten := false
	r := Run(t.Context(), []string{os.Args[0]}, func(end func()) (forget func()) {
		go end()
		return func() { forgotten = true }
	})
	assert.Contains(t, Ended(r.Err), "killed")
	assert.True(t, forgotten)
}
