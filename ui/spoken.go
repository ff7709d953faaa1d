package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/keymap"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// What another face than the picture asks of the App: one that tells in lines what is here.

// Way is who looks, and where they are, from the outside in.
func (a *App) Way() []string { return a.way() }

// Top is the screen that what is typed is for.
func (a *App) Top() screen.Screen { return a.top() }

// Said is the news of a deed that was told last, with its number and whether the deed failed.
func (a *App) Said() (text string, number uint64, failed bool) {
	t := a.shownToast()
	return t.Text, a.toast.number, t.Role == theme.Bad
}

// Keys are those in force.
func (a *App) Keys() *keymap.Map { return a.env.Keys }

// Waits reports whether a deed is under way of which a person waits to hear: a copy, an account.
func (a *App) Waits() bool { return a.deeds > 0 || a.choice.Busy() }

// Reads reports whether what a screen shows is on its way: rows, or an answer.
func (a *App) Reads() bool {
	return slices.ContainsFunc(a.stack, func(e *entry) bool {
		w, ok := e.screen.(screen.Waiter)
		return ok && !e.resting && w.Waiting()
	})
}

// HasEnded reports whether a login is asked for because the session in use has ended.
func (a *App) HasEnded() bool {
	return a.env.Hub.Session() != nil &&
		slices.ContainsFunc(a.stack, func(e *entry) bool { return e.login })
}

// Difficulty is what the client waits for, in a sentence without its stop; empty: for nothing.
func (a *App) Difficulty() string { return a.noticeText() }

// Limits says what the Hub still allows, in a few words; empty where that is not known.
func (a *App) Limits() string {
	budget := a.env.Hub.Budget()
	return budget.Words()
}

// Offers are what can be done here beside what has keys, by name.
func (a *App) Offers() []screen.Offer { return a.offers() }

// Act does something with a screen of the App, in one turn of the loop.
func (a *App) Act(do func() tea.Cmd) tea.Cmd {
	cmd := do()
	a.useConfigured()
	return tea.Batch(cmd, a.take())
}

// Open opens what a text names, above what is open.
func (a *App) Open(name string) tea.Cmd {
	return a.Act(func() tea.Cmd {
		a.open(strings.TrimSpace(clean.Line(name)))
		return nil
	})
}

// Quit leaves the program.
func (a *App) Quit() tea.Cmd { return a.quit() }
