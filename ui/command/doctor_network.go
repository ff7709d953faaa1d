package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"tagboat/hub"
	"tagboat/ui/command/doctor"
)

const demoHasNone = "the demo has no network"

// network tells which way leads to the Hub, and goes it.
func (x examination) network(
	ctx context.Context, m Machine, logger *slog.Logger, report *doctor.Report,
) {
	proxy, certificates := x.proxy(m), x.certificates(m)
	report.Add(proxy.Finding(), certificates.Finding())
	server := doctor.Asked{About: "hub", Server: hub.CanonicalAddress(x.hub), Within: serverTime, Now: m.Now()}
	registry := doctor.Asked{About: "registry", Server: "Docker's registry", Within: serverTime, Now: m.Now()}
	client, err := x.client(m, logger)
	switch {
	case proxy.Err != nil || certificates.Err != nil:
		server.Unasked = "the way to it cannot be read"
	case x.unsettled != nil && !x.isGiven("hub"):
		server.Unasked = "which one is meant cannot be read"
	case x.astray:
		server.Unasked = "the configuration names another, which is not used"
	case err != nil:
		server.Wrong = err
	case x.offline:
		server.Unasked = "--offline"
	}
	if server.Unasked != "" || server.Wrong != nil {
		registry.Unasked = cmp.Or(server.Unasked, "the Hub's address is wrong")
		report.Add(server.Finding(), registry.Finding())
		return
	}
	server.Server = client.Address()
	ctx, cancel := context.WithTimeout(ctx, serverTime)
	defer cancel()
	var both sync.WaitGroup
	both.Go(func() { askHub(ctx, m, client, &server) })
	both.Go(func() { askRegistry(ctx, m, client, &registry) })
	both.Wait()
	report.Add(server.Finding(), registry.Finding())
}

// client asks as nobody: no login goes out.
func (x examination) client(m Machine, logger *slog.Logger) (*hub.Client, error) {
	options, _, err := reach(m, *x.flags)
	if err != nil {
		return nil, err
	}
	options.UserAgent, options.Logger, options.Now = "tagboat/"+m.Version, logger, m.Now
	return hub.New(options) //nolint:wrapcheck // It says everything.
}

func askHub(ctx context.Context, m Machine, client *hub.Client, asked *doctor.Asked) {
	began := m.Now()
	budget, err := client.ReadBudget(ctx)
	asked.Took, asked.Err = m.Now().Sub(began), err
	switch {
	case err != nil:
	case budget.Known && budget.Remaining == 0:
		asked.Err = &hub.Error{
			Kind: hub.RateLimited, Status: http.StatusTooManyRequests, Until: budget.Reset,
		}
	case budget.Known:
		asked.Says = fmt.Sprintf(
			"%d of %s left this minute", budget.Remaining, counted(budget.Limit, "request"),
		)
	}
}

func askRegistry(ctx context.Context, m Machine, client *hub.Client, asked *doctor.Asked) {
	began := m.Now()
	pulls, err := client.ReadAllowance(ctx)
	asked.Took = m.Now().Sub(began)
	switch {
	case errors.Is(err, hub.ErrNoRegistry):
		asked.Unasked = "it knows Docker Hub only"
	case err != nil:
		asked.Err = err
	case pulls.Limited:
		asked.Says = fmt.Sprintf("%d of %s left", pulls.Remaining, counted(pulls.Limit, "pull"))
	}
}

// proxy is the way to the Hub, without a name or a password.
func (x examination) proxy(m Machine) doctor.Proxy {
	if x.demo {
		return doctor.Proxy{Unasked: demoHasNone}
	}
	config, err := proxies(m)
	if err != nil {
		return doctor.Proxy{Err: err}
	}
	address, err := url.Parse(hub.CanonicalAddress(x.hub))
	if err != nil {
		return doctor.Proxy{}
	}
	names, proxy := secureProxy, config.HTTPSProxy
	if address.Scheme == "http" {
		names, proxy = plainProxy, config.HTTPProxy
	}
	if proxy == "" {
		return doctor.Proxy{}
	}
	found := doctor.Proxy{}
	found.Variable, _ = variable(m, names...)
	if u, why := readProxy(proxy); why == "" {
		found.Address, found.Login = u.Scheme+"://"+u.Host, u.User != nil
	}
	way, err := config.ProxyFunc()(address)
	found.Skipped = err == nil && way == nil
	return found
}

func (x examination) certificates(m Machine) doctor.Certificates {
	if x.demo {
		return doctor.Certificates{Unasked: demoHasNone}
	}
	_, err := authorities(m)
	found := doctor.Certificates{Err: err}
	for _, name := range []string{"SSL_CERT_FILE", "SSL_CERT_DIR"} {
		if path := m.Getenv(name); path != "" {
			found.Names = append(found.Names, name+" ("+path+")")
		}
	}
	return found
}

const serverTime = 10 * time.Second // for all that is asked of servers
