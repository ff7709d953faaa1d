package listing

import "iter"

// What a screen does with the rows of its list beside reading them.

// Each are the rows that the Hub has, as far as they are there, whatever is shown of them.
func (l *List[T]) Each() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		store, gone := l.view.Rows, l.loader.GoneInSight() > 0
		for id := range int32(store.Len()) {
			if row := store.Row(id); (!gone || !l.IsGone(*row)) && !yield(row) {
				return
			}
		}
	}
}

// Meant are the marked rows or, where none is, all that are shown.
func (l *List[T]) Meant() []T {
	if l.view.MarkCount() > 0 {
		return l.view.Chosen()
	}
	all := make([]T, l.view.Rows.Shown())
	for i := range all {
		all[i] = *l.view.Rows.Row(l.view.Rows.At(i))
	}
	return all
}

// Change gives the row with a key, where it is there, what came to be known of it.
func (l *List[T]) Change(key string, change func(row *T)) {
	for _, store := range l.loader.Stores() {
		if id, ok := store.ByKey(key); ok {
			row := *store.Row(id)
			change(&row)
			store.Append([]T{row})
		}
	}
	l.follow()
}

// LayOut draws anew what follows from more than one row.
func (l *List[T]) LayOut() { l.view.LayOut() }

// SortedBy is the name of the order that the rows are in.
func (l *List[T]) SortedBy() string { return l.view.Rows.Order().By.Name }

// Signs are words that rows bear, each with what it means.
func (l *List[T]) Signs() [][2]string { return l.config.Signs }

// beside says what is done beside reading.
func (l *List[T]) beside() part {
	if l.config.Beside == nil {
		return part{}
	}
	full, short := l.config.Beside()
	return part{full: full, short: short}
}
