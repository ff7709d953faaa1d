package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
	"tagboat/hub/redact"
)

// Authorizer is who asks.
type Authorizer interface {
	// Bearer is the token for one request, good at this moment. An error ends the question.
	Bearer(ctx context.Context, op string) (redact.Secret, error)
	// Refused hears that the Hub answered 401 to a token. The question is asked once more when it
	// returns nil; else its error is the outcome.
	Refused(ctx context.Context, r Refusal) error
}

// Refusal is a 401 to a token.
type Refusal struct {
	Op    string
	Token redact.Secret
	Times int  // how often this question met one
	Last  bool // the question is not asked again whatever is done about it
	Err   *errs.Error
}

// Query is a question. Asking it changes nothing, so it may be asked again.
type Query struct {
	Op      string
	Address *url.URL
	Limiter *Limiter // of the host
	Auth    Authorizer
	Urgency paging.Urgency
	Read    func(Answer) error
	Refused func(Answer)     // looks at an answer that was no success
	Detour  func(error) bool // tells the failures for which there is another way at once
	Seen    func() bool      // reports whether what a 404 would deny was there a moment ago
	Tries   *Tries           // nil: of this question alone
	Head    bool             // only whether it is there
	Accept  string           // the types to ask for; "": JSON

	// Elsewhere is a question to another host than the Hub: nothing of a session goes there. It has
	// a token of that host's own, or for its token service the user and the access token.
	Elsewhere bool
	Bearer    redact.Secret
	Basic     [2]redact.Secret
}

// Deed changes something, so it is sent once.
type Deed struct {
	Op      string
	Address *url.URL
	Payload []byte
	Bearer  redact.Secret
	Secrets []redact.Secret // never to appear in an error, whatever the server echoes
	Read    func(Answer) error
	Refused func(Answer)
}

// Answer is a whole answer. Its body is good until the call returns.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Date is when the server says it answered, to the second; zero when it does not say.
func (a Answer) Date() time.Time {
	date, err := http.ParseTime(a.Header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date
}

// role says what a call carries and how its answers are judged.
type role uint8

const (
	session   role = iota // a question to the Hub, by a session or nobody
	login                 // a deed: carries no session, waits for nobody
	anonymous             // a question to another host: carries that host's own token, if any
)

// call is what goes through the one way to the network.
type call struct {
	op      string
	method  string
	address *url.URL
	payload []byte
	role    role
	auth    Authorizer
	accept  string
	limiter *Limiter
	basic   [2]redact.Secret
	secrets []redact.Secret
	read    func(Answer) error
	refused func(Answer)
	tries   *Tries
	// gives the slot of the limiter to the next request; may be called twice
	release func()
}

// tokenInAddress finds an access token that somebody typed where a name or a word to search for
// belongs. No address carries one: every host and proxy on the way writes addresses down.
var tokenInAddress = regexp.MustCompile(`(?i)dckr_[po]at_[a-z0-9_-]{16,}`)

func presentable(op string, address *url.URL) error {
	if tokenInAddress.MatchString(address.String()) {
		return &errs.Error{Op: redact.Message(op), Kind: errs.Refused, Err: errTyped}
	}
	return nil
}

// Do sends a deed, once.
func (c *Client) Do(caller context.Context, d Deed) error {
	if err := presentable(d.Op, d.Address); err != nil {
		return err
	}
	ctx, cancel := bounded(caller, paging.Urgent)
	defer cancel()
	tries := c.NewTries(paging.Urgent)
	err := c.send(ctx, call{
		op: d.Op, method: http.MethodPost, address: d.Address, payload: d.Payload, role: login,
		secrets: d.Secrets, read: d.Read, refused: d.Refused, tries: tries,
	}, d.Bearer)
	if err != nil && caller.Err() != nil {
		return errs.Stopped(caller, d.Op)
	}
	tries.ended(err)
	return tries.told(err)
}

// Ask asks a question, again where that is promising, until it is answered, refused, cancelled or
// beyond all patience.
func (c *Client) Ask(caller context.Context, q Query) error {
	if err := presentable(q.Op, q.Address); err != nil {
		return err
	}
	ctx, cancel := bounded(caller, q.Urgency)
	defer cancel()
	if q.Tries == nil {
		q.Tries = c.NewTries(q.Urgency)
	}
	return q.Tries.told(c.ask(ctx, caller, q))
}

// ask asks until there is an answer, or a reason to give up.
func (c *Client) ask(ctx, caller context.Context, q Query) error {
	for {
		q.Tries.made++
		token, err := c.try(ctx, q)
		if err == nil {
			return nil
		}
		q.Tries.ended(err)
		if caller.Err() != nil {
			return errs.Stopped(caller, q.Op)
		}
		e, ok := errors.AsType[*errs.Error](err)
		if !ok {
			return err
		}
		q.doubt(e)
		if e.Kind == errs.SessionEnded && e.Status == http.StatusUnauthorized {
			if err := q.disputed(ctx, token, e); err != nil {
				return err
			}
		} else if q.Detour != nil && q.Detour(e) || !q.Tries.again(c, e) {
			return err
		}
		if q.Tries.pause(ctx) != nil {
			if caller.Err() != nil {
				return errs.Stopped(caller, q.Op)
			}
			return err
		}
	}
}

// doubt has a refusal asked about once more where one odd answer would cost much: of a page on the
// way through a list, or of something that was there a moment ago. What a person asks for by name
// costs one more key.
func (q Query) doubt(e *errs.Error) {
	switch {
	case e.Again != errs.Never:
	case e.Kind == errs.NotFound:
		if e.Status == http.StatusNotFound && q.Seen != nil && q.Seen() {
			e.Again = errs.OneMore
		}
	case q.Urgency == paging.Patient && !q.Elsewhere && doubtful[e.Kind]:
		e.Again = errs.OneMore
	}
}

// doubtful are refusals that a box on the way may utter once. Those that only the Hub words as it
// does are none.
var doubtful = map[errs.Kind]bool{
	errs.Forbidden: true, errs.BotChallenge: true, errs.Refused: true, errs.Proxy: true,
	errs.Unavailable: true,
}

// bounded ends a call that lasts too long.
func bounded(ctx context.Context, u paging.Urgency) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(
		ctx, patience[u], &silenceError{after: patience[u], partial: true},
	)
}

// disputed meets a 401: before a session is called ended, the Hub is asked once more.
func (q Query) disputed(ctx context.Context, token redact.Secret, e *errs.Error) error {
	t := q.Tries
	t.refusals++
	last := t.made >= maxTries
	if !last {
		t.wait = t.next()
	}
	return q.Auth.Refused(
		ctx, Refusal{Op: q.Op, Token: token, Times: t.refusals, Last: last, Err: e},
	)
}

// try is one attempt: wait for a slot within the rate limit, then take the token that is good at
// this moment, send, judge, read. It gives the session's token that was sent.
func (c *Client) try(ctx context.Context, q Query) (redact.Secret, error) {
	if err := q.Limiter.Acquire(ctx, q.Urgency); err != nil {
		return redact.Secret{}, q.Limiter.overdue(ctx, q)
	}
	release := sync.OnceFunc(q.Limiter.Release)
	defer release()
	k := call{
		op: q.Op, method: http.MethodGet, address: q.Address, auth: q.Auth, limiter: q.Limiter,
		basic:   q.Basic,
		secrets: q.Basic[1:], read: q.Read, refused: q.Refused, tries: q.Tries, release: release,
		accept: q.Accept,
	}
	if q.Head {
		k.method = http.MethodHead
	}
	if q.Elsewhere {
		k.role, k.auth = anonymous, nil
	}
	if k.auth == nil {
		return redact.Secret{}, c.send(ctx, k, q.Bearer)
	}
	token, err := k.auth.Bearer(ctx, k.op)
	if err != nil {
		return redact.Secret{}, err
	}
	return token, c.send(ctx, k, token)
}
