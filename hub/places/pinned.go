package places

import (
	"slices"

	"tagboat/hub/ranking"
)

// What is saved for one account at most.
const (
	mostFavourites = 500
	mostRecent     = 100
)

// Visit says that a person is at a place now. Home is a step of the way, and no recent place.
func (x *Index) Visit(p Place) {
	if x != nil && p == Home() {
		x.back.enter(p)
	}
	if x == nil || !p.isSound() {
		return
	}
	x.See(p)
	x.back.enter(p)
	x.recent = join([]Visit{{p, x.now()}}, x.recent)
	x.revision++
}

// ToggleFavourite makes a place a favourite, or one no longer, and reports which.
func (x *Index) ToggleFavourite(p Place) (marked bool) {
	if x == nil || !p.isSound() {
		return false
	}
	x.See(p)
	marked = !x.IsFavourite(p)
	x.marked[p] = marked
	x.favourites = markedAs(x.favourites, p, marked)
	x.revision++
	return marked
}

// markedAs puts a place in front, or takes it out.
func markedAs(places []Place, p Place, marked bool) []Place {
	rest := slices.DeleteFunc(slices.Clone(places), func(q Place) bool { return p == q })
	if !marked {
		return rest
	}
	return slices.Insert(rest[:min(len(rest), mostFavourites-1)], 0, p)
}

// IsFavourite reports whether a place is a favourite.
func (x *Index) IsFavourite(p Place) bool { return x != nil && slices.Contains(x.favourites, p) }

// Favourites are the places marked so, the last one first.
func (x *Index) Favourites() []Place {
	if x == nil {
		return nil
	}
	return slices.Clone(x.favourites)
}

// Recent are the places visited last, the last one first.
func (x *Index) Recent() []Visit {
	if x == nil {
		return nil
	}
	return slices.Clone(x.recent)
}

// pinned are the names that go first: favourites, then recent places.
func (x *Index) pinned() []ranking.ID {
	var ids []ranking.ID
	put := func(p Place) {
		if id, ok := x.find(p); ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, p := range x.favourites {
		put(p)
	}
	for _, v := range x.recent {
		put(v.Place)
	}
	return ids
}

// join is the newest visit to each place, the newest first.
func join(a, b []Visit) []Visit {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y Visit) int { return y.At.Compare(x.At) })
	seen := map[Place]bool{}
	all = slices.DeleteFunc(all, func(v Visit) bool {
		twice := seen[v.Place]
		seen[v.Place] = true
		return twice
	})
	return all[:min(len(all), mostRecent)]
}
