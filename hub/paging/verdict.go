package paging

import (
	"fmt"
	"strconv"

	"tagboat/hub/errs"
)

// State is how far a walk has come.
type State uint8

// The states. The last three are final, except that Partial may be taken up again.
const (
	Unfinished State = iota // there is more to read
	// Complete: every row that stood in the list when page 1 was answered was delivered once, and
	// they are as many as the server counts. What came or went afterwards is not told.
	Complete
	Changed // rows moved while they were read; what moved was read again
	Partial // some rows are missing: Err says why
)

// Verdict says how much of a listing was read, and how far that can be trusted.
type Verdict struct {
	State     State
	Rows      int   // delivered, each once
	Count     int   // the server's newest total; -1 unknown
	Requests  int   // pages asked for, second readings included
	Page      int   // where it goes on
	Route     Route // of the newest page
	Malformed int   // rows that could not be read
	Holes     []int // pages that could not be had
	Again     bool  // all pages were read, and some are read a second time to see what moved
	Moving    bool  // with Changed: rows still moved when the second reading ended
	Joined    Progress
	Err       error
}

// String is the verdict in one sentence.
func (v Verdict) String() string {
	rows := strconv.Itoa(v.Rows)
	if v.Count >= 0 && v.State != Complete {
		rows += " of " + strconv.Itoa(v.Count)
	}
	if v.Malformed > 0 {
		rows += fmt.Sprintf(" (%d unreadable)", v.Malformed)
	}
	through := ""
	if v.Route == RegistryRoute {
		through = ", names only, through the registry"
	}
	switch v.State {
	case Complete:
		return "All " + rows + " loaded" + through + "."
	case Changed:
		if v.Moving {
			return rows + " loaded" + through + "; the list keeps changing while it is read. Reload for a steady picture."
		}
		return rows + " loaded" + through + "; the list changed meanwhile, and what moved was read again."
	case Partial:
		return rows + " loaded" + through + ". " + errs.Sentence(v.Err)
	default:
		return rows + " loaded so far" + through + "."
	}
}
