// Package listing is one list for every collection of the Hub, which can be filtered, sorted, and
// taken up again where reading failed. A screen declares columns, fields, orders and what a row is.
// The rows come by [tagboat/ui/listing/loader], are kept by [tagboat/ui/listing/rows], and are
// looked at through [tagboat/ui/listing/view]; List ties these to keys, and says how things stand.
package listing

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing/loader"
	"tagboat/ui/listing/rows"
	"tagboat/ui/listing/view"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// Config declares a list.
type Config[T any] struct {
	// Name is what a person's file calls the list: "tags". Those of single repositories may be set
	// by the repository's name in full: "library/nginx".
	Name, Repository string

	Title   string // the crumb
	Noun    string // what the rows are, in the plural: "tags"
	Listing hub.Listing[T]
	Schema  query.Schema[T]
	Columns Columns[T]
	Show    []string // the columns to show, by name, in this order; empty: all
	Order   string   // the order at the start, by name; empty: as they come
	Filter  string   // the filter at the start
	// Wanted is the key of a row that was asked for by name: it comes first in every order.
	Wanted string
	Empty  string // why there may be no rows, and what then
	// WhyEmpty says it in place of Empty where that is known only by then.
	WhyEmpty func() string
	// Elsewhere says where else there is what a filter wants that finds nothing; nil or "": nowhere.
	Elsewhere func(filter query.Filter[T]) string
	// Seek asks for what was named before the list is asked for; nil where nothing was. Its error
	// says that nobody could tell.
	Seek func(ctx context.Context) (Sought[T], error)
	// Named describes the rows whose names hold a text, as far as the Hub tells; nil where it does
	// not. While a filter wants such a text, they are asked for beside the list.
	Named func(text string) hub.Listing[T]
	// OnDemand keeps what is left after the first rows for those who go there, also where it costs
	// little.
	OnDemand bool
	// All reads the list to its end from the start: who opened it was told what that costs.
	All bool
	// Open is what Enter does; nil when rows can not be opened. OpenDoes says it where that is
	// something else than to open.
	Open     func(row T)
	OpenDoes string
	// Reference is what is copied of a row.
	Reference func(row T) string
	// Summary is what is copied where there is no row; nil where that is nothing.
	Summary func() string
	// Noise tells the rows that can be hidden; nil when there are none.
	Noise   func(row *T) bool
	Preview Preview[T]
	// Above draws lines about the whole collection over the column titles.
	Above func(width int) []string
	// Actions are the keys that only this collection has.
	Actions []Action[T]
	// Row is what the fields of own commands are filled with; nil where there are none.
	Row func(row T) own.Row
	// View says which list of which place it is, where it can be kept as a view, and as which view
	// it is opened.
	View places.View
	// Place is where the list itself is; PlaceOf where a row leads. Rows that are favourites bear a
	// sign, and in the list of a place they come first.
	Place   places.Place
	PlaceOf func(row *T) places.Place
	// Of is the place that the rows are about where the list itself is none.
	Of places.Place
	// Differs, if set, reports whether a row has moved since it was known.
	Differs func(before, now *T) bool
	// Signs are words that rows bear, each with what it means.
	Signs [][2]string
	// Beside says what the screen does with the rows beside reading them, in full and in few words;
	// nothing where it does nothing. Stop ends it and reports whether there was something: the key
	// that goes back does that first.
	Beside func() (full, short string)
	Stop   func() bool
	// Silent names the columns, fields and orders of what changes while the row does not move, so
	// that it is read only where it is asked for; SilentWords are what it is called, and
	// NoiseIsSilent says so of what is hidden.
	Silent        []string
	SilentWords   string
	NoiseIsSilent bool
	// Arrived is told of each page's rows before they are shown.
	Arrived func(page []T)
	// Whole is called whenever the list was read to its end.
	Whole func(ctx context.Context) tea.Cmd
	// About is told, before that, what an answer tells of the whole collection
	// (hub.Page.About), for Above; nil where no answer does.
	About func(about any)
}

// Columns are what a list may show of its rows.
type Columns[T any] = view.Columns[T]

// Column is one of them.
type Column[T any] = view.Column[T]

// Place is where and when a cell is drawn.
type Place = view.Place

// Action is a key of one collection, as it is in force, and what it does with the marked rows, or
// else the selected one.
type Action[T any] struct {
	Key *key.Binding
	Do  func(chosen []T) tea.Cmd
	// Does says it where that is something else than what the key does elsewhere.
	Does string
	// Can reports whether it can be done here at all; nil: it can.
	Can func() bool
	// Whole says that it is about the whole collection, and needs no row.
	Whole bool
	// Early says that it needs not even the whole to be there.
	Early bool
	// Offers are what it leads to, by name; nil where that is nothing.
	Offers func(chosen []T) []screen.Offer
}

// List is a screen made of a Config.
type List[T any] struct {
	env      screen.Env
	declared Config[T] // by the screen
	set      config.List
	config   Config[T]       // as it was declared and set
	ctx      context.Context //nolint:containedctx // the screen's own, given by Init

	loader    *loader.Loader[T]
	view      *view.View[T]
	filter    filterBox[T]
	left      leftOut[T]
	bySetting bySetting
	preview   fetching
	wanted    wanted[T]
	named     namedRows[T]
	pinned    map[places.Place]bool // the favourites that the order puts first

	filtering task.Slot[struct{}]
	sorting   task.Slot[*rows.Job[T]]

	commands      []Action[T] // a person's own
	count         int         // typed before a movement
	clicked       click
	width, height int
}

// New returns a list. Describing it asks the Hub for nothing.
func New[T any](env screen.Env, config Config[T]) *List[T] {
	set := env.Config.List(config.Name, config.Repository)
	l := &List[T]{env: env, declared: config, set: set}
	config = config.as(set).viewed(config.Columns)
	l.config = config
	l.filter = newFilterBox(env, config)
	l.commands = ownActions(env, config)
	store := rows.New(config.Schema, func(row *T) string { return config.Listing.Key(*row) })
	order, _ := config.Schema.Order(config.Order)
	store.Sort(l.ordered(order, config.isReversed()))
	store.SetFilter(l.filter.parsed)
	store.Finish() // nothing is there yet; what arrives is filtered as it comes
	l.loader = loader.New(config.Listing, store, l.arrived)
	l.loader.Differs = config.Differs
	l.view = view.New(view.Config[T]{
		Theme: env.Theme, Now: env.Now, Clock: env.Clock(), Columns: config.shown(),
		Above: l.above, Preview: config.Preview.Known, Note: l.note, Favourite: l.isFavourite,
	}, store)
	l.view.Filter = l.filter.parsed
	l.setting(set)
	return l
}

// Init asks for the first pages, and tells of columns that do not exist.
func (l *List[T]) Init(ctx context.Context) tea.Cmd {
	l.ctx = ctx
	if _, err := l.config.Columns.Choose(l.config.Show...); err != nil {
		l.env.Fail(err)
	}
	l.tellView()
	return tea.Batch(l.loader.Known(ctx), l.begin())
}

// Title is the crumb.
func (l *List[T]) Title() string { return l.config.Title }

// Resumes reports whether reading again goes on where it failed, and keeps what came.
func (l *List[T]) Resumes() bool { return l.loader.Resumes() }

// Capturing reports whether a filter is being typed.
func (l *List[T]) Capturing() bool { return l.filter.typing }

// Waiting reports whether rows, or what a preview shows of one, are on their way.
func (l *List[T]) Waiting() bool {
	return l.loader.Busy() || l.preview.slot.Busy() || l.wanted.slot.Busy() || l.named.slot.Busy()
}

// Resize gives the list its area; selection, scroll, marks and filter stay.
func (l *List[T]) Resize(width, height int) {
	l.width, l.height = width, height
	l.filter.input.SetWidth(max(width*2/5, filterRoom))
	l.view.Resize(width, height)
	l.explainFailure()
	l.view.KeepInSight()
}

// View draws the rows, or what there is instead.
func (l *List[T]) View() string {
	if l.view.Rows.Shown() == 0 {
		return l.instead()
	}
	l.view.SoFar = !l.loader.Finished()
	return l.view.Draw()
}

// Cursor stands in the filter while it is typed, and else at the selected row.
func (l *List[T]) Cursor() *tea.Cursor {
	if !l.filter.typing || l.filter.moved {
		line := l.view.LineOf()
		if line < 0 {
			return nil
		}
		return theme.AtRow(view.Gutter, line)
	}
	cursor := l.filter.input.Cursor()
	if cursor != nil {
		cursor.X++
		cursor.Y = l.height
	}
	return cursor
}

// Update takes keys, the mouse, and the answers to the list's own questions.
func (l *List[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return tea.Batch(l.press(msg), l.readSilent(), l.readAhead(), l.lookCloser())
	case tea.PasteMsg:
		if l.filter.typing {
			return l.enter(msg)
		}
		return nil
	case tea.MouseClickMsg:
		return tea.Batch(l.click(msg), l.readAhead(), l.lookCloser())
	case tea.MouseWheelMsg:
		l.wheel(msg)
		return tea.Batch(l.readAhead(), l.lookCloser())
	case screen.Configured:
		return tea.Batch(l.configured(), l.readSilent(), l.readAhead(), l.lookCloser())
	case screen.Marked:
		return l.remark()
	case screen.Resumed:
		l.preview.again()
		l.named.forget()
		if l.loader.Failure != nil {
			return tea.Batch(l.begin(), l.lookCloser())
		}
		return tea.Batch(l.askNamed(), l.lookCloser())
	}
	return l.answer(msg)
}

// answer takes what comes back from the list's own work, and nothing else.
func (l *List[T]) answer(msg tea.Msg) tea.Cmd {
	if change, ok := l.loader.Take(msg); ok {
		return tea.Batch(l.loaded(change), l.lookCloser())
	}
	if p, ok := l.filtering.Take(msg); ok && p.Done {
		return l.work()
	}
	if p, ok := l.wanted.slot.Take(msg); ok {
		return tea.Batch(l.sought(p), l.lookCloser())
	}
	if p, ok := l.named.slot.Take(msg); ok {
		return tea.Batch(l.namedCame(p), l.lookCloser())
	}
	if p, ok := l.sorting.Take(msg); ok {
		if !p.Done && l.view.Rows.Apply(p.Value) {
			l.view.Follow()
		}
		return p.Next
	}
	return l.fetched(msg)
}

// Select puts the selection on the row with a key and reports whether it is shown.
func (l *List[T]) Select(key string) bool { return l.view.Select(key) }

// Current is the selected row, if there is one.
func (l *List[T]) Current() (row T, ok bool) {
	if selected := l.view.Selected(); selected != nil {
		return *selected, true
	}
	return row, false
}

// Finished reports whether every row is there.
func (l *List[T]) Finished() bool { return l.loader.Finished() }

// Touch looks again at rows whose place in the view may have changed with what is known of others,
// by their keys.
func (l *List[T]) Touch(keys []string) {
	for _, store := range l.loader.Stores() {
		var again []T
		for _, key := range keys {
			if id, ok := store.ByKey(key); ok {
				again = append(again, *store.Row(id))
			}
		}
		store.Append(again)
	}
}
