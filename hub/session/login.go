package session

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

var errNoToken = errors.New("the answer holds no usable token")

// Routes are where one Hub is logged in to.
type Routes struct {
	Base      *url.URL
	Transport *transport.Client
	Limiter   *transport.Limiter // of the Hub
	Renewal   Renewal            // nil: an exchange is nobody else's business
}

// Renewal renews a session that was begun with an access token. It stands around each exchange, so
// that several processes can share one: it calls exchange, or returns what another process got by
// it.
type Renewal func(
	ctx context.Context, old SavedSession, exchange func(context.Context) (SavedSession, error),
) (SavedSession, error)

// Challenge is the open question after a right password: the Hub wants a code. It is an error that
// matches SecondFactorNeeded.
type Challenge struct {
	user  string
	token redact.Secret
}

// User is the name that was logged in with.
func (ch *Challenge) User() string { return ch.user }

func (ch *Challenge) Error() string {
	return redact.Message("log in as "+ch.user) + ": " + errs.SecondFactorNeeded.Error()
}

// FailureKind is that of a question that is still open.
func (ch *Challenge) FailureKind() errs.Kind { return errs.SecondFactorNeeded }

// Is matches SecondFactorNeeded.
func (ch *Challenge) Is(target error) bool { return target == errs.SecondFactorNeeded }

// Login asks for a session. A password goes to the older route, which is the only one that can ask
// for a second factor; an access token is exchanged for a session of ten minutes that renews
// itself. It is sent once, never repeated by itself: the Hub locks an account after a few failures.
// A second factor is asked for by a *Challenge (errors.As). Login does not call Use.
func (r *Routes) Login(ctx context.Context, name string, secret redact.Secret) (*Session, error) {
	name = strings.TrimSpace(name)
	if secret.Kind() != redact.Password {
		return r.exchange(ctx, name, secret)
	}
	body := loginBody{Username: name, Password: secret.Reveal()}
	grant, err := r.ask(
		ctx, redact.Message("log in as "+name), body, []redact.Secret{secret}, "v2", "users",
		"login",
	)
	if err != nil {
		return nil, orChallenge(err, name, grant)
	}
	return r.begin(name, redact.Secret{}, grant.token)
}

// Answer gives the code for a challenge. A refused code matches CodeRefused, and the same challenge
// may be answered again.
func (r *Routes) Answer(ctx context.Context, ch *Challenge, code string) (*Session, error) {
	code = strings.Join(strings.Fields(code), "")
	body := codeBody{Token: ch.token.Reveal(), Code: code}
	secrets := []redact.Secret{ch.token, redact.NewSecret(code)}
	grant, err := r.ask(
		ctx, redact.Message("answer the second factor of "+ch.user), body, secrets, "v2", "users",
		"2fa-login",
	)
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Kind == errs.BadCredentials {
		e.Kind = errs.CodeRefused
	}
	if err != nil {
		return nil, err
	}
	return r.begin(ch.user, redact.Secret{}, grant.token)
}

// End is a logout. The session is over even when the Hub does not answer.
func (r *Routes) End(ctx context.Context, s *Session) error {
	if s == nil || s.life == nil {
		return nil
	}
	token, over := s.life.end()
	if over {
		return nil
	}
	address, err := transport.URLUnder(r.Base, nil, "v2", "logout")
	if err != nil {
		return err
	}
	return r.Transport.Do(ctx, transport.Deed{Op: "log out", Address: address, Bearer: token})
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
func (r *Routes) exchange(
	ctx context.Context, name string, secret redact.Secret,
) (*Session, error) {
	body := exchangeBody{Identifier: name, Secret: secret.Reveal()}
	grant, err := r.ask(
		ctx, redact.Message("log in as "+name), body, []redact.Secret{secret}, "v2", "auth",
		"token",
	)
	if err != nil {
		return nil, orChallenge(err, name, grant)
	}
	return r.begin(name, secret, grant.token)
}

// orChallenge is the question that came in place of a session, if one did.
func orChallenge(err error, name string, g grant) error {
	if g.challenge.IsZero() {
		return err
	}
	return &Challenge{user: name, token: g.challenge}
}

// grant is what any of the three routes may answer.
type grant struct{ token, challenge redact.Secret }

// ask sends one of the three questions, once.
func (r *Routes) ask(
	ctx context.Context, op string, body any, secrets []redact.Secret, path ...string,
) (grant, error) {
	var g grant
	payload, err := json.Marshal(body)
	if err != nil {
		return g, &errs.Error{
			Op: op, Kind: errs.Refused, Message: "the name or the secret is no text in UTF-8",
		}
	}
	address, err := transport.URLUnder(r.Base, nil, path...)
	if err != nil {
		return g, err
	}
	err = r.Transport.Do(ctx, transport.Deed{
		Op: op, Address: address, Payload: payload, Secrets: secrets,
		Refused: func(a transport.Answer) {
			if a.Status == http.StatusUnauthorized {
				g.challenge = readGrant(a.Body).challenge
			}
		},
		Read: func(a transport.Answer) error {
			g = readGrant(a.Body)
			if !Usable(g.token.Reveal()) {
				return errNoToken
			}
			g.challenge = redact.Secret{}
			return nil
		},
	})
	return g, err
}

// readGrant looks for the challenge's token and not for a text, because the text is documented
// nowhere (Hub API notes, "Authentication").
func readGrant(body []byte) grant {
	var answer wire.Object[struct {
		Token       wire.Token `json:"token"`
		AccessToken wire.Token `json:"access_token"`
		Challenge   wire.Token `json:"login_2fa_token"`
	}]
	if wire.Decode(body, &answer) != nil {
		return grant{}
	}
	var g grant
	if token := cmp.Or(answer.Value.AccessToken, answer.Value.Token); token != "" {
		g.token = redact.NewSecret(string(token))
	}
	if challenge := string(answer.Value.Challenge); Usable(challenge) {
		g.challenge = redact.NewSecret(challenge)
	}
	return g
}

// begin keeps an access token, because its session has to be renewed, and no password.
func (r *Routes) begin(name string, secret, token redact.Secret) (*Session, error) {
	if !Usable(token.Reveal()) {
		return nil, &errs.Error{
			Op: redact.Message("log in as " + name), Kind: errs.Unreadable, Err: errNoToken,
		}
	}
	known, now := readClaims(token.Reveal()), r.Transport.Now()
	k := SavedSession{
		Username: name, Kind: secret.Kind(), Identifier: name, Token: token, Secret: secret,
	}
	if ends := known.ends(now); ends.After(now) {
		// one that is over as it comes is another clock's: the Hub will say when it is
		k.Ends = ends
	}
	if known.username != "" && k.Kind != redact.OrganizationAccessToken {
		k.Username, k.Claimed = known.username, true
	}
	return r.Resume(k), nil
}
