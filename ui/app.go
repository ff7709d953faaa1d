package ui

import (
	"context"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/places"
	"tagboat/ui/clipboard"
	"tagboat/ui/keyboard"
	"tagboat/ui/manual"
	"tagboat/ui/namespaces"
	"tagboat/ui/palette"
	"tagboat/ui/prompt"
	"tagboat/ui/screen"
	"tagboat/ui/search"
	"tagboat/ui/theme"
)

// Options is what the App is built from.
type Options struct {
	Env       screen.Env // Host is filled in by New
	Clipboard *clipboard.Clipboard
	Outside   Outside
	// Places is the folder that keeps favourites and recent places; empty keeps
	// none.
	Places string
	// Ask says which account to begin with.
	Ask credentials.Ask
	// Word is what there is to say at the start; mostly empty.
	Word string
	// Events brings what the client has to say while it works: waits and
	// retries. It may be nil.
	Events <-chan hub.Event
}

// App is the only tea.Model: it owns the stack of screens, draws the frame
// around the top one, and routes messages. Keys go to one screen, facts to all.
type App struct {
	options Options
	env     screen.Env

	ctx   context.Context //nolint:containedctx // the parent of every screen's own context
	stack []entry

	width, height int
	noMouse       bool
	toast         toast
	notice        notice
	unsent        string    // what the terminal may not have been asked to copy yet
	pending       []tea.Cmd // what Host calls of this turn want done
	duties        duties
	choice        choice
	history       history
	away          tea.ExecCommand // has the terminal, or is about to; nil: nothing
}

// New returns an App whose screens' work ends with ctx.
func New(ctx context.Context, options Options) *App {
	a := &App{options: options, env: options.Env, ctx: ctx}
	a.env.Host = a
	a.env.Keys.Global.Suspend.SetEnabled(options.Outside.Suspend != nil)
	a.env.Recall = &screen.Recall{}
	a.env.Keys.Tag.Web.SetEnabled(a.env.Hub.Docker())
	a.env.Names = places.NewIndex(a.env.Now)
	a.env.Names.Reset(a.owner())
	a.history.store = places.NewStore(options.Places, a.env.Now)
	return a
}

// Init opens the first screen; nothing of it waits for the network.
func (a *App) Init() tea.Cmd {
	if a.env.Hub.Session() != nil {
		a.settleIn()
		a.Push(namespaces.New(a.env))
	} else {
		a.Push(a.first(a.opening(a.options.Ask)))
	}
	if a.options.Word != "" {
		a.toast.show(a.top(), theme.Warn, a.options.Word)
	}
	return tea.Batch(a.take(), tea.RequestBackgroundColor, a.listen())
}

// Update routes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	a.history.busy.Store(slices.ContainsFunc(a.stack, func(e entry) bool {
		w, ok := e.screen.(screen.Waiter)
		return ok && w.Waiting()
	}))
	return a, cmd
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.resize()
	case tea.BackgroundColorMsg:
		a.env.Theme.Background(msg.Color, msg.IsDark())
	case tea.ColorProfileMsg:
		a.env.Theme.Profile(msg.Profile)
	case tea.KeyPressMsg:
		return tea.Batch(a.press(msg), a.take())
	case tea.PasteMsg:
		a.toast.dismiss()
		a.later(a.top().Update(msg))
	case tea.MouseMsg:
		a.later(a.mouse(msg))
	case handedBack:
		a.takeBack(msg)
	case browsed, pulled, suspended:
		a.returned(msg)
	case Stopped:
		a.stop()
	case Continued:
		a.repaint()
	case toastGone, copied:
		a.settle(msg)
	case hubEvent:
		a.later(a.heard(msg))
	case tick:
		a.later(a.tock(msg))
	default:
		if !a.account(msg) && !a.learn(msg) {
			for _, e := range a.stack {
				a.later(e.screen.Update(msg))
			}
		}
	}
	return a.take()
}

// press gives a key to the narrowest taker: ForceQuit and Suspend always work, a
// screen that reads text takes the rest, then come the global keys, then the
// screen.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	keys := a.env.Keys.Global
	msg = a.meant(msg)
	switch {
	case keyboard.IsModifier(msg):
		return nil
	case key.Matches(msg, keys.ForceQuit):
		return a.quit()
	case key.Matches(msg, keys.Suspend):
		a.suspend()
		return nil
	}
	a.toast.dismiss()
	if a.anywhere(msg) {
		return nil
	}
	if !a.fits() {
		if key.Matches(msg, keys.Quit) {
			return a.quit()
		}
		return nil
	}
	if !a.boxed() && !a.capturing() {
		if cmd, taken := a.global(msg); taken {
			return cmd
		}
	}
	return a.top().Update(msg)
}

// meant is a key as the top screen understands it: text as it was typed, and a
// command by the place of its key.
func (a *App) meant(msg tea.KeyPressMsg) tea.KeyPressMsg {
	if msg.Text != "" && a.capturing() {
		return msg
	}
	return keyboard.Command(msg)
}

// capturing reports whether printable keys are text on the top screen.
func (a *App) capturing() bool {
	c, ok := a.top().(screen.Capturer)
	return ok && c.Capturing()
}

// anywhere takes the keys that find something from any screen, also while text
// is typed; a question must be answered or left first.
func (a *App) anywhere(msg tea.KeyPressMsg) bool {
	keys := a.env.Keys.Global
	_, searching := a.top().(screen.Searcher)
	switch {
	case !a.fits() || a.asked():
		return false
	case key.Matches(msg, keys.Jump):
		a.jump()
	case key.Matches(msg, keys.Search) && !searching:
		a.Push(search.New(a.env))
	default:
		return false
	}
	return true
}

// asked reports whether a question is open.
func (a *App) asked() bool {
	_, modal := a.top().(screen.Modal)
	return modal || slices.ContainsFunc(a.stack, func(e entry) bool { return e.login })
}

// global does what the keys that work on every full screen ask for.
func (a *App) global(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	keys := a.env.Keys.Global
	switch {
	case key.Matches(msg, keys.Quit):
		return a.quit(), true
	case key.Matches(msg, keys.Help):
		a.Push(manual.OfKeys(a.env, a.top().Keys()))
	case key.Matches(msg, keys.Palette):
		a.Push(palette.New(a.env, a.top().Keys(), a.press))
	case key.Matches(msg, keys.Last):
		a.walk(a.env.Names.Last())
	case key.Matches(msg, keys.Earlier):
		a.walk(a.env.Names.Back())
	case key.Matches(msg, keys.Later):
		a.walk(a.env.Names.Forward())
	case key.Matches(msg, keys.Favourite):
		a.favourite()
	case key.Matches(msg, keys.Goto):
		a.Push(prompt.New(a.env, a.Pop))
	case key.Matches(msg, keys.Account):
		a.chooseAccount()
	case key.Matches(msg, keys.Mouse):
		a.toggleMouse()
	default:
		return nil, false
	}
	return nil, true
}

func (a *App) quit() tea.Cmd {
	for _, e := range a.stack {
		e.leave()
	}
	if a.unsent != "" { // a copy and the key that quits came in one breath
		return tea.Sequence(tea.Raw(a.unsent), tea.Quit)
	}
	return tea.Quit
}

// toggleMouse gives the mouse back to the terminal, whose own way of selecting
// text it is, or takes it again.
func (a *App) toggleMouse() {
	a.noMouse = !a.noMouse
	if a.noMouse {
		a.Toast("The mouse selects text now; " + a.env.Keys.Global.Mouse.Help().Key + " takes it back")
	} else {
		a.Toast("The mouse moves and opens again")
	}
}

// later notes a command of this turn.
func (a *App) later(cmd tea.Cmd) {
	if cmd != nil {
		a.pending = append(a.pending, cmd)
	}
}

// take hands over what this turn wants done.
func (a *App) take() tea.Cmd {
	cmd := tea.Batch(a.pending...)
	a.pending = nil
	return cmd
}

// after sends msg once d has passed.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}
