//go:build !windows

package endtoend_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cost is what a package makes before main runs, at every start.
type cost struct{ bytes, allocations int }

func (c cost) within(most cost) bool {
	return c.bytes <= most.bytes && c.allocations <= most.allocations
}

// mostAtInit bounds every package but those of dearAtInit. One large regular expression is more.
var mostAtInit = cost{bytes: 32 << 10, allocations: 256}

// dearAtInit are the packages that may cost more, and why.
var dearAtInit = map[string]cost{
	// Others' regular expressions and tables, which they build whether or not they are used.
	"github.com/distribution/reference":   {480 << 10, 4200}, // the grammar of references
	"github.com/opencontainers/go-digest": {110 << 10, 1000}, // the grammar of digests, for the above
	"github.com/yuin/goldmark/extension":  {310 << 10, 2400}, // links, tables and tasks
	"github.com/yuin/goldmark/parser":     {130 << 10, 1100}, // blocks of HTML
	"github.com/yuin/goldmark/util":       {160 << 10, 600},  // which letters fold into which
	"go.yaml.in/yaml/v3":                  {32 << 10, 320},   // what scalars may be, and tables of signs
	"golang.org/x/net/html":               {130 << 10, 64},   // the names of entities
}

var initTrace = regexp.MustCompile(`(?m)^init (\S+) @.*, (\d+) bytes, (\d+) allocs$`)

func TestNoPackageBuildsMuchBeforeMain(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), tagboat, "--version")
	cmd.Env = []string{"HOME=" + t.TempDir(), "GODEBUG=inittrace=1"}
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Run())
	seen := map[string]cost{}
	for _, found := range initTrace.FindAllStringSubmatch(said.String(), -1) {
		bytes, err := strconv.Atoi(found[2])
		require.NoError(t, err)
		allocations, err := strconv.Atoi(found[3])
		require.NoError(t, err)
		seen[found[1]] = cost{bytes, allocations}
	}
	require.Contains(t, seen, "net/http", "the runtime tells what packages cost:\n%s", said.String())
	for name, cost := range seen {
		most, dear := dearAtInit[name]
		if !dear {
			most = mostAtInit
		}
		assert.Truef(t, cost.within(most), "%s makes %+v before main, and may make %+v: build it when it is first needed", name, cost, most)
	}
	for name := range dearAtInit {
		assert.Falsef(t, seen[name].within(mostAtInit), "%s needs no exception", name)
	}
}

// built is the program of a folder of testdata, made with the modules of tagboat.
func built(b *testing.B, name string) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), name)
	out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, "./testdata/"+name).CombinedOutput()
	require.NoErrorf(b, err, "%s", out)
	return program
}

// processorTime is what one run takes of the processor, in user and in system mode; it is ended when
// it sends its first request to the Hub.
func processorTime(b *testing.B, program string, args ...string) time.Duration {
	b.Helper()
	ctx, end := context.WithCancel(b.Context())
	defer end()
	hub := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { end() }))
	defer hub.Close()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = []string{"HOME=" + b.TempDir(), "TAGBOAT_HUB=" + hub.URL}
	_ = cmd.Run() // Some of what is measured ends in a failure.
	require.NotNil(b, cmd.ProcessState)
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkBesideABareProgram has what is done before the first request, and the least that any Go
// program does, turn by turn.
func BenchmarkBesideABareProgram(b *testing.B) {
	const most = 8
	bare := built(b, "bare")
	for name, args := range map[string][]string{
		"version":    {"--version"},
		"help":       {"--help"},
		"completion": {"completion", "bash"},
		"wrong":      {"images", "--bogus"},
		"request":    {"tags", "acme/api"},
	} {
		b.Run(name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				theirs += processorTime(b, bare)
				ours += processorTime(b, tagboat, args...)
			}
			report(b, ours, theirs, "×bare", most)
		})
	}
}

// BenchmarkBesideHello has the first frame of tagboat and that of the smallest program that draws
// with Bubble Tea, turn by turn: from the start of the process to the text in the terminal.
func BenchmarkBesideHello(b *testing.B) {
	const most = 1.3
	hello := built(b, "hello")
	for name, args := range map[string][]string{"demo": {"--demo"}, "hub": {"--hub", "http://127.0.0.1:1"}} {
		b.Run(name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				theirs += firstFrame(b, "hello", hello)
				ours += firstFrame(b, "Password", tagboat, args...)
			}
			report(b, ours, theirs, "×hello", most)
		})
	}
}

func firstFrame(b *testing.B, text, program string, args ...string) time.Duration {
	b.Helper()
	return firstText(b, text, nil, program, args...)
}

// firstText is how long a program takes from its start to a text in the terminal.
func firstText(
	b *testing.B, text string, env []string, program string, args ...string,
) time.Duration {
	b.Helper()
	began := time.Now()
	term := open(b, 80, 24, env, program, args...)
	term.waitFor(text)
	took := time.Since(began)
	term.press("ctrl+c")
	term.exit()
	return took
}

// report tells the ratio, and fails when it is more than it may be.
func report(b *testing.B, ours, theirs time.Duration, unit string, most float64) {
	b.Helper()
	ratio := float64(ours) / float64(theirs)
	b.ReportMetric(ratio, unit)
	if b.N > 10 && ratio > most {
		b.Errorf("%.2f %s, and may be %v", ratio, unit, most)
	}
}
