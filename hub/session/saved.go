package session

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
)

// SavedSession is a session in the form in which it outlives the program. Its secrets print as
// [redacted] in every verb of fmt, in JSON and in slog: who keeps one has to reveal each of them by
// name.
type SavedSession struct {
	Username   string        // as Session.Username
	Kind       redact.Kind   // as Session.Kind
	Claimed    bool          // the Hub named the user, not the login form
	Identifier string        // what an access token is exchanged with; "" for a password
	Ends       time.Time     // when Token ends by this machine's clock; zero: unknown
	Token      redact.Secret // the session itself
	Secret     redact.Secret // the access token, for renewal; never a password
}

// IsZero reports whether there is nothing to go on with.
func (k SavedSession) IsZero() bool { return !Usable(k.Token.Reveal()) && !k.renewable() }

// Holds reports whether the token lasts for a while yet, so that it need not be renewed at once.
func (k SavedSession) Holds(now time.Time) bool {
	if !Usable(k.Token.Reveal()) {
		return false
	}
	early := time.Duration(0)
	if k.renewable() {
		early = renewMargin
		if life := readClaims(k.Token.Reveal()).life(); life > 0 {
			early = Margin(life, renewMargin)
		}
	}
	return k.Ends.IsZero() || now.Before(k.Ends.Add(-early))
}

// Continues is the error of a renewal that brought somebody else's session: who goes on with it
// would see another account's repositories under this one's name. Only names that the Hub gave are
// compared; an access token may be exchanged with a mail address.
func (k SavedSession) Continues(fresh SavedSession) error {
	if !k.Claimed || !fresh.Claimed || strings.EqualFold(k.Username, fresh.Username) {
		return nil
	}
	return &errs.Error{
		Op: redact.Message("log in as " + k.Username), Kind: errs.Unreadable, Status: http.StatusOK,
		Err: errAnother,
	}
}

var errAnother = errors.New("the answer is the session of another account")

func (k SavedSession) renewable() bool { return k.Kind != redact.Password && !k.Secret.IsZero() }

// Keep is what to keep of the session, as it is now. A session that was logged out holds nothing.
func (s *Session) Keep() SavedSession {
	l := s.life
	l.mu.Lock()
	defer l.mu.Unlock()
	k := SavedSession{
		Username: s.Username, Kind: s.Kind, Claimed: s.claimed, Ends: l.ends, Token: l.token,
	}
	if s.Kind != redact.Password {
		k.Identifier, k.Secret = l.identifier, l.secret
	}
	return k
}

// Ended reports whether the Hub refused the session for good, or that it was logged out: not one
// more request goes out with it.
func (s *Session) Ended() bool {
	if s.life == nil {
		return false
	}
	_, ended := s.life.current()
	return ended
}

// Resume is the session that was kept. It sends nothing and does not call Use; nil when there is
// nothing to go on with. A session that began with an access token and has no token any more, or an
// old one, is renewed by its first request.
func (r *Routes) Resume(k SavedSession) *Session {
	if k.IsZero() {
		return nil
	}
	s := &Session{Username: k.Username, Kind: k.Kind, claimed: k.Claimed}
	switch {
	case k.Kind == redact.Password:
		s.Expires = k.Ends
	case !Usable(k.Token.Reveal()):
		k.Token, k.Ends = redact.Secret{}, time.Unix(0, 0)
	}
	s.life = newLife(k, r)
	return s
}
