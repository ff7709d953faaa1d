package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
	"tagboat/hub/session"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

// Manifest is what lies in a repository under a digest, with the tags that point at it.
type Manifest = wire.Manifest

var (
	errNotYours = errs.NewCause("manifests are shown to those whose repository it is",
		"the Hub lists the manifests of a repository only to those whose repository it is",
		"Log in with an account of the namespace that may see them. Tags are listed all the same.")
	errLost = errs.NewCause("the place to go on from is not known any more",
		"the Hub no longer knows the place from which the list goes on",
		"Reload to read it from the beginning. What is loaded stays until then.")
	errCircle = errs.NewCause("the list goes on from a place where it was before",
		"the list goes on from a place where it was before, so it would never end",
		"Reload. If it stays, a proxy may be sending old answers.")
)

// Manifests describes what lies in a repository, with tags and without: the only door to manifests
// that no tag points at. The route is not in the Hub's published description. It is open to those
// whose repository it is, counts nothing, and goes on by a cursor from one page to the next (Hub
// API notes, "Facts added in November 2026"), so that pages come one after another and only a walk
// knows the way to the third. A Hub that has no such route ends it with [NoManifests].
func (c *Client) Manifests(r RepositoryName) Listing[Manifest] {
	op := opName("list manifests of " + r.Familiar())
	begin := func(bool) paging.Source[Manifest] {
		walk := &manifestWalk{client: c, of: r, op: op, next: 1, passed: map[string]bool{}}
		return paging.Source[Manifest]{
			Op: op, Bind: c.bound, Chained: true, Page: walk.page,
			Key: func(m Manifest) string { return m.Digest.String() },
		}
	}
	source := begin(false)
	source.Walk = begin
	source.Page = func(ctx context.Context, n int, u Urgency) (Page[Manifest], error) {
		return begin(false).Page(ctx, n, u)
	}
	return paging.New(source)
}

// Untagged is a manifest without a tag as a row beside tags: all that is known of it is its digest
// and when it was pushed, and so its size is unknown, though it reads as zero.
func Untagged(m Manifest, r RepositoryName) RepositoryTag {
	return RepositoryTag{Repository: r, Tag: Tag{Digest: m.Digest, Pushed: m.Pushed}}
}

// manifestWalk is on its way from page to page; next is the page that its cursor leads to.
type manifestWalk struct {
	client *Client
	of     RepositoryName
	op     string

	next   int
	cursor string
	passed map[string]bool // cursors that led somewhere already
	over   bool
}

// page goes on to page n, which lies ahead. Where that fails, the cursor stays where it was.
func (w *manifestWalk) page(ctx context.Context, n int, u Urgency) (Page[Manifest], error) {
	ctx = w.client.bound(ctx)
	for w.next < n && !w.over {
		if _, err := w.step(ctx, Patient); err != nil {
			return Page[Manifest]{}, err
		}
	}
	if w.over {
		return Page[Manifest]{Number: n, Count: -1, Last: true}, nil
	}
	return w.step(ctx, u)
}

// step asks for the page that the cursor leads to.
func (w *manifestWalk) step(ctx context.Context, u Urgency) (Page[Manifest], error) {
	if w.passed[w.cursor] {
		return Page[Manifest]{}, &Error{Op: w.op, Kind: Unreadable, Err: errCircle}
	}
	query := url.Values{"page_size": {strconv.Itoa(pageSize)}}
	if w.cursor != "" {
		query.Set("last_evaluated_key", w.cursor)
	}
	var page Page[Manifest]
	next := ""
	err := w.client.ask(ctx, question{op: w.op, urgency: u, elsewhere: w.look}, query,
		append(append(repositoriesPath(w.of.Namespace), w.of.Name), "manifests"),
		func(a transport.Answer) error {
			p, err := wire.ReadManifests(a.Body)
			next = p.Next
			page = Page[Manifest]{
				Number: w.next, Rows: p.Rows, Count: p.Count, Last: p.Next == "",
				Malformed: p.Malformed, Answered: a.Date(),
			}
			return err
		})
	if err != nil {
		return Page[Manifest]{}, w.explained(ctx, err)
	}
	w.passed[w.cursor] = true
	w.next, w.cursor, w.over = w.next+1, next, next == ""
	return page, nil
}

// look asks for the repository itself.
func (w *manifestWalk) look(ctx context.Context) error {
	_, err := w.client.Repository(ctx, w.of)
	return err
}

// explained says of a refusal what it means here. A route that is not there is told from a
// repository that is not by asking for that one.
func (w *manifestWalk) explained(ctx context.Context, err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	said := *e
	switch {
	case e.Kind == Forbidden, e.Kind == TokenNotAllowed:
		said.Err = errNotYours
	case w.cursor != "" && (isAbsent(err) || e.Status == http.StatusBadRequest):
		said.Kind, said.Err = Refused, errLost
	case isAbsent(err):
		if err := w.look(ctx); err != nil {
			return err
		}
		said.Kind = NoManifests
	default:
		return err
	}
	return &said
}

// narrow is a session that asks what not everybody may: a 401 there ends it only where the Hub
// refuses it elsewhere too.
type narrow struct {
	*session.Session

	elsewhere func(ctx context.Context) error
}

// Refused looks elsewhere, which renews the token where that helps.
func (n narrow) Refused(ctx context.Context, r transport.Refusal) error {
	err := n.elsewhere(ctx)
	if err != nil && !withheld(err) {
		return err
	}
	if token, err := n.Bearer(ctx, r.Op); err != nil || r.Times == 1 && !r.Last &&
		token.Reveal() != r.Token.Reveal() {
		return err
	}
	refused := *r.Err
	refused.Kind = Forbidden
	return &refused
}
