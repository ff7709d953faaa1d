package wire

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTimesAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	for _, text := range []string{
		"2021-12-20T17:19:58.88296Z", "2026-01-12T09:08:21.390357865Z", "2026-01-12T09:08:21Z", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z",
		"2026-01-12T09:08:21+02:00", "2026-01-12T09:08:21.5+02:00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
		"1969-12-31T23:59:59.999Z", "2026-13-01T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:60:00Z",
		"2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z", "", "x", "2026-01-01T00:00:0aZ",
		"2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00,5Z",
	} {
		want := Timestamp(0)
		if parsed, err := time.Parse(time.RFC3339Nano, text); err == nil {
			want = TimestampOf(parsed)
		}
		assert.Equal(t, want, readTime([]byte(text)), text)
	}
}

func TestTimesAreReadHoweverTheyAreWritten(t *testing.T) {
	want := time.Date(2026, 1, 12, 9, 8, 21, 0, time.UTC)
	for _, text := range []string{
		"2026-01-12T09:08:21Z", "2026-01-12T09:08:21", "2026-01-12 09:08:21", "2026-01-12 09:08:21Z", "2026-01-12t09:08:21z",
		"2026-01-12T11:08:21+02:00", "2026-01-12T11:08:21+0200", "2026-01-12 11:08:21+02", "2026-01-12 11:08:21 +0200", "2026-01-12 03:38:21-05:30",
		"2026-01-12 09:08:21 UTC", "2026-01-12 09:08:21 +0000 UTC", "2026-01-12T09:08:21 GMT", " 2026-01-12T09:08:21Z ", "2026-01-12T09:08:21.000",
		"2026-01-12T09:08:21,000Z", "2026-01-12T10:08:21+01:00[Europe/Berlin]", "2026-01-12T09:08:21Z[UTC]", "2026-01-12T09:08:21.0000000000001Z",
		"Mon, 12 Jan 2026 09:08:21 GMT", "Mon, 12 Jan 2026 11:08:21 +0200", "Monday, 12-Jan-26 09:08:21 UTC",
	} {
		assert.Equal(t, want, readTime([]byte(text)).Time(), text)
	}
	assert.Equal(t, want.Add(390357*time.Microsecond), readTime([]byte("2026-01-12 09:08:21.390357865")).Time())
	assert.Equal(t, time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), readTime([]byte("2026-01-12")).Time())
	assert.Equal(t, want.Truncate(time.Minute), readTime([]byte("2026-01-12T09:08")).Time())
	midnight := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"2025-12-31T24:00:00Z", "2025-12-31T24:00", "2025-12-31 24:00:00", "2025-12-31T24:00:00.000+00:00", "2025-12-31T23:59:60Z", "2026-01-01T01:00:00+01:00",
	} {
		assert.Equal(t, midnight, readTime([]byte(text)).Time(), text)
	}
	for _, nonsense := range []string{
		"2026-01-12T24:00:01Z", "2026-01-12T24:30Z", "2026-01-12T12:00:60Z", "2026-01-12T23:59:61Z", "Mon, 12 Jan 2026 09:08:21 EST", "T24:00", "T23:59:60",
		"0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "+12026-01-12T09:08:21Z", "9999-12-31T24:00:00Z", "-001-01-01T00:00:00Z", "", "yesterday", "2026-13-01T00:00:00", "2026-02-30", "12.01.2026", "0000-00-00 00:00:00", "UTC", "1768208901"} {
		assert.True(t, readTime([]byte(nonsense)).IsZero(), nonsense)
	}
}

func FuzzTime(f *testing.F) {
	for _, text := range []string{
		"2026-01-12T09:08:21.390357865Z", "2026-01-12 09:08:21", "2026-01-12 09:08:21.39 +0000 UTC", "2026-01-12T09:08:21+0530", "2026-01-12",
		"2026-01-12t09:08:21z", "0000-00-00", "9999-12-31T23:59:59-23:59", "UTC", "2026-01-12T09:08:21,5-07 GMT",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := readTime([]byte(text))
		if year := got.Time().Year(); year < 1 || year > 9999 {
			t.Fatal(got)
		}
		if want, err := time.Parse(time.RFC3339Nano, text); err == nil && got != TimestampOf(want) {
			t.Fatalf("%q: %v, not %v", text, got.Time(), want)
		}
	})
}
