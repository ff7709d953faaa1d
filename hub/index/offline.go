package index

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// What errors of lists that are read offline match.
var (
	ErrUnknown = errors.New("was never read completely, so it is not known offline")
	ErrTooOld  = errors.New("is older than it may be")
	ErrMissing = errors.New("was not among those of")
)

// Offline has the lists as they were known, and asks nobody. It is for one run.
type Offline struct {
	Index   *Index
	Client  *hub.Client
	Account string // whose eyes, in whichever way it came in; "": those of the session in use
	// Password: only what the account saw that came in with its password.
	Password bool
	MaxAge   time.Duration // 0: any
	Passing  bool          // nobody looks at what is read, as where a shell completes

	mu     sync.Mutex
	oldest time.Time
}

// Oldest is when the oldest list that was read was known to be whole; zero where none was read.
func (o *Offline) Oldest() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.oldest
}

// Tags describes the tags of a repository, newest first.
func (o *Offline) Tags(r hub.RepositoryName) hub.Listing[hub.Tag] {
	at := store.TagsOf(r)
	return offline(o, at, table.Tags, o.Client.Tags(r, hub.Newest))
}

// Tag is one tag of a list that is known, or one that was asked for by name.
func (o *Offline) Tag(r hub.RepositoryName, name string) (t hub.Tag, err error) {
	at := store.TagsOf(r)
	h, found := o.find(at)
	if !found {
		t, asOf, found := o.Index.Tag(context.Background(), o.Client, r, name)
		if !found || o.Account != "" {
			return hub.Tag{}, fmt.Errorf("%s %w", at, ErrUnknown)
		}
		return t, o.saw(at, asOf)
	}
	o.Index.store.Touch(h)
	if err := o.saw(at, h.Read); err != nil {
		return t, err
	}
	t, _, found = o.Index.tag(h, name)
	if !found {
		return t, fmt.Errorf("the tag %s %w %s", name, ErrMissing, r.Familiar())
	}
	return t, nil
}

// mostNames bounds what a shell is offered.
const mostNames = 500

// TagNames are the first names of a repository's tags that begin as typed, in their order.
func (o *Offline) TagNames(r hub.RepositoryName, typed string) (names []string) {
	x, at := o.Index, store.TagsOf(r)
	if x == nil {
		return nil
	}
	v, certain := o.viewer()
	x.store.Read(func(s *store.Session) error {
		list, found, err := s.List(v, at)
		if !certain {
			var h store.Header
			h, found, err = s.Latest(v, at)
			list = h.List
		}
		if err != nil || !found {
			return err
		}
		const begins = " where list=?1 and name>=?2 and name<?2||x'ff'"
		return s.Each(func(row *sqlite3.Stmt) { names = append(names, row.ColumnText(0)) },
			"select name from tag"+begins+" and gone is null union select name from heard"+begins+
				" order by name limit ?3", list, typed, mostNames)
	})
	return names
}

// Repositories describes the repositories of a namespace, by name.
func (o *Offline) Repositories(ns hub.Namespace) hub.Listing[hub.Repository] {
	return offline(o, store.RepositoriesOf(ns), table.Repositories,
		o.Client.Repositories(ns, hub.NameAscending))
}

// Namespaces describes what the account belongs to.
func (o *Offline) Namespaces() hub.Listing[hub.Membership] {
	return offline(o, store.List{}, table.Namespaces, o.Client.Namespaces())
}

// offline is a listing of which each walk reads what is known.
func offline[T any](
	o *Offline, at store.List, r table.Kind[T], like hub.Listing[T],
) hub.Listing[T] {
	source := hub.Source[T]{Op: like.Source().Op + " offline", Key: like.Key, InFlight: 1}
	source.Walk = func(bool) hub.Source[T] {
		one, find := source, sync.OnceValues(func() (known[T], error) {
			k, found := o.find(at)
			if !found {
				return known[T]{}, fmt.Errorf("%s %w", at, ErrUnknown)
			}
			if !o.Passing {
				o.Index.store.Touch(k)
			}
			return loaded(o.Index, k, r)
		})
		one.Page = func(_ context.Context, n int, _ hub.Urgency) (hub.Page[T], error) {
			k, err := find()
			if err == nil {
				err = o.saw(at, k.Read)
			}
			if err != nil {
				return hub.Page[T]{}, err
			}
			return k.numbered(n)
		}
		return one
	}
	return hub.ListingOf(source)
}

// saw notes the age of a list.
func (o *Offline) saw(at store.List, read time.Time) error {
	if age := o.Index.store.Now().Sub(read); o.MaxAge > 0 && (age > o.MaxAge || age < 0) {
		return fmt.Errorf("%s, of %s, %w", at, read.Local().Format(time.DateTime), ErrTooOld)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.oldest.IsZero() || read.Before(o.oldest) {
		o.oldest = read
	}
	return nil
}

// find is the list as the session in use saw it, or as the account did, by whichever way saw it
// last.
func (o *Offline) find(at store.List) (k store.Header, found bool) {
	x := o.Index
	if x == nil {
		return k, false
	}
	v, certain := o.viewer()
	if certain {
		return x.store.Header(v, at)
	}
	x.store.Read(func(s *store.Session) (err error) {
		k, found, err = s.Latest(v, at)
		return err
	})
	return k, found
}

// viewer is whose eyes the lists are seen with; certain where it is known how they came in.
func (o *Offline) viewer() (v store.Viewer, certain bool) {
	if o.Account == "" {
		return o.Index.store.Viewer(context.Background(), o.Client), true
	}
	return store.ByPassword(o.Client, o.Account), o.Password
}

// Past is what those saw whose eyes the lists are seen with.
func (o *Offline) Past() past.Record {
	if o.Index == nil {
		return past.Record{}
	}
	v, certain := o.viewer()
	return past.Of(o.Index.store, v, certain)
}
