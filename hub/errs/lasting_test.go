package errs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/errs"
)

func TestATimeIsToldInUnitsThatPeopleSay(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", -time.Hour: "0 s", 400 * time.Millisecond: "400 ms", 1400 * time.Millisecond: "1 s", 45 * time.Second: "45 s", 59600 * time.Millisecond: "1 min",
		time.Minute: "1 min", 65 * time.Second: "1 min 5 s", 2*time.Hour + 3*time.Minute + 4*time.Second: "2 h 3 min",
		time.Hour: "1 h", time.Hour + 5*time.Second: "1 h", 26 * time.Hour: "26 h",
	} {
		assert.Equal(t, want, errs.Lasting(d), d)
	}
}
