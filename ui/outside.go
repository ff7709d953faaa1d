package ui

import (
	"errors"
	"fmt"
	"io"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
)

// Outside is what the program can start beside itself.
type Outside struct {
	// Browse opens an address in a browser; nil where there is none.
	Browse func(url string) error
	// Engine is the path of docker, podman or nerdctl; empty where none is.
	Engine string
}

type browsed struct {
	url string
	err error
}

type pulled struct {
	reference string
	err       error
}

var errNoEngine = errors.New("pulling needs docker, podman or nerdctl on the PATH")

// Browse opens an address on the web. Where there is no browser the address is
// copied instead, and the toast says so.
func (a *App) Browse(url string) {
	open := a.options.Outside.Browse
	if open == nil {
		a.Copy(url)
		return
	}
	a.later(func() tea.Msg { return browsed{url, open(url)} })
}

// Pull hands the terminal over to the container engine and takes it back.
func (a *App) Pull(reference string) {
	engine := a.options.Outside.Engine
	if engine == "" {
		a.Fail(errNoEngine)
		return
	}
	work := &pull{command: exec.CommandContext(a.ctx, engine, "pull", reference)}
	a.later(tea.Exec(work, func(err error) tea.Msg { return pulled{reference, err} }))
}

// returned tells what became of what was started.
func (a *App) returned(msg tea.Msg) {
	switch msg := msg.(type) {
	case browsed:
		if msg.err != nil {
			a.Copy(msg.url)
		} else {
			a.Toast("Opened " + clean.Line(msg.url))
		}
	case pulled:
		if msg.err != nil {
			a.Fail(fmt.Errorf("pulling %s failed: %w", msg.reference, msg.err))
		} else {
			a.Toast("Pulled " + clean.Line(msg.reference))
		}
	}
}

// pull runs the engine and waits for Enter, so that its last words can be read.
type pull struct {
	command *exec.Cmd
	in      io.Reader
	out     io.Writer
}

// SetStdin gives the terminal's input over.
func (p *pull) SetStdin(r io.Reader) { p.in, p.command.Stdin = r, r }

// SetStdout gives the terminal over.
func (p *pull) SetStdout(w io.Writer) { p.out, p.command.Stdout = w, w }

// SetStderr gives the terminal over.
func (p *pull) SetStderr(w io.Writer) { p.command.Stderr = w }

// Run pulls and waits.
func (p *pull) Run() error {
	err := p.command.Run()
	if _, told := fmt.Fprintln(p.out, "\nEnter goes back to tagboat."); told == nil {
		p.waitForEnter()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.command.Path, err)
	}
	return nil
}

func (p *pull) waitForEnter() {
	key := make([]byte, 1)
	for {
		n, err := p.in.Read(key)
		if err != nil || n == 1 && (key[0] == '\n' || key[0] == '\r') {
			return
		}
	}
}
