package check

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

// answer gives every reference of a repository its verdict.
func (l *lookup) answer() {
	lists := map[freshness.Scope]*freshness.List{}
	for _, r := range l.results {
		scope := l.scopeOf(&r.question)
		if lists[scope] == nil {
			lists[scope] = freshness.New(l.tags, scope)
		}
		l.judge(r, lists[scope])
	}
}

// scopeOf is the part of the list that is whole and answers a question; else none.
func (l *lookup) scopeOf(q *freshness.Question) freshness.Scope {
	for _, scope := range l.scopes {
		if scope.Covers(freshness.Needs(q.Tag)) {
			return scope
		}
	}
	return freshness.Scope{}
}

func (l *lookup) judge(r *Result, list *freshness.List) {
	q := r.question
	q.NotThere = l.absent[q.Tag]
	if last := l.before[q.Tag]; len(last) > 0 {
		if now := l.digestOf(q.Tag); !now.IsZero() && last[0].Digest != now {
			q.Seen, r.Since = last[0].Digest, last[0].Until
		}
	}
	r.Answer = list.Answer(q)
	l.withinLevel(&r.Answer)
	r.Verdict, r.Why = Verdict(r.Answer.Verdict.String()), r.Answer.Why
	if r.Verdict != Moved {
		r.Since = time.Time{}
	}
	if r.Verdict == Unknown && l.err != nil {
		r.Why = l.reason()
	}
}

// digestOf is what a tag is now; zero where that is not known.
func (l *lookup) digestOf(name string) (d hub.Digest) {
	for i := range l.tags {
		if l.tags[i].Name == name {
			d = l.tags[i].Digest
		}
	}
	return d
}

// withinLevel leaves out what is farther away than counts.
func (l *lookup) withinLevel(a *freshness.Answer) {
	if l.level == 0 {
		return
	}
	a.Newer = slices.DeleteFunc(a.Newer, func(s freshness.Step) bool {
		return !IsWithin(s.Level, l.level)
	})
	switch {
	case a.Verdict != freshness.Newer || len(a.Newer) > 0:
	case a.Partial:
		a.Verdict, a.Why = freshness.Unknown, "the list does not hold every tag that might be newer"
	default:
		a.Verdict = freshness.Current
	}
}

// IsWithin reports whether a level is no farther away than another. A newer release of the base
// alone, as alpine3.20 and alpine3.21, counts as a minor step.
func IsWithin(level, most freshness.Level) bool {
	if level == freshness.Base {
		level = freshness.Minor
	}
	return level <= most
}

// reason is in words why something is not known, without a full stop.
func (l *lookup) reason() string {
	name := l.repository.Familiar()
	session := l.client.Session()
	switch {
	case errors.Is(l.err, context.Canceled):
		return "interrupted before it was asked"
	case errors.Is(l.err, errChanged), errors.Is(l.err, errCounts):
		return l.err.Error()
	case errors.Is(l.err, hub.DepthCapped):
		return "without an account the Hub shows only a part of a list this long: log in"
	case errors.Is(l.err, hub.NotFound) || errors.Is(l.err, hub.Forbidden):
		if session == nil {
			return name + " is not there, or private: log in"
		}
		return name + " is not there, or not visible to " + session.Username
	}
	return strings.TrimSuffix(hub.Sentence(l.err), ".")
}
