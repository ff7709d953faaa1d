package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"
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
	ctx = f.client.bound(ctx)
	if way := f.way.Load(); way != undecided && (n > 1 || way != uint32(HubDoor)+1) {
		return f.by(ctx, Door(way-1), n, u, nil)
	}
	return f.first(ctx, n, u)
}

// routes are the searches that could answer, the one that tells most first. The index knows Docker's
// Hub only.
func (f *finding) routes() []Door {
	switch {
	case f.query.Text == "", f.query.Narrowed():
		return []Door{HubDoor}
	case f.client.index == nil:
		return []Door{HubDoor, OlderDoor}
	default:
		return []Door{HubDoor, OlderDoor, IndexDoor}
	}
}

// first decides the route: the first that finds something, else the first that answers at all.
func (f *finding) first(ctx context.Context, n int, u urgency) (Page[SearchResult], error) {
	remembered := &f.client.memory(f.client.asker(ctx)).search
	routes := remembered.order(f.routes(), f.client.now())
	var nothing []Page[SearchResult]
	failed := map[Door]error{}
	for i, door := range routes {
		var elsewhere func(error) bool
		if i < len(routes)-1 {
			elsewhere = turnedAway
		}
		page, err := f.by(ctx, door, n, u, elsewhere)
		switch {
		case ctx.Err() != nil, err != nil && door == HubDoor && !turnedAway(err):
			return Page[SearchResult]{}, err
		case err != nil:
			failed[door] = err
		case len(page.Rows) == 0:
			nothing = append(nothing, page)
		default:
			remembered.found(door, failed[HubDoor] != nil, f.client.now())
			f.take(door)
			return page, nil
		}
	}
	if len(nothing) == 0 {
		return Page[SearchResult]{}, f.joined(failed)
	}
	own := slices.IndexFunc(nothing, func(p Page[SearchResult]) bool { return p.Door == HubDoor })
	return f.believe(ctx, u, nothing[max(own, 0)], failed)
}

// believe takes an answer that finds nothing. Where no other search is there to say so too, the Hub's
// has to prove that it ever finds something: with an empty text it lists everything.
func (f *finding) believe(
	ctx context.Context, u urgency, page Page[SearchResult], failed map[Door]error,
) (Page[SearchResult], error) {
	remembered := &f.client.memory(f.client.asker(ctx)).search
	if page.Door != HubDoor {
		remembered.found(page.Door, true, f.client.now())
	} else if len(failed) > 0 && len(failed) == len(f.routes())-1 && !remembered.alive() {
		everything := &finding{client: f.client, op: f.op}
		all, err := everything.by(ctx, HubDoor, 1, u, nil)
		switch {
		case ctx.Err() != nil:
			return Page[SearchResult]{}, err
		case err == nil && all.raw() == 0:
			return Page[SearchResult]{}, &Error{Op: f.op, Kind: NoSearch, Err: f.joined(failed)}
		case err == nil:
			remembered.found(HubDoor, false, f.client.now())
		}
	}
	f.take(page.Door)
	return page, nil
}

// joined is the error of routes of which none leads on: the first that is there, whose cause is the
// next.
func (f *finding) joined(failed map[Door]error) error {
	present := func(door Door) bool { return failed[door] != nil && !isAbsent(failed[door]) }
	absent := !slices.ContainsFunc(f.routes(), present)
	var err error
	for _, door := range slices.Backward(f.routes()) {
		next := failed[door]
		if next == nil || !absent && !present(door) {
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
	switch statusOf(err) {
	case http.StatusNotFound, http.StatusGone, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return true
	default:
		return false
	}
}

// turnedAway tells the failures of one route that say nothing of the other. Limits are not among them: a limit is waited out, not walked round.
func turnedAway(err error) bool {
	switch KindOf(err) {
	case BotChallenge, Forbidden, TokenNotAllowed, NotFound, Refused, Unavailable, Unreadable, Elsewhere, NotTheHub:
		return true
	default:
		return false
	}
}

// by asks one of the searches; detour tells the failures after which another is asked at once.
func (f *finding) by(ctx context.Context, door Door, n int, u urgency, detour func(error) bool) (Page[SearchResult], error) {
	q := call{op: f.op, method: http.MethodGet, urgency: u, detour: detour}
	read := readHits
	var err error
	switch door {
	case IndexDoor: // on a host of its own, where no session goes (Hub API notes, "Legacy v1")
		q.op, q.role, q.door, read = f.op+" in the index", naming, IndexDoor, readIndexHits
		values := url.Values{"q": {f.query.Text}, "n": {strconv.Itoa(pageSize)}, "page": {strconv.Itoa(n)}}
		q.address, err = below(f.client.index, values, "v1", "search")
	case OlderDoor: // Hub API notes, "/v2/search/repositories/"
		q.op, read = f.op+" by the older search", readOlderHits
		values := url.Values{"query": {f.query.Text}, "page_size": {strconv.Itoa(pageSize)}, "page": {strconv.Itoa(n)}}
		q.address, err = below(f.client.base, values, "v2", "search", "repositories", "")
	default: // Hub API notes, "v4"
		q.address, err = below(f.client.base, f.query.parameters(n), "api", "search", "v4")
	}
	if err != nil {
		return Page[SearchResult]{}, &Error{Op: q.op, Kind: Refused, Message: err.Error()}
	}
	page, err := f.ask(ctx, n, q, read)
	page.Door = door
	return page, err
}

// ask asks by one route. None names a next page that is to be followed, so the total tells which is the last.
func (f *finding) ask(
	ctx context.Context, n int, q call, read func([]byte) (envelope[SearchResult], error),
) (Page[SearchResult], error) {
	var page Page[SearchResult]
	q.read = func(a answer) error {
		e, err := read(a.body)
		if err != nil {
			return err
		}
		page = Page[SearchResult]{Number: n, Rows: e.rows, Count: e.count, Malformed: e.malformed}
		page.Last = page.raw() == 0 || e.count >= 0 && (n-1)*pageSize+page.raw() >= e.count
		return nil
	}
	if err := f.client.do(ctx, q); err != nil {
		return Page[SearchResult]{}, err
	}
	names := make([]string, len(page.Rows))
	for i, row := range page.Rows {
		names[i] = row.Name.String()
	}
	f.client.memory(f.client.asker(ctx)).listed.saw(f.client.now(), names...)
	return page, nil
}
