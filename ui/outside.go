package ui

import (
	"context"
	"os/exec"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/ui/errand"
	"tagboat/ui/foreground"
)

// Outside is what the program can start beside itself.
type Outside struct {
	// Browse opens an address in a browser; nil where there is none.
	Browse func(url string) error
	// Reader is the command of a browser that draws on this terminal, with an address
	// to open; nil where there is none, or another one is preferred.
	Reader func(url string) []string
	// Engine is the path of docker, podman or nerdctl; empty where none is.
	Engine string
	// EngineAuth is a variable, NAME=value, that only the engine is to have: Docker's
	// own configuration in the environment. Empty where there is none.
	EngineAuth string
	// NoPull is why nothing can be pulled although there is an engine, as half a
	// sentence: the engine would ask another Hub than the one shown. Empty where
	// it can.
	NoPull string
	// Run runs a program beside the screen; nil where none can be.
	Run errand.Run
	// NoRun is why own commands are off, as half a sentence; empty where they work.
	NoRun string
	// NoReference is why the commands that name an image are, although others work: they would
	// find it somewhere else.
	NoReference string
	// Lend is told when another program has the terminal; it may be nil.
	Lend foreground.Lend
	// Suspend stops this program and what runs beside it in the foreground, Stop
	// this program alone, until a shell continues it. Both are nil where there is
	// no job control.
	Suspend, Stop func() error
}

type browsed struct {
	stay *places.Stay // whose address it is: nobody else is told of it
	url  string
	err  error
}

type pulled struct {
	reference string
	err       error
}

// Browse opens an address on the web. Where there is no browser the address is
// copied instead, and the toast says so.
func (a *App) Browse(url string) {
	if len(pasteable([]string{url})) == 0 {
		a.refuse("Not opened: this has no page on the web")
		return
	}
	if reader := a.options.Outside.Reader; reader != nil {
		a.read(url, reader(url))
		return
	}
	open := a.options.Outside.Browse
	if open == nil {
		a.CopyThough("No browser here", url)
		return
	}
	stay := a.env.Names.Stay()
	a.await(func() tea.Msg { return browsed{stay, url, open(url)} })
}

// read hands the terminal over to a browser until it is left.
func (a *App) read(url string, argv []string) {
	stay := a.env.Names.Stay()
	command := exec.CommandContext(a.ctx, argv[0], argv[1:]...)
	work := foreground.New(a.ctx, a.options.Outside.Lend, "", command)
	a.handOver(work, func(err error) tea.Msg { return browsed{stay, url, err} })
}

// NoPull is why the key that pulls is off; empty where it works.
func (a *App) NoPull() string {
	if a.options.Outside.Engine == "" {
		if named := a.env.Config.Engine; named != "" {
			return "there is no " + clean.Line(named) + ", the engine that is set"
		}
		return "there is no docker, podman or nerdctl on the PATH"
	}
	return a.options.Outside.NoPull
}

// Pull hands the terminal over to the container engine and takes it back.
func (a *App) Pull(r hub.Reference) {
	if a.NoPull() != "" {
		return
	}
	reference := forms.Reference(r) // and so neither an option nor foreign text
	if reference == "" {
		a.refuse("Not pulled: no image can have this name")
		return
	}
	outside := a.options.Outside
	first := "$ " + filepath.Base(outside.Engine) + " pull " + clean.Line(reference) + "\n"
	work := foreground.New(a.ctx, outside.Lend, first, pulling(a.ctx, outside, reference))
	a.handOver(work, func(err error) tea.Msg { return pulled{reference, err} })
}

// pulling is the engine's command. It alone has what the engine logs in with.
func pulling(ctx context.Context, outside Outside, reference string) *exec.Cmd {
	command := exec.CommandContext(ctx, outside.Engine, "pull", reference)
	if outside.EngineAuth != "" {
		command.Env = append(command.Environ(), outside.EngineAuth)
	}
	return command
}

// takeOutside tells what became of what was started.
func (a *App) takeOutside(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	switch msg := msg.(type) {
	case browsed:
		switch {
		case msg.stay != a.env.Names.Stay():
		case msg.err != nil:
			a.CopyThough("The browser did not open", msg.url)
		default:
			a.Toast("Opened " + clean.Line(msg.url))
		}
	case pulled:
		if msg.err != nil {
			a.refuse("Pull failed, " + clean.Line(msg.err.Error()) + ": " + clean.Line(msg.reference))
		} else {
			a.Toast("Pulled " + clean.Line(msg.reference))
		}
	case ran:
		a.takeRan(msg)
	default:
		return nil, false
	}
	return nil, true
}
