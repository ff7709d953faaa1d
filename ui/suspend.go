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
type pause func() error

func (p pause) Run() error { return p() }

func (pause) SetStdin(io.Reader) {}

func (pause) SetStdout(io.Writer) {}

func (pause) SetStderr(io.Writer) {}

// suspend gives the person the shell that the program was started from.
func (a *App) suspend() { a.pause(a.options.Outside.Suspend) }

func (a *App) stop() { a.pause(a.options.Outside.Stop) }

// repaint takes the terminal anew.
func (a *App) repaint() { a.pause(func() error { return nil }) }

func (a *App) pause(while func() error) {
	if while != nil {
		a.later(tea.Exec(pause(while), func(err error) tea.Msg { return suspended{err} }))
	}
}
