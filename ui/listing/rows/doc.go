// Package rows keeps the rows of one list, each once, and the views of them that filters and orders
// make: slices of row numbers. It draws nothing and starts nothing; it belongs to one goroutine,
// except for [Job.Run].
//
//	store := rows.New(query.Tags(), func(t *hub.Tag) string { return t.Name })
//	change := store.Append(page.Rows) // new rows find their places, repeated ones are replaced
//	store.SetFilter(query.Parse(schema, text, now))
//	for !store.Work(late) { … }       // between two slices, keys; the former view stays shown
//	job := store.SetOrder(rows.Order[hub.Tag]{By: newest, Pinned: isFavourite}) // copies the keys
//	job.Run()                         // in a command: 100,000 versions take a tenth of a second
//	store.Apply(job)                  // false when another order was asked for meanwhile
//	for p := top; p < min(top+height, store.Shown()); p++ {
//		draw(store.Row(store.At(p)), store.Marked(store.At(p)))
//	}
//	store.Hide(func(t *hub.Tag) bool { return query.IsNoise(t) })
//	store.Marks()                     // shown or not, in the order of the view
//
// # What things cost
//
// Of n rows, a page of p, a view of v:
//
//	At, Row, Shown, Len, Mark, Hidden     O(1)
//	Position, Nearest                     O(log v) comparisons
//	Append                                O(p log n) comparisons, and moving at most four bytes a
//	                                      row of each view
//	SetFilter with Work                   the rows of the narrowest former result that still holds
//	                                      them all; going back to a former result costs nothing
//	SetOrder                              reading one key a row; Apply: O(n) without comparisons
//
// # How a filter stays quick
//
// Names lie folded in one run of bytes. An index knows for each letter, and for each two letters
// side by side, the rows whose name has them: one letter and two are answered by it alone, and
// longer words look only at names that have all their pairs. Reading every name instead takes 23
// to 72 times as long as one bytes.IndexByte over them all, where one more letter may take 10.
// Fields that have a group (see [query.Schema]) are decided once a group, digests by their first
// two bytes. Rows are asked in the order of memory, sixty-four at a time, and collected in the
// order of the view.
package rows
