package export

import (
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub"
)

// Progress is how far a run has come. "Of how many" grows while it runs: a repository's tags are known when its first page is there.
type Progress struct {
	Noun              string // what the lists hold: "tags" or "repositories"
	Lists, ListsOf    int    // read to their end, and known
	Rows, RowsOf      int    // read, and known
	Written           int    // lines
	Requests          int    // pages read
	RequestsLeft      int    // pages still to be read, at least
	Budget            hub.Budget
	Elapsed, TimeLeft time.Duration // TimeLeft: an estimate; 0 is unknown
}

// Fraction is the part of the known work that is done, from 0 to 1.
func (p Progress) Fraction() float64 {
	all := p.Requests + p.RequestsLeft
	if all == 0 {
		return 0
	}
	return float64(p.Requests) / float64(all)
}

// String is one line without colours.
func (p Progress) String() string {
	text := ""
	if p.Noun == nounTags {
		text = fmt.Sprintf("%s of %s repositories · ", comma(p.Lists), comma(p.ListsOf))
	}
	text += fmt.Sprintf("%s of %s %s", comma(p.Rows), comma(p.RowsOf), p.Noun)
	if p.Budget.Known {
		text += fmt.Sprintf(" · %d of %d requests left this minute", p.Budget.Remaining, p.Budget.Limit)
	}
	if p.TimeLeft > 0 {
		text += " · about " + spell(p.TimeLeft) + " left"
	}
	return text
}

const (
	nounTags         = "tags"
	nounRepositories = "repositories"
	nounNamespaces   = "namespaces"
)

func comma(n int) string { return humanize.Comma(int64(n)) }

// spell is a duration for a person: 45 s, 1 min 48 s, 2 h 5 min.
func spell(d time.Duration) string {
	switch seconds := int((d + time.Second - 1) / time.Second); {
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	case seconds < 3600:
		return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
	default:
		return fmt.Sprintf("%d h %d min", seconds/3600, seconds%3600/60)
	}
}

// duration is how long requests take: eight at a time while the minute's requests last, then by the minute.
func duration(requests int, each time.Duration, b hub.Budget, now time.Time) time.Duration {
	if !b.Known || b.Limit < 1 {
		b = hub.Budget{Limit: assumedLimit, Remaining: assumedLimit, Reset: now.Add(time.Minute)}
	}
	quick := time.Duration((requests+flight-1)/flight) * each
	if requests <= b.Remaining {
		return quick
	}
	beyond := requests - b.Remaining
	whole := (beyond - 1) / b.Limit
	last := time.Duration((beyond-whole*b.Limit+flight-1)/flight) * each
	return max(quick, max(b.Reset.Sub(now), 0)+time.Duration(whole)*time.Minute+last)
}

const (
	assumedLimit = 180 // requests a minute, as measured in 2026 (Hub API notes, "API limit")
	flight       = 8   // the client's requests in flight, unless told otherwise
)
