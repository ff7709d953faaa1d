package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
)

// collection is one of the Hub's paged lists.
type collection[T any] struct {
	op      string
	path    []string
	order   string // the Hub's word; "": none
	subject string // what a 404 would deny
	row     func(*scanner) (T, bool, error)
	names   func([]T) []string // what was seen, for a second look later
}

// fetch asks for one page. Pages are asked for by number: a next link says that there is another page, and its address is never followed, so
// that it costs nothing where it leads.
func fetch[T any](ctx context.Context, c *Client, l collection[T], n int, u urgency) (Page[T], error) {
	query := url.Values{"page": {strconv.Itoa(n)}, "page_size": {strconv.Itoa(pageSize)}}
	if l.order != "" {
		query.Set("ordering", l.order)
	}
	address, err := below(c.base, query, l.path...)
	if err != nil {
		return Page[T]{}, &Error{Op: l.op, Kind: Refused, Message: err.Error()}
	}
	var page Page[T]
	ctx = c.bound(ctx)
	err = c.do(ctx, call{
		op: l.op, method: http.MethodGet, address: address, urgency: u, subject: l.subject, sought: n == 1,
		read: func(a answer) error {
			e, err := readPage(a.body, l.row)
			if err != nil {
				return err
			}
			page = Page[T]{Number: n, Rows: e.rows, Count: e.count, Last: e.next == "", Malformed: e.malformed}
			return nil
		},
	})
	if err != nil {
		return Page[T]{}, err
	}
	c.memory(c.asker(ctx)).listed.saw(c.now(), append(l.names(page.Rows), l.subject)...)
	return page, nil
}

// one asks for a single object.
func one[T any](ctx context.Context, c *Client, q call, row func(*scanner) (T, bool, error), path ...string) (T, error) {
	var found T
	address, err := below(c.base, nil, path...)
	if err != nil {
		return found, &Error{Op: q.op, Kind: Refused, Message: err.Error()}
	}
	q.method, q.address, q.sought = http.MethodGet, address, true
	q.read = func(a answer) error {
		s := newScanner(a.body)
		r, good, err := row(s)
		if err == nil {
			err = s.end()
		}
		if err == nil && !good {
			err = errNoObject
		}
		found = r
		return err
	}
	err = c.do(ctx, q)
	return found, err
}

var errNoObject = errors.New("the answer is not the object that was asked for")
