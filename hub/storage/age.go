package storage

import (
	"time"

	"tagboat/hub"
)

// Age is how long ago something was pushed, in steps as people ask for them. Months have thirty
// days, as in filters.
type Age uint8

// The ages. Each ends where the next begins.
const (
	Week Age = iota
	Month
	Quarter
	HalfYear
	Year
	Older
	Undated
	Ages // how many there are
)

const day = int64(24 * time.Hour / time.Microsecond)

// days are how old the oldest of an age may be.
var days = [Older]int64{Week: 7, Month: 30, Quarter: 90, HalfYear: 180, Year: 365}

// ageOf is how long before now something was pushed.
func ageOf(pushed, now hub.Timestamp) Age {
	if pushed.IsZero() {
		return Undated
	}
	for age, limit := range days {
		if int64(now-pushed) < limit*day {
			return Age(age)
		}
	}
	return Older
}

// Days is from how many days ago, and to how many, a push is of that age; 0 is without end.
func (a Age) Days() (from, to int) {
	if a > Week && a <= Older {
		from = int(days[a-1])
	}
	if a < Older {
		to = int(days[a])
	}
	return from, to
}
