package ui

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// Stopped tells the App that somebody outside wants the program to stop.
type Stopped struct{}

// Continued tells the App that the program goes on after it was stopped without
// being asked: what the terminal was set to may be lost.
type Continued struct{}

// suspended is what became of an attempt to stop.
type suspended struct{ err error }

// pause gives the terminal back, does what stops the program, and takes the
// terminal again when that returns.
type pause struct {
	while func() error
	in    io.Reader
	out   io.Writer
}

func (p *pause) Run() error {
	settle(p.in, p.out)
	return p.while()
}

func (p *pause) SetStdin(r io.Reader) { p.in = r }

func (p *pause) SetStdout(w io.Writer) { p.out = w }

func (*pause) SetStderr(io.Writer) {}

// settle keeps the terminal's answers from whoever reads it next.
func settle(in io.Reader, out io.Writer) {
	if s, ok := in.(interface{ Settle(out io.Writer) }); ok {
		s.Settle(out)
	}
}

// suspend gives the person the shell that the program was started from.
func (a *App) suspend() { a.pause(a.options.Outside.Suspend) }

func (a *App) stop() { a.pause(a.options.Outside.Stop) }

// repaint takes the terminal anew.
func (a *App) repaint() { a.pause(func() error { return nil }) }

func (a *App) pause(while func() error) {
	if while != nil {
		a.later(tea.Exec(&pause{while: while}, func(err error) tea.Msg { return suspended{err} }))
	}
}
