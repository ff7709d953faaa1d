package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// toastLife is how long the news of a success stays on screen.
const toastLife = 3 * time.Second

// toast is the news of a deed. Success fades, errors stay until the next key;
// the number keeps an old timer from wiping a new toast.
type toast struct {
	text   string   // all of it
	briefs []string // with less and less beside the news, for where there is less room
	role   theme.Role
	over   screen.Screen // where it was said
	number uint64
}

type toastGone struct{ number uint64 }

func (t *toast) show(over screen.Screen, role theme.Role, text string, briefs ...string) {
	t.text, t.role, t.over, t.briefs = clean.Line(text), role, over, briefs
	t.number++
}

// in is the toast in so many cells. The sentence is kept to its end: what it
// says beside the news is left out first, then the middle of its longest word,
// which is a reference or an address.
func (t *toast) in(cells int) string {
	s := t.text
	for _, brief := range t.briefs {
		if text.Width(s) > cells {
			s = clean.Line(brief)
		}
	}
	over := text.Width(s) - cells
	if over <= 0 {
		return s
	}
	longest := ""
	for word := range strings.FieldsSeq(s) {
		if text.Width(word) > text.Width(longest) {
			longest = word
		}
	}
	const least, long = 5, 13 // cells that still tell a name; of what is no ordinary word
	if text.Width(longest) < long {
		return text.Truncate(s, cells)
	}
	short := text.Middle(longest, max(text.Width(longest)-over, least))
	return text.Truncate(strings.Replace(s, longest, short, 1), cells)
}

// dismiss takes what is no plain success off the screen: a key was pressed, it has
// been seen.
func (t *toast) dismiss() {
	if t.role != theme.Good {
		t.text = ""
	}
}

// Toast shows the news of a success for a while.
func (a *App) Toast(text string) {
	a.toast.show(a.top(), theme.Good, text)
	a.later(after(toastLife, toastGone{a.toast.number}))
}

// Fail shows that a deed failed, why, and what to do, until the next key.
func (a *App) Fail(err error) {
	if what := hub.Sentence(err); what != "" {
		first, _, _ := strings.Cut(what, ": ")
		a.toast.show(a.top(), theme.Bad, strings.TrimSpace(what+" "+hub.Advice(err)), what, first)
	}
}

func (a *App) settle(msg tea.Msg) {
	switch msg := msg.(type) {
	case toastGone:
		if msg.number == a.toast.number {
			a.toast.text = ""
		}
	case copied:
		a.copied(msg)
	}
}
