package ui

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/ui/prompt"
	"tagboat/ui/screen"
)

// mostPasted is how many bytes of a paste are looked at for its first line, of which 2 KB are read.
const mostPasted = 64 << 10

// pasted is what a paste has opened. The same text once more, without a key between, comes of a
// terminal that pastes twice.
type pasted struct {
	text   string
	screen screen.Screen
}

func (a *App) openPasted(text string) {
	if text == a.pasted.text && a.top() == a.pasted.screen {
		return
	}
	a.open(text)
	a.pasted = pasted{text, a.top()}
}

// open opens what a pasted text names, and says why where it names nothing. A digest alone is
// looked for where one is, or among the tags that are known.
func (a *App) open(text string) {
	text = text[:min(len(text), mostPasted)]
	named, err := hub.ReadPasted(text)
	if err == nil && !named.Digest.IsZero() {
		if place := here(a.stack); place.Kind() == places.Repository {
			text = place.Reference.Repository.Familiar() + "@" + named.Digest.String()
		} else if a.env.Index != nil || len(a.env.Names.Holding(named.Digest, 1)) > 0 {
			a.later(a.history.Jump())
			a.later(a.top().Update(tea.PasteMsg{Content: text}))
			return
		}
	}
	if err == nil {
		err = prompt.Open(a.env, text)
	}
	if err != nil {
		a.Fail(err)
	}
}
