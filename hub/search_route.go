package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

const maxSearch = 255 // bytes of a query; the longest name is as long

// unsent is a text that is no search, in words for a person.
type unsent string

func (u unsent) Error() string { return string(u) }

const (
	errPasted  unsent = "That looks like an access token, and is not sent as a search."
	errWinding unsent = "A search has at most 255 bytes."
)

// finding is one search on its way: the route that page 1 came by is the route of all its pages.
type finding struct {
	client *Client
	query  SearchQuery
	op     string
	way    atomic.Uint32 // undecided, or the Route plus one
}

const undecided = 0

func (f *finding) take(d Route) { f.way.Store(uint32(d) + 1) }

func (f *finding) page(ctx context.Context, n int, u Urgency) (Page[SearchResult], error) {
	text := f.query.Text
	if redact.Text(text) != text {
		return Page[SearchResult]{}, errPasted
	}
	if len(text) > maxSearch {
		return Page[SearchResult]{}, errWinding
	}
	ctx = f.client.bound(ctx)
	if way := f.way.Load(); way != undecided && (n > 1 || way != uint32(HubRoute)+1) {
		return f.by(ctx, Route(way-1), n, u, nil)
	}
	return f.first(ctx, n, u)
}

// routes are the searches that could answer, the one that tells most first. The index knows
// Docker's Hub only.
func (f *finding) routes() []Route {
	switch {
	case f.query.Text == "", f.query.Narrowed():
		return []Route{HubRoute}
	case f.client.index == nil:
		return []Route{HubRoute, OlderRoute}
	default:
		return []Route{HubRoute, OlderRoute, IndexRoute}
	}
}

// first decides the route: the first that finds something, else the first that answers at all.
func (f *finding) first(ctx context.Context, n int, u Urgency) (Page[SearchResult], error) {
	remembered := &f.client.memory(f.client.asker(ctx)).search
	routes := remembered.order(f.routes(), f.client.Now())
	var nothing []Page[SearchResult]
	failed := map[Route]error{}
	for i, route := range routes {
		var elsewhere func(error) bool
		if i < len(routes)-1 {
			elsewhere = turnedAway
		}
		page, err := f.by(ctx, route, n, u, elsewhere)
		switch {
		case ctx.Err() != nil, err != nil && route == HubRoute && !turnedAway(err):
			return Page[SearchResult]{}, err
		case err != nil:
			failed[route] = err
		case len(page.Rows) == 0:
			nothing = append(nothing, page)
		default:
			remembered.found(route, failed[HubRoute] != nil, f.client.Now())
			f.take(route)
			return page, nil
		}
	}
	if len(nothing) == 0 {
		return Page[SearchResult]{}, f.joined(failed)
	}
	own := slices.IndexFunc(nothing, func(p Page[SearchResult]) bool { return p.Route == HubRoute })
	return f.believe(ctx, u, nothing[max(own, 0)], failed)
}

// believe takes an answer that finds nothing. Where no other search is there to say so too, the
// Hub's has to prove that it ever finds something: with an empty text it lists everything.
func (f *finding) believe(
	ctx context.Context, u Urgency, page Page[SearchResult], failed map[Route]error,
) (Page[SearchResult], error) {
	remembered := &f.client.memory(f.client.asker(ctx)).search
	if page.Route != HubRoute {
		remembered.found(page.Route, true, f.client.Now())
	} else if len(failed) > 0 && len(failed) == len(f.routes())-1 && !remembered.alive() {
		everything := &finding{client: f.client, op: f.op}
		all, err := everything.by(ctx, HubRoute, 1, u, nil)
		switch {
		case ctx.Err() != nil:
			return Page[SearchResult]{}, err
		case err == nil && all.Sent() == 0:
			return Page[SearchResult]{}, &Error{Op: f.op, Kind: NoSearch, Err: f.joined(failed)}
		case err == nil:
			remembered.found(HubRoute, false, f.client.Now())
		}
	}
	f.take(page.Route)
	return page, nil
}

// joined is the error of routes of which none leads on: the first that is there, whose cause is the
// next.
func (f *finding) joined(failed map[Route]error) error {
	present := func(route Route) bool { return failed[route] != nil && !isAbsent(failed[route]) }
	absent := !slices.ContainsFunc(f.routes(), present)
	var err error
	for _, route := range slices.Backward(f.routes()) {
		next := failed[route]
		if next == nil || !absent && !present(route) {
			continue
		}
		e, ok := errors.AsType[*Error](next)
		if !ok || err == nil {
			err = next
			continue
		}
		both := *e
		both.Err = err
		err = &both
	}
	if absent {
		return &Error{Op: f.op, Kind: NoSearch, Err: err}
	}
	return err
}

// isAbsent reports whether there is no such route, rather than one that failed.
func isAbsent(err error) bool {
	switch errs.StatusOf(err) {
	case http.StatusNotFound, http.StatusGone, http.StatusMethodNotAllowed,
		http.StatusNotImplemented:
		return true
	default:
		return false
	}
}

// turnedAway tells the failures of one route that say nothing of the other. Limits are not among
// them: a limit is waited out, not walked round.
func turnedAway(err error) bool {
	switch KindOf(err) {
	case BotChallenge, Forbidden, TokenNotAllowed, NotFound, Refused, Unavailable, Unreadable,
		Elsewhere, NotTheHub:
		return true
	default:
		return false
	}
}

// by asks one of the searches; detour tells the failures after which another is asked at once.
func (f *finding) by(
	ctx context.Context, route Route, n int, u Urgency, detour func(error) bool,
) (Page[SearchResult], error) {
	var page Page[SearchResult]
	read := func(hits func([]byte) (wire.Page[SearchResult], error)) func(transport.Answer) error {
		return func(a transport.Answer) error {
			e, err := hits(a.Body)
			if err != nil {
				return err
			}
			page = Page[SearchResult]{
				Number: n, Rows: e.Rows, Count: e.Count, Malformed: e.Malformed, Route: route,
			}
			// None names a next page that is to be followed, so the total tells which is the last.
			page.Last = page.Sent() == 0 || e.Count >= 0 && (n-1)*pageSize+page.Sent() >= e.Count
			return nil
		}
	}
	q := question{op: f.op, urgency: u, detour: detour}
	var err error
	switch route {
	case IndexRoute:
		err = f.client.askIndex(ctx, q, f.query.Text, n, read(wire.ReadIndexFound))
	case OlderRoute: // Hub API notes, "/v2/search/repositories/"
		q.op += " by the older search"
		values := url.Values{
			"query": {f.query.Text}, "page_size": {strconv.Itoa(pageSize)},
			"page": {strconv.Itoa(n)},
		}
		err = f.client.ask(
			ctx, q, values, []string{"v2", "search", "repositories", ""}, read(wire.ReadOlderFound),
		)
	default: // Hub API notes, "v4"
		err = f.client.ask(
			ctx, q, f.query.parameters(n), []string{"api", "search", "v4"}, read(wire.ReadFound),
		)
	}
	if err != nil {
		return Page[SearchResult]{Route: route}, err
	}
	saw(ctx, f.client, page.Rows, foundKey, "")
	return page, nil
}

// askIndex asks the older search on a host of its own, where no session goes (Hub API notes,
// "Legacy v1").
func (c *Client) askIndex(
	ctx context.Context, q question, text string, n int, read func(transport.Answer) error,
) error {
	q.op += " in the index"
	values := url.Values{"q": {text}, "n": {strconv.Itoa(pageSize)}, "page": {strconv.Itoa(n)}}
	address, err := transport.URLUnder(c.index, values, "v1", "search")
	if err != nil {
		return &Error{Op: q.op, Kind: Refused, Message: err.Error()}
	}
	return c.transport.Ask(ctx, transport.Query{
		Op: q.op, Address: address, Limiter: c.indexes, Elsewhere: true,
		Urgency: urgency(ctx, q.urgency), Read: read, Detour: q.detour,
	})
}
