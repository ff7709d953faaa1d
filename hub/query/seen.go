package query

import (
	"time"

	"tagboat/hub"
)

// seenFields are those of what the list of repositories itself does not tell, and of what Docker's
// site calls them.
func seenFields(now time.Time) []Field[hub.Repository] {
	return []Field[hub.Repository]{
		{
			Name: "tags", Kind: Number, Help: "how many tags it had when they were counted",
			Examples: []string{"tags:>1k", "tags:<10"}, Number: repositoryTags,
		},
		{
			Name: "pulled", Kind: Age,
			Help:     "how long ago one of its tags was last pulled, as far as is known",
			Examples: []string{"pulled:>180d"}, Number: repositoryPulled,
		},
		{
			Name: "status", Kind: Words, Closed: true,
			Help:     "active or inactive, and outdated or stale where it is that",
			Examples: []string{"status:outdated", "status:inactive,stale"},
			Values:   []string{"active", "inactive", "outdated", "stale"},
			Strings: func(r *hub.Repository, match func(string) bool) bool {
				return r.Inactive && match("inactive") || !r.Inactive && match("active") ||
					r.IsOutdated(now) && match("outdated") || r.IsStale() && match("stale")
			},
		},
		{
			Name: "locked", Kind: Words, Closed: true,
			Help:     "whether tags of it cannot be moved, as far as that was asked for",
			Examples: []string{"locked:yes", "locked:unknown"},
			Values:   []string{"yes", "no", "unknown"},
			Strings: func(r *hub.Repository, match func(string) bool) bool {
				return match(locked(r))
			},
		},
	}
}

func seenOrders() []Order[hub.Repository] {
	return []Order[hub.Repository]{
		{
			Letter: 'n', Name: "tags", Help: "most tags first", Descending: true,
			Number: repositoryTags,
		},
		{
			Letter: 'l', Name: "pulled", Help: "last pulled first, as far as is known",
			Descending: true, Number: repositoryPulled,
		},
	}
}

func repositoryTags(r *hub.Repository) (int64, bool) {
	if r.Seen.Tags == nil {
		return 0, false
	}
	return *r.Seen.Tags, true
}

func repositoryPulled(r *hub.Repository) (int64, bool) {
	return int64(r.Seen.Pulled), !r.Seen.Pulled.IsZero()
}

func locked(r *hub.Repository) string {
	switch {
	case r.Seen.Locks == nil:
		return "unknown"
	case r.Seen.Locks.Enabled:
		return "yes"
	default:
		return "no"
	}
}
