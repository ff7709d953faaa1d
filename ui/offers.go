package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/check"
	"tagboat/ui/palette"
	"tagboat/ui/references"
	"tagboat/ui/screen"
)

// openPalette offers everything that can be done on the top screen, by its name.
func (a *App) openPalette() {
	actions := palette.New(a.env, a.top().Keys(), a.offers(), a.press)
	a.Push(actions)
	a.listAccounts(actions, actions) // another window may keep more by now
}

// offers are what can be done on the top screen beside its keys.
func (a *App) offers() (offers []screen.Offer) {
	if top, ok := a.top().(screen.Offering); ok {
		offers = top.Offers()
	}
	if first, ok := a.stack[0].screen.(screen.Sectioned); ok {
		for _, section := range first.Sections() {
			do := section.Do
			section.Do = func() tea.Cmd {
				a.goHome()
				return do()
			}
			offers = append(offers, section)
		}
	}
	if find := a.options.References; find != nil {
		offers = append(offers, screen.Offer{
			Name: "check the references in this folder", Help: "which are no longer right",
			Kind: "screen", Do: func() tea.Cmd {
				a.Push(references.New(a.env, find, check.Request{}))
				return nil
			},
		})
	}
	return slices.Concat(offers, a.viewOffers(), a.reloads(), a.accountOffers(a.kept))
}

// goHome shows the first screen as it was left.
func (a *App) goHome() {
	a.keepWay()
	a.swap(a.stack[:1])
	a.arrive()
}
