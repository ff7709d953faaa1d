package hub

import (
	"cmp"
	"context"
	"net/url"
	"strconv"
	"time"

	"tagboat/hub/paging"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

// collection is one of the Hub's paged lists.
type collection[T any] struct {
	op      string
	path    []string
	order   string // the Hub's word; "": none
	name    string // what the names hold; "": anything
	size    int    // of a page; 0: as large as there are
	subject string // what a 404 would deny
	read    func(body []byte) (wire.Page[T], error)
	key     func(T) string
	changed func(T) Timestamp // when a row last changed; nil: nothing tells it
	newest  bool              // the rows that changed last come first
	named   func(T) string    // what was seen, for a second look later; nil: nothing
}

// question is what is asked of the Hub itself.
type question struct {
	op      string
	subject string // what a 404 would deny: "library/nginx"
	sought  bool   // a 404 denies just that, and not one page of it
	urgency Urgency
	detour  func(error) bool
	// asks something else that the session may be refused as well: where that is answered, a 401
	// says nothing of the session. Nil: it does.
	elsewhere func(ctx context.Context) error
}

// listing describes a paged list of the Hub.
func listing[T any](c *Client, l collection[T]) paging.Source[T] {
	source := paging.Source[T]{
		Op: l.op, InFlight: c.transport.Flight(), Key: l.key, Bind: c.bound,
		NewestFirst: l.newest,
		Page: func(ctx context.Context, n int, u Urgency) (Page[T], error) {
			return fetch(ctx, c, l, n, u)
		},
	}
	if l.changed != nil {
		source.Changed = func(row T) time.Time { return l.changed(row).Time() }
	}
	return source
}

// fetch asks for one page. Pages are asked for by number: a next link says that there is another
// page, and its address is never followed, so that it costs nothing where it leads.
func fetch[T any](
	ctx context.Context, c *Client, l collection[T], n int, u Urgency,
) (Page[T], error) {
	query := url.Values{
		"page": {strconv.Itoa(n)}, "page_size": {strconv.Itoa(cmp.Or(l.size, pageSize))},
	}
	if l.order != "" {
		query.Set("ordering", l.order)
	}
	if l.name != "" {
		query.Set("name", l.name)
	}
	var page Page[T]
	ctx = c.bound(ctx)
	err := c.ask(ctx, question{
		op: l.op, subject: l.subject, sought: n == 1, urgency: u,
	}, query, l.path, func(a transport.Answer) error {
		paging.Arrived(ctx)
		p, err := l.read(a.Body)
		page = Page[T]{
			Number: n, Rows: p.Rows, Count: p.Count, Last: p.Next == "", Malformed: p.Malformed,
			Answered: a.Date(),
		}
		return err
	})
	if err != nil {
		return Page[T]{}, err
	}
	if l.named != nil {
		saw(ctx, c, page.Rows, l.named, l.subject)
	}
	return page, nil
}

// one asks for a single object.
func one[T any](
	ctx context.Context, c *Client, q question, read func(body []byte) (T, error), path ...string,
) (T, error) {
	var found T
	q.sought = true
	err := c.ask(ctx, q, nil, path, func(a transport.Answer) (err error) {
		found, err = read(a.Body)
		return err
	})
	return found, err
}

// ask asks the Hub.
func (c *Client) ask(
	ctx context.Context, q question, query url.Values, path []string,
	read func(transport.Answer) error,
) error {
	address, err := transport.URLUnder(c.base, query, path...)
	if err != nil {
		return &Error{Op: q.op, Kind: Refused, Message: err.Error()}
	}
	asker := c.asker(ctx)
	auth := authorizer(asker)
	if asker != nil && q.elsewhere != nil {
		auth = narrow{asker, q.elsewhere}
	}
	err = c.transport.Ask(ctx, transport.Query{
		Op: q.op, Address: address, Limiter: c.limiter, Auth: auth,
		Urgency: urgency(ctx, q.urgency), Read: read, Detour: q.detour,
		Seen: func() bool { return q.sought && c.recently(asker, q.subject) },
	})
	return c.vanished(asker, q.subject, err)
}

// opName names what is tried, in words for a person.
func opName(words string) string { return redact.Message(words) }
