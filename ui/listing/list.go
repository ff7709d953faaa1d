// Package listing is one list for every collection of the Hub: virtual,
// filterable, sortable, and resumable where loading failed. It draws only the
// rows in sight and does nothing in proportion to the rows while drawing or
// moving. A screen declares columns, fields, orders and what a row is.
package listing

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Config declares a list.
type Config[T any] struct {
	Title   string // the crumb
	Noun    string // what the rows are, in the plural: "tags"
	Listing hub.Listing[T]
	Schema  query.Schema[T]
	Columns []Column[T] // the first one is the name
	Order   string      // the order at the start, by name; empty: as they come
	Filter  string      // the filter at the start
	// the key of the row to select once it arrives, unless the selection was moved before
	Wanted string
	Empty  string // why there may be no rows, and what then
	// Seek asks for the wanted row alone, where it is not among the first ones; nil
	// where that can not be.
	Seek func(ctx context.Context) (T, error)
	// Open is what Enter does; nil when rows can not be opened.
	Open func(row T)
	// Reference is what is copied of a row.
	Reference func(row T) string
	// Noise tells the rows that can be hidden; nil when there are none.
	Noise func(row *T) bool
	// Complete, if set, is called once all rows are there.
	Complete func(all []T)
	Preview  Preview[T]
	// Above draws lines about the whole collection over the column titles.
	Above func(width int) []string
	// Actions are the keys that only this collection has.
	Actions []Action[T]
	// Place is where the list itself is; PlaceOf where a row leads. Rows that are
	// favourites come first.
	Place   places.Place
	PlaceOf func(row *T) places.Place
	// Arrived is told of each page's rows before they are shown.
	Arrived func(page []T)
	// About is told, before that, what an answer tells of the whole collection
	// (hub.Page.About), for Above; nil where no answer does.
	About func(about any)
}

// Action is a key of one collection, and what it does with the marked rows, or
// else the selected one.
type Action[T any] struct {
	Key key.Binding
	Do  func(chosen []T) tea.Cmd
}

// List is a screen made of a Config.
type List[T any] struct {
	env    screen.Env
	config Config[T]
	ctx    context.Context //nolint:containedctx // the screen's own, given by Init

	store   *rows.Store[T]
	loading loading[T]
	finder  finder[T]
	sorting task.Slot[*rows.Job[T]]
	seeking task.Slot[T]
	preview preview[T]

	// selected is the row that the cursor is on, and at its place in the view;
	// until the cursor was moved it stays at the top, whatever arrives there.
	selected rows.ID
	moved    bool
	wanted   string // the key of the row that is waited for
	alone    *T     // the wanted row, where it was asked for alone
	at       int
	first    int     // the place of the first row in sight
	anchor   rows.ID // where a range of marks began; -1 for none
	count    int     // typed before a movement
	clicked  click

	width, height int
	line          []placed
	above         []string // lines over the column titles
	revision      int      // of the rows and how they are shown
	drawn         drawn
}

// New returns a list. Describing it asks the Hub for nothing.
func New[T any](env screen.Env, config Config[T]) *List[T] {
	l := &List[T]{env: env, config: config, anchor: -1, selected: -1, wanted: config.Wanted}
	l.finder = newFinder(l)
	l.preview = preview[T]{share: previewShare}
	l.begin()
	return l
}

// begin forgets all rows and is ready to load the first page.
func (l *List[T]) begin() {
	l.store = l.newStore()
	l.loading = newLoading(l.config.Listing)
}

// newStore is an empty store with the order, the filter and the hiding of the
// one in use.
func (l *List[T]) newStore() *rows.Store[T] {
	listing := l.config.Listing
	fresh := rows.New(l.config.Schema, func(row *T) string { return listing.Key(*row) })
	if l.store == nil {
		order, _ := l.config.Schema.Order(l.config.Order)
		fresh.Sort(l.ordered(order, false))
		fresh.SetFilter(l.finder.filter)
		fresh.Finish() // nothing is there yet; what arrives is filtered as it comes
		return fresh
	}
	fresh.Sort(l.store.Order())
	fresh.Hide(l.left())
	fresh.SetFilter(l.store.Filter())
	fresh.Finish()
	return fresh
}

// Init asks for the first pages.
func (l *List[T]) Init(ctx context.Context) tea.Cmd {
	l.ctx = ctx
	return l.load(pagesAtOnce)
}

// Title is the crumb.
func (l *List[T]) Title() string { return l.config.Title }

// Capturing reports that a filter is being typed.
func (l *List[T]) Capturing() bool { return l.finder.typing }

// Waiting reports that rows, or what a preview shows of one, are on their way.
func (l *List[T]) Waiting() bool {
	return l.loading.slot.Busy() || l.preview.slot.Busy() || l.seeking.Busy()
}

// Resize gives the list its area; selection, scroll, marks and filter stay.
func (l *List[T]) Resize(width, height int) {
	l.width, l.height = width, height
	l.explainFailure()
	l.layOut()
	l.finder.input.SetWidth(max(width*2/5, filterRoom))
	l.keepInSight()
}

// Update takes keys, the mouse, and the answers to the list's own questions.
func (l *List[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return tea.Batch(l.press(msg), l.more(), l.lookCloser())
	case tea.PasteMsg:
		if l.finder.typing {
			return l.enter(msg)
		}
		return nil
	case tea.MouseClickMsg:
		return tea.Batch(l.click(msg), l.more(), l.lookCloser())
	case tea.MouseWheelMsg:
		l.wheel(msg)
		return tea.Batch(l.more(), l.lookCloser())
	case screen.Marked:
		return l.sort(l.store.Order())
	case screen.Resumed:
		l.preview.again()
		if l.loading.failure != nil {
			return tea.Batch(l.goOn(), l.lookCloser())
		}
		return l.lookCloser()
	}
	return l.answer(msg)
}

// answer takes what comes back from the list's own work, and nothing else.
func (l *List[T]) answer(msg tea.Msg) tea.Cmd {
	if p, ok := l.loading.slot.Take(msg); ok {
		return tea.Batch(l.loaded(p), l.lookCloser())
	}
	if p, ok := l.finder.slot.Take(msg); ok && p.Done {
		return l.work()
	}
	if p, ok := l.seeking.Take(msg); ok {
		return tea.Batch(l.sought(p), l.lookCloser())
	}
	if p, ok := l.sorting.Take(msg); ok {
		if !p.Done && l.store.Apply(p.Value) {
			l.follow()
		}
		return p.Next
	}
	return l.preview.take(msg)
}

// Select puts the selection on the row with a key and reports whether it is
// shown.
func (l *List[T]) Select(key string) bool {
	id, ok := l.store.ByKey(key)
	if !ok {
		return false
	}
	place, shown := l.store.Position(id)
	if shown {
		l.goTo(place)
	}
	return shown
}

// Current is the selected row, if there is one.
func (l *List[T]) Current() (row T, ok bool) {
	if selected := l.current(); selected != nil {
		return *selected, true
	}
	return row, false
}

// Finished reports whether every row is there.
func (l *List[T]) Finished() bool { return l.finished() }

// Touch looks again at rows whose place in the view may have changed with what
// is known of others, by their keys.
func (l *List[T]) Touch(keys []string) {
	for _, store := range l.stores() {
		var again []T
		for _, key := range keys {
			if id, ok := store.ByKey(key); ok {
				again = append(again, *store.Row(id))
			}
		}
		store.Append(again)
	}
}

// Leave tells which rows to leave out beside the noise, because another stands
// for them, and in a few words what is left then; nil leaves none out. Call it
// again when the answer has changed.
func (l *List[T]) Leave(out func(row *T) bool, words string) tea.Cmd {
	l.loading.leave, l.loading.left = out, words
	return l.hide()
}

// current is the selected row; nil when there is none.
func (l *List[T]) current() *T {
	if l.at < 0 || l.at >= l.store.Shown() {
		return nil
	}
	return l.store.Row(l.store.At(l.at))
}
