package ui

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/foreground"
)

// Stopped tells the App that somebody outside wants the program to stop.
type Stopped struct{}

// Continued tells the App that the program goes on after it was stopped without
// being asked: what the terminal was set to may be lost.
type Continued struct{}

// suspended is what became of an attempt to stop.
type suspended struct{ err error }

// handedBack tells that the terminal is the program's again, and what became of what had it.
type handedBack struct {
	from tea.ExecCommand
	msg  tea.Msg
}

func (a *App) takeTerminal(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.frame.Width, a.frame.Height = msg.Width, msg.Height
		a.resize()
	case tea.BackgroundColorMsg:
		a.env.Theme.Background(msg.Color, msg.IsDark())
	case tea.ColorProfileMsg:
		a.env.Theme.Profile(msg.Profile)
	case handedBack:
		if msg.from == a.away {
			a.away = nil
		}
		return a.route(msg.msg), true
	case suspended:
		if msg.err != nil {
			a.Toast("Not suspended: " + clean.Line(msg.err.Error()))
		}
	case Stopped:
		a.pause(a.options.Outside.Stop)
	case Continued: // take the terminal anew
		return tea.Exec(foreground.NewPause(func() error { return nil }), paused), true
	default:
		return nil, false
	}
	return nil, true
}

func (a *App) pause(while func() error) {
	if while != nil {
		a.handOver(foreground.NewPause(while), paused)
	}
}

func paused(err error) tea.Msg { return suspended{err} }

// handOver leaves the terminal to something else. What is asked for twice before it has begun, as
// by a key that was pressed twice in one breath, is done once.
func (a *App) handOver(to tea.ExecCommand, then func(error) tea.Msg) {
	if a.away == nil {
		a.away = to
		a.later(tea.Exec(to, func(err error) tea.Msg { return handedBack{to, then(err)} }))
	}
}
