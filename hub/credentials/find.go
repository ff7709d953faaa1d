package credentials

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tagboat/hub"
)

// Notice is a sentence to show once. It may hold foreign text.
type Notice string

// Ask says what the person asked for at the start.
type Ask struct {
	Account string     // only this account; "" is the default one
	Input   hub.Secret // read from standard input; goes with Account, else with TAGBOAT_USERNAME
}

// Found is what to begin with. With no secret and no session it is only a name, for the form; without a name it is nothing.
type Found struct {
	Username string
	Secret   hub.Secret // to log in with
	Session  hub.Kept   // to go on with
	Origin   Origin
	Where    Where
}

// Ready tells that there is something to open a session with.
func (f Found) Ready() bool { return !f.Session.IsZero() || !f.Secret.IsZero() }

// String says where it is from, in words: "alice by docker login (credential helper docker-credential-pass)".
func (f Found) String() string {
	switch {
	case f.Username == "":
		return "nobody"
	case f.Origin == FromNowhere:
		return f.Username
	default:
		return fmt.Sprintf("%s by %s (%s)", f.Username, f.Origin, f.Where)
	}
}

// search is one Find. A helper that failed is not asked again by the same search.
type search struct {
	*Accounts

	ask     Ask
	name    string // the first name met, for the form
	notices []Notice
	broken  map[string]bool
}

// Find looks for something to begin with: standard input, the environment, tagboat's own kept session, what "docker login" stored. It sends
// nothing. It never changes from one account to another by itself: when the kept session of the default account cannot be used, Docker's
// log-in counts only if it is the same account's. A helper may take as long as Options.Patience. What was refused before is not offered
// again, except from standard input. When nothing can be used, the answer holds the name for the form, if there is one.
func (a *Accounts) Find(ctx context.Context, ask Ask) (Found, []Notice) {
	s := &search{Accounts: a, ask: ask, broken: map[string]bool{}}
	for _, look := range []func(context.Context) (Found, bool){s.given, s.kept, s.docker} {
		if f, ok := look(ctx); ok {
			return f, s.notices
		}
	}
	return Found{Username: s.name}, s.notices
}

func (s *search) sayf(format string, arguments ...any) {
	if n := Notice(fmt.Sprintf(format, arguments...)); !slices.Contains(s.notices, n) {
		s.notices = append(s.notices, n)
	}
}

func (s *search) met(username string) {
	if s.name == "" {
		s.name = username
	}
}

// given is what came with this very call: standard input or the environment. A refused secret from the environment ends the search, because
// who sets one does not want another session.
func (s *search) given(context.Context) (Found, bool) {
	username := strings.TrimSpace(s.getenv("TAGBOAT_USERNAME"))
	s.met(strings.TrimSpace(s.ask.Account))
	s.met(username)
	if !s.ask.Input.IsZero() {
		if s.name == "" {
			s.sayf("A password came on standard input without a name; name the account or set TAGBOAT_USERNAME.")
		}
		return Found{Username: s.name, Secret: s.ask.Input, Origin: FromInput, Where: Where{Place: InInput}}, s.name != ""
	}
	variable, secret := s.variable()
	if secret.IsZero() || s.ask.Account != "" && fold(s.ask.Account) != fold(username) {
		return Found{}, false
	}
	if username == "" {
		s.sayf("%s is set without TAGBOAT_USERNAME and was not used.", variable)
		return Found{}, false
	}
	f := Found{Username: username, Secret: secret, Origin: FromEnvironment, Where: Where{InEnvironment, variable}}
	if s.marked(username, secret, "in "+variable, "Set another one") {
		f = Found{Username: username}
	}
	return f, true
}

func (s *search) variable() (string, hub.Secret) {
	for _, variable := range []string{"TAGBOAT_TOKEN", "TAGBOAT_PASSWORD"} {
		if value := strings.TrimRight(s.getenv(variable), "\r\n"); value != "" {
			return variable, hub.NewSecret(value)
		}
	}
	return "", hub.Secret{}
}

// marked tells, and says, that a secret was refused before.
func (s *search) marked(username string, secret hub.Secret, whence, advice string) bool {
	at, refused := s.refused(username, secret)
	if refused {
		s.sayf("The Hub refused the %s of %s %s on %s, so it is not sent again. %s, or log in here.",
			secret.Kind(), quotable(username), whence, at.Local().Format("2 January at 15:04"), advice)
	}
	return refused
}

// kept is tagboat's own session.
func (s *search) kept(ctx context.Context) (Found, bool) {
	p, err := s.view()
	if err != nil {
		s.sayf("Kept sessions cannot be used: %v.", err)
	}
	username := s.name
	if username == "" {
		username = p.preferred(s.hub)
	}
	e, known := p.entry(s.hub, username)
	if !known {
		return Found{}, false
	}
	s.met(e.Username)
	h, err := s.load(ctx, e)
	switch {
	case errors.Is(err, context.Canceled):
		return Found{}, false
	case errors.Is(err, errNotFound):
		s.sayf("The kept session of %s is gone from the %s; log in again.", e.Username, e.Where)
		return Found{}, false
	case err != nil:
		s.broken[e.Where.Name] = e.Where.Place == InHelper
		s.sayf("The kept session of %s cannot be used: %v.", quotable(e.Username), err)
		return Found{}, false
	}
	return s.alive(e, h)
}

// alive is what a kept record still opens.
func (s *search) alive(e entry, h held) (Found, bool) {
	f := Found{Username: e.Username, Origin: FromKept, Where: e.Where}
	k := h.session
	if k.Kind != hub.Password {
		if s.marked(identifier(k), k.Secret, "kept by tagboat", "Make a new one") {
			return Found{}, false
		}
		f.Session = k
		return f, !k.IsZero()
	}
	if !e.Ended && k.Holds(s.now()) {
		f.Session = k
		return f, true
	}
	if !h.password.IsZero() && !s.marked(e.Username, h.password, "kept by tagboat", "Log in with the new one") {
		f.Secret = h.password
		return f, true
	}
	s.sayf("The session of %s has ended; log in again.", quotable(e.Username))
	return Found{}, false
}

// identifier is the name that a kept access token is exchanged with.
func identifier(k hub.Kept) string {
	if k.Identifier != "" {
		return k.Identifier
	}
	return k.Username
}

// docker is what "docker login" stored, unless it is another account than the one asked for, or was logged out of tagboat.
func (s *search) docker(ctx context.Context) (Found, bool) {
	l, where, ok := s.dockerLogin(ctx)
	if !ok || s.name != "" && l.username != "" && fold(s.name) != fold(l.username) {
		return Found{}, false
	}
	s.met(l.username)
	switch {
	case l.identity:
		s.sayf("What docker login stored in the %s is a token that only registries understand; log in here once.", where)
	case l.secret.IsZero() || l.username == "":
	case s.ask.Account == "" && s.left(l.username):
	case s.marked(l.username, l.secret, "that docker login stored", "Run docker login again"):
	default:
		return Found{Username: l.username, Secret: l.secret, Origin: FromDocker, Where: where}, true
	}
	return Found{}, false
}

func (a *Accounts) left(username string) bool {
	p, _ := a.view()
	return slices.Contains(p.Left, name{a.hub, fold(username)})
}

// dockerLogin asks the configured helper first, as Docker does; then it reads config.json itself.
func (s *search) dockerLogin(ctx context.Context) (login, Where, bool) {
	c, err := s.dockerConfig()
	if err != nil {
		s.sayf("What docker login stored cannot be used: %v.", err)
		return login{}, Where{}, false
	}
	key := dockerKey(s.hub)
	if chosen := c.helperFor(key); chosen != "" && !s.broken[chosen] {
		username, secret, err := s.helper(chosen).get(ctx, key)
		if err == nil {
			l := login{username: username, secret: secret, identity: username == "<token>" || session(secret)}
			if username == "<token>" {
				l.username = ""
			}
			return l, Where{InHelper, chosen}, true
		}
		if !errors.Is(err, errNotFound) && ctx.Err() == nil {
			s.sayf("What docker login stored cannot be used: %v.", err)
		}
	}
	l, ok := c.plainLogin(key)
	return l, Where{InFile, s.configPath()}, ok
}

// Docker is what "docker login" stored for this Hub, to be listed; its secret may have been refused already. Find says whether to use it.
func (a *Accounts) Docker(ctx context.Context) (Found, []Notice) {
	s := &search{Accounts: a, broken: map[string]bool{}}
	l, where, ok := s.dockerLogin(ctx)
	if !ok {
		return Found{}, s.notices
	}
	f := Found{Username: l.username, Origin: FromDocker, Where: where}
	if !l.identity {
		f.Secret = l.secret
	}
	return f, s.notices
}
