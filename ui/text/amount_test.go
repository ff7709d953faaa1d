package text_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/text"
)

func TestSizesAreInPowersOfAThousand(t *testing.T) {
	for bytes, want := range map[int64]string{
		-1: "—", 0: "—", 1: "1 B", 999: "999 B", 1000: "1.0 kB", 1999: "1.9 kB", 71_900_000: "71.9 MB", 72_000_000: "72.0 MB",
		999_999: "999.9 kB", 1_000_000: "1.0 MB", 999_999_999: "999.9 MB", 1_000_000_000: "1.0 GB", 1_234_567_890: "1.2 GB",
		5_000_000_000_000: "5.0 TB", math.MaxInt64: "9.2 EB",
	} {
		assert.Equalf(t, want, text.Size(bytes), "%d", bytes)
	}
}

func TestEveryTenthOfASizeIsExact(t *testing.T) {
	for tenths := int64(10); tenths < 10_000; tenths++ {
		want := text.Count(int(tenths/10)) + "." + text.Count(int(tenths%10)) + " MB"
		assert.Equal(t, want, text.Size(tenths*100_000))
	}
}

func TestLargeNumbersGoIntoFewCells(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 812: "812", 999: "999", 1000: "1.0K", 1250: "1.2K", 10_234: "10.2K", 999_999: "999.9K", 1_000_000: "1.0M",
		13_100_000_000: "13.1B", 4_000_000_000_000: "4.0T",
	} {
		assert.Equalf(t, want, text.Short(n), "%d", n)
	}
}

func TestCountsHaveCommas(t *testing.T) {
	assert.Equal(t, "0", text.Count(0))
	assert.Equal(t, "999", text.Count(999))
	assert.Equal(t, "12,048", text.Count(12_048))
	assert.Equal(t, "-1,000", text.Count(-1000))
}

func TestAgesAreShort(t *testing.T) {
	const day = 24 * time.Hour
	now := time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)
	for ago, want := range map[time.Duration]string{
		0: "just now", 59 * time.Second: "just now", time.Minute: "1 min ago", 5*time.Minute + 40*time.Second: "5 min ago",
		time.Hour: "1 h ago", 23*time.Hour + 59*time.Minute: "23 h ago", day: "1 d ago", 6 * day: "6 d ago",
		7 * day: "1 w ago", 27 * day: "3 w ago", 30 * day: "4 w ago", 31 * day: "1 mo ago", 160 * day: "5 mo ago", 364 * day: "11 mo ago",
		365 * day: "1 y ago", 3 * 365 * day: "3 y ago", -20 * time.Second: "just now", -3 * time.Hour: "3 h from now",
	} {
		assert.Equalf(t, want, text.Age(now.Add(-ago), now), "%s", ago)
	}
	assert.Equal(t, "as of 3 h ago", text.Clock{}.AsOf(now.Add(-3*time.Hour), now))
	assert.Equal(t, "as of seconds ago", text.Clock{}.AsOf(now.Add(-time.Second), now))
	assert.Equal(t, "as of 2 d ahead of this clock", text.Clock{}.AsOf(now.Add(2*day), now))
	assert.Equal(t, "—", text.Age(time.Time{}, now))
	assert.Equal(t, "292 y ago", text.Age(time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), now), "as far as a Duration reaches")
}
