package transport

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/wire"
)

const (
	defaultPause = time.Minute // when a 429 says nothing; the Hub counts by the minute
	// how long the Hub locks an account after failed logins (Hub API notes, "Login limiter").
	lockout      = 10 * time.Minute
	longestLock  = time.Hour // the longest lock that was ever told
	longestPause = 24 * time.Hour
	timestampMin = 5e8 // a number from here on is a moment: as a span it would be fifteen years
)

// hint reads when to come back: Retry-After in seconds, as an HTTP date, or, as seen in the wild,
// as a Unix timestamp; X-Retry-After likewise; then X-RateLimit-Reset. It is told as a span from
// now, never negative and never above a day.
func hint(h http.Header, now time.Time) (time.Duration, bool) {
	if d, ok := retryAfter(h, now); ok {
		return d, true
	}
	return reset(h, now)
}

// reset reads X-RateLimit-Reset.
func reset(h http.Header, now time.Time) (time.Duration, bool) {
	d, ok := moment(h.Get("X-RateLimit-Reset"), clock(h, now))
	if !ok || d >= longestPause {
		return 0, false
	}
	return max(d, 0), true
}

// retryAfter reads the two headers that are a wish of this answer; X-RateLimit-Reset stands on
// every answer and is one only on a 429.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	for _, name := range []string{"Retry-After", "X-Retry-After"} {
		if d, ok := span(h.Get(name), clock(h, now)); ok && d < longestPause {
			return max(d, 0), true
		}
	}
	return 0, false
}

// clock is the server's time where it tells it, so that a computer whose clock is wrong still waits
// as long as it was asked to.
func clock(h http.Header, now time.Time) time.Time {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		return date
	}
	return now
}

// span reads seconds, a Unix timestamp or an HTTP date.
func span(text string, now time.Time) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > wire.MaxTime {
		return 0, false
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		if math.IsNaN(n) || n < 0 {
			return 0, false
		}
		if n >= timestampMin {
			return moment(text, now)
		}
		return time.Duration(min(n, longestPause.Seconds()) * float64(time.Second)), true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return date.Sub(now), true
}

// moment reads a Unix timestamp, in seconds or milliseconds, as a span from now.
func moment(text string, now time.Time) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(n) || n < timestampMin || n > 1e15 {
		return 0, false
	}
	if n > 1e11 {
		n /= 1000
	}
	return time.UnixMilli(int64(n * 1000)).Sub(now), true
}
