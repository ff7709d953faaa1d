package errs

import (
	"strconv"
	"strings"
	"time"
)

// Lasting writes how long something lasts, to the second and in at most two units: "45 s", "1 min",
// "1 min 5 s", "2 h 3 min"; "0 s" where it is over, and "400 ms" of less than a second.
func Lasting(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "0 s"
	case d < time.Second:
		return strconv.Itoa(int(d.Milliseconds())) + " ms"
	}
	d = d.Round(time.Second)
	var words []string
	for _, unit := range []struct {
		is   time.Duration
		name string
	}{{time.Hour, " h"}, {time.Minute, " min"}, {time.Second, " s"}} {
		if n := d / unit.is; n > 0 && len(words) < 2 {
			words = append(words, strconv.Itoa(int(n))+unit.name)
		} else if len(words) > 0 {
			break
		}
		d %= unit.is
	}
	return strings.Join(words, " ")
}

// Left is a time that is left as it is told while it passes, in full minutes, in tens of seconds of
// the last minute, and in seconds of the last ten; and when to tell the next.
func Left(d time.Duration) (told, next time.Duration) {
	const minute, ten = time.Minute, 10 * time.Second
	step := time.Second
	switch {
	case d > minute:
		step = minute
	case d > ten:
		step = ten
	}
	d = max(d, time.Second)
	if told = d.Truncate(step); told < d {
		told += step
	}
	return told, max(d-(told-step), time.Second)
}
