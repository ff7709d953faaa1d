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

func TestATimeThatPassesIsToldInFewerStepsTheLongerItIs(t *testing.T) {
	for d, want := range map[time.Duration][2]time.Duration{
		90 * time.Second: {2 * time.Minute, 30 * time.Second}, time.Minute: {time.Minute, 10 * time.Second}, 47 * time.Second: {50 * time.Second, 7 * time.Second},
		10 * time.Second: {10 * time.Second, time.Second}, 9500 * time.Millisecond: {10 * time.Second, time.Second}, 0: {time.Second, time.Second}, -time.Hour: {time.Second, time.Second},
	} {
		told, next := errs.Left(d)
		assert.Equal(t, want, [2]time.Duration{told, next}, d)
	}
	steps := 0
	for left := 10 * time.Minute; left > 0; steps++ {
		_, next := errs.Left(left)
		left -= next
	}
	assert.LessOrEqual(t, steps, 25, "of ten minutes")
}
