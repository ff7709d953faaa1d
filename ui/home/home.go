// Package home is where a person begins, with and without an account: the favourites, the saved
// views, the places visited last, and the namespaces of the account, in one list with sections.
package home

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Home is the screen.
type Home struct {
	env screen.Env
	ctx context.Context //nolint:containedctx // the screen's own, given by Init

	reading task.Slot[memberships]
	members hub.Page[hub.Membership] // of the account
	asOf    time.Time                // when these were known, where they have not come since
	counts  map[hub.Namespace]int    // of their repositories, as far as known then
	read    bool                     // these have come, or there is no account
	failure error                    // why they have not
	looking task.Slot[[]credentials.Lock]
	locks   []credentials.Lock
	unread  unread

	rows   []row // those that the filter finds
	all    int   // rows there are
	at     int   // the selected one
	moved  bool  // somebody has chosen it; until then it is the first
	first  int   // the first line in sight
	count  int   // typed before a movement
	filter filter

	clicked       click
	width, height int
}

// memberships are the namespaces of the account: those that were known at a moment, with how many
// repositories were known of them, or, where that is zero, those that there are.
type memberships struct {
	page   hub.Page[hub.Membership]
	asOf   time.Time
	counts map[hub.Namespace]int
}

// filter is what is typed to narrow the rows, and what it means.
type filter struct {
	input  field.Field
	parsed query.Filter[row]
	typing bool
	moved  bool // through the rows, since something was typed
}

// New returns the home of who is logged in. It asks for nothing.
func New(env screen.Env) *Home {
	return &Home{env: env, filter: filter{input: field.New(env.Theme, "/", "")}}
}

// Init asks for the namespaces, and this machine for names that the Hub has locked.
func (h *Home) Init(ctx context.Context) tea.Cmd {
	h.ctx = ctx
	h.refresh()
	return tea.Batch(h.load(), h.look(), h.lookForNews())
}

// Return asks for what had not come.
func (h *Home) Return(ctx context.Context) tea.Cmd {
	h.ctx = ctx
	h.refresh()
	if h.reading.Busy() || hub.KindOf(h.failure) == hub.SessionEnded {
		return tea.Batch(h.load(), h.look(), h.lookForNews())
	}
	return tea.Batch(h.look(), h.lookForNews())
}

// Rows is how many rows are in memory.
func (h *Home) Rows() int { return h.all }

// Place is home.
func (h *Home) Place() places.Place { return places.Home() }

// Pointed is where the selected row leads.
func (h *Home) Pointed() places.Place {
	if h.at < len(h.rows) {
		return h.rows[h.at].place
	}
	return places.Place{}
}

// Failure is why there are no namespaces.
func (h *Home) Failure() error { return h.failure }

// Title is empty: the line above says who looks.
func (h *Home) Title() string { return "" }

// Capturing reports whether a filter is being typed.
func (h *Home) Capturing() bool { return h.filter.typing }

// Waiting reports whether the namespaces are on their way.
func (h *Home) Waiting() bool { return h.reading.Busy() }

// load asks for the namespaces, anew if need be; the old ones stay meanwhile, or what is known of
// them is there.
func (h *Home) load() tea.Cmd {
	h.failure = nil
	if h.env.Hub.Session() == nil {
		h.read = true
		return nil
	}
	listing, isNew := h.env.Index.Namespaces(h.env.Hub), !h.read
	return h.reading.Start(h.ctx, func(
		ctx context.Context, deliver func(memberships) bool,
	) error {
		if kept, found := listing.Kept(ctx); found && isNew {
			for rows, err := range kept.Parts {
				page := hub.Page[hub.Membership]{Rows: rows, Count: kept.Count}
				if err == nil && !deliver(memberships{page, kept.AsOf, h.counted(ctx, rows)}) {
					return nil
				}
			}
		}
		for page, err := range listing.Reader().Pages(ctx, 1) {
			if err != nil || !deliver(memberships{page: page}) {
				return err
			}
		}
		return nil
	})
}

// counted tells how many repositories are known of namespaces.
func (h *Home) counted(ctx context.Context, all []hub.Membership) map[hub.Namespace]int {
	counts := map[hub.Namespace]int{}
	for _, m := range all {
		of := h.env.Index.Repositories(h.env.Hub, m.Namespace, hub.ByDefault)
		if kept, found := of.Kept(ctx); found {
			counts[m.Namespace] = kept.Count
		}
	}
	return counts
}

func (h *Home) look() tea.Cmd {
	accounts := h.env.Accounts
	return h.looking.Start(h.ctx, func(
		_ context.Context, deliver func([]credentials.Lock) bool,
	) error {
		deliver(accounts.Locks())
		return nil
	})
}

// Update takes keys, the mouse, and the answers to the screen's own questions.
func (h *Home) Update(msg tea.Msg) tea.Cmd {
	defer h.refresh()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return h.press(msg)
	case tea.PasteMsg:
		if h.filter.typing {
			h.enter(msg)
		}
		return nil
	case tea.MouseClickMsg:
		h.click(msg)
		return nil
	case tea.MouseWheelMsg:
		h.wheel(msg)
		return nil
	case screen.Read:
		h.unread.read(msg)
		return nil
	case screen.Resumed:
		if h.failure != nil || h.read && len(h.members.Rows) == 0 {
			return h.load()
		}
		return nil
	}
	if p, ok := h.looking.Take(msg); ok {
		if !p.Done {
			h.locks = p.Value
		}
		return p.Next
	}
	if p, ok := h.unread.looking.Take(msg); ok {
		if !p.Done {
			h.unread.take(p.Value)
		}
		return p.Next
	}
	if p, ok := h.reading.Take(msg); ok {
		return h.arrived(p)
	}
	return nil
}

func (h *Home) arrived(p task.Progress[memberships]) tea.Cmd {
	switch {
	case !p.Done:
		h.members, h.asOf, h.read = p.Value.page, p.Value.asOf, true
		if !h.asOf.IsZero() {
			h.counts = p.Value.counts
		}
		h.env.Names.SeeNamespaces(h.members.Rows)
	case p.Err != nil:
		h.failure = p.Err
		if hub.KindOf(p.Err) == hub.SessionEnded {
			h.env.Authenticate(hub.EndedSession(p.Err))
		}
	}
	return p.Next
}
