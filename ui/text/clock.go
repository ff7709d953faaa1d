package text

import (
	"strings"
	"time"
)

// Clock is how a person wants times written. The zero Clock writes ages, and dates in the zone of
// this machine.
type Clock struct {
	Dates bool           // rather than ages
	Zone  *time.Location // nil: this machine's
}

// The dates that a Clock writes, and the cells that they take.
const (
	minute    = "2006-01-02 15:04"
	DateWidth = len(minute)
)

// In is a moment in the person's zone.
func (c Clock) In(t time.Time) time.Time {
	if c.Zone == nil {
		return t.Local()
	}
	return t.In(c.Zone)
}

// Ago says when t was: how long before now, as [Age] does, or the date, without the time where it
// has no room in so many cells. The zero time is Unknown.
func (c Clock) Ago(t, now time.Time, cells int) string {
	switch {
	case !c.Dates || t.IsZero():
		return Age(t, now)
	case cells < DateWidth:
		return c.In(t).Format(time.DateOnly)
	default:
		return c.In(t).Format(minute)
	}
}

// When is Ago in a sentence.
func (c Clock) When(t, now time.Time) string { return c.Ago(t, now, DateWidth) }

// AsOf says how old something is that was seen at t: "as of 3 h ago", "as of seconds ago", "as of
// 2026-11-28 02:36". An age to come, as after the clock was set back, is "as of 3 h ahead of this
// clock".
func (c Clock) AsOf(t, now time.Time) string {
	age := c.When(t, now)
	if age == Age(now, now) {
		age = "seconds ago"
	}
	if ahead, found := strings.CutSuffix(age, " from now"); found {
		age = ahead + " ahead of this clock"
	}
	return "as of " + age
}
