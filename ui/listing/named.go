package listing

import (
	"bytes"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/listing/loader"
	"tagboat/ui/task"
	"tagboat/ui/text"
)

// namedPause lets a word be typed for one request, and not one for each letter.
const namedPause = 250 * time.Millisecond

// namedRows is what the Hub tells when it is asked for the rows whose names hold a text. These join
// the list and never end it: the Hub may not know the question, or mean something else by it.
type namedRows[T any] struct {
	slot  task.Slot[hub.Page[T]]
	text  string // that was asked for last; empty: none
	asked bool   // the pause is over
	named map[string]names
}

// names is what the Hub told for one text.
type names struct {
	count int // how many it counts; -1: it did not tell, or did not heed the question
	rows  int // how many of them came
}

func (n *namedRows[T]) stop() {
	n.slot.Stop()
	n.text = ""
}

func (n *namedRows[T]) forget() {
	n.stop()
	n.named = nil
}

// askNamed asks the Hub for what the filter wants to be in the names, after a pause, in place of
// what it was asked for before; not where all rows are there, or about to come.
func (l *List[T]) askNamed() tea.Cmd {
	wanted := l.filter.parsed.Inside()
	budget := l.env.Hub.Budget
	switch {
	case l.config.Named == nil || l.loader.Finished():
		return nil
	case wanted == "" || l.loader.Busy() && loader.IsCheap(l.loader.Rest(), budget()):
		l.named.stop()
		return nil
	case wanted == l.named.text || l.loader.Page == 0:
		return nil
	}
	l.named.stop()
	l.named.text, l.named.asked = wanted, false
	if _, known := l.named.named[wanted]; known {
		return nil
	}
	listing, all := l.config.Named(wanted), l.loader.Count
	return l.named.slot.StartAfter(l.ctx, namedPause, func(
		ctx context.Context, deliver func(hub.Page[T]) bool,
	) error {
		if !deliver(hub.Page[T]{}) {
			return nil
		}
		first, err := listing.Page(ctx, 1)
		if err != nil || !deliver(first) {
			return err
		}
		left := pagesAfter(first)
		if left == 0 || first.Count >= all || !loader.IsCheap(left, budget()) {
			return nil
		}
		for page, err := range listing.Pages(ctx, 2) {
			if err != nil || !deliver(page) {
				return err
			}
		}
		return nil
	})
}

// pagesAfter is how many pages follow the first; -1 while that is unknown.
func pagesAfter[T any](first hub.Page[T]) int {
	rows := len(first.Rows) + first.Malformed
	switch {
	case first.Last:
		return 0
	case first.Count < 0 || rows == 0:
		return -1
	}
	return (first.Count - 1) / rows
}

// namedCame takes rows among the others, where the filter is asked about them again. What fails is
// not spoken of: the list goes on without.
func (l *List[T]) namedCame(p task.Progress[hub.Page[T]]) tea.Cmd {
	n, page := &l.named, p.Value
	if n.asked = true; p.Done || page.Number == 0 {
		return p.Next
	}
	told, again := n.named[n.text]
	if !again {
		told.count = page.Count
		if page.Count >= l.loader.Count {
			told.count = -1 // as many as without the question
		}
	}
	for i := range page.Rows {
		name := query.Fold(nil, l.config.Schema.Name(&page.Rows[i]))
		if !bytes.Contains(name, []byte(n.text)) {
			told.count = -1
		}
	}
	told.rows += len(page.Rows)
	if n.named == nil {
		n.named = map[string]names{}
	}
	n.named[n.text] = told
	l.loader.Add(page.Rows...)
	l.view.Follow()
	return p.Next
}

// namedStatus says what the Hub told, until the list itself tells all.
func (l *List[T]) namedStatus() part {
	n := &l.named
	told, known := n.named[n.text]
	switch {
	case n.text == "" || l.loader.Finished():
		return part{}
	case n.slot.Busy() && n.asked && !known:
		return part{full: "asking the Hub for " + n.text, yields: true}
	case !known || told.count < 0:
		return part{}
	}
	short := "the Hub names " + text.Count(told.count) + " for " + n.text
	full := short
	if told.rows < told.count && !n.slot.Busy() {
		full += ", " + text.Count(told.rows) + " of them here"
	}
	return part{full: full, short: short}
}

// namedNothing says where no row is shown what the Hub tells of the names that are wanted.
func (l *List[T]) namedNothing() string {
	n := &l.named
	told, known := n.named[n.text]
	switch {
	case n.text == "" || l.loader.Finished():
		return ""
	case n.slot.Busy() && n.asked && !known:
		return "Asking the Hub for " + n.text + " …"
	case known && told.count == 0:
		return "The Hub names none for " + n.text + " either."
	}
	return ""
}
