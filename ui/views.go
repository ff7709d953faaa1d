package ui

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/history"
	"tagboat/ui/home"
	"tagboat/ui/screen"
	"tagboat/ui/views"
)

// KeepViews saves what was done to views, and tells every screen.
func (a *App) KeepViews() { a.later(a.history.KeepViews()) }

// takePlaces opens the view that the program was started for, once it is known which there are.
func (a *App) takePlaces(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	cmd, taken = a.history.Take(msg)
	if history.IsRead(msg) {
		a.openGivenView()
	}
	return cmd, taken
}

// openGivenView opens the view that the program was started for, once: where somebody has logged
// in, or goes on without an account.
func (a *App) openGivenView() {
	name := a.options.View
	_, begun := a.stack[0].screen.(screen.Sectioned)
	if name == "" || !begun {
		return
	}
	a.options.View = ""
	if v, there := a.env.Names.View(name); there {
		a.later(home.OpenView(a.env, v))
		return
	}
	a.refuse(views.None(name, a.env.Names.Views(), a.env.Keys.List.SaveView.Help().Key))
}

// viewOffers are the views, each by its name.
func (a *App) viewOffers() (offers []screen.Offer) {
	for _, v := range a.env.Names.Views() {
		offers = append(offers, screen.Offer{
			Name: "view " + v.Name, Help: views.Words(v), Kind: "view",
			Do: func() tea.Cmd { return home.OpenView(a.env, v) },
		})
	}
	return offers
}
