package places

import (
	"context"
	"slices"

	"tagboat/hub/ranking"
)

// Hit is a place that was found.
type Hit struct {
	Place             Place
	Favourite, Recent bool
}

// Finder searches the names that an Index knew when it was asked for the Finder, whatever becomes
// of the Index. Any goroutine may use it.
type Finder struct {
	names      *ranking.Index
	pinned     []ranking.ID
	favourites []Place
	recent     []Visit
}

// Finder returns a finder of what is known now. It costs little.
func (x *Index) Finder() *Finder {
	return &Finder{x.names.Snapshot(), x.pinned(), x.favourites, x.recent}
}

// Known is how many names there are to find.
func (f *Finder) Known() int { return f.names.Len() }

// Find gives the best places for what was typed, at most so many: favourites and then recent places
// go before others of the same rank, and are all that is found when nothing is typed. It also
// counts how many match. The only error is that of ctx.
func (f *Finder) Find(
	ctx context.Context, typed string, most int,
) (best []Hit, matching int, err error) {
	ids, matching, err := f.names.Find(ctx, typed, most, f.pinned)
	for _, id := range ids {
		if p, ok := Parse(f.names.Name(id)); ok {
			recent := slices.ContainsFunc(f.recent, func(v Visit) bool { return v.Place == p })
			best = append(best, Hit{p, slices.Contains(f.favourites, p), recent})
		}
	}
	return best, matching, err
}
