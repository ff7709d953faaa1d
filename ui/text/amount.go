package text

import (
	"math"
	"strconv"
	"time"

	"github.com/dustin/go-humanize"
)

// Unknown stands where a value is missing.
const Unknown = "—"

// Size writes a number of bytes in powers of a thousand, as Docker does: "71.9 MB",
// "1.2 GB", "512 B". There is always one decimal from kB on, so that a column
// of sizes lines up; what lies beyond it is cut off, never rounded up. Nothing,
// and less than nothing, is Unknown: the Hub says 0 where it does not know.
func Size(bytes int64) string {
	if bytes <= 0 {
		return Unknown
	}
	digits, prefix := scale(bytes)
	return digits + " " + prefix + "B"
}

// Short writes a large number in few cells: "812", "1.2K", "13.1B", "4.0T". What
// lies beyond the one decimal is cut off.
func Short(n int64) string {
	digits, prefix := scale(n)
	switch prefix {
	case "k":
		prefix = "K"
	case "G":
		prefix = "B"
	}
	return digits + prefix
}

// Rate writes how many there are of something a day: "0.4", "812", "1.2K"; nil is Unknown.
func Rate(perDay *float64) string {
	switch {
	case perDay == nil:
		return Unknown
	case *perDay > 0 && *perDay < 10:
		return strconv.FormatFloat(*perDay, 'f', 1, 64)
	default:
		return Short(int64(*perDay))
	}
}

// Count writes a number in full, with a comma at every thousand: "12,048".
func Count(n int) string { return humanize.Comma(int64(n)) }

// scale splits n into what stands before its SI prefix, and the prefix.
func scale(n int64) (digits, prefix string) {
	value, prefix := humanize.ComputeSI(float64(n))
	if prefix == "" {
		return strconv.FormatInt(n, 10), ""
	}
	return strconv.FormatFloat(math.Trunc(value*10)/10, 'f', 1, 64), prefix
}

// A month is a twelfth of a year here, so that eleven of them never make a year
// and a year never reads as twelve months.
const (
	day   = 24 * time.Hour
	week  = 7 * day
	year  = 365 * day
	month = year / 12
)

// ages are the steps of Age: below D, the distance in DivBy's.
var ages = []humanize.RelTimeMagnitude{
	{D: time.Minute, Format: "just now", DivBy: time.Minute},
	{D: time.Hour, Format: "%d min %s", DivBy: time.Minute},
	{D: day, Format: "%d h %s", DivBy: time.Hour},
	{D: week, Format: "%d d %s", DivBy: day},
	{D: month, Format: "%d w %s", DivBy: week},
	{D: year, Format: "%d mo %s", DivBy: month},
	{D: math.MaxInt64, Format: "%d y %s", DivBy: year},
}

// Age writes how long before now t was, in whole units, the largest that fits:
// "just now" (less than a minute), "5 min ago", "3 h ago", "2 d ago", "3 w ago",
// "5 mo ago", "2 y ago". A time to come reads "5 min from now": the clocks of
// two machines differ. The zero time is Unknown.
func Age(t, now time.Time) string {
	if t.IsZero() {
		return Unknown
	}
	return humanize.CustomRelTime(t, now, "ago", "from now", ages)
}

// Gone says how many of some things that are copied the Hub has no more; "" where it has them all.
func Gone(gone, of int) string {
	switch {
	case gone == 0:
		return ""
	case of == 1:
		return "It is gone"
	case gone == 1:
		return "1 of these is gone"
	}
	return Count(gone) + " of these are gone"
}
