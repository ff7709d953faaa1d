package hub

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

const maxMessage = 300

// refusal is the error for an answer that is no success.
func (c *Client) refusal(q call, a answer, secrets []Secret) *Error {
	e := &Error{Op: q.op, Status: a.status}
	if challenged(a) {
		e.Kind = BotChallenge
		return e
	}
	said := ""
	if !isMarkup(a.body) {
		said = serverMessage(a.body)
	}
	e.Message = bounded(scrub(said, secrets), maxMessage)
	c.name(e, q, a, strings.ToLower(said))
	return e
}

// name finds the kind of a refusal by its status, and by text only where the Hub gives nothing else to tell it by.
func (c *Client) name(e *Error, q call, a answer, said string) {
	switch s := a.status; {
	case q.role == signing && nameLogin(e, a, said):
	case s == http.StatusUnauthorized:
		c.unauthorized(e, q, a, said)
	case s == http.StatusForbidden:
		e.Kind = forbidden(a, said)
	case s == http.StatusNotFound && isMarkup(a.body):
		e.Kind, e.Message = Refused, "the server knows no such route" // the Hub's own 404 is JSON
	case s == http.StatusNotFound, s == http.StatusGone:
		e.Kind = NotFound
	case s == http.StatusProxyAuthRequired:
		e.Kind = Proxy
	case s == http.StatusRequestTimeout:
		e.Kind, e.again = TimedOut, once
	case s == http.StatusTooManyRequests:
		c.limited(e, q, a, said)
	case s == http.StatusInternalServerError:
		e.Kind, e.again = Unavailable, once
	case s >= 502 && s <= 504, s >= 520 && s <= 527:
		e.Kind, e.again = Unavailable, often
		if d, ok := retryAfter(a.header, c.now()); ok {
			e.Until = c.now().Add(d)
		}
	case s >= 500:
		e.Kind = Unavailable
	case s >= 300 && s < 400:
		e.Kind, e.again, e.Err = Elsewhere, once, errNowhere
		if q.method != http.MethodGet && a.header.Get("Location") != "" {
			e.Err = errSentOn
		}
	default:
		e.Kind = Refused
	}
}

// unauthorized names a 401. It is blamed on the session that asked, and only when the Hub itself
// says it: a box on the way that wants a login of its own knows nothing of sessions.
func (c *Client) unauthorized(e *Error, q call, a answer, said string) {
	switch {
	case mentionsSSO(said):
		e.Kind = SSORequired
	case !q.owns(a):
		e.Kind, e.Message, e.again = NotTheHub, "", once
	case q.signedIn():
		e.Kind, e.Session = SessionEnded, q.session
	default:
		e.Kind = Forbidden
	}
}

// owns reports whether a 401 has the shape of the service that was asked: a registry names its token
// service, and that one's are JSON.
func (q call) owns(a answer) bool {
	if q.role != naming {
		return ownShape(a)
	}
	return looksLikeJSON(a.body) || bearerWord.MatchString(strings.Join(a.header.Values("WWW-Authenticate"), ", "))
}

var bearerWord = regexp.MustCompile(`(?i)\bbearer\b`)

// nameLogin finds the kinds that mean something else at a login than elsewhere. A 401 speaks about
// the secret only in the Hub's own shape, for a proxy's page has the same status.
func nameLogin(e *Error, a answer, said string) bool {
	switch {
	case a.status == http.StatusUnauthorized && !ownShape(a):
		e.Kind, e.Message = NotTheHub, ""
	case a.status == http.StatusUnauthorized && mentionsSSO(said):
		e.Kind = SSORequired
	case a.status == http.StatusUnauthorized:
		e.Kind = BadCredentials
	case a.status == http.StatusNotFound, a.status == http.StatusGone, a.status == http.StatusMethodNotAllowed:
		e.Kind, e.Message = Refused, "the server knows no such route"
	default:
		return false
	}
	return true
}

// ownShape reports whether an error is as the Hub's services write theirs: an object of JSON whose
// "detail" or "message" is a text (Hub API notes, "Errors").
func ownShape(a answer) bool {
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err == nil && kind != "text/plain" && !strings.HasSuffix(kind, "json") {
		return false
	}
	var m said
	s := newScanner(a.body)
	_, err = s.object(func(name []byte) error { return m.read(s, name) })
	return err == nil && (m.detail != "" || m.message != "")
}

func forbidden(a answer, said string) Kind {
	switch {
	case isMarkup(a.body):
		return BotChallenge // a wall in front of the Hub, whatever it says: the Hub itself answers in JSON
	case strings.Contains(said, "pagination offset too large"):
		return DepthCapped
	case strings.Contains(said, "access token is not allowed"),
		strings.Contains(said, "with personal access token"),
		strings.Contains(said, "issued from a personal access token"):
		return TokenNotAllowed
	case mentionsSSO(said):
		return SSORequired
	}
	return Forbidden
}

func mentionsSSO(said string) bool {
	return strings.Contains(said, "single sign-on") || ssoWord.MatchString(said)
}

// limited tells the three limiters apart (Hub API notes, "Rate limits"). Only the one that locks an account is meant for a login alone.
func (c *Client) limited(e *Error, q call, a answer, said string) {
	wait, told := hint(a.header, c.now())
	if !told {
		wait = defaultPause
	}
	switch {
	case strings.Contains(said, "hap429"), strings.Contains(said, "too many requests") && !looksLikeJSON(a.body):
		e.Kind, e.again = AbuseLimited, afterPause
	case q.role == signing && !ownShape(a) && !strings.Contains(said, "login"):
		e.Kind, e.again = AbuseLimited, afterPause // whoever stands before the Hub says so, not its login limiter
	case q.role == signing && !strings.Contains(said, "rate limit"):
		e.Kind, wait = LockedOut, min(wait, longestLock)
		if !told {
			wait = lockout
		}
	default:
		e.Kind, e.again = RateLimited, afterPause
	}
	e.Until = c.now().Add(max(wait, time.Second))
}

// challenged recognizes the pages with which a bot protection answers in place of the Hub.
func challenged(a answer) bool {
	if strings.EqualFold(a.header.Get("Cf-Mitigated"), "challenge") {
		return true
	}
	head := bytes.ToLower(a.body[:min(len(a.body), 8<<10)])
	return !looksLikeJSON(a.body) && (bytes.Contains(head, []byte("just a moment")) || bytes.Contains(head, []byte("error code: 10")) ||
		bytes.Contains(head, []byte("cf-challenge")) || bytes.Contains(head, []byte("challenge-platform")))
}

// markup is the error for HTML where JSON belongs.
func markup(q call, a answer) *Error {
	switch {
	case challenged(a):
		return &Error{Op: q.op, Kind: BotChallenge, Status: a.status}
	case q.role == signing:
		return &Error{Op: q.op, Kind: NotTheHub, Status: a.status}
	}
	return &Error{Op: q.op, Kind: Unavailable, Status: a.status, again: often}
}

// unreadable is the error for a success that cannot be read. What the JSON library says may quote the answer, so for a login it is left out.
func unreadable(q call, a answer, err error) *Error {
	e := &Error{Op: q.op, Kind: Unreadable, Status: a.status, again: often}
	if challenged(a) {
		e.Kind, e.again = BotChallenge, never
	}
	if q.role == reading {
		e.Message = bounded(scrub(err.Error(), nil), maxMessage)
	}
	switch {
	case len(bytes.TrimSpace(a.body)) == 0:
		e.Err = errEmpty
	case isOurs(err):
		e.Err = err
		if errors.Is(err, errTooMuch) {
			e.again = once
		}
	case !looksLikeJSON(a.body):
		e.Err = errNotJSON
	}
	return e
}

// isOurs reports whether an error is one of this package, which quotes nothing of the answer.
func isOurs(err error) bool {
	return errors.Is(err, errNoRows) || errors.Is(err, errNoObject) || errors.Is(err, errNameless) || errors.Is(err, errTooMuch)
}

func isMarkup(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	return len(body) > 0 && body[0] == '<'
}

func looksLikeJSON(body []byte) bool {
	body = bytes.TrimSpace(body)
	return len(body) > 0 && (body[0] == '{' || body[0] == '[')
}

var (
	ssoWord    = regexp.MustCompile(`\bsso\b`)
	tokenShape = regexp.MustCompile(`dckr_[a-zA-Z]{2,8}_[A-Za-z0-9_-]*|eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){0,2}`)
)

// scrub takes out the secrets of a call, and whatever has the shape of a token.
func scrub(text string, secrets []Secret) string {
	for _, s := range secrets {
		if plain := s.Reveal(); len(plain) > 3 || plain != "" && text == plain {
			text = strings.ReplaceAll(text, plain, redacted)
		}
	}
	return tokenShape.ReplaceAllString(text, redacted)
}

// bounded cuts text to at most n bytes, on a character, in one line of valid UTF-8.
func bounded(text string, n int) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	if len(text) <= n {
		return text
	}
	cut := n - len("…")
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// deed names what is tried, in words for a person. Somebody will paste a token where a name belongs.
func deed(words string) string { return bounded(scrub(words, nil), maxMessage) }
