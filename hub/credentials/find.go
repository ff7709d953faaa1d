package credentials

import (
	"cmp"
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

// Found is what to begin with. With no secret and no session it is only a name, for the form;
// without a name it is nothing.
type Found struct {
	Username string
	Secret   hub.Secret       // to log in with
	Session  hub.SavedSession // to go on with
	Origin   Origin
	Where    Where
}

// Ready reports whether there is something to open a session with.
func (f Found) Ready() bool { return !f.Session.IsZero() || !f.Secret.IsZero() }

// String says where it is from, in words: "alice by docker login (credential helper
// docker-credential-pass)".
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

// Find looks for something to begin with: standard input, the environment, tagboat's own saved
// session, what "docker login" stored. It sends nothing. It never changes from one account to
// another by itself: when the saved session of the default account cannot be used, Docker's log-in
// counts only if it is the same account's. A helper may take as long as Options.Patience. What was
// refused is not offered again before its pause is over, except from standard input, where Open
// says so. When nothing can be used, the answer holds the name for the form, if there is one.
func (a *Accounts) Find(ctx context.Context, ask Ask) (Found, []Notice) {
	a.mend(ctx)
	return a.search(ctx, ask, a.News())
}

// Peek is what Find would find for an account; "" is the default one. Nothing is written or said.
func (a *Accounts) Peek(ctx context.Context, account string) Found {
	f, _ := a.search(ctx, Ask{Account: account}, nil)
	return f
}

func (a *Accounts) search(ctx context.Context, ask Ask, news []Notice) (Found, []Notice) {
	s := &search{Accounts: a, ask: ask, broken: map[string]bool{}, notices: news}
	for _, look := range []func(context.Context) (Found, bool){s.given, s.saved, s.docker} {
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

// given is what came with this very call: standard input or the environment. A secret from the
// environment that cannot be used ends the search, because who sets one does not want another
// session.
func (s *search) given(context.Context) (Found, bool) {
	account, fit := s.nameIn("the account's place", s.ask.Account)
	username, fitToo := s.nameIn("TAGBOAT_USERNAME", s.getenv("TAGBOAT_USERNAME"))
	if !fit || !fitToo {
		return Found{}, true // not another account than the one that was meant
	}
	s.met(account)
	s.met(username)
	if !s.ask.Input.IsZero() {
		if s.name == "" {
			s.sayf("A password came on standard input without a name; name the account or set TAGBOAT_USERNAME.")
		}
		return Found{
			Username: s.name, Secret: s.ask.Input, Origin: FromInput, Where: Where{Place: InInput},
		}, s.name != ""
	}
	variable, value := s.variable()
	if value == "" || account != "" && fold(account) != fold(username) {
		return Found{}, false
	}
	if username == "" {
		s.sayf("%s is set without TAGBOAT_USERNAME and was not used.", variable)
		return Found{}, false
	}
	f := Found{Username: username, Origin: FromEnvironment, Where: Where{InEnvironment, variable}}
	secret, err := FromPipe(value)
	switch {
	case err != nil:
		s.sayf("What stands in %s was not sent: %v.", variable, err)
		return Found{Username: username}, true
	case s.sayPaused(username, secret, "in "+variable, "Set another one"):
		return Found{Username: username}, true
	}
	f.Secret = secret
	return f, true
}

// nameIn is a name as it was given, without what a file of variables leaves round it. One that is a
// secret is refused, and not repeated.
func (s *search) nameIn(whence, name string) (fit string, ok bool) {
	name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
	if n := len(name); n > 1 && name[0] == name[n-1] && (name[0] == '"' || name[0] == '\'') {
		name = name[1 : n-1]
	}
	if err := CheckName(name); err != nil {
		s.sayf("What stands in %s was not used: %v.", whence, err)
		return "", false
	}
	return name, true
}

func (s *search) variable() (name, value string) {
	for _, variable := range []string{"TAGBOAT_TOKEN", "TAGBOAT_PASSWORD"} {
		if value := s.getenv(variable); strings.Trim(value, "\r\n") != "" {
			return variable, value
		}
	}
	return "", ""
}

// sayPaused reports whether a secret was refused and has to wait, and says so.
func (s *search) sayPaused(username string, secret hub.Secret, whence, advice string) bool {
	e, ok := errors.AsType[*Paused](s.paused(username, secret))
	if ok {
		s.sayf("The Hub refused the %s of %s %s at %s, so it is not sent again before %s. %s, or log in here.",
			secret.Kind(), quotable(username), whence, clock(e.At, e.Again),
			clock(e.Again, e.At), advice)
	}
	return ok
}

// saved is tagboat's own session.
func (s *search) saved(ctx context.Context) (Found, bool) {
	p, err := s.readAccounts()
	if err != nil {
		s.sayf("Kept sessions cannot be used: %v.", err)
	}
	username := s.name
	if username == "" {
		username = p.preferred(s.hub)
	}
	e, known := p.account(s.hub, username)
	if !known {
		return Found{}, false
	}
	s.met(e.Username)
	saved, err := s.load(ctx, e)
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
	return s.usable(e, saved)
}

// Valid is a saved session that needs nothing to be sent before it is used: no login, no renewal,
// and nothing is written. It cannot renew itself either. Without a name it is that of
// TAGBOAT_USERNAME, else of the default account.
func (a *Accounts) Valid(ctx context.Context, username string) (hub.SavedSession, bool) {
	p, _ := a.readAccounts()
	username = cmp.Or(
		strings.TrimSpace(username), strings.TrimSpace(a.getenv("TAGBOAT_USERNAME")),
		p.preferred(a.hub),
	)
	e, known := p.account(a.hub, username)
	if !known || e.Kind == hub.Password && e.Ended {
		return hub.SavedSession{}, false
	}
	saved, err := a.load(ctx, e)
	if err != nil || !saved.session.Holds(a.now()) {
		return hub.SavedSession{}, false
	}
	saved.session.Identifier, saved.session.Secret = "", hub.Secret{}
	return saved.session, true
}

// usable is what a saved session still opens.
func (s *search) usable(e storedAccount, saved savedSession) (Found, bool) {
	f := Found{Username: e.Username, Origin: FromSaved, Where: e.Where}
	k := saved.session
	if k.Kind != hub.Password {
		if !k.Holds(s.now()) &&
			s.sayPaused(identifier(k), k.Secret, "kept by tagboat", "Make a new one") {
			return Found{}, false
		}
		f.Session = k
		return f, !k.IsZero()
	}
	if !e.Ended && k.Holds(s.now()) {
		f.Session = k
		return f, true
	}
	if !saved.password.IsZero() &&
		!s.sayPaused(e.Username, saved.password, "kept by tagboat", "Log in with the new one") {
		f.Secret = saved.password
		return f, true
	}
	s.sayf("The session of %s has ended; log in again.", quotable(e.Username))
	return Found{}, false
}

// identifier is the name that a saved access token is exchanged with.
func identifier(k hub.SavedSession) string {
	if k.Identifier != "" {
		return k.Identifier
	}
	return k.Username
}
