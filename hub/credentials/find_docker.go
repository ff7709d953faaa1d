package credentials

import (
	"context"
	"errors"
	"slices"
)

// docker is what "docker login" stored, unless it is another account than the one asked for, or was
// logged out of tagboat.
func (s *search) docker(ctx context.Context) (Found, bool) {
	l, where, ok := s.dockerLogin(ctx)
	if !ok || s.name != "" && l.username != "" && fold(s.name) != fold(l.username) {
		return Found{}, false
	}
	if CheckName(l.username) != nil {
		s.sayf("What docker login stored in the %s has an access token in the name's place; log in there again.", where)
		return Found{}, false
	}
	s.met(l.username)
	secret, err := FromPipe(l.secret.Reveal())
	switch {
	case l.identity:
		s.sayf("What docker login stored in the %s is a token that only registries understand; log in here once.", where)
	case l.secret.IsZero() || l.username == "":
	case s.ask.Account == "" && s.loggedOut(l.username):
	case err != nil:
		s.sayf("What docker login stored in the %s was not sent: %v.", where, err)
	case s.sayPaused(l.username, secret, "that docker login stored", "Run docker login again"):
	default:
		return Found{Username: l.username, Secret: secret, Origin: FromDocker, Where: where}, true
	}
	return Found{}, false
}

func (a *Accounts) loggedOut(username string) bool {
	p, _ := a.readAccounts()
	return slices.Contains(p.LoggedOut, accountName{a.hub, fold(username)})
}

// dockerLogin looks where Docker does: in the variable, in the configured helper, in config.json
// itself.
func (s *search) dockerLogin(ctx context.Context) (login, Where, bool) {
	keys := dockerKeys(s.hub)
	v, err := s.variableConfig()
	if err != nil {
		s.sayf("%v.", err)
	}
	if l, ok := s.plain(v, keys, Where{InEnvironment, authVariable}); ok {
		return l, Where{InEnvironment, authVariable}, true
	}
	c, err := s.dockerConfig()
	if err != nil {
		s.sayf("What docker login stored cannot be used: %v.", err)
		return login{}, Where{}, false
	}
	chosen := c.helperFor(keys)
	if l, ok := s.helped(ctx, chosen, append([]string{keys.own}, namesIn(keys, c.Auths)...)); ok {
		return l, Where{InHelper, chosen}, true
	}
	file := Where{InFile, s.configPath()}
	l, ok := s.plain(c, keys, file)
	return l, file, ok
}

func (s *search) plain(c config, k keys, where Where) (login, bool) {
	l, ok, err := c.plainLogin(k)
	if err != nil {
		s.sayf("Not all that docker login stored can be used: in the %s %v.", where, err)
	}
	return l, ok
}

// helped asks a helper for the first of some keys that it knows.
func (s *search) helped(ctx context.Context, chosen string, keys []string) (login, bool) {
	if chosen == "" || s.broken[chosen] {
		return login{}, false
	}
	for i, key := range keys {
		if slices.Contains(keys[:i], key) {
			continue
		}
		username, secret, err := s.helper(chosen).get(ctx, key)
		switch {
		case err == nil && username == "<token>":
			return login{secret: secret, identity: true}, true
		case err == nil:
			return login{username: username, secret: secret}, true
		case !errors.Is(err, errNotFound):
			if ctx.Err() == nil {
				s.sayf("What docker login stored cannot be used: %v.", err)
			}
			return login{}, false
		}
	}
	return login{}, false
}

// Docker is what "docker login" stored for this Hub, to be listed; its secret may have been refused
// already. Find says whether to use it.
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
