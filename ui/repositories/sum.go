package repositories

import (
	"fmt"
	"strings"

	"tagboat/hub"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// sum is what follows from all rows that are there.
type sum struct {
	rows           int
	bytes, largest int64 // that the Hub stores for all, and for one
	// rows of which the tags were counted, a pull is known, the rules were asked for; rows with a
	// sign
	counted, pulled, asked, signed int
}

// most reports whether so many are more of the rows than not: a column of what hardly any row knows
// is none.
func (s *sum) most(rows int) bool { return rows > 0 && 2*rows >= s.rows }

// add adds up what the rows tell, and lays out what changes by it.
func (s *repositories) add() {
	var now sum
	for r := range s.Each() {
		now.rows++
		now.bytes += r.Storage
		now.largest = max(now.largest, r.Storage)
		for _, one := range []struct {
			holds bool
			count *int
		}{
			{r.Seen.Tags != nil, &now.counted}, {!r.Seen.Pulled.IsZero(), &now.pulled},
			{r.Seen.Locks != nil, &now.asked}, {len(statusOf(r, s.env.Now())) > 0, &now.signed},
		} {
			if one.holds {
				*one.count++
			}
		}
	}
	if now != s.sum {
		s.sum = now
		s.LayOut()
	}
}

// share draws a repository's part of what the Hub stores for the namespace: a bar beside that of
// the largest, and in percent of all.
func (s *repositories) share(r *hub.Repository, at listing.Place) (string, theme.Role) {
	if r.Storage <= 0 || s.sum.bytes <= 0 {
		return text.Unknown, theme.Dim
	}
	const percentWidth = 5
	part := percent(r.Storage, s.sum.bytes)
	if at.Spoken {
		return part + " of the bytes" + s.soFar(), theme.Plain
	}
	room := at.Width - percentWidth - 1
	filled := min(int(float64(r.Storage)/float64(max(s.sum.largest, 1))*float64(room)+0.5), room)
	bar := strings.Repeat("█", max(filled, 0)) + strings.Repeat("░", max(room-filled, 0))
	return bar + " " + text.PadLeft(part, percentWidth), theme.Accent
}

// soFar says that the namespace has more than is added up.
func (s *repositories) soFar() string {
	if s.Finished() {
		return ""
	}
	return " so far"
}

// percent is a part of a whole, with a decimal where it is small.
func percent(part, whole int64) string {
	const tenth, ten = 0.1, 10
	switch p := 100 * float64(part) / float64(whole); {
	case p < tenth:
		return "<0.1%"
	case p < ten:
		return fmt.Sprintf("%.1f%%", p)
	default:
		return fmt.Sprintf("%.0f%%", p)
	}
}
