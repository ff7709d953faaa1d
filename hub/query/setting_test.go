package query_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

var now = time.Date(2026, 11, 21, 12, 0, 30, 0, time.UTC)

func ago(d time.Duration) hub.Timestamp { return hub.TimestampOf(now.Add(-d)) }

const day = 24 * time.Hour

func parse(text string) query.Filter[hub.Tag] { return query.Parse(query.Tags(), text, now) }

func named(name string) *hub.Tag { return &hub.Tag{Name: name} }

func digest(tb testing.TB, n int) hub.Digest {
	tb.Helper()
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%02x%062x", n, n))
	require.NoError(tb, err)
	return d
}

// shipped is a tag with everything filled in.
func shipped(tb testing.TB) *hub.Tag {
	tb.Helper()
	return &hub.Tag{
		Name: "1.27.3", Digest: digest(tb, 0xab),
		Images: []hub.Image{
			{Platform: hub.NewPlatform("linux", "amd64", "", ""), Digest: digest(tb, 0x01)},
			{Platform: hub.NewPlatform("linux", "arm", "v7", ""), Digest: digest(tb, 0x02)},
			{Platform: hub.NewPlatform("windows", "amd64", "", "10.0.20348.2762"), Digest: digest(tb, 0x03)},
			{Platform: hub.Platform{}, Digest: digest(tb, 0x04)},
		},
		FullSize: 72_000_000, Pushed: ago(3 * day), Updated: ago(2 * day), Pulled: ago(100 * day),
		UpdatedBy: hub.NewSymbol("Alice-CI"), Status: hub.NewSymbol("active"),
	}
}
