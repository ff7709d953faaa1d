package text_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/text"
)

func TestAPeriodIsAsShortAsItStaysClear(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.Local)
	at := func(year int, month time.Month, day, hour, minute int) time.Time {
		return time.Date(year, month, day, hour, minute, 0, 0, time.Local)
	}
	for _, c := range []struct {
		from, to        time.Time
		written, narrow string
		sentence        string
	}{
		{at(2026, 6, 3, 10, 2), at(2026, 6, 9, 8, 0), "3 – 9 Jun", "3 – 9 Jun", "between 3 and 9 Jun"},
		{at(2026, 5, 28, 10, 2), at(2026, 6, 3, 8, 0), "28 May – 3 Jun", "28 May – 3 Jun", "between 28 May and 3 Jun"},
		{at(2026, 6, 3, 10, 2), at(2026, 6, 3, 16, 30), "3 Jun 10:02 – 16:30", "3 Jun", "between 3 Jun 10:02 and 16:30"},
		{at(2026, 6, 3, 10, 2), at(2026, 6, 3, 10, 2), "3 Jun 10:02", "3 Jun 10:02", "on 3 Jun 10:02"},
		{at(2025, 6, 3, 10, 2), at(2025, 6, 9, 8, 0), "3 – 9 Jun 2025", "3 – 9 Jun 2025", "between 3 and 9 Jun 2025"},
		{at(2025, 12, 28, 10, 2), at(2026, 1, 3, 8, 0), "28 Dec 2025 – 3 Jan 2026", "Dec 2025 – Jan 2026", "between 28 Dec 2025 and 3 Jan 2026"},
		{at(2025, 6, 3, 10, 2), at(2026, 6, 3, 10, 2), "3 Jun 2025 – 3 Jun 2026", "Jun 2025 – Jun 2026", "between 3 Jun 2025 and 3 Jun 2026"},
	} {
		assert.Equal(t, c.written, text.Clock{}.Period(c.from, c.to, now, 30))
		assert.Equal(t, c.narrow, text.Clock{}.Period(c.from, c.to, now, 15))
		assert.Equal(t, c.sentence, text.Clock{}.Between(c.from, c.to, now))
	}
}
