package export

import (
	"time"

	"tagboat/hub"
)

// Progress is how far a run has come. "Of how many" grows while it runs: a repository's tags are
// known when its first page is there.
type Progress struct {
	Noun              string // what the lists hold: NounTags or NounRepositories
	Lists, ListsOf    int    // read to their end, and known
	Rows, RowsOf      int    // read, and known
	Written           int    // lines
	Requests          int    // pages read
	RequestsLeft      int    // pages still to be read, at least
	Again             int    // of the pages read, those read before: something may have moved
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

// What lists hold.
const (
	NounTags         = "tags"
	NounRepositories = "repositories"
	NounNamespaces   = "namespaces"
)

// duration is how long requests take: eight at a time while the minute's requests last, then by the
// minute.
func duration(requests int, each time.Duration, b hub.Budget, now time.Time) time.Duration {
	if !b.Known || b.Limit < 1 {
		b = hub.Budget{Limit: AssumedLimit, Remaining: AssumedLimit, Reset: now.Add(time.Minute)}
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

// AssumedLimit is how many requests a minute are assumed where the Hub does not tell, as measured
// in 2026 (Hub API notes, "API limit").
const AssumedLimit = 180

const flight = 8 // the client's requests in flight, unless told otherwise
