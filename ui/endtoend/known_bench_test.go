//go:build !windows

package endtoend_test

import (
	"fmt"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// BenchmarkBesideAnUnknownList has the rows of a known list of 25,000 tags, and the first frame of
// the same list where nothing is known of it, turn by turn and without a network: from the start of
// the process to the text in the terminal.
func BenchmarkBesideAnUnknownList(b *testing.B) {
	const most = 60 * time.Millisecond
	hub, known := knowing(b, 25_000)
	list := []string{"--hub", hub, "eve/many"}
	var ours, theirs []time.Duration
	for b.Loop() {
		nothing := []string{"XDG_STATE_HOME=" + b.TempDir()}
		theirs = append(theirs, firstText(b, "Loading tags", nothing, tagboat, list...))
		ours = append(ours, firstText(b, "v00000", known, tagboat, list...))
	}
	more := median(ours) - median(theirs)
	b.ReportMetric(float64(more)/float64(time.Millisecond), "ms-more")
	if b.N > 10 && more > most {
		b.Errorf("%v more than the start, and may be %v", more, most)
	}
}

// knowing is a Hub that can be reached no more, and the environment of a program that knows so many
// tags of it.
func knowing(b *testing.B, tags int) (hub string, env []string) {
	b.Helper()
	now := time.Now()
	world, all := hubtest.NewWorld(now), make([]hubtest.Tag, tags)
	for i := range all {
		at := now.Add(-time.Duration(i+60) * time.Minute)
		name := fmt.Sprintf("v%05d", i)
		all[i] = hubtest.Build{
			Content: name, Index: "1", Platforms: []string{"linux/amd64", "linux/arm64"},
			Pushed: at, Pulled: at, By: "eve",
		}.Tag(name)
	}
	world.Publish("eve/many", all...)
	fake := hubtest.New(world, hubtest.WithRateLimit(0, 0), hubtest.WithDepth(0, 0, 0))
	// What comes faster than a disk takes it is not kept.
	fake.Inject(hubtest.Fault{Do: hubtest.Latency(50 * time.Millisecond)})
	server := httptest.NewServer(fake)
	env = []string{"XDG_STATE_HOME=" + b.TempDir(), "HOME=" + b.TempDir()}
	list := func(more ...string) {
		args := append([]string{"tags", "eve/many", "--hub", server.URL}, more...)
		cmd := exec.CommandContext(b.Context(), tagboat, args...)
		cmd.Env = env
		var said strings.Builder
		cmd.Stderr = &said
		require.NoError(b, cmd.Run(), said.String())
	}
	list()
	server.Close()
	list("--offline")
	return server.URL, env
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
