package transport

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/wire"
)

// refusal is the error for an answer that is no success.
func (c *Client) refusal(q call, a Answer, secrets []redact.Secret) *errs.Error {
	e := &errs.Error{Op: q.op, Status: a.Status}
	if challenged(a) {
		e.Kind = errs.BotChallenge
		return e
	}
	said := ""
	if !isMarkup(a.Body) {
		said = serverMessage(a.Body)
	}
	e.Message = redact.Line(redact.Text(said, secrets...), redact.MaxMessage)
	c.classify(e, q, a, strings.ToLower(said))
	return e
}

// classify finds the kind of a refusal by its status, and by text only where the Hub gives nothing
// else to tell it by.
func (c *Client) classify(e *errs.Error, q call, a Answer, said string) {
	switch s := a.Status; {
	case q.role == login && nameLogin(e, a, said):
	case s == http.StatusUnauthorized:
		c.unauthorized(e, q, a, said)
	case s == http.StatusForbidden:
		e.Kind = forbidden(a, said)
	case s == http.StatusNotFound && isMarkup(a.Body):
		// the Hub's own 404 is JSON
		e.Kind, e.Message = errs.Refused, "the server knows no such route"
	case s == http.StatusNotFound, s == http.StatusGone:
		e.Kind = errs.NotFound
	case s == http.StatusProxyAuthRequired:
		e.Kind = errs.Proxy
	case s == http.StatusRequestTimeout:
		e.Kind, e.Again = errs.TimedOut, errs.Once
	case s == http.StatusTooManyRequests:
		c.limited(e, q, a, said)
	case s == http.StatusInternalServerError:
		e.Kind, e.Again = errs.Unavailable, errs.Once
	case s >= 502 && s <= 504, s >= 520 && s <= 527:
		e.Kind, e.Again = errs.Unavailable, errs.Often
		if d, ok := retryAfter(a.Header, c.Now()); ok {
			e.Until = c.Now().Add(d)
		}
	case s >= 500:
		e.Kind = errs.Unavailable
	case s >= 300 && s < 400:
		e.Kind, e.Again, e.Err = errs.Elsewhere, errs.Once, errNowhere
		if q.method != http.MethodGet && a.Header.Get("Location") != "" {
			e.Err = errSentOn
		}
	default:
		e.Kind = errs.Refused
	}
}

// unauthorized names a 401. It is blamed on the session that asked, and only when the Hub itself
// says it: a box on the way that wants a login of its own knows nothing of sessions.
func (c *Client) unauthorized(e *errs.Error, q call, a Answer, said string) {
	switch {
	case mentionsSSO(said):
		e.Kind = errs.SSORequired
	case !q.owns(a):
		e.Kind, e.Message, e.Again = errs.NotTheHub, "", errs.Once
	case q.auth != nil:
		e.Kind = errs.SessionEnded
	default:
		e.Kind = errs.Forbidden
	}
}

// owns reports whether a 401 has the shape of the service that was asked: a registry names its
// token service, and that one's are JSON.
func (q call) owns(a Answer) bool {
	if q.role != anonymous {
		return ownShape(a)
	}
	return looksLikeJSON(a.Body) ||
		bearerWord.MatchString(strings.Join(a.Header.Values("WWW-Authenticate"), ", "))
}

var bearerWord = regexp.MustCompile(`(?i)\bbearer\b`)

// nameLogin finds the kinds that mean something else at a login than elsewhere. A 401 speaks about
// the secret only in the Hub's own shape, for a proxy's page has the same status.
func nameLogin(e *errs.Error, a Answer, said string) bool {
	switch {
	case a.Status == http.StatusUnauthorized && !ownShape(a):
		e.Kind, e.Message = errs.NotTheHub, ""
	case a.Status == http.StatusUnauthorized && mentionsSSO(said):
		e.Kind = errs.SSORequired
	case a.Status == http.StatusUnauthorized:
		e.Kind = errs.BadCredentials
	case a.Status == http.StatusNotFound, a.Status == http.StatusGone,
		a.Status == http.StatusMethodNotAllowed:
		e.Kind, e.Message = errs.Refused, "the server knows no such route"
	default:
		return false
	}
	return true
}

// ownShape reports whether an error is as the Hub's services write theirs: an object of JSON whose
// "detail" or "message" is a text (Hub API notes, "Errors").
func ownShape(a Answer) bool {
	kind, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err == nil && kind != "text/plain" && !strings.HasSuffix(kind, "json") {
		return false
	}
	var answer wire.Object[errorBody]
	err = wire.Decode(a.Body, &answer)
	return err == nil && answer.Value.Detail+answer.Value.Message != ""
}

func forbidden(a Answer, said string) errs.Kind {
	switch {
	case isMarkup(a.Body):
		// a wall in front of the Hub, whatever it says: the Hub itself answers in JSON
		return errs.BotChallenge
	case strings.Contains(said, "pagination offset too large"):
		return errs.DepthCapped
	case strings.Contains(said, "access token is not allowed"),
		strings.Contains(said, "with personal access token"),
		strings.Contains(said, "issued from a personal access token"):
		return errs.TokenNotAllowed
	case mentionsSSO(said):
		return errs.SSORequired
	}
	return errs.Forbidden
}

func mentionsSSO(said string) bool {
	return strings.Contains(said, "single sign-on") || ssoWord.MatchString(said)
}

// limited tells the three limiters apart (Hub API notes, "Rate limits"). Only the one that locks an
// account is meant for a login alone.
func (c *Client) limited(e *errs.Error, q call, a Answer, said string) {
	wait, told := hint(a.Header, c.Now())
	if !told {
		wait = defaultPause
	}
	switch {
	case strings.Contains(said, "hap429"),
		strings.Contains(said, "too many requests") && !looksLikeJSON(a.Body):
		e.Kind, e.Again = errs.AbuseLimited, errs.AfterPause
	case q.role == login && !ownShape(a) && !strings.Contains(said, "login"):
		// whoever stands before the Hub says so, not its login limiter
		e.Kind, e.Again = errs.AbuseLimited, errs.AfterPause
	case q.role == login && !strings.Contains(said, "rate limit"):
		e.Kind, wait = errs.LockedOut, min(wait, longestLock)
		if !told {
			wait = lockout
		}
	default:
		e.Kind, e.Again = errs.RateLimited, errs.AfterPause
	}
	e.Until = c.Now().Add(max(wait, time.Second))
}

// challenged recognizes the pages with which a bot protection answers in place of the Hub.
func challenged(a Answer) bool {
	if strings.EqualFold(a.Header.Get("Cf-Mitigated"), "challenge") {
		return true
	}
	head := bytes.ToLower(a.Body[:min(len(a.Body), 8<<10)])
	return !looksLikeJSON(a.Body) &&
		(bytes.Contains(head, []byte("just a moment")) || bytes.Contains(
			head, []byte("error code: 10"),
		) ||
			bytes.Contains(head, []byte("cf-challenge")) ||
			bytes.Contains(head, []byte("challenge-platform")))
}

// markup is the error for HTML where JSON belongs.
func markup(q call, a Answer) *errs.Error {
	switch {
	case challenged(a):
		return &errs.Error{Op: q.op, Kind: errs.BotChallenge, Status: a.Status}
	case q.role == login:
		return &errs.Error{Op: q.op, Kind: errs.NotTheHub, Status: a.Status}
	}
	return &errs.Error{Op: q.op, Kind: errs.Unavailable, Status: a.Status, Again: errs.Often}
}

// unreadable is the error for a success that cannot be read. What the JSON library says may quote
// the answer, so for a login it is left out.
func unreadable(q call, a Answer, err error) *errs.Error {
	e := &errs.Error{Op: q.op, Kind: errs.Unreadable, Status: a.Status, Again: errs.Often}
	if challenged(a) {
		e.Kind, e.Again = errs.BotChallenge, errs.Never
	}
	if q.role == session {
		e.Message = redact.Message(err.Error())
	}
	switch {
	case len(bytes.TrimSpace(a.Body)) == 0:
		e.Err = errEmpty
	case ownCause(err) != nil: // which quotes nothing of the answer
		e.Err = ownCause(err)
		if errors.Is(err, wire.ErrTooMuch) {
			e.Again = errs.Once
		}
	case !looksLikeJSON(a.Body):
		e.Err = errNotJSON
	}
	return e
}

func ownCause(err error) error {
	if cause, ok := errors.AsType[*errs.Cause](err); ok {
		return cause
	}
	return nil
}

func isMarkup(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	return len(body) > 0 && body[0] == '<'
}

func looksLikeJSON(body []byte) bool {
	body = bytes.TrimSpace(body)
	return len(body) > 0 && (body[0] == '{' || body[0] == '[')
}

var ssoWord = regexp.MustCompile(`\bsso\b`)
