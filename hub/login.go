package hub

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
)

var errNoToken = errors.New("the answer holds no usable token")

// Challenge is the open question after a right password: the Hub wants a code. It is an error that matches SecondFactorNeeded.
type Challenge struct {
	user  string
	token Secret
}

// User is the name that was logged in with.
func (ch *Challenge) User() string { return ch.user }

func (ch *Challenge) Error() string {
	return deed("log in as "+ch.user) + ": " + SecondFactorNeeded.Error()
}

// Is matches SecondFactorNeeded.
func (ch *Challenge) Is(target error) bool { return target == SecondFactorNeeded }

// Login asks for a session. A password goes to the older route, which is the only one that can ask for a second factor; an access token is
// exchanged for a session of ten minutes that renews itself. It is sent once, never repeated by itself: the Hub locks an account after a few
// failures. A second factor is told by a *Challenge (errors.As). Login does not call Use.
func (c *Client) Login(ctx context.Context, name string, secret Secret) (*Session, error) {
	name = strings.TrimSpace(name)
	if secret.Kind() != Password {
		return c.exchange(ctx, name, secret)
	}
	body := loginBody{Username: name, Password: secret.Reveal()}
	grant, err := c.ask(ctx, deed("log in as "+name), body, []Secret{secret}, "v2", "users", "login")
	if err != nil {
		return nil, orChallenge(err, name, grant)
	}
	return c.newSession(name, Secret{}, grant.token)
}

// Answer gives the code for a challenge. A refused code matches CodeRefused, and the same challenge may be answered again.
func (c *Client) Answer(ctx context.Context, ch *Challenge, code string) (*Session, error) {
	code = strings.Join(strings.Fields(code), "")
	body := codeBody{Token: ch.token.Reveal(), Code: code}
	secrets := []Secret{ch.token, NewSecret(code)}
	grant, err := c.ask(ctx, deed("answer the second factor of "+ch.user), body, secrets, "v2", "users", "2fa-login")
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == BadCredentials {
		e.Kind = CodeRefused
	}
	if err != nil {
		return nil, err
	}
	return c.newSession(ch.user, Secret{}, grant.token)
}

// Logout tells the Hub that the session in use is over, and forgets it. The session is forgotten even when the Hub does not answer.
func (c *Client) Logout(ctx context.Context) error { return c.End(ctx, c.Session()) }

// End is Logout for one session, in use or not; another that is in use stays.
func (c *Client) End(ctx context.Context, s *Session) error {
	if s == nil || s.life == nil {
		return nil
	}
	c.leave(s)
	token, over := s.life.end()
	if over {
		return nil
	}
	address, err := below(c.base, nil, "v2", "logout")
	if err != nil {
		return err
	}
	return c.do(ctx, call{op: "log out", method: http.MethodPost, address: address, role: signing, bearer: token})
}

type loginBody struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

type codeBody struct {
	Token string `json:"login_2fa_token"`
	Code  string `json:"code"`
}

type exchangeBody struct {
	Identifier string `json:"identifier"`
	Secret     string `json:"secret"`
}

// exchange turns an access token into a session.
func (c *Client) exchange(ctx context.Context, name string, secret Secret) (*Session, error) {
	body := exchangeBody{Identifier: name, Secret: secret.Reveal()}
	grant, err := c.ask(ctx, deed("log in as "+name), body, []Secret{secret}, "v2", "auth", "token")
	if err != nil {
		return nil, orChallenge(err, name, grant)
	}
	return c.newSession(name, secret, grant.token)
}

// orChallenge is the question that came in place of a session, if one did.
func orChallenge(err error, name string, g grant) error {
	if g.challenge.IsZero() {
		return err
	}
	return &Challenge{user: name, token: g.challenge}
}

// grant is what any of the three routes may answer.
type grant struct{ token, challenge Secret }

// ask sends one of the three questions, once.
func (c *Client) ask(ctx context.Context, op string, body any, secrets []Secret, path ...string) (grant, error) {
	var g grant
	payload, err := json.Marshal(body)
	if err != nil {
		return g, &Error{Op: op, Kind: Refused, Message: "the name or the secret is no text in UTF-8"}
	}
	address, err := below(c.base, nil, path...)
	if err != nil {
		return g, err
	}
	err = c.do(ctx, call{
		op: op, method: http.MethodPost, address: address, payload: payload, role: signing, secrets: secrets,
		refused: func(a answer) {
			if a.status == http.StatusUnauthorized {
				g.challenge = readGrant(a.body).challenge
			}
		},
		read: func(a answer) error {
			g = readGrant(a.body)
			if !usable(g.token.Reveal()) {
				return errNoToken
			}
			g.challenge = Secret{}
			return nil
		},
	})
	return g, err
}

// readGrant looks for the challenge's token and not for a text, because the text is documented nowhere (Hub API notes, "Authentication").
func readGrant(body []byte) grant {
	var g grant
	s := newScanner(body)
	_, err := s.object(func(name []byte) (err error) {
		var text string
		switch string(name) {
		case "token", "access_token":
			if text, _, err = s.text(maxToken); text != "" {
				g.token = NewSecret(text)
			}
		case "login_2fa_token":
			if text, _, err = s.text(maxToken); text != "" {
				g.challenge = NewSecret(text)
			}
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	if err != nil || !usable(g.challenge.Reveal()) {
		g.challenge = Secret{}
	}
	if err != nil {
		g.token = Secret{}
	}
	return g
}

// newSession keeps an access token, because its session has to be renewed, and no password.
func (c *Client) newSession(name string, secret, token Secret) (*Session, error) {
	if !usable(token.Reveal()) {
		return nil, &Error{Op: deed("log in as " + name), Kind: Unreadable, Err: errNoToken}
	}
	known, now := readClaims(token.Reveal()), c.now()
	k := Kept{Username: name, Kind: secret.Kind(), Identifier: name, Token: token, Secret: secret}
	if ends := known.ends(now); ends.After(now) {
		k.Ends = ends // one that is over as it comes is another clock's: the Hub will say when it is
	}
	if known.username != "" && k.Kind != OrganizationAccessToken {
		k.Username, k.Claimed = known.username, true
	}
	return c.Resume(k), nil
}
