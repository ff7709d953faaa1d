package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/credentials"
	"tagboat/hub/places"
	"tagboat/ui/clipboard"
	"tagboat/ui/frame"
	"tagboat/ui/history"
	"tagboat/ui/home"
	"tagboat/ui/references"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/text"
)

// Options is what the App is built from.
type Options struct {
	Env       screen.Env // Host is filled in by New
	Clipboard *clipboard.Clipboard
	Outside   Outside
	// Places is the folder that keeps favourites, views and recent places; empty keeps
	// none.
	Places string
	// ForgetLists removes what an account saw of lists; nil: nothing is kept of them.
	ForgetLists func(ctx context.Context, account string) error
	// Ask says which account to begin with.
	Ask credentials.Ask
	// Open names the place to begin at, and View the view; empty: what the account has.
	Open, View string
	// References finds the references to images that can be checked; nil: none can be. Check is
	// how, where the program was started for that.
	References references.Find
	Check      *check.Request
	// Configure reads the configuration again; nil: there is none. Mistakes says in a few words
	// that there are some in it; empty: none.
	Configure Configure
	Mistakes  string
	// Charset is what the terminal can show.
	Charset text.Charset
	// Bare terminals take no operating system command: no title, and no question for a colour.
	Bare bool
	// Print takes a text that is to be selected, where nothing is drawn; nil: a screen shows it.
	Print func(text string)
	// Events brings what the client has to say while it works: waits and
	// retries. It may be nil.
	Events <-chan hub.Event
}

// App is the only tea.Model: it owns the stack of screens, draws the frame
// around the top one, and routes messages. Keys go to one screen, facts to all.
type App struct {
	options Options
	env     screen.Env
	// interrupted is when something was last ended by the key that else ends the program
	interrupted time.Time
	goesOn      func() // says that the key was heard though the program goes on; may be nil

	ctx   context.Context //nolint:containedctx // the parent of every screen's own context
	stack []*entry        // what is shown, the first screen first
	ways  []way           // what was left for another place, the last one first
	noted places.Place

	frame   frame.Frame
	budget  hub.Budget // as it is shown
	seen    tea.View   // the last picture
	stale   bool       // something that a person sees has happened since
	noMouse bool
	toast   toast
	failed  failed
	reread  *reconfigured // the configuration, read again, until it can be taken
	notice  notice
	pasted  pasted
	away    tea.ExecCommand // has the terminal, or is about to; nil: nothing
	pending []tea.Cmd       // what Host calls of this turn want done
	deeds   int             // of the person, of which is not known yet what became of them

	duties  task.Duties
	keeping *task.Queue // what is kept and forgotten of accounts and places
	copying *task.Queue
	unsent  string // what the terminal may not have been asked to copy yet
	choice  choice
	kept    []credentials.Account // of this machine, as they were last looked up
	history *history.History
}

// New returns an App whose screens' work ends with ctx.
func New(ctx context.Context, options Options) *App {
	a := &App{options: options, env: options.Env, ctx: ctx}
	a.env.Host, a.stale = a, true
	a.env.Config, a.env.Keys = new(*a.env.Config), new(*a.env.Keys) // they change, and are ours
	a.env.Recall = &screen.Recall{}
	a.env.Names = places.NewIndex(a.env.Now)
	a.noMouse = !a.env.Config.Mouse
	a.suit()
	a.frame.Theme = a.env.Theme
	a.keeping, a.copying = a.duties.Queue(), a.duties.Queue()
	a.history = history.New(ctx, a.env, options.Places, a.keeping)
	return a
}

// Init opens the first screen; nothing of it waits for the network.
func (a *App) Init() tea.Cmd {
	if a.env.Hub.Session() != nil {
		a.changeAccount()
		a.Push(home.New(a.env))
		a.openGiven()
		a.sayMistakes()
		a.options.Mistakes = ""
	} else {
		a.Push(a.first(a.opening(a.options.Ask)))
		a.sayMistakes() // and again where the form goes by itself
	}
	if a.options.Bare {
		return tea.Batch(a.take(), a.listen())
	}
	return tea.Batch(a.take(), tea.RequestBackgroundColor, a.listen())
}

// Update gives a message to the one who takes it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	a.useConfigured()
	a.see(msg)
	a.history.Wait(slices.ContainsFunc(a.stack, func(e *entry) bool {
		w, ok := e.screen.(screen.Waiter)
		return ok && !e.resting && w.Waiting()
	}))
	return a, tea.Batch(cmd, a.take())
}

// see notes that there is something to draw. What is left of the Hub's limit is told while somebody
// waits for the Hub, and else with the next thing that happens; not while text is typed.
func (a *App) see(msg tea.Msg) {
	typing := len(a.stack) > 0 && a.capturing()
	if isUnseen(msg) && (typing || !a.Reads()) {
		return
	}
	a.stale = true
	if !typing || !a.budget.Known {
		a.budget = a.env.Hub.Budget()
	}
}

// route tries all who may take a message, in this order. What the person does goes to one screen at
// most. What the App itself asked for is taken by the part of it that asked. Everything else is a
// fact that any screen may have asked for: all are told, and by its ticket each knows its own.
func (a *App) route(msg tea.Msg) tea.Cmd {
	if done, ok := msg.(deed); ok {
		a.deeds--
		msg = done.came
	}
	for _, take := range []func(tea.Msg) (cmd tea.Cmd, taken bool){
		a.takeTerminal,   // its size and colours, and its coming back from who had it: terminal.go
		a.takeKey,        // the narrowest who takes it, as its own list of takers says: keys.go
		a.takePointer,    // the mouse, with places as the top screen counts them: pointer.go
		a.takePaste,      // the top screen: keys.go
		a.takeNotice,     // what the client has to say while it works: notice.go
		a.takeCopied,     // what became of a copy: copying.go
		a.takeOutside,    // what became of a browser and of a pull: outside.go
		a.takeAccount,    // accounts that were looked up, chosen, kept and left: account.go
		a.takeConfigured, // the configuration, read again: reload.go
		a.takePlaces,     // places that were read, gathered and kept: views.go
		a.takeScreens,    // every screen of the stack: stack.go
	} {
		if cmd, taken := take(msg); taken {
			return cmd
		}
	}
	return nil
}

// Hears sets what is called when the key that ends the program has ended something else.
func (a *App) Hears(goesOn func()) { a.goesOn = goesOn }

// Finish waits until what must be done even if the program ends is done, but no longer than most.
// It is called after the loop has ended.
func (a *App) Finish(most time.Duration) { a.duties.Finish(most) }

// later notes a command of this turn.
func (a *App) later(cmd tea.Cmd) { a.pending = append(a.pending, cmd) }

// deed is what became of something that a person waits for.
type deed struct{ came tea.Msg }

// await is later for what a person waits for.
func (a *App) await(cmd tea.Cmd) {
	a.deeds++
	a.later(func() tea.Msg { return deed{cmd()} })
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
