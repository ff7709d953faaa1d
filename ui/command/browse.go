package command

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/credentials"
	"tagboat/hub/refs"
	"tagboat/ui"
	"tagboat/ui/child"
	"tagboat/ui/clipboard"
	"tagboat/ui/config"
	"tagboat/ui/screen"
	"tagboat/ui/signals"
)

// start is what the screen begins with: a place, a view, or references to be checked; else neither.
type start struct {
	place string
	view  string   // the name of a saved view
	files []string // the files and folders whose references are checked; none: the current folder
	check *check.Request
}

// browse runs the program on the terminal, or as a conversation by lines. Whatever can be wrong is
// said before the screen is taken.
func browse(ctx context.Context, m Machine, f flags, begin start) error {
	if err := isWay(f.config.Clipboard); err != nil {
		return err
	}
	linear, err := f.isLinear(m)
	if err != nil {
		return err
	}
	c, err := connect(m, f)
	if err != nil {
		return err
	}
	defer c.close()
	if !linear && !isOnTerminal(m) {
		return withoutTerminal(begin.place)
	}
	ctx = credentials.WithWaiting(ctx, unsaid) // the screen says it itself
	const lastWords = time.Second              // for what must not be left undone
	options := c.options(m, f, begin)
	if linear {
		talk := byLines(m, f, &options)
		app := ui.New(ctx, options)
		defer app.Finish(lastWords)
		return talk(ctx, app)
	}
	app := ui.New(ctx, options)
	defer app.Finish(lastWords)
	return show(ctx, m, app)
}

func isOnTerminal(m Machine) bool {
	return term.IsTerminal(m.Out.Fd()) && term.IsTerminal(m.In.Fd())
}

// options are what the App is built from, on a terminal that draws.
func (c *connection) options(m Machine, f flags, begin start) ui.Options {
	keep := stateFolder(m)
	if f.demo {
		keep = ""
	}
	keys, charset := drawn(m, f.config)
	return ui.Options{
		Env: screen.Env{
			Hub: c.client, Index: c.index, Unkept: whyNot(m, f), Accounts: c.accounts,
			Server: server(f), Config: &f.config, Keys: &keys,
			Theme: look(m), Now: m.Now, Demo: c.demo, Version: m.Version + ", " + m.OS + "/" + m.Architecture,
			Platform: m.platform(),
		},
		Charset: charset, Bare: !clipboard.TakesSequences(m.Getenv("TERM"), m.OS),
		Outside: outside(m, f),
		Ask:     credentials.Ask{Account: f.account},
		Places:  keep, ForgetLists: c.forgetter(m, f),
		Clipboard: board(m, f.config),
		Events:    c.events,
		Open:      begin.place,
		View:      begin.view,
		Check:     begin.check,
		Configure: func(context.Context) (ui.Configured, error) {
			return reread(m, f)
		},
		Mistakes: strings.Join(f.settled.mistakes(), "; "),
		References: func(ctx context.Context) ([]refs.File, []string, error) {
			found, err := findIn(ctx, m, begin.files)
			if err != nil {
				return nil, nil, err
			}
			return found.files, slices.Concat(found.unread, found.notes), nil
		},
	}
}

func board(m Machine, c config.Config) *clipboard.Clipboard {
	return clipboard.New(
		clipboard.Surroundings{Getenv: m.Getenv, OS: m.OS, Mode: clipboard.Mode(c.Clipboard)},
	)
}

// reread is the configuration as it is now, for a screen that runs.
func reread(m Machine, f flags) (ui.Configured, error) {
	now := f
	if err := settle(m, &now, f.isGiven); err != nil {
		return ui.Configured{}, err
	}
	if now.settled.unread != nil {
		return ui.Configured{}, now.settled.unread
	}
	if f.demo { // which has its own
		now.config.Hub, now.config.Account = f.config.Hub, f.config.Account
	}
	f.config = now.config // the Hub is the one that is talked to
	keys, charset := drawn(m, f.config)
	return ui.Configured{
		Config: f.config, Keys: keys, Charset: charset, Clipboard: board(m, f.config),
		Outside: outside(m, f), Mistakes: strings.Join(now.settled.mistakes(), "; "),
	}, nil
}

// platform is what a pull on this machine takes: engines run Linux images everywhere.
func (m Machine) platform() hub.Platform {
	return hub.NewPlatform("linux", m.Architecture, "", "")
}

// server names the server that gets what is typed, when it is not Docker Hub.
func server(f flags) string {
	if f.demo || hub.IsDocker(f.hub) {
		return ""
	}
	address, err := url.Parse(hub.CanonicalAddress(f.hub))
	if err != nil {
		return ""
	}
	return address.Host + address.EscapedPath() // several may be on one host
}

// outside finds what the program can start beside itself. An engine pulls from
// Docker Hub only.
func outside(m Machine, f flags) ui.Outside {
	found := ui.Outside{Lend: m.Signals.Lend}
	found.Run = func(ctx context.Context, argv []string) child.Result {
		// who leaves at once waits for nothing, and has what runs ended
		return child.Run(ctx, argv, func(end func()) (forget func()) {
			return m.Signals.OnExit(nil, end)
		})
	}
	if signals.CanSuspend {
		found.Suspend = func() error { return m.Signals.Suspend(signals.Job) }
		found.Stop = func() error { return m.Signals.Suspend(signals.Process) }
	}
	switch {
	case f.demo:
		found.NoPull = "the demo's images are made up"
		found.NoRun = found.NoPull
	case !hub.IsDocker(f.hub):
		found.NoPull = "it would ask Docker Hub, not " + server(f)
		found.NoReference = "{{.Reference}} would name Docker Hub, not " + server(f)
	}
	browsing(m, f.config, &found)
	engines := []string{"docker", "podman", "nerdctl"}
	if f.config.Engine != "" {
		engines = []string{f.config.Engine}
	}
	for _, engine := range engines {
		if path, err := child.Find(engine); err == nil {
			found.Engine = path
			if auth := m.Getenv(dockerAuth); auth != "" {
				found.EngineAuth = dockerAuth + "=" + auth
			}
			break
		}
	}
	return found
}
