package storage

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/across"
	"tagboat/hub/storage"
	"tagboat/ui/listing/loader"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

const (
	pagesAtOnce = 10 // that are read without being asked for, as of any list
	// seldom is how long there is between two pictures of what is read, and how many times as long
	// as a picture takes to be summed up.
	seldom = 250 * time.Millisecond
	share  = 10
)

// told is what is known by now.
type told struct {
	storage.Summary

	asOf    time.Time // of what was not read since; zero: all was
	some    bool      // of what is known, not all was
	verdict hub.Verdict
}

// walk is what was read, and how it goes on. It belongs to the work that holds it.
type walk struct {
	mu    sync.Mutex
	env   screen.Env
	of    hub.Namespace
	usage storage.Usage
	now   told
	tags  *hub.Reader[hub.RepositoryTag]
	begun bool      // what is known was taken up
	ended time.Time // when all had been read the last time

	summed time.Time // the last time
	took   time.Duration
}

func newWalk(env screen.Env, of hub.Namespace) *walk {
	w := &walk{env: env, of: of}
	w.tags = w.listing().Reader()
	return w
}

func (w *walk) listing() hub.Listing[hub.RepositoryTag] {
	return across.TagsTelling(w.env.Index, w.env.Hub, w.of, func(r hub.Repository) {
		w.usage.AddRepositories([]hub.Repository{r})
	})
}

// begin takes up what is known, and then what is read is told from it.
func (w *walk) begin(ctx context.Context, deliver func(told) bool) bool {
	if w.begun {
		return true
	}
	// what is kept and cannot be had is not spoken of: it is read anyway
	_ = w.known(ctx)
	if ctx.Err() != nil {
		return false
	}
	w.begun = true
	w.usage.Again()
	return deliver(w.sum())
}

// known takes up what is known of the namespace, without asking anybody.
func (w *walk) known(ctx context.Context) error {
	if kept, found := w.env.Index.Repositories(w.env.Hub, w.of, hub.Newest).Kept(ctx); found {
		for rows, err := range kept.Parts {
			if err != nil {
				return err
			}
			w.usage.AddRepositories(rows)
		}
	}
	kept, found := w.listing().Kept(ctx)
	if !found {
		return nil
	}
	for rows, err := range kept.Parts {
		if err != nil {
			return err
		}
		w.usage.AddTags(rows)
	}
	w.now.asOf, w.now.some = kept.AsOf, kept.Some
	return nil
}

// read goes on for so many pages, 0 is all of them, and tells now and then what is known.
func (w *walk) read(ctx context.Context, pages int, deliver func(told) bool) error {
	if !w.begin(ctx, deliver) {
		return nil
	}
	for page, err := range w.tags.Pages(ctx, pages) {
		if err != nil {
			w.now.verdict = w.tags.Verdict()
			deliver(w.sum())
			return err
		}
		w.usage.AddTags(page.Rows)
		w.now.verdict = w.tags.Verdict()
		if ctx.Err() != nil {
			return nil
		}
		if w.env.Now().Sub(w.summed) >= max(seldom, share*w.took) && !deliver(w.sum()) {
			return nil
		}
	}
	w.now.verdict = w.tags.Verdict()
	if isFinished(w.now.verdict) {
		w.usage.Settle()
		w.now.asOf, w.now.some, w.ended = time.Time{}, false, w.env.Now()
	}
	deliver(w.sum())
	return nil
}

func isFinished(v hub.Verdict) bool {
	return v.State == hub.Complete || v.State == hub.Changed
}

func (w *walk) sum() told {
	began := w.env.Now()
	w.now.Summary = w.usage.Summary(w.env.Now())
	w.summed = w.env.Now()
	w.took = w.summed.Sub(began)
	return w.now
}

// goOn reads so many pages more; 0 is all of them.
func (s *Storage) goOn(pages int) tea.Cmd {
	walk := s.walk
	return s.start(pages, func(ctx context.Context, deliver func(told) bool) error {
		return walk.read(ctx, pages, deliver)
	})
}

// again reads from the beginning; what is there stays in sight until it is read.
func (s *Storage) again(anew bool) tea.Cmd {
	walk := s.walk
	return s.start(pagesAtOnce, func(ctx context.Context, deliver func(told) bool) error {
		listing := walk.listing()
		if anew {
			listing = listing.Anew()
		}
		walk.tags = listing.Reader()
		walk.usage.Again()
		if walk.now.asOf.IsZero() {
			walk.now.asOf = walk.ended
		}
		return walk.read(ctx, pagesAtOnce, deliver)
	})
}

// pause stops the reading, and tells what it brought.
func (s *Storage) pause() tea.Cmd {
	walk := s.walk
	cmd := s.start(0, func(_ context.Context, deliver func(told) bool) error {
		deliver(walk.sum())
		return nil
	})
	s.paused, s.all = true, false
	return cmd
}

// start has the walk do something, after whatever it does by now has come to its end.
func (s *Storage) start(pages int, work task.Work[told]) tea.Cmd {
	s.failure, s.pages, s.paused, s.begun = nil, pages, false, work
	return s.resume()
}

func (s *Storage) resume() tea.Cmd {
	walk, work := s.walk, s.begun
	return s.reading.Start(s.ctx, func(ctx context.Context, deliver func(told) bool) error {
		walk.mu.Lock()
		defer walk.mu.Unlock()
		return work(ctx, deliver)
	})
}

// took is what the work has brought, or its end.
func (s *Storage) took(p task.Progress[told]) tea.Cmd {
	if !p.Done {
		s.now = p.Value
		s.layOut()
		return p.Next
	}
	s.failure = p.Err
	if p.Err == nil && s.now.verdict.State == hub.Partial {
		s.failure = s.now.verdict.Err
	}
	s.layOut()
	if hub.KindOf(s.failure) == hub.SessionEnded {
		s.env.Authenticate(hub.EndedSession(s.failure))
	}
	if s.failure != nil || s.paused || s.isFinished() {
		return nil
	}
	if loader.IsCheap(s.rest(), s.env.Hub.Budget()) {
		return s.goOn(0)
	}
	return nil
}

func (s *Storage) isFinished() bool { return isFinished(s.now.verdict) }

// rest is how many requests the rest takes, at least.
func (s *Storage) rest() int { return max(s.now.verdict.Joined.Left, 1) }

// loadAll reads the rest, or pauses where that is under way.
func (s *Storage) loadAll() tea.Cmd {
	switch {
	case s.reading.Busy() && s.all:
		s.env.Toast("Paused; " + s.env.Keys.List.LoadAll.Help().Key + " goes on")
		return s.pause()
	case s.isFinished():
		return nil
	}
	s.all = true
	return s.goOn(0)
}

// reload goes on where reading failed or was left, and else reads again.
func (s *Storage) reload() tea.Cmd {
	switch {
	case s.failure != nil && s.all:
		return s.goOn(0)
	case s.failure != nil:
		return s.goOn(pagesAtOnce)
	case s.isFinished():
		return s.again(false)
	}
	return s.goOn(pagesAtOnce)
}
