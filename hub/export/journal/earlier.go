package journal

import (
	"time"
)

// Began is when the first run did. Ages are measured from there in every run, or a row could slip
// between two.
func (j *Journal) Began() time.Time { return j.state.head.Began }

// Done reports whether a list was written to its end, and how many rows it had.
func (j *Journal) Done(list string) (rows int, ok bool) {
	rows, ok = j.state.done[list]
	return rows, ok
}

// Headed reports whether what stands before the first row was written.
func (j *Journal) Headed() bool { return j.state.headed }

// Doubt is how many lines of a run that was killed may stand in its output and come again.
func (j *Journal) Doubt() int { return j.state.doubt }

// DoubtIn is the file in which they may stand, perhaps in part; "": it was a pipe.
func (j *Journal) DoubtIn() string { return j.state.doubtIn }

// Written are the rows that earlier runs wrote of a list that was not done.
func (j *Journal) Written(list string) Set { return Set{j.state.written[list]} }

// Set is a set of keys. It may be read from several goroutines.
type Set struct{ keys map[key]struct{} }

// Len is the number of keys.
func (s Set) Len() int { return len(s.keys) }

// Has reports whether a key is in the set.
func (s Set) Has(k string) bool {
	if len(s.keys) == 0 {
		return false
	}
	_, ok := s.keys[keyOf(k)]
	return ok
}
