package past

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/table"
)

// Kind is what became of something.
type Kind uint8

// The kinds.
const (
	Appeared Kind = iota
	Moved
	Vanished
)

// Kinds are all of them.
var Kinds = []Kind{Appeared, Moved, Vanished}

func (k Kind) String() string { return [...]string{"appeared", "moved", "vanished"}[k] }

// Event is what became of a tag, or of a repository, since a moment: what it was then, and what it
// is, however often it changed between.
type Event struct {
	Repository hub.RepositoryName
	Tag        string // "": the repository itself
	Kind       Kind
	// Before and After are what a tag was and is; zero where it was or is not there. Of one that
	// came and went, Before is what it was between.
	Before, After hub.Digest
	// Was and Is are the most specific other tags that were these images, of one that moved; ""
	// where none says more than the tag itself.
	Was, Is string
	Changes int // at least one
	// From is the last look that saw it as it was before the last change, zero where none did, and
	// By the first that saw it as it is.
	From, By time.Time
}

// Change is what a tag was, and is: by versions where these tell it, else by digests; "" of a
// repository.
func (e *Event) Change() string {
	switch {
	case e.Kind == Moved && e.Was != "" && e.Is != "" && e.Was != e.Is:
		return e.Was + " → " + e.Is
	case e.Kind == Moved:
		return e.Before.Short() + " → " + e.After.Short()
	case e.Kind == Appeared && !e.After.IsZero():
		return e.After.Short()
	case e.Kind == Vanished && !e.Before.IsZero():
		return "was " + e.Before.Short()
	}
	return ""
}

// News is what became of lists.
type News struct {
	Events []Event // the newest first
	Lists  int     // that were looked through
	// Stale is how many of them nobody looked at since, and Late how many nobody had seen before:
	// of these nothing can be told.
	Stale, Late int

	told []told
}

// told is a list that was looked through, as far as it had been seen.
type told struct {
	list   int64
	upTo   hub.Timestamp
	events bool
}

// Scope is which lists are meant: those of a namespace, and single repositories; empty, all.
type Scope struct {
	Namespaces   []hub.Namespace
	Repositories []hub.RepositoryName
}

func (s Scope) holds(r hub.RepositoryName) bool {
	return len(s.Namespaces)+len(s.Repositories) == 0 ||
		s.holdsNamespace(r.Namespace) || slices.Contains(s.Repositories, r)
}

func (s Scope) holdsNamespace(n hub.Namespace) bool {
	return len(s.Namespaces)+len(s.Repositories) == 0 || slices.Contains(s.Namespaces, n)
}

// Since is what a viewer knows to be new since a moment.
func Since(c *database.Conn, viewer int64, since time.Time, of Scope) (News, error) {
	from := hub.TimestampOf(since)
	return news(c, viewer, of, func(aList) hub.Timestamp { return from })
}

// Untold is what is new since news of each list were told the last time.
func Untold(c *database.Conn, viewer int64, of Scope) (News, error) {
	return news(c, viewer, of, func(l aList) hub.Timestamp { return l.told })
}

// Unread is what is new since a person had each list before them, or its news.
func Unread(c *database.Conn, viewer int64, of Scope) (News, error) {
	return news(c, viewer, of, func(l aList) hub.Timestamp { return max(l.told, l.shown) })
}

// news are those of each list since a moment of its own.
func news(
	c *database.Conn, viewer int64, of Scope, since func(aList) hub.Timestamp,
) (all News, err error) {
	lists, err := listsOf(c, viewer, of)
	for _, l := range lists {
		from := since(l)
		events, wrong := l.news(c, max(from, l.first))
		err = errors.Join(err, wrong)
		if l.vanished > from && !of.holdsNamespace(l.name.Namespace) {
			events = append(events, Event{
				Repository: l.name, Kind: Vanished, Changes: 1, By: l.vanished.Time(),
			})
			l.last, l.verified = max(l.last, l.vanished), l.vanished
		}
		all.Events = append(all.Events, events...)
		all.Lists++
		switch {
		case l.verified <= from:
			all.Stale++
		case from > 0 && l.first > from:
			all.Late++
		}
		all.told = append(all.told, told{l.id, l.last, len(events) > 0})
	}
	slices.SortStableFunc(all.Events, func(a, b Event) int { return b.By.Compare(a.By) })
	return all, err
}

// SetTold remembers that news were told, as far as the lists had been seen.
func SetTold(c *database.Conn, n News) (err error) {
	for _, l := range n.told {
		err = errors.Join(err, c.Exec("update list set told=max(coalesce(told, 0), ?) where id=?",
			int64(l.upTo), l.list))
	}
	return err
}

// SetShown remembers that a person had news before them: of the lists that have some.
func SetShown(c *database.Conn, n News) (err error) {
	for _, l := range n.told {
		if l.events {
			err = errors.Join(err, c.Exec("update list set shown=max(coalesce(shown, 0), ?) where id=?",
				int64(l.upTo), l.list))
		}
	}
	return err
}

// aList is a list that was whole once.
type aList struct {
	id       int64
	name     hub.RepositoryName // without a name of its own: the repositories of a namespace
	verified hub.Timestamp
	first    hub.Timestamp // when its first look had ended: nothing is new that it saw
	last     hub.Timestamp // when the last one had
	told     hub.Timestamp
	shown    hub.Timestamp
	// vanished is when the repositories of its namespace were whole without it; zero: never.
	vanished hub.Timestamp
}

func listsOf(c *database.Conn, viewer int64, of Scope) (lists []aList, err error) {
	err = c.Each(func(s *sqlite3.Stmt) {
		if l := readList(s); of.holds(l.name) {
			lists = append(lists, l)
		}
	}, "select id, namespace, repository, verified,"+
		" (select ended from look where list=id order by began limit 1),"+
		" (select ended from look where list=id order by began desc limit 1), told, shown,"+
		" (select gone from repository r join list n on n.id=r.list where n.viewer=list.viewer"+
		" and n.namespace=list.namespace and n.repository='' and r.name=list.repository)"+
		" from list where viewer=? and whole>0 and namespace<>'' order by namespace, repository",
		viewer)
	return lists, err
}

func readList(s *sqlite3.Stmt) aList {
	name := hub.RepositoryName{Namespace: hub.Namespace(s.ColumnText(1)), Name: s.ColumnText(2)}
	at := func(column int) hub.Timestamp { return table.Timestamp(s, column) }
	return aList{s.ColumnInt64(0), name, at(3), at(4), at(5), at(6), at(7), at(8)}
}

func (l aList) news(c *database.Conn, since hub.Timestamp) (events []Event, err error) {
	if l.name.Name == "" {
		return l.repositories(c, since)
	}
	var changed []string
	if err := c.Each(func(s *sqlite3.Stmt) { changed = append(changed, s.ColumnText(0)) },
		"select name from tag where list=?1 and born>?2"+
			" union select name from tag where list=?1 and gone>?2"+
			" union select name from former where list=?1 and until>?2", l.id, int64(since)); err != nil {
		return nil, err
	}
	for _, tag := range changed {
		all, err := spans(c, l.id, tag)
		if err != nil {
			return nil, err
		}
		// What a look saw that was not whole is told when the next one is.
		all = slices.DeleteFunc(all, func(s span) bool { return s.since > l.last })
		e, happened := became(all, since)
		if !happened {
			continue
		}
		e.Repository, e.Tag = l.name, tag
		if e.Kind == Moved {
			if err := e.name(c, l.id); err != nil {
				return nil, err
			}
		}
		if e.From, err = l.lookBefore(c, e.By); err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// name finds the versions that a tag was and is.
func (e *Event) name(c *database.Conn, list int64) error {
	was, wrong := names(c, list, e.Before)
	is, failed := names(c, list, e.After)
	e.Was, e.Is = version(e.Tag, plain(was)), version(e.Tag, plain(is))
	return errors.Join(wrong, failed)
}

// became is what changed in the spans of a tag since a moment.
func became(all []span, since hub.Timestamp) (e Event, happened bool) {
	var then span // zero: not there
	for i, s := range all {
		switch {
		case s.since <= since:
			then = s
			continue
		case i > 0 && s.digest == all[i-1].digest:
			continue
		}
		e.Changes++
		e.By = s.since.Time()
	}
	if e.Changes == 0 {
		return e, false
	}
	now := all[len(all)-1]
	e.Before, e.After = then.digest, now.digest
	switch {
	case e.After.IsZero():
		e.Kind = Vanished
		if e.Before.IsZero() {
			e.Before = all[len(all)-2].digest
		}
	case e.Before.IsZero():
		e.Kind = Appeared
	default:
		e.Kind = Moved
	}
	return e, true
}

// lookBefore is the last look that ended before a moment.
func (l aList) lookBefore(c *database.Conn, at time.Time) (before time.Time, err error) {
	began, _, err := c.Number("select began from look where list=?1 and began<?2 and ended<?2"+
		" order by began desc limit 1", l.id, int64(hub.TimestampOf(at)))
	return hub.Timestamp(began).Time(), err
}

// repositories are the news of a namespace.
func (l aList) repositories(c *database.Conn, since hub.Timestamp) (events []Event, err error) {
	err = c.Each(func(s *sqlite3.Stmt) {
		name := hub.RepositoryName{Namespace: l.name.Namespace, Name: s.ColumnText(0)}
		appeared, gone := table.Timestamp(s, 1), table.Timestamp(s, 2)
		e := Event{Repository: name, Kind: Appeared, Changes: 1, By: appeared.Time()}
		if !gone.IsZero() {
			e.Kind, e.By = Vanished, gone.Time()
		}
		if gone > since || gone.IsZero() && appeared <= l.last {
			events = append(events, e)
		}
	}, "select name, since, gone from repository where list=?1 and (gone>?2 or since>?2)",
		l.id, int64(since))
	for i := range events {
		var wrong error
		events[i].From, wrong = l.lookBefore(c, events[i].By)
		err = errors.Join(err, wrong)
	}
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Compare(a.Repository.Name, b.Repository.Name)
	})
	return events, err
}
