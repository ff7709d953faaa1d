package repositories

import (
	"math"
	"strings"
	"time"

	"tagboat/hub/index/past"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// bars are one more pull a day each, up to the most of all columns; mark is where nobody looked.
var bars = []rune("▁▂▃▅▆▇█")

const mark = '·'

// mostDays is how far a chart goes back.
const mostDays = 365

// pace draws how often a repository was pulled a day, as far as somebody looked; nil where that
// tells nothing yet.
func pace(
	look *theme.Theme, samples []past.Sample, now time.Time, clock func() text.Clock,
) func(width int) []string {
	spans := past.Spans(samples)
	if len(spans) == 0 {
		return nil
	}
	first := spans[0].From
	days := int(math.Ceil(now.Sub(first).Hours() / 24))
	if days < 1 { // a clock was set back
		return nil
	}
	days = min(days, mostDays)
	most, seen := 0.0, 0
	for _, day := range means(spans, now, 1, days) {
		if !math.IsNaN(day) {
			most = max(most, day)
			seen++
		}
	}
	return func(width int) []string {
		each := (days + width - 1) / max(width, 1) // days of a column
		if each < 1 {
			return nil
		}
		columns := means(spans, now, each, (days+each-1)/each)
		head := "pulls a day: most " + text.Rate(&most) + " · " + text.Count(seen) + " d seen"
		from := clock().In(now).AddDate(0, 0, -each*len(columns)).Format("2 Jan")
		foot := from + strings.Repeat(" ", max(1, len(columns)-len(from)-len("now"))) + "now"
		lines := []string{look.Paint(theme.Plain, drawn(columns))} // first, for where room is short
		lines = append(lines, look.Wrap(theme.Dim, foot, width)...)
		return append(lines, look.Wrap(theme.Dim, head, width)...)
	}
}

// means are the pulls a day of so many columns up to now, each of so many days; NaN where nobody
// looked.
func means(spans []past.Span, now time.Time, days, columns int) []float64 {
	all := make([]float64, columns)
	for i := range all {
		from := now.AddDate(0, 0, -days*(columns-i))
		to := from.AddDate(0, 0, days)
		var pulls, hours float64
		for _, s := range spans {
			shared := earlier(to, s.To).Sub(later(from, s.From)).Hours()
			if shared > 0 {
				pulls, hours = pulls+shared*s.PerDay, hours+shared
			}
		}
		all[i] = pulls / hours
	}
	return all
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// drawn is a chart of columns, which are as high as the highest allows.
func drawn(columns []float64) string {
	most := 0.0
	for _, c := range columns {
		if !math.IsNaN(c) {
			most = max(most, c)
		}
	}
	var b strings.Builder
	for _, c := range columns {
		switch {
		case math.IsNaN(c):
			b.WriteRune(mark)
		case most == 0:
			b.WriteRune(bars[0])
		default:
			b.WriteRune(bars[int(math.Round(c/most*float64(len(bars)-1)))])
		}
	}
	return b.String()
}
