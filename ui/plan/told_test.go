package plan

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnUpperBoundIsToldNoLowerThanItIs(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 B", 1: "1 B", 999: "999 B", 1000: "1.0 kB", 1001: "1.1 kB", 1_353_010_818_893: "1.4 TB", 1_300_000_000_000: "1.3 TB",
		216_760_000_000: "216.8 GB",
	} {
		assert.Equal(t, want, size(roundedUp(bytes)))
	}
	assert.Positive(t, roundedUp(math.MaxInt64/2))
}
