package loader

import (
	"context"
	"reflect"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/rows"
	"tagboat/ui/task"
)

// Fate is what became of a row since the list was known the last time.
type Fate uint8

// The fates. A row that is gone stays in sight until the list is read anew.
const (
	Same Fate = iota
	Came
	Moved
	Gone
)

func (f Fate) String() string { return [...]string{"", "new", "moved", "gone"}[f] }

// comparison is what was known of the list, against what is read of it.
type comparison[T any] struct {
	reading task.Slot[part[T]]
	asked   bool
	some    bool // not all of the list was known
	whole   bool // all that was known is in sight, and that was the list

	known, read []bool // by the numbers of the rows in sight, while the list is read

	fates  fates
	gone   int    // rows in sight of that fate
	behind *fates // of a list that is read anew behind the rows in sight; nil: not compared
}

// fates are those of rows by their keys, where they are not the same.
type fates struct {
	of     map[string]Fate
	counts [Gone + 1]int
}

func (f *fates) mark(key string, fate Fate) {
	if f.of == nil {
		f.of = map[string]Fate{}
	}
	f.counts[f.of[key]]--
	f.of[key] = fate
	f.counts[fate]++
}

// part is some of what was known.
type part[T any] struct {
	rows  []T
	asOf  time.Time
	count int
	some  bool
}

// Known asks for what is known of the list, which is in sight before anything of it is read, or
// joins what was read first. The command is nil where nothing can be known.
func (l *Loader[T]) Known(ctx context.Context) tea.Cmd {
	k := &l.known
	if !l.listing.IsKept() || k.asked && !k.reading.Busy() {
		return nil
	}
	k.asked = true
	k.reading.Stop()
	listing := l.listing
	return k.reading.Start(ctx, func(ctx context.Context, deliver func(part[T]) bool) error {
		kept, found := listing.Kept(ctx)
		if !found {
			return nil
		}
		for all, err := range kept.Parts {
			if err != nil {
				return err
			}
			if !deliver(part[T]{all, kept.AsOf, kept.Count, kept.Some}) {
				return nil
			}
		}
		return nil
	})
}

// IsKnown reports whether rows in sight are known from earlier, and the list was not read to its
// end since.
func (l *Loader[T]) IsKnown() bool { return !l.AsOf.IsZero() }

// IsKnownWhole reports whether all that was known is in sight, and not yet read.
func (l *Loader[T]) IsKnownWhole() bool { return l.IsKnown() && l.known.whole }

// IsVerified reports whether the list is whole as the newest rows prove it, and the others were not
// read: what changes while they do not move is as it was.
func (l *Loader[T]) IsVerified() bool {
	return l.Finished() && l.Verdict.Route == hub.KeptRoute
}

// Fate is what became of a row in sight since it was known.
func (l *Loader[T]) Fate(key string) Fate { return l.known.fates.of[key] }

// KnownAt is when a row in sight was known; zero where it was read since.
func (l *Loader[T]) KnownAt(key string) time.Time {
	id, ok := l.Rows.ByKey(key)
	if !ok || !has(l.known.known, id) || has(l.known.read, id) {
		return time.Time{}
	}
	return l.AsOf
}

// Fates counts the rows of a fate.
func (l *Loader[T]) Fates(f Fate) int { return l.known.fates.counts[f] }

// GoneInSight counts the rows in sight that are gone.
func (l *Loader[T]) GoneInSight() int { return l.known.gone }

// takeKnown takes a part of what was known. What failed is not spoken of: the list is read anyway.
func (l *Loader[T]) takeKnown(p task.Progress[part[T]]) {
	k := &l.known
	switch {
	case l.Finished() || l.reloaded != nil: // it came too late to be worth anything
		k.reading.Stop()
	case !p.Done:
		l.AsOf, k.some = p.Value.asOf, p.Value.some
		if l.Page == 0 {
			l.Count = p.Value.count
		}
		l.addKnown(p.Value.rows)
	case p.Err == nil && l.IsKnown() && !k.some:
		k.whole = true
		for id, read := range k.read {
			if read && !has(k.known, rows.ID(id)) {
				k.fates.mark(l.Rows.Key(rows.ID(id)), Came)
			}
		}
	}
}

// addKnown puts rows in sight that were known, where they were not read meanwhile.
func (l *Loader[T]) addKnown(all []T) {
	k := &l.known
	all = slices.DeleteFunc(all, func(row T) bool {
		key := l.listing.Key(row)
		id, inSight := l.Rows.ByKey(key)
		if inSight {
			k.known = put(k.known, id)
			if l.differs(&row, l.Rows.Row(id)) {
				k.fates.mark(key, Moved)
			}
		}
		return inSight
	})
	l.arrived(hub.Page[T]{Rows: all, Route: hub.KeptRoute})
	change := l.Rows.Append(all)
	for i := range change.Added {
		k.known = put(k.known, change.First+rows.ID(i))
	}
}

// compare notes what becomes of rows that are read, before they are put where they belong.
func (l *Loader[T]) compare(page []T) {
	k := &l.known
	f, whole, isKnown := &k.fates, k.whole, func(id rows.ID) bool { return has(k.known, id) }
	switch {
	case l.reloaded != nil && k.behind != nil:
		f, whole, isKnown = k.behind, true, func(rows.ID) bool { return true }
	case l.reloaded != nil || !l.IsKnown():
		return
	}
	for i := range page {
		key := l.listing.Key(page[i])
		id, inSight := l.Rows.ByKey(key)
		switch {
		case !inSight && whole:
			f.mark(key, Came)
		case inSight && isKnown(id) && l.differs(l.Rows.Row(id), &page[i]):
			f.mark(key, Moved)
		}
	}
}

// isInSight reports whether a row that was verified is the very same that is in sight, and notes
// that it was read: a long list would else be put in order twice.
func (l *Loader[T]) isInSight(row T) bool {
	id, ok := l.Rows.ByKey(l.listing.Key(row))
	if !ok || !reflect.DeepEqual(*l.Rows.Row(id), row) {
		return false
	}
	l.known.read = put(l.known.read, id)
	l.found(row)
	return true
}

// noteRead notes which of the rows in sight were read.
func (l *Loader[T]) noteRead(page []T) {
	if l.reloaded != nil || l.Finished() && !l.IsKnown() {
		return
	}
	for i := range page {
		if id, ok := l.Rows.ByKey(l.listing.Key(page[i])); ok {
			l.known.read = put(l.known.read, id)
		}
	}
}

func (l *Loader[T]) differs(before, now *T) bool {
	return l.Differs != nil && l.Differs(before, now)
}

// settle ends the comparison, as the list was read to its end: what was known and was not read is
// gone.
func (l *Loader[T]) settle() {
	k := &l.known
	k.reading.Stop()
	if l.IsKnown() && l.reloaded == nil && !l.Verdict.Moving {
		for id, known := range k.known {
			if known && !has(k.read, rows.ID(id)) {
				k.fates.mark(l.Rows.Key(rows.ID(id)), Gone)
				k.gone++
			}
		}
	}
	if l.reloaded != nil && k.behind != nil {
		for id := range l.Rows.Len() {
			key := l.Rows.Key(rows.ID(id))
			if _, there := l.reloaded.ByKey(key); !there && k.fates.of[key] != Gone {
				k.behind.counts[Gone]++
			}
		}
		k.fates = *k.behind
	}
	k.known, k.read, k.behind = nil, nil, nil
	l.AsOf = time.Time{}
}

func has(set []bool, id rows.ID) bool { return int(id) < len(set) && set[id] }

func put(set []bool, id rows.ID) []bool {
	for int(id) >= len(set) {
		set = append(set, false)
	}
	set[id] = true
	return set
}
