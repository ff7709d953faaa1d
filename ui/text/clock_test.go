package text_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/text"
)

func TestAClockWritesAgesOrDatesInAZone(t *testing.T) {
	then := time.Date(2026, 11, 28, 2, 36, 59, 0, time.UTC)
	now := then.Add(3 * time.Hour)
	tokyo := time.FixedZone("Tokyo", 9*3600)
	ages, dates := text.Clock{}, text.Clock{Dates: true, Zone: time.UTC}
	assert.Equal(t, "3 h ago", ages.Ago(then, now, 10))
	assert.Equal(t, "2026-11-28 02:36", dates.Ago(then, now, 16))
	assert.Equal(t, "2026-11-28", dates.Ago(then, now, 15), "the day where there is no room for more")
	assert.Equal(t, "2026-11-28 11:36", text.Clock{Dates: true, Zone: tokyo}.When(then, now))
	assert.Equal(t, then.Local().Format("2006-01-02 15:04"), text.Clock{Dates: true}.When(then, now))
	assert.Equal(t, "as of 2026-11-28 02:36", dates.AsOf(then, now))
	for _, clock := range []text.Clock{ages, dates} {
		assert.Equal(t, text.Unknown, clock.Ago(time.Time{}, now, 10))
	}
	assert.Equal(t, text.DateWidth, text.Width(dates.Ago(then, now, 16)))
}

func TestPeriodsAndDaysAreThoseOfTheZone(t *testing.T) {
	late := time.Date(2026, 6, 3, 23, 30, 0, 0, time.UTC)
	tokyo := text.Clock{Zone: time.FixedZone("Tokyo", 9*3600)}
	utc := text.Clock{Zone: time.UTC}
	assert.Equal(t, "3 Jun", utc.Day(late, late))
	assert.Equal(t, "4 Jun", tokyo.Day(late, late))
	assert.Equal(t, "3 – 4 Jun", utc.Period(late, late.Add(time.Hour), late, 20))
	assert.Equal(t, "4 Jun 08:30 – 09:30", tokyo.Period(late, late.Add(time.Hour), late, 20))
	assert.Equal(t, "on 4 Jun 08:30", tokyo.Between(late, late, late))
}
