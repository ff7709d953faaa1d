package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
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
	session *Session // who asks; nil: without an account
	urgency urgency
	door    Door
	bearer  Secret    // of signing and naming calls
	basic   [2]Secret // user and access token, for the registry's token service
	secrets []Secret  // never to appear in an error, whatever the server echoes
	subject string    // what a 404 would deny: "library/nginx"
	sought  bool      // a 404 denies just that, and not one page of it
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

// tokenInAddress finds an access token that somebody typed where a name or a word to search for
// belongs. No address carries one: every host and proxy on the way writes addresses down.
var tokenInAddress = regexp.MustCompile(`(?i)dckr_[po]at_[a-z0-9_-]{16,}`)

// do sends a call, again where that is allowed and promising, until it is read, refused, cancelled or beyond all patience.
func (c *Client) do(caller context.Context, q call) error {
	if tokenInAddress.MatchString(q.address.String()) {
		return &Error{Op: deed(q.op), Kind: Refused, Err: errTyped}
	}
	ctx, cancel := context.WithTimeoutCause(caller, patience[q.urgency], &silenceError{after: patience[q.urgency], partial: true})
	defer cancel()
	if q.tries == nil {
		q.tries = c.newTries(q.urgency)
	}
	if q.role != signing {
		q.session = c.asker(ctx)
	}
	for {
		q.tries.made++
		token, err := c.try(ctx, q)
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
		c.doubt(q, e)
		if e.Kind == SessionEnded && e.Status == http.StatusUnauthorized {
			if err := c.disputed(ctx, q, token, e); err != nil {
				return err
			}
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

// doubt has a refusal asked about once more where one odd answer would cost much: of a page on the way through a list, or of something that
// was there a moment ago. What a person asks for by name costs one more key.
func (c *Client) doubt(q call, e *Error) {
	switch {
	case e.again != never || q.role == signing:
	case e.Kind == NotFound:
		if q.sought && c.remembers(q, e) {
			e.again = oneMore
		}
	case q.urgency == patient && q.role == reading && doubtful[e.Kind]:
		e.again = oneMore
	}
}

// doubtful are refusals that a box on the way may utter once. Those that only the Hub words as it does are none.
var doubtful = map[Kind]bool{Forbidden: true, BotChallenge: true, Refused: true, Proxy: true, Unavailable: true}

// disputed meets a 401: before a session is called ended, the Hub is asked once more, with a new
// token where there can be one.
func (c *Client) disputed(ctx context.Context, q call, token Secret, e *Error) error {
	q.tries.refusals++
	again := q.tries.refusals > 1
	if newest := q.session.life.disown(token, again); again && newest || q.tries.made >= maxTries {
		return e
	}
	q.tries.wait = q.tries.next()
	if !q.session.life.renews {
		return nil
	}
	_, err := c.renew(ctx, q.session, token, q.op)
	return err
}

// try is one attempt: wait for a slot within the rate limit, then take the token that is good at this
// moment, send, judge, read. It gives the session's token that was sent.
func (c *Client) try(ctx context.Context, q call) (Secret, error) {
	if q.role != signing {
		if err := c.gates[q.door].admit(ctx, q.urgency); err != nil {
			return Secret{}, c.gates[q.door].overdue(ctx, q)
		}
		defer c.gates[q.door].landed()
	}
	if !q.signedIn() {
		return Secret{}, c.send(ctx, q, q.bearer)
	}
	token, err := c.bearer(ctx, q.session, q.op)
	if err != nil {
		return Secret{}, err
	}
	return token, c.send(ctx, q, token)
}

// counted is the account whose limits a call counts for; other hosts than the Hub count by address.
func (q call) counted() *Session {
	if q.role != reading {
		return nil
	}
	return q.session
}

// signedIn reports whether a call carries a session.
func (q call) signedIn() bool {
	return q.role == reading && q.session != nil && q.session.life != nil
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
