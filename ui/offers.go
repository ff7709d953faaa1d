package ui

import (
	"tagboat/ui/palette"
	"tagboat/ui/screen"
)

// openPalette offers everything that can be done on the top screen, by its name.
func (a *App) openPalette() {
	top := a.top()
	var offers []screen.Offer
	if s, ok := top.(screen.Offering); ok {
		offers = s.Offers()
	}
	a.Push(palette.New(a.env, top.Keys(), offers, a.press))
}
