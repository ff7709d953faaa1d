package places

import (
	"hash/maphash"
	"slices"

	"tagboat/hub/ranking"
)

// What is kept for one account at most.
const (
	mostFavourites = 500
	mostRecent     = 100
)

// Visit says that a person is at a place now.
func (b *Book) Visit(p Place) {
	if b == nil || !p.isSound() {
		return
	}
	b.See(p)
	b.trail.enter(p)
	b.recent = join([]Visit{{p, b.now()}}, b.recent)
	b.revision++
}

// ToggleFavourite marks a place, or marks it no longer, and tells which.
func (b *Book) ToggleFavourite(p Place) (marked bool) {
	if b == nil || !p.isSound() {
		return false
	}
	b.See(p)
	marked = !b.IsFavourite(p)
	b.marked[p] = marked
	b.favourites = markedAs(b.favourites, p, marked)
	b.revision++
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

// IsFavourite tells whether a place is marked.
func (b *Book) IsFavourite(p Place) bool { return b != nil && slices.Contains(b.favourites, p) }

func (b *Book) isRecent(p Place) bool {
	return slices.ContainsFunc(b.recent, func(v Visit) bool { return v.Place == p })
}

// Favourites are the marked places, the last marked first.
func (b *Book) Favourites() []Place {
	if b == nil {
		return nil
	}
	return slices.Clone(b.favourites)
}

// Recent are the places visited last, the last one first.
func (b *Book) Recent() []Visit {
	if b == nil {
		return nil
	}
	return slices.Clone(b.recent)
}

// standing are the names that go first: favourites, then recent places.
func (b *Book) standing() []ranking.ID {
	var ids []ranking.ID
	put := func(p Place) {
		if id, ok := b.known[maphash.String(b.seed, p.String())]; ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, p := range b.favourites {
		put(p)
	}
	for _, v := range b.recent {
		put(v.Place)
	}
	return ids
}

// Back is the place before in the history, which is then the current one.
func (b *Book) Back() (Place, bool) { return b.walk(-1) }

// Forward is the place from which Back came.
func (b *Book) Forward() (Place, bool) { return b.walk(1) }

func (b *Book) walk(by int) (Place, bool) {
	if b == nil {
		return Place{}, false
	}
	return b.trail.step(by)
}

// Last is the place where the person was before this one; visiting it makes this
// one the last.
func (b *Book) Last() (Place, bool) {
	if b == nil || b.trail.last.IsZero() {
		return Place{}, false
	}
	return b.trail.last, true
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

// mostSteps is how long a history gets.
const mostSteps = 200

// trail is the way a person came.
type trail struct {
	steps []Place
	at    int   // of the current place
	last  Place // the one before, whatever way led here
}

// enter goes on from the current place; what lay ahead is forgotten. Arriving
// where Back or Forward led changes nothing.
func (t *trail) enter(p Place) {
	if len(t.steps) == 0 {
		t.steps = []Place{p}
		return
	}
	if t.steps[t.at] == p {
		return
	}
	t.last = t.steps[t.at]
	t.steps = append(t.steps[:t.at+1], p)
	if over := len(t.steps) - mostSteps; over > 0 {
		t.steps = slices.Delete(t.steps, 0, over)
	}
	t.at = len(t.steps) - 1
}

func (t *trail) step(by int) (Place, bool) {
	to := t.at + by
	if to < 0 || to >= len(t.steps) {
		return Place{}, false
	}
	t.last, t.at = t.steps[t.at], to
	return t.steps[to], true
}
