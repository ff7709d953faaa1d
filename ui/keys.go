package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/keyboard"
	"tagboat/ui/manual"
	"tagboat/ui/news"
	"tagboat/ui/prompt"
	"tagboat/ui/screen"
	"tagboat/ui/search"
	"tagboat/ui/theme"
)

func (a *App) takeKey(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		return a.press(press), true
	}
	return nil, false
}

// press tries all who may take a key, in this order.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	msg = a.meant(msg)
	for _, take := range []func(tea.KeyPressMsg) (cmd tea.Cmd, taken bool){
		a.pressAlways,     // quits and suspends, whatever is open
		a.pressAnywhere,   // finds something, also while text is typed
		a.pressInNoRoom,   // all of them, where the window has no room for a screen
		a.pressEverywhere, // the global keys, but where keys are text and in a box
		a.pressOff,        // what does nothing here says why
		a.pressForeign,    // a letter of another script, which is no command
		a.pressScreen,     // the rest
	} {
		if cmd, taken := take(msg); taken {
			return cmd
		}
	}
	return nil
}

// meant is a key as the top screen understands it: text as it was typed, and a
// command by the place of its key, but one that somebody has put on just this letter.
func (a *App) meant(msg tea.KeyPressMsg) tea.KeyPressMsg {
	if msg.Text != "" && a.capturing() {
		return msg
	}
	command := keyboard.Command(msg)
	if command.Text != msg.Text && a.env.Keys.Has(msg.Text) {
		return msg
	}
	return command
}

// capturing reports whether printable keys are text on the top screen.
func (a *App) capturing() bool {
	c, ok := a.top().(screen.Capturer)
	return ok && c.Capturing()
}

// pressAlways does what works in every situation. A modifier that is pressed alone does nothing.
// Any other key says that the toast was seen.
func (a *App) pressAlways(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	keys := a.env.Keys.Global
	switch {
	case keyboard.IsModifier(msg):
	case key.Matches(msg, keys.ForceQuit):
		return a.interrupt(), true
	case key.Matches(msg, keys.Suspend):
		a.pause(a.options.Outside.Suspend) // for the shell that the program was started from
	default:
		a.dismissToast()
		a.pasted = pasted{}
		a.failed.isNew = a.failed.isNew && key.Matches(msg, keys.Failure)
		return nil, false
	}
	return nil, true
}

// pressAnywhere takes the key that tells of a failure, and those that find something from any
// screen, also while text is typed; for these a question must be answered or left first.
func (a *App) pressAnywhere(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	keys := a.env.Keys.Global
	_, searching := a.top().(screen.Searcher)
	switch {
	case !a.frame.Fits(), msg.Text != "" && a.capturing():
		return nil, false
	case msg.Text == "" && key.Matches(msg, keys.Failure):
		a.explainFailure()
	case a.asked():
		return nil, false
	case key.Matches(msg, keys.Jump):
		a.later(a.history.Jump())
	case key.Matches(msg, keys.Search) && !searching:
		a.Push(search.New(a.env))
	default:
		return nil, false
	}
	return nil, true
}

// asked reports whether a question is open.
func (a *App) asked() bool {
	_, modal := a.top().(screen.Modal)
	return modal || slices.ContainsFunc(a.stack, func(e *entry) bool { return e.login })
}

func (a *App) pressInNoRoom(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	if a.frame.Fits() {
		return nil, false
	}
	if key.Matches(msg, a.env.Keys.Global.Quit) {
		return a.quit(), true
	}
	return nil, true
}

func (a *App) pressEverywhere(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	keys := a.env.Keys.Global
	_, tellsNews := a.top().(screen.Telling)
	keeper, ok := a.top().(screen.Keeper)
	keeps := ok && keeper.Keeps()
	switch {
	case a.boxed() || a.capturing():
		return nil, false
	case key.Matches(msg, keys.News) && !tellsNews:
		a.Push(news.New(a.env, here(a.stack)))
	case key.Matches(msg, keys.Quit):
		return a.quit(), true
	case key.Matches(msg, keys.Help):
		signed, _ := a.top().(screen.Signed)
		a.Push(manual.OfKeys(a.env, a.top().Keys(), signed))
	case key.Matches(msg, keys.Palette):
		a.openPalette()
	case key.Matches(msg, keys.Last):
		a.goBack(a.env.Names.Last())
	case key.Matches(msg, keys.Earlier):
		a.goBack(a.env.Names.Back())
	case key.Matches(msg, keys.Later):
		a.goBack(a.env.Names.Forward())
	case key.Matches(msg, keys.Failure):
		a.explainFailure()
	case key.Matches(msg, keys.Favourite) && !keeps:
		return a.history.Favourite(a.top()), true
	case key.Matches(msg, keys.Goto):
		a.Push(prompt.New(a.env))
	case key.Matches(msg, keys.Account):
		a.listAccounts(a.top(), nil)
	case key.Matches(msg, keys.Mouse):
		a.toggleMouse()
	default:
		return nil, false
	}
	return nil, true
}

// pressForeign says of a letter that is no command on any screen what commands are, for as long as
// no other key is pressed.
func (a *App) pressForeign(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	isText := msg.Text != "" && (a.capturing() || a.env.Keys.Has(msg.Text))
	if isText || !keyboard.IsForeign(msg) {
		return nil, false
	}
	const what = "Commands are Latin letters"
	a.showToast(theme.Warn, what+": switch the keyboard to a layout that has them", what)
	return nil, true
}

func (a *App) pressScreen(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	return a.top().Update(msg), true
}

// takePaste gives pasted text to a screen on which text is typed or a question is open; on any
// other one it opens what the text names.
func (a *App) takePaste(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	paste, ok := msg.(tea.PasteMsg)
	if !ok {
		return nil, false
	}
	a.dismissToast()
	switch {
	case !a.frame.Fits():
	case a.boxed() || a.capturing() || a.asked():
		return a.top().Update(msg), true
	default:
		a.openPasted(paste.Content)
	}
	return nil, true
}

// meant is how long whoever presses the key that ends a program may go on with it.
const meant = time.Second

// interrupt ends what a person waits for, and else the program.
func (a *App) interrupt() tea.Cmd {
	for _, e := range slices.Backward(a.stack) {
		if s, ok := e.screen.(screen.Interruptible); ok {
			s.Interrupt()
			a.interrupted = a.env.Now()
			return a.goOn()
		}
	}
	if a.env.Now().Sub(a.interrupted) < meant {
		return a.goOn() // it was meant for a program that has ended since
	}
	return a.quit()
}

// goOn tells the one who reads the keys that the one which ends the program was heard.
func (a *App) goOn() tea.Cmd {
	if a.goesOn == nil {
		return nil
	}
	// off the loop: whoever reads may be waiting for it with a key
	return func() tea.Msg {
		a.goesOn()
		return nil
	}
}

func (a *App) quit() tea.Cmd {
	for _, e := range a.stack {
		e.leave()
	}
	a.forgetWays()
	if a.unsent != "" { // a copy and the key that quits came in one breath
		return tea.Sequence(tea.Raw(a.unsent), tea.Quit)
	}
	return tea.Quit
}
