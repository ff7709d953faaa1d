package search

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/task"
)

// pause is how long the typing has to rest before the Hub is asked, so that a
// word costs one request and not one for each letter.
const pause = 250 * time.Millisecond

// question is what is being asked.
type question struct {
	query   hub.SearchQuery
	listing hub.Listing[hub.SearchResult]
	due     time.Time // the end of the pause before it
	eager   bool      // somebody wants to go into the results once they are there
}

// pending reports whether what is in sight is not the answer to what is typed, and
// that the answer is on its way.
func (s *Search) pending() bool { return s.asking.Busy() || s.coming != nil }

// ask asks for what is typed and chosen after a pause, in place of what was
// asked before; the rows in sight stay until the answer is there.
func (s *Search) ask(after time.Duration) tea.Cmd {
	if s.pending() && s.asked.query == s.query && after > 0 {
		return nil
	}
	s.asking.Stop()
	s.coming.drop()
	s.coming, s.failure = nil, nil
	switch {
	case s.query.Text == "":
		s.shown.drop()
		s.shown = nil
		return nil
	case s.shown != nil && s.shown.query == s.query:
		return nil
	}
	listing := s.env.Hub.Search(s.query)
	s.asked = question{
		query: s.query, listing: listing, due: s.env.Now().Add(after), eager: s.asked.eager,
	}
	return s.asking.StartAfter(s.ctx, after, func(
		ctx context.Context, deliver func(hub.Page[hub.SearchResult]) bool,
	) error {
		page, err := listing.Page(ctx, 1)
		if err == nil {
			deliver(page)
		}
		return err
	})
}

// again asks what failed once more.
func (s *Search) again() tea.Cmd {
	s.asked.eager = true
	return s.ask(0)
}

// hurry ends the pause, and goes into the results once they are there.
func (s *Search) hurry() tea.Cmd {
	s.asked.eager = true
	if s.asking.Busy() && s.env.Now().Before(s.asked.due) {
		return s.ask(0)
	}
	return nil
}

// answered takes the first page, or the reason why there is none.
func (s *Search) answered(p task.Progress[hub.Page[hub.SearchResult]]) tea.Cmd {
	if !p.Done {
		ctx, leave := context.WithCancel(s.ctx)
		s.coming.drop()
		s.coming = s.newFound(s.asked, p.Value, leave)
		s.fit(s.coming)
		return tea.Batch(p.Next, s.coming.list.Init(ctx))
	}
	if p.Err != nil {
		s.failure = p.Err
		s.asked.eager = false
		s.toLine()
		if hub.KindOf(p.Err) == hub.SessionEnded {
			s.env.Authenticate(hub.EndedSession(p.Err))
		}
	}
	return p.Next
}

// hand gives an answer to a list that may have asked for it. What the list
// wants next waits while the person types: further pages are for those who look
// at the rows, and every one is a request of a limited number.
func (s *Search) hand(f *found, msg tea.Msg) tea.Cmd {
	if f == nil {
		return nil
	}
	next := f.list.Update(msg)
	if f == s.coming && (f.some() || f.list.Finished()) {
		next = tea.Batch(next, s.show())
	}
	if !s.typing || !f.some() {
		return next
	}
	f.held = tea.Batch(f.held, next)
	return nil
}

// show puts what came in the place of what was in sight.
func (s *Search) show() tea.Cmd {
	s.shown.drop()
	s.shown, s.coming = s.coming, nil
	if s.asked.eager {
		s.asked.eager = false
		return s.toList()
	}
	return nil
}
