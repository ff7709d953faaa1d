package garbage_test

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/ui/garbage"
)

// TestAfterACollectionTheLimitFollowsWhatIsInUse fills the memory and empties it again.
func TestAfterACollectionTheLimitFollowsWhatIsInUse(t *testing.T) {
	const room = 4 << 20
	former := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(former)
	require.Equal(t, int64(math.MaxInt64), former)
	garbage.Bound(room)
	full := make([]byte, 160<<20)
	require.Eventually(t, func() bool {
		runtime.GC()
		limit := debug.SetMemoryLimit(-1)
		return limit > 168<<20 && limit < 185<<20 // a sixteenth is more than the room
	}, time.Minute, time.Millisecond)
	runtime.KeepAlive(full)
	full = nil
	require.Eventually(t, func() bool {
		runtime.GC()
		limit := debug.SetMemoryLimit(-1)
		return limit > room && limit < room+10<<20
	}, time.Minute, time.Millisecond)
	require.Empty(t, full)
}
