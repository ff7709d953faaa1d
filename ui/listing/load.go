package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/listing/rows"
	"tagboat/ui/task"
)

// How much is loaded: what a person is likely to look at comes by itself, and
// then whatever the cursor gets near; the rest only on request, because every
// page is a request of a limited number.
const (
	pagesAtOnce = 10  // the first helping, and each further one
	ahead       = 150 // rows between the cursor and the end that call for more
	rowsPerPage = 100 // what the client asks the Hub for
)

// loading is the state of one walk through the listing.
type loading[T any] struct {
	reader     *hub.Reader[T]
	slot       task.Slot[portion[T]]
	verdict    hub.Verdict
	page       int               // the last page that came
	perPage    int               // rows of a full page, as the Hub sends them
	count      int               // all rows there are, as the Hub says; -1 while unknown
	everything bool              // the person asked for all of it
	hiding     bool              // the noise is left out
	leave      func(row *T) bool // further rows to leave out
	left       string            // what is left then, in words
	namesOnly  int               // rows of which the registry told nothing but the name
	failure    error
	news       []string       // the failure in words, as wide as the list
	fresh      *rows.Store[T] // a reload fills this one while the old rows stay in sight
}

func newLoading[T any](listing hub.Listing[T]) loading[T] {
	return loading[T]{reader: listing.Reader(), count: -1}
}

// portion is what the walk hands over: a page, and what the reader knows by
// then. The reader itself stays with the walk.
type portion[T any] struct {
	page    hub.Page[T]
	verdict hub.Verdict
}

// load goes on with the walk for so many pages; 0 is all of them.
func (l *List[T]) load(pages int) tea.Cmd {
	state := &l.loading
	if state.slot.Busy() || l.finished() {
		return nil
	}
	state.failure, state.news = nil, nil
	reader := state.reader
	return state.slot.Start(l.ctx, func(ctx context.Context, deliver func(portion[T]) bool) error {
		for page, err := range reader.Pages(ctx, pages) {
			if err != nil {
				deliver(portion[T]{verdict: reader.Verdict()})
				return err
			}
			if !deliver(portion[T]{page: page, verdict: reader.Verdict()}) {
				return nil
			}
		}
		deliver(portion[T]{verdict: reader.Verdict()})
		return nil
	})
}

// loaded takes what the walk hands over.
func (l *List[T]) loaded(p task.Progress[portion[T]]) tea.Cmd {
	state := &l.loading
	if p.Done {
		return l.ended(p.Err)
	}
	state.verdict = p.Value.verdict
	if page := p.Value.page; page.Number > 0 {
		state.page, state.count = page.Number, page.Count
		state.perPage = max(state.perPage, len(page.Rows))
		if page.About != nil && l.config.About != nil {
			l.config.About(page.About)
			l.layOut()
			l.revision++
			l.keepInSight()
		}
		if l.config.Arrived != nil {
			l.config.Arrived(page.Rows)
		}
		if page.Route == hub.RegistryRoute {
			state.namesOnly += len(page.Rows)
		}
		l.filling().Append(page.Rows)
		l.swap(false)
		l.follow()
		l.find()
	}
	return p.Next
}

// ended is the end of one helping, of the whole walk, or of its luck.
func (l *List[T]) ended(err error) tea.Cmd {
	state := &l.loading
	if state.failure = err; err == nil && state.verdict.State == hub.Partial {
		// read to the end, and not all of it: asking on by itself would never end
		state.failure = state.verdict.Err
	}
	l.explainFailure()
	l.swap(true)
	l.follow()
	if hub.KindOf(err) == hub.SessionEnded {
		l.env.Authenticate(hub.EndedSession(err))
	}
	if l.finished() && l.config.Complete != nil {
		l.config.Complete(l.all())
	}
	return tea.Batch(l.more(), l.seek())
}

// more asks for the next helping when the cursor is near the end, or for all.
func (l *List[T]) more() tea.Cmd {
	state := &l.loading
	switch {
	case state.failure != nil || state.slot.Busy() || l.finished():
		return nil
	case state.everything:
		return l.load(0)
	case l.at+ahead > l.store.Shown() && l.store.Filter().IsZero():
		return l.load(pagesAtOnce)
	default:
		return nil
	}
}

// loadAll asks for the rest, whose cost the status line names.
func (l *List[T]) loadAll() tea.Cmd {
	l.loading.everything = true
	return l.load(0)
}

// goOn takes up the walk where it failed.
func (l *List[T]) goOn() tea.Cmd {
	if l.loading.everything {
		return l.load(0)
	}
	return l.load(pagesAtOnce)
}

// reload goes on where loading failed, and otherwise begins anew behind the
// rows in sight.
func (l *List[T]) reload() tea.Cmd {
	state := &l.loading
	l.preview.again()
	if state.failure != nil {
		return l.goOn()
	}
	state.slot.Stop()
	fresh := newLoading(l.config.Listing)
	fresh.hiding, fresh.leave, fresh.left = state.hiding, state.leave, state.left
	fresh.everything, fresh.count = state.everything, state.count
	if l.store.Len() > 0 {
		fresh.fresh = l.newStore()
		if l.alone != nil {
			fresh.fresh.Append([]T{*l.alone})
		}
	}
	l.loading = fresh
	return l.load(max((l.store.Len()+rowsPerPage-1)/rowsPerPage, pagesAtOnce))
}

// throughRegistry goes on with the names alone, by the registry's door.
func (l *List[T]) throughRegistry() tea.Cmd {
	if l.loading.slot.Busy() || !l.loading.reader.ThroughRegistry() {
		return nil
	}
	l.loading.everything = true
	return l.load(0)
}

// finished reports that there is nothing left to ask for.
func (l *List[T]) finished() bool {
	state := l.loading.verdict.State
	return state == hub.Complete || state == hub.Changed
}

// filling is the store that arriving rows go to.
func (l *List[T]) filling() *rows.Store[T] {
	if l.loading.fresh != nil {
		return l.loading.fresh
	}
	return l.store
}

// stores are the one in sight and the one being filled behind it.
func (l *List[T]) stores() []*rows.Store[T] {
	if l.loading.fresh != nil {
		return []*rows.Store[T]{l.store, l.loading.fresh}
	}
	return []*rows.Store[T]{l.store}
}

// swap shows the reloaded rows once there are as many as before, or no more to
// come. Selection and marks go over by the rows' keys.
func (l *List[T]) swap(ended bool) {
	fresh := l.loading.fresh
	if fresh == nil || l.loading.failure != nil || !ended && fresh.Len() < l.store.Len() {
		return
	}
	key := func(id rows.ID) string { return l.config.Listing.Key(*l.store.Row(id)) }
	for _, id := range l.store.Marks() {
		if same, ok := fresh.ByKey(key(id)); ok {
			fresh.Mark(same, true)
		}
	}
	if l.anchor >= 0 {
		began, ok := fresh.ByKey(key(l.anchor))
		if !ok {
			began = -1
		}
		l.anchor = began
	}
	if l.selected >= 0 {
		same, ok := fresh.ByKey(key(l.selected))
		if !ok {
			same = min(l.selected, rows.ID(fresh.Len()-1))
		}
		l.selected = same
	}
	fresh.Finish()
	l.store, l.loading.fresh = fresh, nil
}

// cost is how many requests the rest takes; -1 while that is unknown.
func (l *List[T]) cost() int {
	state := &l.loading
	if state.count < 0 || state.perPage == 0 {
		return -1
	}
	pages := (state.count + state.perPage - 1) / state.perPage
	return max(pages-state.page, 1)
}

func (l *List[T]) all() []T {
	all := make([]T, l.store.Len())
	for i := range all {
		all[i] = *l.store.Row(rows.ID(i))
	}
	return all
}
