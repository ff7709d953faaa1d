// Package which finds the tags that a digest is now, and those that it was as far as it is known:
// of a repository by its list of tags, of none by what was seen of lists before.
package which

import (
	"context"
	"slices"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/index"
)

// Match is a tag that a digest is, or was.
type Match struct {
	Reference hub.Reference // with the digest
	Platform  hub.Platform  // whose manifest it is; zero: the tag's own digest
	index.Time
}

// Searcher looks for digests.
type Searcher struct {
	Client *hub.Client
	Index  *index.Index // nil: nothing is known
	Most   int          // requests for a list; 0: as many as it takes
}

// Looked is how much was looked through.
type Looked struct {
	Repository hub.RepositoryName
	Tags       int
	Rest       int   // requests that looking through the rest would take
	Err        error // why the rest was not looked through; nil where Most is reached
}

const perPage = 100

// In finds the tags of a repository that a digest is, by its list: its newest rows where it is
// known, else page after page. What the tags were before is told as far as it was seen.
func (s Searcher) In(
	ctx context.Context, r hub.RepositoryName, d hub.Digest,
) (found []Match, l Looked) {
	l.Repository = r
	var tags []hub.Tag
	reader, total := s.Index.Tags(s.Client, r).Reader(), 0
	read := func(most int) (isKept bool) {
		for page, err := range reader.Pages(ctx, most) {
			if err != nil {
				l.Err = err
				return false
			}
			tags = append(tags, page.Rows...)
			total, isKept = max(total, page.Count), page.Route == hub.KeptRoute
		}
		return isKept
	}
	switch isKept := read(1); {
	case l.Err != nil:
	case isKept || s.Most == 0:
		read(0)
	case s.Most > 1:
		read(s.Most - 1)
	}
	if v := reader.Verdict(); l.Err == nil && v.State == hub.Partial {
		l.Err = v.Err
	}
	isOver := l.Err != nil || reader.Verdict().State != hub.Unfinished
	if l.Tags = len(tags); !isOver && total > l.Tags {
		l.Rest = (total - l.Tags + perPage - 1) / perPage
	}
	for _, m := range freshness.New(tags, freshness.Scope{}).Which(d) {
		found = append(found, Match{
			Reference: hub.Reference{Repository: r, Tag: m.Tag, Digest: d}, Platform: m.Platform,
		})
	}
	known, _ := s.Index.Digest(ctx, s.Client, d)
	for _, k := range known {
		isNow := slices.ContainsFunc(found, func(m Match) bool { return m.Reference.Tag == k.Tag })
		if k.Repository == r && !k.Until.IsZero() && !isNow {
			found = append(found, match(k, d))
		}
	}
	return found, l
}

// Known finds the tags of all lists that are known.
func (s Searcher) Known(ctx context.Context, d hub.Digest) (found []Match, seen index.Extent) {
	known, seen := s.Index.Digest(ctx, s.Client, d)
	for _, k := range known {
		found = append(found, match(k, d))
	}
	slices.SortStableFunc(found, func(a, b Match) int {
		switch {
		case a.Until.IsZero() == b.Until.IsZero():
			return 0
		case a.Until.IsZero():
			return -1
		default:
			return 1
		}
	})
	return found, seen
}

func match(k index.Digested, d hub.Digest) Match {
	return Match{
		Reference: hub.Reference{Repository: k.Repository, Tag: k.Tag, Digest: d},
		Platform:  k.Platform, Time: k.Time,
	}
}
