package past

import (
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
)

// Sample is how often a repository had been pulled at a moment.
type Sample struct {
	At    time.Time
	Pulls int64
}

const (
	// samplesApart is how far apart samples are at least.
	samplesApart = time.Hour
	// A rate is over the last week where that was seen, and over a day at least: what is counted
	// in an hour says little of the next.
	rateOver, rateAtLeast = 7 * 24 * time.Hour, 24 * time.Hour
)

// AddSample keeps how often repositories of a list had been pulled.
func AddSample(c *database.Conn, list int64, name string, s Sample) error {
	return c.Exec("insert or ignore into pulls select ?1, ?2, ?3, ?4 where not exists"+
		" (select 1 from pulls where list=?1 and name=?2 and at between ?5 and ?6)",
		list, name, s.At.UnixMicro(), s.Pulls,
		s.At.Add(-samplesApart).UnixMicro(), s.At.Add(samplesApart).UnixMicro())
}

// Samples are those of a repository, the oldest first.
func Samples(c *database.Conn, list int64, name string) (all []Sample, err error) {
	err = c.Each(func(s *sqlite3.Stmt) {
		all = append(all, Sample{table.Timestamp(s, 0).Time(), s.ColumnInt64(1)})
	}, "select at, pulls from pulls where list=? and name=? order by at", list, name)
	return all, err
}

// PerDay is how many pulls a day there were up to a sample, nil where nothing was seen a day before
// it, or there were more then.
func PerDay(c *database.Conn, list int64, name string, now Sample) (perDay *float64, err error) {
	err = c.Each(func(s *sqlite3.Stmt) {
		before := Sample{table.Timestamp(s, 0).Time(), s.ColumnInt64(1)}
		perDay = rate(before, now)
	}, "select at, pulls from pulls where list=?1 and name=?2 and at=coalesce("+
		"(select max(at) from pulls where list=?1 and name=?2 and at<=?3),"+
		" (select min(at) from pulls where list=?1 and name=?2 and at<=?4))",
		list, name, at(now, -rateOver), at(now, -rateAtLeast))
	return perDay, err
}

func at(s Sample, later time.Duration) int64 {
	return int64(hub.TimestampOf(s.At.Add(later)))
}

func rate(before, now Sample) *float64 {
	days := now.At.Sub(before.At).Hours() / 24
	if days <= 0 || now.Pulls < before.Pulls {
		return nil
	}
	perDay := float64(now.Pulls-before.Pulls) / days
	return &perDay
}

// Span is a time between two samples that are near each other, and how many pulls a day there were.
type Span struct {
	From, To time.Time
	PerDay   float64
}

// mostApart is how far apart samples are at most that tell of the time between them: of more than
// that only the mean is known.
const mostApart = 2 * rateAtLeast

// Spans are the times of which samples tell; what is between them is not known.
func Spans(samples []Sample) (all []Span) {
	for i := 1; i < len(samples); i++ {
		from, to := samples[i-1], samples[i]
		perDay := rate(from, to)
		if perDay == nil || to.At.Sub(from.At) > mostApart {
			continue
		}
		all = append(all, Span{from.At, to.At, *perDay})
	}
	return all
}
