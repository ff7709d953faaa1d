package listing

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// Sought is what is known of something that was asked for by name.
type Sought[T any] struct {
	Rows    []T    // these join the list
	Missing bool   // it is not what is there, as Says tells above the list
	Says    string // where it is there, this stands in the list's place while no row is shown
}

// wanted is how what was asked for by name is asked for by itself.
type wanted[T any] struct {
	slot    task.Slot[Sought[T]]
	settled bool      // the Hub told of it
	anew    reading   // how the list, too, is read again after it; nil: it goes on
	unknown bool      // it could not be asked for, and did not come by itself
	answer  Sought[T] // without its rows
}

// reading is a way to read the list.
type reading func(context.Context) tea.Cmd

// begin asks for what was named, if that is not known yet, and then for the list.
func (l *List[T]) begin() tea.Cmd {
	if l.config.Seek == nil || l.wanted.settled {
		if l.config.All {
			return l.read(l.loader.All)
		}
		return l.read(l.loader.GoOn)
	}
	ask := l.config.Seek
	return l.wanted.slot.Start(l.ctx, func(
		ctx context.Context, deliver func(Sought[T]) bool,
	) error {
		found, err := ask(ctx)
		if err == nil {
			deliver(found)
		}
		return err
	})
}

// reload asks again for what was named, which may have changed or gone, and for the list; not where
// reading goes on that had failed.
func (l *List[T]) reload(again reading) tea.Cmd {
	l.named.forget()
	w := &l.wanted
	if w.answer.Missing || !l.loader.Resumes() {
		w.settled = false
	}
	if l.config.Seek == nil || w.settled {
		return l.read(again)
	}
	w.anew = nil
	if l.loader.Page > 0 {
		w.anew = again
	}
	return l.begin()
}

// sought takes what was named among the rows, or what is said of it, and goes on to the list.
func (l *List[T]) sought(p task.Progress[Sought[T]]) tea.Cmd {
	if !p.Done {
		l.wanted.settled, l.wanted.unknown, l.wanted.answer = true, false, p.Value
		l.wanted.answer.Rows = nil
		var all tea.Cmd
		if p.Value.Missing && len(p.Value.Rows) == 0 && l.filter.input.Value() == l.config.Filter {
			all = l.clearFilter() // it would find nothing
		}
		if p.Value.Missing {
			l.loader.Forget(l.config.Wanted) // among the rows is what there is in its place
		}
		l.loader.Add(p.Value.Rows...)
		all = tea.Batch(all, l.unhide(p.Value.Rows))
		l.view.LayOut()
		l.view.Follow()
		return tea.Batch(p.Next, all)
	}
	if p.Err != nil && hub.KindOf(p.Err) != hub.SessionEnded { // the list meets that as well
		l.env.Fail(p.Err)
		l.wanted.unknown = l.config.Wanted != ""
		l.view.LayOut()
	}
	if again := l.wanted.anew; again != nil {
		l.wanted.anew = nil
		return l.read(again)
	}
	return l.read(l.loader.GoOn)
}

// above are lines about the whole list, and about what was named and is not there.
func (l *List[T]) above(width int) (lines []string) {
	if l.config.Above != nil {
		lines = l.config.Above(width)
	}
	said := l.wanted.answer.Says
	switch {
	case l.wanted.unknown && l.view.Rows.Len() > 0:
		said = l.config.Wanted + " could not be asked for, and is none of these so far; " +
			l.env.Keys.List.Reload.Help().Key + " asks again."
	case !l.wanted.answer.Missing:
		return lines
	}
	said = clean.Line(said)
	for _, line := range l.env.Theme.Wrap(theme.Bad, said, width-2*margin) {
		lines = append(lines, strings.Repeat(" ", margin)+line)
	}
	return lines
}

// isWanted reports whether a row is the one that was asked for by name.
func (l *List[T]) isWanted(row *T) bool { return l.config.Listing.Key(*row) == l.config.Wanted }

// note marks the row that stands first because it was asked for by name, and says what became of
// rows that were known.
func (l *List[T]) note(row *T) string {
	if l.config.Wanted != "" && l.isWanted(row) {
		return "by name"
	}
	return l.loader.Fate(l.config.Listing.Key(*row)).String()
}

// elsewhere reports whether the selection is not on the row that was asked for by name, which is
// still to come, and says so.
func (l *List[T]) elsewhere() bool {
	coming := l.comingFirst()
	if coming != "" {
		l.env.Toast(coming)
	}
	return coming != ""
}

// comingFirst says what the selection waits for; empty where it waits for nothing.
func (l *List[T]) comingFirst() string {
	if l.config.Wanted == "" || !l.wanted.slot.Busy() || l.view.Moved() ||
		l.loader.Has(l.config.Wanted) {
		return ""
	}
	return clean.Line(l.config.Wanted) + " has not come yet"
}
