package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/screen"
)

// entry is one screen of the stack with the context of its work.
type entry struct {
	screen  screen.Screen
	leave   context.CancelFunc
	boxed   bool
	login   bool // asks for a new session in mid-browse
	resting bool // its context has ended; it has a new one when it comes to the top
	unread  bool // it is read anew then
	untold  bool // the configuration has changed meanwhile
}

var _ screen.Host = (*App)(nil)

// Push opens s on top, in this very turn: keys typed in the same breath
// already go to it.
func (a *App) Push(s screen.Screen) {
	if _, isPlace := placeOf(s); isPlace {
		a.keepWay()
	}
	ctx, leave := context.WithCancel(a.ctx)
	_, boxed := s.(screen.Boxed)
	a.stack = append(a.stack, &entry{screen: s, leave: leave, boxed: boxed})
	a.resize()
	a.later(s.Init(ctx))
	a.arrive()
}

// Pop leaves the top screen. Nobody is dropped out of the program by one
// press too many: the first screen stays.
func (a *App) Pop() {
	if len(a.stack) > 1 {
		if _, isPlace := placeOf(a.top()); isPlace {
			a.keepWay()
		}
		a.drop()
		a.arrive()
	} else {
		a.Toast(a.env.Keys.Global.Quit.Help().Key + " quits")
	}
}

// restart leaves every screen and begins with s.
func (a *App) restart(s screen.Screen) {
	a.forgetWays()
	for len(a.stack) > 0 {
		a.drop()
	}
	a.Push(s)
}

// Authenticate floats the login over the stack, once, and lets the screens go
// on where they were when there is a new session. Where the session that ended
// is not the one in use, there is one already, and they go on at once.
func (a *App) Authenticate(ended *hub.Session) {
	old := a.env.Hub.Session()
	if ended != nil && ended != old {
		a.ended(ended)
		a.later(func() tea.Msg { return screen.Resumed{} })
		return
	}
	if slices.ContainsFunc(a.stack, func(e *entry) bool { return e.login }) {
		return
	}
	reason, name := "Log in, and go on where you are.", ""
	if old != nil {
		reason, name = "The session has ended. Log in to go on where you were.", old.Username
		a.ended(old)
	}
	a.Push(a.again(reason, name, func() {
		if old != nil && !strings.EqualFold(old.Username, a.env.Hub.Session().Username) {
			a.home() // what is open is not for these eyes
			return
		}
		from := slices.IndexFunc(a.stack, func(e *entry) bool { return e.login })
		for len(a.stack) > from {
			a.drop()
		}
		for _, e := range a.stack {
			a.later(e.screen.Update(screen.Resumed{}))
		}
		a.arrive()
	}))
	a.stack[len(a.stack)-1].login = true
}

// takeScreens gives a message to every screen: each knows by its ticket what it asked for.
func (a *App) takeScreens(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	for _, e := range a.stack {
		a.later(e.screen.Update(msg))
	}
	return nil, true
}

// drop takes the top screen off. One that is kept of a place rests, any other is left for good.
func (a *App) drop() {
	last := len(a.stack) - 1
	a.stack[last].rest()
	a.stack = a.stack[:last]
}

func (a *App) top() screen.Screen { return a.stack[len(a.stack)-1].screen }

func (a *App) boxed() bool { return a.stack[len(a.stack)-1].boxed }
