package endtoend_test

import (
	"bufio"
	"fmt"
	"math"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

const manyTags = 200_000

// manyTagsAt is a Hub with many tags in acme/api, each for eight platforms, every fifth with a second
// name. It lives in this process: what it takes is not the program's.
func manyTagsAt(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("200,000 tags through a socket take half a minute")
	}
	w := hubtest.NewWorld(time.Now())
	platforms := strings.Fields("linux/amd64 linux/arm64/v8 linux/arm/v7 linux/arm/v6 " +
		"linux/386 linux/ppc64le linux/s390x linux/riscv64")
	tags := make([]hubtest.Tag, 0, manyTags)
	for i := range manyTags * 4 / 5 {
		name := fmt.Sprintf("%d.%d.%d-%s", i/2000, i/100%20, i%100, []string{"alpine", "bookworm"}[i%2])
		b := hubtest.Build{
			Content: name, Platforms: platforms, Size: int64(20e6 + i*397%80e6), By: "alice",
			Pushed: w.Now().Add(-time.Duration(i+1) * time.Minute),
			Pulled: w.Now().Add(-time.Duration(i*7919%90_000) * time.Minute),
		}
		tags = append(tags, b.Tag(name))
		for k := range tags[len(tags)-1].Images {
			image := &tags[len(tags)-1].Images[k]
			image.Pulled = image.Pulled.Add(-time.Duration((i+k)*104_729%9_000_000) * time.Millisecond)
		}
		if i%4 == 0 {
			again := tags[len(tags)-1]
			again.Name = fmt.Sprint("build-", i)
			tags = append(tags, again)
		}
	}
	w.Publish("acme/api", tags...)
	server := httptest.NewServer(hubtest.New(w,
		hubtest.WithRateLimit(0, 0), hubtest.WithDepth(0, 0, 0)))
	t.Cleanup(server.Close)
	return server.URL
}

// peakOf is the most memory that a process ever had, in MiB.
func peakOf(t *testing.T, p *os.Process) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Pid))
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	require.NoError(t, err)
	return kilobytes >> 10
}

var rowsSoFar = regexp.MustCompile(`([\d,]+) of 200,000`)

// mostOnTheScreen is in MiB; nearly thirty of it are the program's own pages.
const mostOnTheScreen = 200

// TestPeakOnTheScreen reads 200,000 tags in the program itself, and looks at them. How far it comes
// above what is in use depends on the moments at which the collector runs, so one of three counts.
func TestPeakOnTheScreen(t *testing.T) {
	least := math.MaxInt
	for range 3 {
		if least = min(least, peakOnTheScreen(t)); least < mostOnTheScreen {
			return
		}
	}
	assert.Less(t, least, mostOnTheScreen, "MiB")
}

func peakOnTheScreen(t *testing.T) int {
	t.Helper()
	term := open(t, 160, 40, nil, tagboat, "--hub", manyTagsAt(t))
	term.waitFor("Log in to")
	term.press("ctrl+o")
	term.waitFor("Open by name")
	term.enter("acme/api")
	term.press("enter")
	term.waitFor("SAME AS")
	term.waitFor("build-0")
	term.press("L")
	for many := 20_000; many < manyTags; many += 20_000 { // whatever all of them take
		term.waitUntil("more rows are there", func() bool { return term.rows() >= many })
	}
	term.waitFor("all loaded")
	term.press("/")
	term.enter("alpine")
	term.waitFor("80,000 of 200,000")
	term.press("enter", "s")
	term.waitFor("highest version first")
	term.press("v")
	term.waitFor("TAG, BY VERSION ▼")
	term.press("s")
	term.waitFor("last pushed first")
	term.press("n")
	term.waitFor("PUSHED ▼")
	term.press("esc")
	term.waitFor("200,000 of 200,000")
	most := peakOf(t, term.process)
	t.Logf("%d MiB", most)
	term.press("q")
	assert.Equal(t, 0, term.exit())
	return most
}

// rows is how many rows the screen says there are of the 200,000.
func (term *terminal) rows() int {
	found := rowsSoFar.FindStringSubmatch(term.screen())
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	return n
}

// TestPeakInAPipe reads as many, and writes them in another order.
func TestPeakInAPipe(t *testing.T) {
	address := manyTagsAt(t)
	for _, c := range []struct {
		format string
		most   int // MiB
	}{{"text", 110}, {"jsonl", 150}} {
		cmd := exec.CommandContext(t.Context(), tagboat, "tags", "acme/api", "--hub", address,
			"--sort", "version", "--format", c.format)
		cmd.Env = []string{"HOME=" + t.TempDir()}
		var said strings.Builder
		cmd.Stderr = &said
		pipe, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		lines, most := 0, 0
		for scanner := bufio.NewScanner(pipe); scanner.Scan(); lines++ {
			if lines%10_000 == 0 { // a pipe holds less than the lines to come: it is alive
				most = max(most, peakOf(t, cmd.Process))
			}
		}
		require.NoError(t, cmd.Wait(), said.String())
		assert.Equal(t, manyTags, lines)
		assert.Contains(t, said.String(), "200,000 tags · all counts agree")
		t.Logf("%s: %d MiB", c.format, most)
		assert.Less(t, most, c.most, "MiB")
	}
}
