package stale

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tagboat/hub/query"
)

// Wanted is what a person asks for, as typed. The zero value of a field is its default, and none of
// them lets anything go by itself.
type Wanted struct {
	Older    string // an age, as 90d
	Keep     int    // so many of each repository; 0: the rule is not given
	KeepPer  string // minor, major or patch
	Match    string // in the language of query
	Never    string // the same
	Untagged bool
	Unpulled bool
}

// Rules decide what may go. All that are given must let a row go; see the package's text for what
// each says.
type Rules struct {
	Older    time.Duration // 0: not given
	Keep     int           // 0: not given
	KeepPer  Line          // 0: not given
	Match    Filter        // the zero filter: not given
	Never    Filter        // the zero filter: not given
	Untagged bool          // manifests without a tag may go too
	Unpulled bool          // a tag that is not known to have been pulled is judged by its push

	now time.Time
}

// MostKept bounds how many of a repository may be kept: as many as no list has.
const MostKept = 10_000_000

// oldest is an age that no tag has.
const oldest = 100 * 365 * 24 * time.Hour

// Read reads the rules; ages are measured from now. An error says what was expected, and where.
func (w Wanted) Read(now time.Time) (Rules, error) {
	r := Rules{Keep: w.Keep, Untagged: w.Untagged, Unpulled: w.Unpulled, now: now}
	if w.Keep < 0 || w.Keep > MostKept {
		return r, errors.New("keep is a number of tags, from 1")
	}
	if w.Older != "" {
		age, ok := query.ReadAge(w.Older)
		if !ok || age <= 0 || age > oldest {
			return r, fmt.Errorf("older %q: expected an age of at most 100 years, as 90d; units are h d w mo y", w.Older)
		}
		r.Older = age
	}
	if w.KeepPer != "" {
		line, ok := lines[strings.ToLower(w.KeepPer)]
		if !ok {
			return r, fmt.Errorf("keep-per %q: expected major, minor or patch", w.KeepPer)
		}
		r.KeepPer = line
	}
	var err error
	if r.Match, err = readFilter("match", w.Match, now); err != nil {
		return r, err
	}
	r.Never, err = readFilter("never", w.Never, now)
	return r, err
}

// IsZero reports whether no rule lets anything go: there is no default one, and what must never go
// is none.
func (r *Rules) IsZero() bool {
	return r.Older == 0 && r.Keep == 0 && r.KeepPer == 0 && r.Match.IsZero() && !r.Untagged
}

// isAboutAll reports whether a rule is about every tag.
func (r *Rules) isAboutAll() bool { return r.Older > 0 || r.Keep > 0 || !r.Match.IsZero() }

// AsksForMoving reports whether the rules go by what moves without a push: when something was last
// pulled, and the status, which tells that.
func (r *Rules) AsksForMoving() bool {
	return r.Older > 0 || asksForMoving(r.Match) || asksForMoving(r.Never)
}
