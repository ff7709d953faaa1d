package paging

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"tagboat/hub/errs"
)

const (
	fullPage  = 100 // rows of a page, as far as is assumed of lists of which none was read
	mostNamed = 3   // lists that are named of those that failed
)

// count is how many rows there are, as far as the lists tell that were begun; -1 before that.
func (j *joining[H, T]) count() int {
	count := -1
	for _, m := range j.parts {
		if m.verdict.Requests > 0 {
			count = max(count, 0) + m.count()
		}
	}
	return count
}

// count is how many rows a list has, as far as it tells.
func (m *member[T]) count() int {
	if m.verdict.Count < 0 {
		return m.rows
	}
	return max(m.verdict.Count, m.rows)
}

// Verdict says how much was read, of all lists together.
func (j *joining[H, T]) Verdict() Verdict {
	heads := j.head
	v := Verdict{
		Count: -1, Page: j.pages + 1, Requests: heads.Requests, Malformed: heads.Malformed,
		Err: j.err, Joined: Progress{Of: max(heads.Count, len(j.parts)), Noun: j.of.Noun},
	}
	changed, kept := heads.State == Changed, false
	for _, m := range j.parts {
		changed, kept = changed || m.verdict.State == Changed, kept || isKept(m.verdict.Route)
		v.Moving = v.Moving || m.verdict.Moving
		j.add(&v, m)
	}
	isOver := j.known && len(j.due) == 0 && v.Joined.Lists+v.Joined.Failed == len(j.parts)
	if !isOver {
		v.Joined.Left += pagesLeft(heads) + max(heads.Count-len(j.parts), 0)
	}
	switch {
	case !isOver && j.err != nil && !errors.Is(j.err, context.Canceled):
		v.State = Partial
	case !isOver || len(j.ready) > 0:
	case v.Joined.Failed > 0:
		v.State, v.Err = Partial, j.lacking()
	case heads.State == Partial:
		v.State, v.Err = Partial, heads.Err
	case changed:
		v.State = Changed
	default:
		v.State = Complete
	}
	if kept && v.State != Unfinished {
		v.Route = KeptRoute
	}
	return v
}

// add counts a list.
func (j *joining[H, T]) add(v *Verdict, m *member[T]) {
	v.Rows += m.rows
	v.Requests += m.verdict.Requests
	v.Malformed += m.verdict.Malformed
	if m.verdict.Requests > 0 {
		v.Count = max(v.Count, 0) + m.count()
	}
	v.Joined.Pages += max((max(m.verdict.Count, 0)+fullPage-1)/fullPage, 1)
	switch {
	case m.err != nil:
		v.Joined.Failed++
	case m.over:
		v.Joined.Lists++
	case m.verdict.Requests == 0:
		v.Joined.Left++
	default:
		v.Joined.Left += pagesLeft(m.verdict)
	}
}

// pagesLeft is how many pages of a list that was begun are to be asked for. What is kept is asked
// of nobody.
func pagesLeft(v Verdict) int {
	if v.State != Unfinished || isKept(v.Route) {
		return 0
	}
	return max((max(v.Count, 0)+fullPage-1)/fullPage-v.Page+1, 1)
}

func isKept(r Route) bool { return r == KeptRoute || r == DatedRoute }

// lacking names the lists that could not be read, and why the first of them could not.
func (j *joining[H, T]) lacking() error {
	failed := j.failed()
	names := make([]string, min(len(failed), mostNamed))
	for i := range names {
		names[i] = failed[i].name
	}
	which := strings.Join(names, ", ")
	if more := len(failed) - len(names); more > 0 {
		which += " and " + strconv.Itoa(more) + " more"
	}
	why := strconv.Itoa(len(failed)) + " of " + strconv.Itoa(len(j.parts)) + " " + j.of.Noun +
		" could not be read: " + which
	first := &errs.Error{Kind: errs.Unreadable}
	if e, ok := errors.AsType[*errs.Error](failed[0].err); ok {
		copied := *e
		first = &copied
	}
	first.Op, first.Again = j.of.Op, errs.Never
	reason := strings.TrimSuffix(errs.Sentence(failed[0].err), ".")
	first.Err = errs.NewCause(why, why+" ("+reason+")", errs.Advice(failed[0].err))
	return first
}
