package check

import (
	"context"
	"time"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

// Cost is what the list of one repository will take.
type Cost struct {
	Repository hub.RepositoryName
	References int
	// Requests at least: how long a list is, its first page tells.
	Requests int
	AtLeast  bool
	// Known is when the list was known to be whole, and Tags how many it had; zero where it is not
	// in the index.
	Known time.Time
	Tags  int
}

// Cost is what a run will take, by repository. It asks nothing.
func (c *Check) Cost(ctx context.Context) []Cost {
	var all []Cost
	for _, g := range c.groups {
		one := Cost{Repository: g.repository, References: len(g.results), Requests: 1}
		l := c.lookup(g)
		kept, isKnown := c.request.Index.Tags(c.client, g.repository).Kept(ctx)
		if isKnown {
			one.Known, one.Tags = kept.AsOf, kept.Count
		} else {
			one.AtLeast = len(l.needed()) > 0
		}
		all = append(all, one)
	}
	return all
}

// isWord reports whether a tag has no version, so that only the tag itself is looked for.
func isWord(tag string) bool {
	return tag != "" && freshness.Needs(tag) == freshness.Scope{Holding: tag}
}
