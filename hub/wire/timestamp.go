package wire

import (
	"errors"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

var errTimestamp = errors.New("a moment is written as 2026-01-12T09:08:21.390357Z")

// Timestamp is a moment in microseconds since the Unix epoch, UTC: eight bytes where a time.Time
// takes twenty-four. 0 is unknown: the Hub sends null for many dates, and years outside 1 to 9999
// read as unknown too. The Hub's nanoseconds are cut.
type Timestamp int64 //nolint:recvcheck // It is read by pointer and asked by value.

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

// IsZero reports whether the moment is unknown.
func (t Timestamp) IsZero() bool { return t == 0 }

// MarshalText is the moment as RFC 3339 in UTC, or nothing where it is unknown.
func (t Timestamp) MarshalText() ([]byte, error) {
	if t == 0 {
		return nil, nil
	}
	return []byte(t.Time().Format(time.RFC3339Nano)), nil
}

// UnmarshalText reads what MarshalText wrote, and whatever else the Hub writes for a moment.
func (t *Timestamp) UnmarshalText(text []byte) error {
	*t = 0
	if len(text) > 0 {
		*t = readTime(text)
	}
	if *t == 0 && len(text) > 0 {
		return errTimestamp
	}
	return nil
}

// UnmarshalJSONFrom reads a moment however it is written; what is none is unknown.
func (t *Timestamp) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*t = 0
	b, err := stringOf(dec, MaxTime)
	if err == nil && len(b) > 0 && len(b) <= MaxTime {
		*t = readTime(b)
	}
	return err
}
