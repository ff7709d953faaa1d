package wire

import "time"

// Seen is what is known of a repository that the list of its namespace does not tell, as far as
// somebody looked; the zero Seen is nothing.
type Seen struct {
	// Tags is how many there were when somebody counted; nil: nobody did.
	Tags    *int64
	Counted Timestamp
	// Pulled is when one of its tags was pulled last, of those that were seen; zero: of none that
	// is known. AllPulls is when all of them were seen the last time; zero: they never were.
	Pulled, AllPulls Timestamp
	// Locks are the rules for its tags; nil: nobody asked, or the Hub did not say.
	Locks *ImmutableTags
}

// With is what is known of a repository once more was seen: each part as it was seen last.
func (s Seen) With(more Seen) Seen {
	if more.Tags != nil && (s.Tags == nil || more.Counted >= s.Counted) {
		s.Tags, s.Counted = more.Tags, more.Counted
	}
	s.Pulled, s.AllPulls = max(s.Pulled, more.Pulled), max(s.AllPulls, more.AllPulls)
	if more.Locks != nil {
		s.Locks = more.Locks
	}
	return s
}

// What Docker's site calls repositories that nobody touches (Hub API notes, "Facts added in
// November 2026").
const (
	outdatedYears = 1
	staleMonths   = 6
)

// IsOutdated reports whether nothing was pushed to it for a year, nor anything else changed: the
// site has a sign for that. What is unknown is not outdated.
func (r Repository) IsOutdated(now time.Time) bool {
	changed := r.Changed()
	return !changed.IsZero() && changed.Time().Before(now.AddDate(-outdatedYears, 0, 0))
}

// IsStale reports whether none of its tags had been pulled for six months when all of them were
// seen the last time, which the site says of images. Where one was never known to be pulled the
// others decide; of none it is not known. Pulls that were counted since speak against it.
func (r Repository) IsStale() bool {
	s := r.Seen
	return !s.Pulled.IsZero() && !s.AllPulls.IsZero() &&
		s.Pulled.Time().Before(s.AllPulls.Time().AddDate(0, -staleMonths, 0)) &&
		(r.PullsPerDay == nil || *r.PullsPerDay == 0)
}
