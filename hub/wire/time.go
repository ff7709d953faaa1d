package wire

import (
	"strings"
	"time"
)

// MaxTime is the longest text that is read as a moment. The Hub writes
// 2026-01-12T09:08:21.390357865Z with nought to nine digits of fraction (Hub API notes, "Transport
// basics").
const MaxTime = 64

// readTime reads the Hub's own form, which is the Internet's, and whatever else databases write.
func readTime(b []byte) Timestamp {
	var t time.Time
	if t.UnmarshalText(b) == nil {
		return TimestampOf(t)
	}
	return otherTime(string(b))
}

// otherForms are those of databases and programs behind a Hub that is not Docker's, or an old one.
// A fraction of a second may stand in each.
var otherForms = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05Z07",
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02",
}

// headerForms are those of HTTP and of mail, of which the weekday tells nothing.
var headerForms = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2-Jan-06 15:04:05 MST",
}

// otherTime reads the other forms: a blank for the T, small letters, an offset with and without a
// colon. A time without a zone is UTC, as all the Hub's are.
func otherTime(text string) Timestamp {
	text = strings.ToUpper(strings.TrimSpace(text))
	if t, ok := headerTime(text); ok {
		return t
	}
	text, _, _ = strings.Cut(text, "[") // 2026-01-12T10:08:21+01:00[Europe/Berlin]
	text, utc := cutZone(text)
	if date, clock, ok := strings.Cut(text, " "); ok {
		text = date + "T" + strings.ReplaceAll(clock, " ", "")
	}
	if utc {
		text += "Z"
	}
	text, beyond := withinDay(text)
	for _, form := range otherForms {
		if t, err := time.Parse(form, text); err == nil {
			return TimestampOf(t.Add(beyond))
		}
	}
	return 0
}

// withinDay takes away what ISO 8601 allows beyond a day's last second: T24:00 is the next day's
// beginning, and the leap second 23:59:60 is the second after 23:59:59.
func withinDay(text string) (rest string, beyond time.Duration) {
	for _, late := range []struct {
		hour, instead string
		beyond        time.Duration
	}{
		{"T24:00:00", "T00:00:00", 24 * time.Hour}, {"T24:00", "T00:00", 24 * time.Hour},
		{"T23:59:60", "T23:59:59", time.Second},
	} {
		rest, found := strings.CutPrefix(text[min(len(time.DateOnly), len(text)):], late.hour)
		if found && !strings.HasPrefix(rest, ":") {
			return text[:len(time.DateOnly)] + late.instead + rest, late.beyond
		}
	}
	return text, 0
}

// headerTime reads Mon, 12 Jan 2026 09:08:21 GMT. Zones in letters other than UTC and GMT are not
// known.
func headerTime(text string) (Timestamp, bool) {
	_, date, found := strings.Cut(text, ", ")
	if !found {
		return 0, false
	}
	for _, form := range headerForms {
		t, err := time.Parse(form, date)
		if zone, offset := t.Zone(); err == nil &&
			(offset != 0 || zone == "" || zone == "UTC" || zone == "GMT") {
			return TimestampOf(t), true
		}
	}
	return 0, false
}

// cutZone takes a zone off that is written in letters; "+0000 UTC" is how Go prints it.
func cutZone(text string) (rest string, utc bool) {
	for _, zone := range []string{"UTC", "GMT"} {
		if rest, ok := strings.CutSuffix(text, zone); ok {
			rest = strings.TrimSpace(rest)
			return rest, !strings.ContainsAny(rest[min(len(rest), len(time.DateOnly)):], "+-Z")
		}
	}
	return text, false
}
