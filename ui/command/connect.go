package command

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/credentials"
	"tagboat/hub/demo"
	"tagboat/hub/fakehub"
	"tagboat/hub/index"
	"tagboat/ui/screen"
)

// connection is a client, and what goes with it.
type connection struct {
	client   *hub.Client
	accounts *credentials.Accounts
	index    *index.Index   // nil: nothing is kept of lists
	events   chan hub.Event // what the client has to say while it works
	// a login was found that can not be used, so what it could see is not seen
	unseen bool
	demo   []screen.Account // the demo's sample accounts
	stored func()           // waits for what is to be kept, and tells of it, once
	close  func()
}

// connect makes the client that the flags ask for; it asks nothing of the
// network yet.
func connect(m Machine, f flags) (connection, error) {
	if err := credentials.CheckName(f.account); err != nil {
		return connection{}, usage{fmt.Errorf("--account: %w", err)}
	}
	if secret := m.Getenv("TAGBOAT_TOKEN") != "" || m.Getenv("TAGBOAT_PASSWORD") != ""; f.astray &&
		(secret || f.passwordStdin) {
		return connection{}, usage{errors.New("the configuration names a Hub that is not used, and the secret " +
			"that was given may be meant for it: name the Hub with --hub. tagboat config check tells why")}
	}
	logger, done, err := openLog(m, f.log)
	if err != nil {
		return connection{}, usage{err}
	}
	events := make(chan hub.Event, 16)
	options, demo, err := reach(m, f)
	if err != nil {
		done()
		return connection{}, usage{err}
	}
	options.UserAgent = "tagboat/" + m.Version
	options.Logger = logger
	options.Now = m.Now
	kept := accounts(m, f)
	options.Renew = kept.Renew
	options.Observe = latest(events)
	options.Sparing, options.Flight = f.sparing, f.config.Requests
	client, err := hub.New(options)
	if err != nil {
		done()
		return connection{}, usage{err}
	}
	lists := indexOf(m, f)
	stored := sync.OnceFunc(func() { closeIndex(m, f, lists) })
	leave := func() {
		stored()
		if !f.quiet && !f.demo {
			tellAll(m, kept.News())
		}
		done()
	}
	return connection{
		client: client, accounts: kept, index: lists, events: events, demo: demo, stored: stored,
		close: leave,
	}, nil
}

func tellAll(m Machine, notices []credentials.Notice) {
	for _, n := range notices {
		tell(m.said, "tagboat:", clean.Line(string(n)))
	}
}

// latest puts events into a channel that nobody may be reading. Where there is
// no room the oldest leaves: what is shown is the last that was said.
func latest(events chan hub.Event) func(hub.Event) {
	return func(e hub.Event) {
		for {
			select {
			case events <- e:
				return
			default:
			}
			select {
			case <-events:
			default:
			}
		}
	}
}

// reach says which Hub to talk to.
func reach(m Machine, f flags) (hub.Options, []screen.Account, error) {
	if !f.demo {
		way, err := wayOut(m)
		return hub.Options{BaseURL: f.hub, Proxy: way.proxy, Roots: way.roots}, nil, err
	}
	const (
		latency = 60 * time.Millisecond // so that pages are seen to arrive
		// requests a minute; what the Hub allows an account is not known
		anonymous, signedIn = 180, 600
	)
	options := fakehub.Defaults(m.Now)
	options.Docker, options.Path, options.Latency = true, "/demo", latency
	options.RateLimit, options.SignedInLimit = anonymous, signedIn
	// The first picture does not wait until the world is made.
	fake := sync.OnceValue(func() *fakehub.Hub { return fakehub.New(demo.World(m.Now()), options) })
	answer := func(w http.ResponseWriter, r *http.Request) { fake().ServeHTTP(w, r) }
	var accounts []screen.Account
	for _, a := range demo.Accounts() {
		accounts = append(accounts, screen.Account(a))
	}
	return hub.Options{
		BaseURL: options.URL(), Transport: fakehub.TransportTo(http.HandlerFunc(answer)),
	}, accounts, nil
}
