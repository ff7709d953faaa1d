package export

import (
	"context"
	"errors"
	"fmt"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// Miss is a list that is not complete, or whose completeness is not proven.
type Miss struct {
	List    string // "acme/api", or "acme" for its repositories
	Noun    string // what the list holds
	Rows    int    // read
	Count   int    // the Hub's total; -1 unknown
	Why     string // one sentence; may hold foreign text
	Changed bool   // nothing is known to be missing, but the list moved while it was read
	Err     error  // nil where nothing failed
}

// String is one harmless line.
func (m Miss) String() string {
	of := ""
	if m.Count >= 0 {
		of = " of " + comma(m.Count)
	}
	return clean.Line(fmt.Sprintf("%s: %s%s %s. %s", m.List, comma(m.Rows), of, m.Noun, m.Why))
}

// judge holds a list's rows against the Hub's total. The cause is why the whole run ended early, if it did.
func judge(name, noun string, v hub.Verdict, err, cause error) (Miss, bool) {
	m := Miss{List: name, Noun: noun, Rows: v.Rows, Count: v.Count, Err: err}
	switch {
	case err != nil && errors.Is(err, context.Canceled):
		m.Err, m.Why = cause, because(cause)
	case err != nil:
		m.Why = hub.Sentence(err)
	case v.State == hub.Unfinished:
		m.Err, m.Why = cause, because(cause)
	case v.State == hub.Partial && v.Rows+v.Malformed < v.Count:
		m.Why = fmt.Sprintf("The Hub counts %s more than it hands out.", comma(v.Count-v.Rows-v.Malformed))
	case v.State == hub.Partial:
		m.Err, m.Why = v.Err, hub.Sentence(v.Err)
	case v.Malformed > 0:
		m.Why = fmt.Sprintf("%d could not be read and are left out.", v.Malformed)
	case v.Moving:
		m.Changed, m.Why = true, "The list kept changing while it was read."
	case v.State == hub.Changed:
		m.Changed, m.Why = true, "The list changed while it was read, and what moved was read again."
	case v.Count < 0:
		m.Why = "The Hub gave no total to compare with."
	case v.Count != v.Rows:
		m.Why = "The Hub's total is another."
	default:
		return m, true
	}
	return m, false
}

// nothingThere is about a namespace that was named and holds nothing: the Hub makes no difference between one that does not exist and one
// without a repository that can be seen.
func nothingThere(n hub.Namespace) Miss {
	why := "There is no such namespace, or nothing in it that you can see."
	if n != "library" {
		why += " An official image is library/" + string(n) + "."
	}
	return Miss{List: string(n), Noun: nounRepositories, Why: why}
}

func because(cause error) string {
	if cause == nil || errors.Is(cause, context.Canceled) {
		return "Not read to the end: interrupted."
	}
	if kind := hub.KindOf(cause); kind != 0 {
		return "Not read to the end: the run stopped (" + kind.Error() + ")."
	}
	return "Not read to the end: the run stopped."
}
