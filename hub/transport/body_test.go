package transport

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUsualPagesWaitForNoLargeBuffer holds as many answers as a client may at once.
func TestUsualPagesWaitForNoLargeBuffer(t *testing.T) {
	const together = 2 * defaultFlight
	ctx, w := New(Options{}).watched(t.Context(), time.Minute)
	defer w.stop()
	for _, c := range []struct {
		what                string
		size, count, atMost int
	}{
		{"a page of 100 tags with 8 platforms", 300 << 10, together, 8 << 20},
		{"with 24", 900 << 10, together / 2, 8 << 20},
	} {
		room := newBodyRoom(together)
		taken := 0
		for range c.count {
			b := room.body()
			require.NoError(t, b.fill(ctx, bytes.NewReader(make([]byte, c.size)), maxBody, w))
			require.False(t, b.large, c.what)
			taken += cap(b.data)
		}
		assert.LessOrEqual(t, taken, c.atMost, c.what)
	}
}
