package index

import (
	"context"
	"slices"
	"sync"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/delta"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

const (
	glance   = 10  // rows of the first look: a page of a hundred is up to 250 KB
	perPage  = 100 // rows of a page
	mostNews = 10  // pages of news after which a list is rather read whole
)

// Tags describes the tags of a repository, newest first, as [hub.Client.Tags] does, and keeps what
// is read of them. Where the list was read completely once, each walk reads its newest rows first;
// where they prove that what is known is whole with them, the rest comes from here, by KeptRoute.
func (x *Index) Tags(c *hub.Client, r hub.RepositoryName) hub.Listing[hub.Tag] {
	return x.TagsOf(c, hub.Repository{Name: r}, ByNewest)
}

// Way is how a list that is known is read again.
type Way uint8

// The ways.
const (
	ByNewest Way = iota // its newest rows are asked for; they prove the rest, or it is read whole
	// ByDate: nothing is asked for where the repository's own date is the one that it had when the
	// list was verified, a week ago at most. That is no proof: it is not established that a push
	// and a deletion both move that date.
	ByDate
	Whole // every page
)

// TagsOf describes the tags of a repository as it was told before them, its date above all.
func (x *Index) TagsOf(c *hub.Client, r hub.Repository, how Way) hub.Listing[hub.Tag] {
	if how == Whole {
		return x.freshTags(c, r, hub.Newest)
	}
	live := c.Tags(r.Name, hub.Newest)
	if x == nil {
		return live
	}
	at := store.TagsOf(r.Name)
	source := live.Source()
	source.Walk = func(unattended bool) hub.Source[hub.Tag] {
		w := &walk{
			x: x, client: c, repository: r, byDate: how == ByDate, at: at, live: live.Source(),
			pace: store.Pace{Unattended: unattended},
		}
		one := live.Source()
		one.Page = noting(x, c, at, w.page)
		one.Observer = observeTags(x, c, at, r.Updated, unattended)
		return one
	}
	source.Kept = handsOver(x, c, at, table.Tags, perPage)
	source.Anew = func() hub.Source[hub.Tag] { return x.freshTags(c, r, hub.Newest).Source() }
	return hub.ListingOf(source)
}

// KnowsTags reports whether the tags of a repository were read completely once, so that their
// newest may prove the rest.
func (x *Index) KnowsTags(ctx context.Context, c *hub.Client, r hub.RepositoryName) bool {
	if x == nil {
		return false
	}
	_, found := x.store.Header(x.store.Viewer(ctx, c), store.TagsOf(r))
	return found
}

// FreshTags describes the tags of a repository, of which every page is read from the Hub and kept.
func (x *Index) FreshTags(
	c *hub.Client, r hub.RepositoryName, by hub.Order,
) hub.Listing[hub.Tag] {
	return x.freshTags(c, hub.Repository{Name: r}, by)
}

func (x *Index) freshTags(
	c *hub.Client, r hub.Repository, by hub.Order,
) hub.Listing[hub.Tag] {
	l := c.Tags(r.Name, by)
	if x == nil {
		return l
	}
	at := store.TagsOf(r.Name)
	kept := handsOver(x, c, at, table.Tags, perPage)
	return observed(x, c, at, l, kept, func(unattended bool) hub.Observer[hub.Tag] {
		o := observeTags(x, c, at, r.Updated, unattended)
		if by != hub.Newest && by != hub.ByDefault {
			o.changed = nil
		}
		return o
	})
}

func observeTags(
	x *Index, c *hub.Client, at store.List, dated hub.Timestamp, unattended bool,
) *reading[hub.Tag] {
	return &reading[hub.Tag]{
		x: x, rows: table.Tags, client: c, at: at, dated: dated,
		pace:    store.Pace{Unattended: unattended},
		changed: func(t hub.Tag) time.Time { return t.Changed().Time() },
	}
}

// Repositories describes the repositories of a namespace, of which every page is kept. A repository
// may come into sight with an old date, so nothing is proven by the newest of them.
func (x *Index) Repositories(
	c *hub.Client, ns hub.Namespace, by hub.Order,
) hub.Listing[hub.Repository] {
	l := c.Repositories(ns, by)
	if x == nil {
		return l
	}
	at := store.RepositoriesOf(ns)
	kept := handsOver(x, c, at, table.Repositories, -1)
	l = recalling(x, c, at, l)
	return observed(x, c, at, l, kept, func(unattended bool) hub.Observer[hub.Repository] {
		return &reading[hub.Repository]{
			x: x, rows: table.Repositories, client: c, at: at,
			pace: store.Pace{Unattended: unattended},
		}
	})
}

// Namespaces describes what the session in use belongs to, which is kept.
func (x *Index) Namespaces(c *hub.Client) hub.Listing[hub.Membership] {
	l := c.Namespaces()
	if x == nil {
		return l
	}
	at := store.List{}
	kept := handsOver(x, c, at, table.Namespaces, -1)
	return observed(x, c, at, l, kept, func(unattended bool) hub.Observer[hub.Membership] {
		return &reading[hub.Membership]{
			x: x, rows: table.Namespaces, client: c, pace: store.Pace{Unattended: unattended},
		}
	})
}

// observed is a listing of which what is read is kept, and what was kept can be had.
func observed[T any](
	x *Index, c *hub.Client, at store.List, l hub.Listing[T],
	kept func(context.Context) (hub.Kept[T], bool),
	begin func(unattended bool) hub.Observer[T],
) hub.Listing[T] {
	source := l.Source()
	source.Kept = kept
	source.Walk = func(unattended bool) hub.Source[T] {
		one := l.Source()
		one.Page, one.Observer = noting(x, c, at, one.Page), begin(unattended)
		return one
	}
	return hub.ListingOf(source)
}

// walk is one way through the tags of a repository: what is known of them where that is proven
// whole, else the Hub.
type walk struct {
	x          *Index
	client     *hub.Client
	repository hub.Repository
	byDate     bool
	at         store.List
	live       hub.Source[hub.Tag]
	pace       store.Pace

	mu   sync.Mutex
	kept *verified // nil: from the Hub
}

func (w *walk) page(ctx context.Context, n int, u hub.Urgency) (hub.Page[hub.Tag], error) {
	if n == 1 {
		first, kept, err := w.look(ctx, u)
		w.mu.Lock()
		w.kept = kept
		w.mu.Unlock()
		if err != nil || kept == nil && first.Number > 0 {
			return first, err
		}
	}
	w.mu.Lock()
	kept := w.kept
	w.mu.Unlock()
	if kept != nil {
		return kept.page(n)
	}
	return w.live.Page(ctx, n, u)
}

// look reads the newest rows. Where they prove nothing, first is page 1 of the Hub if that was
// read on the way.
func (w *walk) look(
	ctx context.Context, u hub.Urgency,
) (first hub.Page[hub.Tag], kept *verified, err error) {
	k, found := w.knownSoon(ctx)
	if !found {
		return first, nil, nil
	}
	if w.byDate && k.isUnmoved(w.repository.Updated) {
		first = hub.Page[hub.Tag]{Count: len(k.ids), Answered: k.Answered}
		w.x.store.Touch(k.Header)
		return first, &verified{known: k, route: hub.DatedRoute, first: first}, nil
	}
	small := w.client.NewestTags(w.repository.Name, glance).Source()
	read, whole, err := k.news(func(n int) (hub.Page[hub.Tag], error) {
		return small.Page(ctx, n, u)
	}, 1)
	if err == nil && !whole && read.more {
		read, whole, err = k.news(func(n int) (hub.Page[hub.Tag], error) {
			p, err := w.live.Page(ctx, n, u)
			p.Rows = slices.Clone(p.Rows)
			return p, err
		}, mostNews)
		first = read.first
	}
	if err != nil || !whole {
		if err == nil && read.first.Last { // as small a page is all of the list
			first = read.first
		}
		return first, nil, err
	}
	kept = &verified{
		known: k, route: hub.KeptRoute, dated: w.repository.Updated,
		read: read.rows, first: read.first, at: w.x.store.Now(),
	}
	kept.prepare()
	w.x.store.LaterAt(ctx, &w.pace, bytesOf(kept.read), kept.store)
	return first, kept, nil
}

// knownSoon is the list as it is known, if the disk tells that soon.
func (w *walk) knownSoon(ctx context.Context) (k known[hub.Tag], found bool) {
	told := make(chan known[hub.Tag], 1)
	go func() {
		defer close(told)
		if k, found := knownList(w.x, w.x.store.Viewer(ctx, w.client), w.at, table.Tags); found {
			told <- k
		}
	}()
	timer := time.NewTimer(w.x.store.Patience())
	defer timer.Stop()
	select {
	case k, found = <-told:
	case <-timer.C:
	case <-ctx.Done():
	}
	return k, found
}

// news is what was read of the newest rows.
type news struct {
	first hub.Page[hub.Tag]
	rows  []hub.Tag
	more  bool // they go on
}

// news reads pages to the first row that is older than what is known, and reports whether they
// prove that the list is whole.
func (k *known[T]) news(
	page func(n int) (hub.Page[hub.Tag], error), most int,
) (read news, whole bool, err error) {
	reading := delta.Read(k.standing())
	read.more = true
	for n := 1; read.more && n <= most; n++ {
		var p hub.Page[hub.Tag]
		if p, err = page(n); err != nil {
			return read, false, err
		}
		if n == 1 {
			read.first = p
			read.first.Rows = slices.Clone(p.Rows)
		}
		if p.Hole != nil {
			break
		}
		read.rows = append(read.rows, p.Rows...)
		read.more = reading.Take(pageOf(p))
	}
	return read, !read.more && reading.Verified(), nil
}

func pageOf(p hub.Page[hub.Tag]) delta.Page {
	d := delta.Page{
		Total: p.Count, Malformed: p.Malformed, Last: p.Last, Answered: p.Answered,
		Rows: make([]delta.Row, len(p.Rows)),
	}
	for i, t := range p.Rows {
		d.Rows[i] = delta.Row{Name: t.Name, Changed: t.Changed().Time(), Whole: isWhole(t)}
	}
	return d
}
