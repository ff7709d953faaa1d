package rows

import "slices"

// Change tells what Append did.
type Change struct {
	First    ID   // the first new row; the others follow it
	Added    int  // how many rows are new
	Replaced []ID // rows that were there and have a new value now, in ascending order
}

// Append takes a page of rows. A row whose key is known takes the place of the old one: number and
// mark stay. Filter, order and what is hidden hold for the new rows at once; a filter or a sort
// that is under way takes them in.
func (s *Store[T]) Append(page []T) Change {
	change := Change{First: ID(s.Len())}
	replacing := map[ID]*T{}
	for i := range page {
		row := &page[i]
		key := s.key(row)
		switch id, known := s.ByKey(key); {
		case !known:
			s.name(key)
			s.columns.add(row)
			s.ranks.append(row)
			change.Added++
		case id >= change.First:
			s.rewrite(id, row)
		default:
			replacing[id] = row
		}
	}
	incoming := make([]ID, change.Added, change.Added+len(replacing))
	for i := range incoming {
		incoming[i] = change.First + ID(i)
	}
	change.Replaced = s.replace(replacing)
	s.take(append(incoming, change.Replaced...))
	return change
}

// replace takes rows out of all views, where their old keys find them, and gives them their new
// values.
func (s *Store[T]) replace(replacing map[ID]*T) []ID {
	if len(replacing) == 0 {
		return nil
	}
	ids := make([]ID, 0, len(replacing))
	for id := range replacing {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, s.ranks.compare)
	for i := range s.levels {
		l := &s.levels[i]
		l.rows = s.without(l.rows, ids)
		for _, id := range ids {
			l.set = l.set.put(id, false)
		}
	}
	for _, id := range ids {
		s.rewrite(id, replacing[id])
	}
	if s.job != nil {
		s.job.replaced = append(s.job.replaced, ids...)
	}
	slices.Sort(ids)
	return ids
}

func (s *Store[T]) rewrite(id ID, row *T) {
	s.columns.replace(id, row)
	s.ranks.set(id, row)
}

// take puts rows that are in no view into those that admit them.
func (s *Store[T]) take(incoming []ID) {
	slices.SortFunc(incoming, s.ranks.compare)
	if s.pending != nil {
		s.pending.take(incoming, s.levels[:s.pending.source+1])
	}
	for i := range s.levels {
		l := &s.levels[i]
		if l.admits != nil {
			incoming = slices.DeleteFunc(incoming, func(id ID) bool { return !l.admits(id) })
		}
		l.rows = s.merge(l.rows, incoming)
		for _, id := range incoming {
			l.set = l.set.put(id, true)
		}
	}
}
