package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// role says what a request carries and how it may be repeated.
type role uint8

const (
	reading role = iota // carries the session, may be sent again
	signing             // a login, a code, an exchange, a logout: carries no session, is sent once, waits for nobody
	naming              // to another host than the Hub: carries that host's own pass, if any
)

// urgency tells what a person waits for from what runs ahead; only the latter is slowed down near the rate limit.
type urgency uint8

const (
	urgent urgency = iota
	patient
)

// call is one question to the Hub or the registry. There is one door to the network, and this is what goes through it.
type call struct {
	op      string
	method  string
	address *url.URL
	payload []byte
	role    role
	urgency urgency
	door    Door
	bearer  Secret    // of signing and naming calls
	basic   [2]Secret // user and access token, for the registry's token service
	secrets []Secret  // never to appear in an error, whatever the server echoes
	subject string    // what a 404 would deny: "library/nginx"
	read    func(answer) error
	refused func(answer)     // looks at an answer that was no success
	detour  func(error) bool // tells the failures for which there is another way at once
	tries   *tries           // nil: of this call alone
}

// answer is a whole answer. Its body is good until the call returns.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// do sends a call, again where that is allowed and promising, until it is read, refused, cancelled or beyond all patience.
func (c *Client) do(caller context.Context, q call) error {
	ctx, cancel := context.WithTimeoutCause(caller, patience[q.urgency], &silenceError{after: patience[q.urgency], partial: true})
	defer cancel()
	if q.tries == nil {
		q.tries = c.newTries(q.urgency)
	}
	for {
		q.tries.made++
		used, err := c.try(ctx, q)
		if err == nil {
			return nil
		}
		if caller.Err() != nil {
			return stopped(caller, q.op)
		}
		e, ok := errors.AsType[*Error](err)
		if !ok {
			return err
		}
		if e.Status == http.StatusUnauthorized && used != nil && used.session.renewable() && !q.tries.renewed {
			q.tries.renewed = true
			if _, err := c.renew(ctx, used.session, used.token, q.op); err != nil {
				return err
			}
			q.tries.wait = q.tries.next()
		} else if q.role == signing || q.detour != nil && q.detour(e) || !q.tries.again(c, e) {
			return c.lookTwice(q, e)
		}
		if err := q.tries.pause(ctx); err != nil {
			if caller.Err() != nil {
				return stopped(caller, q.op)
			}
			return c.lookTwice(q, e)
		}
	}
}

// carried is what a reading call was sent with.
type carried struct {
	session *Session
	token   Secret
}

// try is one attempt: wait for a slot within the rate limit, then take the token that is good at this
// moment, send, judge, read.
func (c *Client) try(ctx context.Context, q call) (*carried, error) {
	if q.role != signing {
		if err := c.gates[q.door].admit(ctx, q.urgency); err != nil {
			return nil, c.gates[q.door].overdue(ctx, q)
		}
		defer c.gates[q.door].landed()
	}
	s := c.Session()
	if q.role != reading || s == nil || s.life == nil {
		return nil, c.send(ctx, q, q.bearer)
	}
	token, err := c.bearer(ctx, s, q.op)
	if err != nil {
		return nil, err
	}
	return &carried{s, token}, c.send(ctx, q, token)
}

// stopped is the error of a deed that its caller gave up.
func stopped(ctx context.Context, op string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Op: op, Kind: TimedOut, Err: context.DeadlineExceeded}
	}
	return &cancelled{op}
}

type cancelled struct{ op string }

func (e *cancelled) Error() string { return e.op + ": cancelled" }
func (e *cancelled) Unwrap() error { return context.Canceled }
