package transport

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestHintsAreReadInEveryUnitAndADayIsNotBelieved(t *testing.T) {
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	in := func(d time.Duration) string { return strconv.FormatInt(now.Add(d).Unix(), 10) }
	for name, c := range map[string]struct {
		headers []string
		want    time.Duration
		ok      bool
	}{
		"seconds":                {[]string{"Retry-After", "30"}, 30 * time.Second, true},
		"fractions":              {[]string{"Retry-After", "1.5"}, 1500 * time.Millisecond, true},
		"a date":                 {[]string{"Retry-After", now.Add(40 * time.Second).Format(http.TimeFormat)}, 40 * time.Second, true},
		"a timestamp":            {[]string{"Retry-After", in(50 * time.Second)}, 50 * time.Second, true},
		"milliseconds":           {[]string{"X-Retry-After", in(50*time.Second) + "000"}, 50 * time.Second, true},
		"x-retry-after":          {[]string{"X-Retry-After", in(20 * time.Second)}, 20 * time.Second, true},
		"x-retry-after, seconds": {[]string{"X-Retry-After", "20"}, 20 * time.Second, true},
		"reset":                  {[]string{"X-RateLimit-Reset", in(10 * time.Second)}, 10 * time.Second, true},
		"the first wins":         {[]string{"Retry-After", "3", "X-RateLimit-Reset", in(10 * time.Second)}, 3 * time.Second, true},
		"nonsense, then reset":   {[]string{"Retry-After", "soon", "X-RateLimit-Reset", in(10 * time.Second)}, 10 * time.Second, true},
		"in the past":            {[]string{"Retry-After", now.Add(-time.Hour).Format(http.TimeFormat)}, 0, true},
		"a year":                 {[]string{"Retry-After", "31536000"}, 0, false},
		"an age":                 {[]string{"Retry-After", "499999999"}, 0, false},
		"year 9999":              {[]string{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}, 0, false},
		"a day":                  {[]string{"Retry-After", "86400"}, 0, false},
		"almost a day":           {[]string{"Retry-After", "86399"}, longestPause - time.Second, true},
		"an age, then reset":     {[]string{"Retry-After", "31536000", "X-RateLimit-Reset", in(10 * time.Second)}, 10 * time.Second, true},
		"a clock of 1970":        {[]string{"Date", "Thu, 01 Jan 1970 00:00:00 GMT", "X-RateLimit-Reset", in(10 * time.Second)}, 0, false},
		"a reset in 2286":        {[]string{"X-RateLimit-Reset", "10000000000"}, 0, false},
		"nought":                 {[]string{"Retry-After", "0"}, 0, true},
		"negative":               {[]string{"Retry-After", "-5"}, 0, false},
		"infinite":               {[]string{"Retry-After", "inf"}, 0, false},
		"not a number":           {[]string{"Retry-After", "NaN"}, 0, false},
		"none":                   {nil, 0, false},
		"by the server's clock":  {[]string{"Date", now.Add(time.Hour).Format(http.TimeFormat), "Retry-After", in(time.Hour + 30*time.Second)}, 30 * time.Second, true},
	} {
		h := http.Header{}
		for i := 0; i < len(c.headers); i += 2 {
			h.Set(c.headers[i], c.headers[i+1])
		}
		got, ok := hint(h, now)
		assert.Equal(t, c.ok, ok, name)
		assert.Equal(t, c.want, got, name)
	}
}
