package export

import (
	"context"
	"errors"

	"tagboat/hub"
)

// Miss is a list that is not complete, or whose completeness is not proven.
type Miss struct {
	List   string // "acme/api", or "acme" for its repositories
	Noun   string // what the list holds
	Rows   int    // read
	Count  int    // the Hub's total; -1 unknown
	Why    Reason
	Number int   // of rows that are withheld or malformed
	Within bool  // what those hold that are missing is missing too
	Err    error // what failed or stopped the run; nil where nothing did
}

// Reason is why a list is not complete, or why that cannot be proven.
type Reason uint8

// The reasons.
const (
	Unread       Reason = iota // it could not be read to its end
	Stopped                    // the run ended before it was read to its end
	Withheld                   // the Hub counts more than it hands out
	Malformed                  // some rows could not be read
	KeptChanging               // it kept changing while it was read
	Moved                      // it changed while it was read, and what moved was read again
	Vanished                   // some that an earlier run wrote are no longer there
	Uncounted                  // the Hub gave no total to compare with
	OtherCount                 // the Hub's total is another
	// NothingThere: the Hub does not tell a namespace that is not there from an empty one.
	NothingThere
	Unkept // all of it was read, and it could not be kept
)

// Changed reports whether nothing is known to be missing, but the list changed: while it was read,
// or since an earlier run.
func (m Miss) Changed() bool {
	return m.Why == KeptChanging || m.Why == Moved || m.Why == Vanished
}

// Judge holds a list's rows against the Hub's total. The cause is why the whole run ended early, if
// it did.
func Judge(name, noun string, v hub.Verdict, err, cause error) (m Miss, whole bool) {
	m = Miss{List: name, Noun: noun, Rows: v.Rows, Count: v.Count, Err: err}
	switch {
	case err != nil && !errors.Is(err, context.Canceled):
		m.Why = Unread
	case err != nil, v.State == hub.Unfinished:
		m.Err, m.Why = cause, Stopped
	case v.State == hub.Partial && v.Rows+v.Malformed < v.Count:
		m.Why, m.Number = Withheld, v.Count-v.Rows-v.Malformed
	case v.State == hub.Partial:
		m.Err, m.Why = v.Err, Unread
	case v.Malformed > 0:
		m.Why, m.Number = Malformed, v.Malformed
	case v.Moving:
		m.Why = KeptChanging
	case v.State == hub.Changed:
		m.Why = Moved
	case v.Count < 0:
		m.Why = Uncounted
	case v.Count != v.Rows:
		m.Why = OtherCount
	default:
		return m, true
	}
	return m, false
}

// nothingThere is about a namespace that was named and holds nothing.
func nothingThere(n hub.Namespace) Miss {
	return Miss{List: string(n), Noun: NounRepositories, Why: NothingThere}
}
