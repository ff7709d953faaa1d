package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/loader"
)

// read has the loader go on, and takes back what was said of a failure.
func (l *List[T]) read(on func(context.Context) tea.Cmd) tea.Cmd {
	cmd := on(l.ctx)
	l.explainFailure()
	return cmd
}

// readAhead asks for more rows where the selection is near their end.
func (l *List[T]) readAhead() tea.Cmd {
	if l.wanted.slot.Busy() {
		return nil // the list is asked for after it
	}
	return l.loader.ReadAhead(l.ctx, l.view.Position())
}

// arrived tells the screen of a page before its rows are shown.
func (l *List[T]) arrived(page hub.Page[T]) {
	if page.About != nil && l.config.About != nil {
		l.config.About(page.About)
		l.view.LayOut()
	}
	if l.config.Arrived != nil {
		l.config.Arrived(page.Rows)
		l.view.LayOut()
	}
}

// loaded shows what the loader has brought, or why it has stopped.
func (l *List[T]) loaded(change loader.Change) tea.Cmd {
	if l.view.Rows != l.loader.Rows {
		l.view.Replace(l.loader.Rows)
	}
	if l.wanted.unknown {
		l.wanted.unknown = !l.loader.Has(l.config.Wanted)
		l.view.LayOut()
	}
	l.explainFailure()
	shown := l.unhideWanted()
	l.follow()
	if !change.Ended {
		return tea.Batch(change.Next, shown, l.askNamed())
	}
	l.view.LayOut() // what stands above may tell that this is all
	return tea.Batch(shown, l.ended())
}

// ended goes on after a part of the list that was read.
func (l *List[T]) ended() tea.Cmd {
	if err := l.loader.Failure; hub.KindOf(err) == hub.SessionEnded {
		l.env.Authenticate(hub.EndedSession(err))
	}
	if !l.config.OnDemand {
		if rest := l.loader.CheapRest(l.ctx, l.env.Hub.Budget()); rest != nil {
			return rest
		}
	}
	return tea.Batch(l.readSilent(), l.readAhead(), l.askNamed(), l.whole())
}

// whole tells the screen that the list was read to its end.
func (l *List[T]) whole() tea.Cmd {
	if l.config.Whole == nil || !l.loader.Finished() || l.loader.Failure != nil {
		return nil
	}
	return l.config.Whole(l.ctx)
}

// follow keeps the selection with its row, also one that nobody has chosen while what is known of
// the list is compared with what is read.
func (l *List[T]) follow() {
	l.view.Follow()
	l.view.Hold(l.loader.IsKnownWhole() && l.config.Wanted == "")
}
