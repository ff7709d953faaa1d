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
