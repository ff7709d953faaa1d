package refresh

import (
	"errors"

	"tagboat/hub/export"
)

// Summary is what a run came to.
type Summary struct {
	Lists, ListsOf int // up to date, of those that are known by now
	// Of Lists: verified by their newest rows; read whole; verified by anybody since the run began,
	// or as lately as was allowed; not visible any more, which is noted.
	Verified, Whole, Recent, Unseen int

	Tags     int // of the lists of tags that are up to date
	Requests int
	Hidden   export.Hidden // what may be there of namespaces, and is not told
	Misses   []export.Miss
	Err      error // what ended the run early
}

// Outcome is how the run ended.
func (s Summary) Outcome() export.Outcome {
	if errors.Is(s.Err, ErrNothing) {
		return export.LoginNeeded
	}
	return export.Summary{Rows: s.Lists, Misses: s.Misses, Err: s.Err}.Outcome()
}

// Failed is how many lists could not be read at all.
func (s Summary) Failed() (n int) {
	for _, m := range s.Misses {
		if m.Err != nil && m.Rows == 0 {
			n++
		}
	}
	return n
}

// Partial is how many others are not complete, or not provably.
func (s Summary) Partial() int { return len(s.Misses) - s.Failed() }
