package index

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
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
	at := listName{string(r.Namespace), r.Name}
	return offline(o, at, table.Tags, o.Client.Tags(r, hub.Newest))
}

// Tag is one tag of a list that is known, or one that was asked for by name.
func (o *Offline) Tag(r hub.RepositoryName, name string) (t hub.Tag, err error) {
	at := listName{string(r.Namespace), r.Name}
	h, found := o.find(at)
	if !found {
		t, asOf, found := o.Index.Tag(context.Background(), o.Client, r, name)
		if !found || o.Account != "" {
			return hub.Tag{}, fmt.Errorf("%s %w", at, ErrUnknown)
		}
		return t, o.saw(at, asOf)
	}
	o.Index.touch(h)
	if err := o.saw(at, h.read); err != nil {
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
	x, at := o.Index, listName{string(r.Namespace), r.Name}
	if x == nil {
		return nil
	}
	v, certain := o.viewer()
	x.read(func(s *session) error {
		list, found, err := s.list(v, at)
		if !certain {
			var h header
			h, found, err = s.latest(v, at)
			list = h.list
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
	return offline(o, listName{string(ns), ""}, table.Repositories,
		o.Client.Repositories(ns, hub.NameAscending))
}

// Namespaces describes what the account belongs to.
func (o *Offline) Namespaces() hub.Listing[hub.Membership] {
	return offline(o, listName{}, table.Namespaces, o.Client.Namespaces())
}

// offline is a listing of which each walk reads what is known.
func offline[T any](o *Offline, at listName, r table.Kind[T], like hub.Listing[T]) hub.Listing[T] {
	source := hub.Source[T]{Op: like.Source().Op + " offline", Key: like.Key, InFlight: 1}
	source.Walk = func(bool) hub.Source[T] {
		one, find := source, sync.OnceValues(func() (known[T], error) {
			k, found := o.find(at)
			if !found {
				return known[T]{}, fmt.Errorf("%s %w", at, ErrUnknown)
			}
			if !o.Passing {
				o.Index.touch(k)
			}
			return loaded(o.Index, k, r)
		})
		one.Page = func(_ context.Context, n int, _ hub.Urgency) (hub.Page[T], error) {
			k, err := find()
			if err == nil {
				err = o.saw(at, k.read)
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

func (at listName) String() string {
	switch {
	case at.repository != "":
		return "the list of tags of " + at.namespace + "/" + at.repository
	case at.namespace != "":
		return "the list of repositories of " + at.namespace
	default:
		return "the list of namespaces"
	}
}

// saw notes the age of a list.
func (o *Offline) saw(at listName, read time.Time) error {
	if age := o.Index.now().Sub(read); o.MaxAge > 0 && (age > o.MaxAge || age < 0) {
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
func (o *Offline) find(at listName) (k header, found bool) {
	x := o.Index
	if x == nil {
		return k, false
	}
	v, certain := o.viewer()
	if certain {
		return x.header(v, at)
	}
	x.read(func(s *session) (err error) {
		k, found, err = s.latest(v, at)
		return err
	})
	return k, found
}

// viewer is whose eyes the lists are seen with; certain where it is known how they came in.
func (o *Offline) viewer() (v viewer, certain bool) {
	if o.Account == "" {
		return o.Index.viewer(context.Background(), o.Client), true
	}
	v.hub, v.account = hub.CanonicalAddress(o.Client.Address()), strings.ToLower(o.Account)
	return v, o.Password
}

// latest is a whole list as an account saw it, by whichever way saw it last.
func (s *session) latest(v viewer, at listName) (header, bool, error) {
	return s.header(" join viewer on viewer.id=list.viewer where hub=? and account=?"+
		" and namespace=? and repository=? and whole>0 order by verified desc limit 1",
		v.hub, v.account, at.namespace, at.repository)
}

// header is what is known of a whole list.
type header struct {
	viewer, list, whole    int64
	total                  int
	read, answered, newest time.Time
	looked                 time.Time
	dated                  hub.Timestamp
}

// lookedWithin is how exactly it is known when somebody looked at a list.
const lookedWithin = time.Hour

// touch notes that somebody looks at a list, so that others make room before it does. Where that
// cannot be written it does not matter.
func (x *Index) touch(h header) {
	now := x.now()
	if age := now.Sub(h.looked); age >= 0 && age < lookedWithin {
		return
	}
	x.add(job{quiet: true, do: func(s *session) error {
		return s.Exec("update list set looked=? where id=?", now.UnixMicro(), h.list)
	}})
}

func (x *Index) header(v viewer, at listName) (h header, found bool) {
	x.read(func(s *session) error {
		viewer, _, entered, err := s.find(v)
		if err != nil || !entered {
			return err
		}
		h, found, err = s.header(" where viewer=? and namespace=? and repository=? and whole>0",
			viewer, at.namespace, at.repository)
		return err
	})
	return h, found
}

func (s *session) header(where string, args ...any) (h header, found bool, err error) {
	err = s.Each(func(row *sqlite3.Stmt) {
		found = true
		h = header{
			viewer: row.ColumnInt64(0), list: row.ColumnInt64(1), whole: row.ColumnInt64(2),
			total: row.ColumnInt(3), read: table.Timestamp(row, 4).Time(),
			answered: table.Timestamp(row, 5).Time(), newest: table.Timestamp(row, 6).Time(),
			dated: table.Timestamp(row, 7), looked: table.Timestamp(row, 8).Time(),
		}
	}, "select list.viewer, list.id, whole, total, verified, answered, newest, dated, looked"+
		" from list"+where, args...)
	return h, found, err
}
