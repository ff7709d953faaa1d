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

func (a *App) pause(while func() error) {
	if while != nil {
		a.handOver(&pause{while: while}, paused)
	}
}

// repaint takes the terminal anew.
func (a *App) repaint() {
	a.later(tea.Exec(&pause{while: func() error { return nil }}, paused))
}

func paused(err error) tea.Msg { return suspended{err} }

// handedBack tells that the terminal is the program's again, and what became of what had it.
type handedBack struct {
	from tea.ExecCommand
	msg  tea.Msg
}

// handOver leaves the terminal to something else. What is asked for twice before it has begun, as
// by a key that was pressed twice in one breath, is done once.
func (a *App) handOver(to tea.ExecCommand, then func(error) tea.Msg) {
	if a.away == nil {
		a.away = to
		a.later(tea.Exec(to, func(err error) tea.Msg { return handedBack{to, then(err)} }))
	}
}

func (a *App) takeBack(msg handedBack) {
	if msg.from == a.away {
		a.away = nil
	}
	a.returned(msg.msg)
}
