package export_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

var times = flag.Int("export.times", 1, "how many times the 45,000 tags the memory test reads")

// A test binary with these in its environment is the command itself: what can be killed, and whose
// memory can be measured.
const (
	hubOfChild     = "EXPORT_TEST_HUB"
	journalOfChild = "EXPORT_TEST_JOURNAL"
	formatOfChild  = "EXPORT_TEST_FORMAT"
	sortOfChild    = "EXPORT_TEST_SORT"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(hubOfChild); address != "" {
		os.Exit(child(address))
	}
	debug.SetGCPercent(400) // worlds of 45,000 tags are left behind
	os.Exit(m.Run())
}

func child(address string) int {
	client, err := hub.New(
		hub.Options{BaseURL: address, RegistryURL: address, UserAgent: "tagboat/test"},
	)
	if err != nil {
		return int(export.Misused)
	}
	ctx := context.Background()
	session, err := client.Login(ctx, "alice", hub.NewSecret("anchor-chain"))
	if err != nil {
		return int(export.LoginNeeded)
	}
	client.Use(session)
	q := export.Request{
		Resume: os.Getenv(journalOfChild),
		Sort:   os.Getenv(sortOfChild),
	}
	measured := &gauge{File: os.Stdout}
	out := io.Writer(measured)
	if q.Resume != "" {
		out = os.Stdout
	}
	form := references
	if os.Getenv(formatOfChild) == objects.Format {
		form = objects
	}
	work, err := export.Images(client, q, form, out)
	if err != nil {
		return int(export.Misused)
	}
	summary := work.Run(ctx)
	fmt.Fprintf(
		os.Stderr,
		"%d namespaces, %d of %d repositories, %d of %d tags, missing %v, %v\n",
		summary.Namespaces,
		summary.Lists,
		summary.ListsOf,
		summary.Rows,
		summary.RowsOf,
		summary.Misses,
		summary.Err,
	)
	fmt.Fprintln(os.Stderr, peak(), measured.most>>10)
	return int(summary.Outcome())
}

// gauge is an output that looks now and then how much memory is in use. What is in use does not
// hang on when a collector found the time to run, as the size of the process does.
type gauge struct {
	*os.File

	written, looked int
	most            uint64 // bytes
}

func (g *gauge) Write(p []byte) (int, error) {
	const often = 256 << 10
	if g.looked == 0 || g.written-g.looked > often {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		g.most, g.looked = max(g.most, m.HeapAlloc), max(g.written, 1)
	}
	g.written += len(p)
	return g.File.Write(p)
}

// peak is the most memory that this process ever had, in kilobytes; 0 where the system does not
// tell.
func peak() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			n, _ := strconv.Atoi(fields[1])
			return n
		}
	}
	return 0
}

func self(t *testing.T, address, journal, format string) *exec.Cmd {
	t.Helper()
	path, err := os.Executable()
	require.NoError(t, err)
	c := exec.CommandContext(t.Context(), path)
	c.Env = append(
		os.Environ(),
		hubOfChild+"="+address,
		journalOfChild+"="+journal,
		formatOfChild+"="+format,
	)
	return c
}

// served is an account behind a socket.
func served(t *testing.T, w *hubtest.World, latency time.Duration) (*hubtest.Hub, string) {
	t.Helper()
	h := hubtest.New(w, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency))
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return h, server.URL
}

func TestKilledAHundredTimesTheRunsTogetherWriteEachReferenceOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred processes take ten seconds")
	}
	w := account(time.Now(), "acme", "globex")
	dice := rand.New(rand.NewPCG(3, 5))
	for i := range 36 {
		fill(w, []string{"alice", "acme", "globex"}[i%3]+"/r-"+pad(i), dice.IntN(500))
	}
	var want []string
	for _, name := range []string{"alice", "acme", "globex"} {
		want = append(want, w.References(name)...)
	}
	want = sorted(want)
	h, address := served(t, w, 2*time.Millisecond)
	kills := 0
	for round := 0; kills < 100; round++ {
		dir := t.TempDir()
		for run := 0; ; run++ {
			name := "out"
			if round%2 == 1 {
				name += strconv.Itoa(run) // each run writes a file of its own
			}
			c := self(t, address, filepath.Join(dir, "journal"), "text")
			h.Heal()
			h.Inject(deadly(c, 1+dice.IntN(100), time.Duration(dice.IntN(20_000))*time.Microsecond))
			if !killed(t, c, filepath.Join(dir, name)) {
				break
			}
			kills++
		}
		files, err := filepath.Glob(filepath.Join(dir, "out*"))
		require.NoError(t, err)
		var got []string
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			got = append(got, lines(string(text))...)
		}
		require.True(
			t,
			slices.Equal(want, sorted(got)),
			"round %d: %d lines, %d wanted",
			round,
			len(got),
			len(want),
		)
	}
	t.Logf("killed %d times", kills)
}

// deadly kills a command a moment after its nth request, however fast the machine is.
func deadly(c *exec.Cmd, n int, moment time.Duration) hubtest.Fault {
	kill := func() { time.AfterFunc(moment, func() { _ = c.Process.Kill() }) }
	return hubtest.Fault{Match: hubtest.Match{Nth: n, Times: 1}, Do: hubtest.Before(kill)}
}

// killed runs a command, appending to a file, and reports whether it was killed.
func killed(t *testing.T, c *exec.Cmd, file string) bool {
	t.Helper()
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer func() { _ = out.Close() }()
	c.Stdout = out
	var said bytes.Buffer
	c.Stderr = &said
	require.NoError(t, c.Start())
	err = c.Wait()
	if c.ProcessState.ExitCode() == -1 {
		return true
	}
	require.NoError(t, err, said.String())
	require.Contains(t, said.String(), "3 namespaces, 36 of 36 repositories, ")
	require.Contains(t, said.String(), "missing [], <nil>\n")
	return false
}

func TestMemoryDoesNotGrowWithTheAccount(t *testing.T) {
	if testing.Short() {
		t.Skip("45,000 tags through a socket take some seconds")
	}
	_, address := served(t, large(time.Now(), *times), 0)
	for _, format := range []string{"text", "jsonl"} {
		c := self(t, address, "", format)
		pipe, err := c.StdoutPipe()
		require.NoError(t, err)
		var said bytes.Buffer
		c.Stderr = &said
		began := time.Now()
		require.NoError(t, c.Start())
		n := 0
		for scanner := bufio.NewScanner(pipe); scanner.Scan(); {
			n++
		}
		require.NoError(t, c.Wait(), said.String())
		assert.Equal(t, 45_000**times, n)
		whole, live := memory(t, said.String())
		t.Logf(
			"%s: %d tags in %v, at most %.1f MB, of which %.1f MB were in use",
			format,
			n,
			time.Since(began).Round(time.Millisecond),
			float64(whole)/1024,
			float64(live)/1024,
		)
		assert.Less(t, live, 12*1024)
	}
}

// memory is what a child said at its end: the most that it ever had and the most that was in use,
// in kilobytes.
func memory(t *testing.T, said string) (whole, live int) {
	t.Helper()
	told := lines(said)
	_, err := fmt.Sscan(told[len(told)-1], &whole, &live)
	require.NoError(t, err)
	require.Positive(t, live)
	return whole, live
}

func TestAListThatIsSortedTakesTheMemoryThatTheHelpSays(t *testing.T) {
	if testing.Short() {
		t.Skip("50,000 tags through a socket take some seconds")
	}
	w := account(time.Now(), "acme")
	platforms := strings.Fields(
		"linux/amd64 linux/arm64/v8 linux/arm/v7 linux/386 linux/ppc64le linux/s390x linux/riscv64 linux/arm/v6",
	)
	tags := make([]hubtest.Tag, 50_000)
	for i := range tags {
		name := "1.2." + pad(i)
		tags[i] = hubtest.Build{
			Content:   name,
			Platforms: platforms,
			Pushed:    w.Now().Add(-time.Duration(i) * time.Minute),
		}.Tag(
			name,
		)
	}
	w.Publish("acme/api", tags...)
	_, address := served(t, w, 0)
	// Kilobytes a tag in use; the process may take twice that.
	for format, most := range map[string]float64{"text": 0.25, "jsonl": 0.7} {
		c := self(t, address, "", format)
		c.Env = append(c.Env, sortOfChild+"=version")
		var said bytes.Buffer
		c.Stderr = &said
		require.NoError(t, c.Run(), said.String())
		whole, live := memory(t, said.String())
		each := float64(live) / float64(len(tags))
		t.Logf(
			"%s: at most %.1f MB, of which %.1f MB were in use, %.2f KB a tag",
			format,
			float64(whole)/1024,
			float64(live)/1024,
			each,
		)
		assert.Less(t, each, most, format)
	}
}
