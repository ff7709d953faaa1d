package hub

import "time"

// Timestamp is a moment in microseconds since the Unix epoch, UTC: eight bytes where a time.Time takes twenty-four. 0 is unknown: the Hub
// sends null for many dates, and years outside 1 to 9999 read as unknown too. The Hub's nanoseconds are cut.
type Timestamp int64

// TimestampOf cuts t to microseconds; the zero time and years outside 1 to 9999 give 0.
func TimestampOf(t time.Time) Timestamp {
	if t.IsZero() {
		return 0
	}
	if year := t.UTC().Year(); year < 1 || year > 9999 {
		return 0
	}
	return Timestamp(t.UnixMicro())
}

// Time is the moment in UTC; the zero time when unknown.
func (t Timestamp) Time() time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(t)).UTC()
}

// IsZero tells that the moment is unknown.
func (t Timestamp) IsZero() bool { return t == 0 }
