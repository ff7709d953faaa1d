package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	maxSearch  = 255             // bytes of a query; the longest name is as long
	detourTime = 2 * time.Minute // so that a search as one types does not knock at a closed door with every letter
)

// unsent is a text that is no search, in words for a person.
type unsent string

func (u unsent) Error() string { return string(u) }

const (
	errPasted  unsent = "That looks like an access token, and is not sent as a search."
	errWinding unsent = "A search has at most 255 bytes."
)

// finding is one search on its way: which of the two routes page 1 came by is the route of all its pages.
type finding struct {
	client *Client
	query  SearchQuery
	op     string
	way    atomic.Uint32 // undecided, or the Door plus one
}

const undecided = 0

func (f *finding) take(d Door) { f.way.Store(uint32(d) + 1) }

func (f *finding) page(ctx context.Context, n int, u urgency) (Page[SearchResult], error) {
	text := f.query.Text
	if scrub(text, nil) != text {
		return Page[SearchResult]{}, errPasted
	}
	if len(text) > maxSearch {
		return Page[SearchResult]{}, errWinding
	}
	way := f.way.Load()
	switch {
	case way == uint32(IndexDoor)+1:
		return f.index(ctx, n, u)
	case n > 1 && way != undecided, f.client.index == nil, text == "", f.query.Narrowed():
		return f.hub(ctx, n, u, nil)
	default:
		return f.first(ctx, n, u)
	}
}

// first decides the route.
func (f *finding) first(ctx context.Context, n int, u urgency) (Page[SearchResult], error) {
	var older error
	if int64(TimestampOf(f.client.now())) < f.client.detour.Load() {
		var page Page[SearchResult]
		if page, older = f.index(ctx, n, u); older == nil {
			f.take(IndexDoor)
			return page, nil
		}
	}
	page, err := f.hub(ctx, n, u, turnedAway)
	refused := err != nil && turnedAway(err)
	if err != nil && !refused {
		return page, err
	}
	if err == nil && len(page.Rows) > 0 {
		f.client.detour.Store(0)
	} else if older == nil {
		var other Page[SearchResult]
		if other, older = f.index(ctx, n, u); older == nil && (refused || len(other.Rows) > 0) {
			f.take(IndexDoor)
			f.client.avoid(refused)
			return other, nil
		}
	}
	if err != nil {
		return page, both(err, older)
	}
	f.take(HubDoor)
	return page, nil
}

// avoid begins later searches with the index for a while.
func (c *Client) avoid(refused bool) {
	if refused {
		c.detour.Store(int64(TimestampOf(c.now().Add(detourTime))))
	}
}

// both is the error of two routes of which none leads on.
func both(first, second error) error {
	e, ok := errors.AsType[*Error](first)
	if !ok || errors.Is(second, context.Canceled) {
		return second
	}
	joined := *e
	joined.Err = second
	return &joined
}

// turnedAway tells the failures of one route that say nothing of the other. Limits are not among them: a limit is waited out, not walked round.
func turnedAway(err error) bool {
	switch KindOf(err) {
	case BotChallenge, Forbidden, TokenNotAllowed, NotFound, Refused, Unavailable, Unreadable, Elsewhere:
		return true
	default:
		return false
	}
}

// hub asks the Hub's own search (Hub API notes, "v4").
func (f *finding) hub(ctx context.Context, n int, u urgency, detour func(error) bool) (Page[SearchResult], error) {
	address, err := below(f.client.base, f.query.parameters(n), "api", "search", "v4")
	if err != nil {
		return Page[SearchResult]{}, &Error{Op: f.op, Kind: Refused, Message: err.Error()}
	}
	return f.ask(ctx, n, call{op: f.op, address: address, urgency: u, detour: detour}, readHits)
}

// index asks the older search, on a host of its own, and takes no session there (Hub API notes, "Legacy v1").
func (f *finding) index(ctx context.Context, n int, u urgency) (Page[SearchResult], error) {
	op := f.op + " in the index"
	values := url.Values{"q": {f.query.Text}, "n": {strconv.Itoa(pageSize)}, "page": {strconv.Itoa(n)}}
	address, err := below(f.client.index, values, "v1", "search")
	if err != nil {
		return Page[SearchResult]{}, &Error{Op: op, Kind: Refused, Message: err.Error()}
	}
	return f.ask(ctx, n, call{op: op, address: address, urgency: u, role: naming, door: IndexDoor}, readIndexHits)
}

// ask asks by one route. Neither names a next page, so the total tells which is the last.
func (f *finding) ask(
	ctx context.Context, n int, q call, read func([]byte) (envelope[SearchResult], error),
) (Page[SearchResult], error) {
	var page Page[SearchResult]
	q.method = http.MethodGet
	q.read = func(a answer) error {
		e, err := read(a.body)
		if err != nil {
			return err
		}
		page = Page[SearchResult]{Number: n, Rows: e.rows, Count: e.count, Malformed: e.malformed, Door: q.door}
		page.Last = page.raw() == 0 || e.count >= 0 && (n-1)*pageSize+page.raw() >= e.count
		return nil
	}
	who := f.client.Session()
	if err := f.client.do(ctx, q); err != nil {
		return Page[SearchResult]{}, err
	}
	names := make([]string, len(page.Rows))
	for i, row := range page.Rows {
		names[i] = row.Name.String()
	}
	f.client.listed.saw(f.client.now(), who, names...)
	return page, nil
}

// indexAddress is where the older search is; none beside a Hub that is not Docker's, of which it knows nothing.
func indexAddress(text string, base *url.URL) (*url.URL, error) {
	if text == "" && base.String() != defaultBase {
		return nil, nil //nolint:nilnil // no index is no error
	}
	return hostAddress(text, defaultIndex)
}
