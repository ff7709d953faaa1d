package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/clipboard"
	"tagboat/ui/manual"
	"tagboat/ui/theme"
)

// toastLife is how long the news of a success stays on screen.
const toastLife = 3 * time.Second

// toast is the news of a deed. Success fades, errors stay until the next key;
// the number keeps an old timer from wiping a new toast.
type toast struct {
	text   string
	role   theme.Role
	number uint64
}

type toastGone struct{ number uint64 }

type copied struct {
	text    string
	called  string // in the toast
	outcome clipboard.Outcome
}

func (t *toast) show(text string, role theme.Role) {
	t.text, t.role = text, role
	t.number++
}

// dismiss takes an error off the screen: a key was pressed, it has been seen.
func (t *toast) dismiss() {
	if t.role == theme.Bad {
		t.text = ""
	}
}

// Toast shows the news of a success for a while.
func (a *App) Toast(text string) {
	a.toast.show(text, theme.Good)
	a.later(after(toastLife, toastGone{a.toast.number}))
}

// Fail shows that a deed failed, why, and what to do, until the next key.
func (a *App) Fail(err error) {
	if text := sentences(err); text != "" {
		a.toast.show(text, theme.Bad)
	}
}

// Copy sends references to every clipboard within reach.
func (a *App) Copy(references ...string) {
	if len(references) == 0 {
		return
	}
	called := references[0]
	if n := len(references); n > 1 {
		called = fmt.Sprintf("%d references", n)
	}
	text, board, ctx := strings.Join(references, "\n"), a.options.Clipboard, a.ctx
	if sequence := board.Sequence(text); sequence != "" {
		a.later(tea.Raw(sequence))
	}
	a.later(func() tea.Msg { return copied{text: text, called: called, outcome: board.Copy(ctx, text)} })
}

func (a *App) settle(msg tea.Msg) {
	switch msg := msg.(type) {
	case toastGone:
		if msg.number == a.toast.number {
			a.toast.text = ""
		}
	case copied:
		text := msg.outcome.Sentence(msg.called)
		if msg.outcome == (clipboard.Outcome{}) {
			a.toast.show(text, theme.Bad)
			a.noMouse = true // so that the terminal selects
			a.Push(manual.Text(a.env, "Select and copy", msg.text))
		} else {
			a.Toast(text)
		}
	}
}

func sentences(err error) string {
	what, advice := hub.Sentence(err), hub.Advice(err)
	if what == "" || advice == "" {
		return what
	}
	return what + " " + advice
}
