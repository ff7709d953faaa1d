package ui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/frame"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// toastLife is how long the news of a success stays on screen.
const toastLife = 3 * time.Second

// toast is the news of a deed. Success fades, errors stay until the next key;
// the number keeps an old timer from wiping a new toast.
type toast struct {
	frame.Toast

	over   screen.Screen // where it was said
	number uint64
	unread string // what is said beside good news, too, until a key is pressed
}

type toastGone struct{ number uint64 }

func (t *toast) show(over screen.Screen, role theme.Role, text string, briefs ...string) {
	t.Toast, t.over = frame.Toast{Text: clean.Line(text), Role: role, Briefs: briefs}, over
	t.number++
}

// shownToast is the toast as far as it is for the screen on top.
func (a *App) shownToast() frame.Toast {
	if _, own := a.top().(screen.OwnToasts); own && a.toast.over != a.top() {
		return frame.Toast{}
	}
	return a.toast.Toast
}

// dismissToast takes off the screen what is no plain success, or lies over rows: a key was pressed,
// it has been seen.
func (a *App) dismissToast() {
	a.toast.unread = ""
	if a.toast.Role != theme.Good || a.frame.Overlies(a.toast.Toast) > 0 {
		a.toast.Text = ""
	}
}

// Toast shows the news of a success for a while, and beside what nobody has read yet until a key is
// pressed.
func (a *App) Toast(text string) {
	if unread := a.toast.unread; unread != "" {
		a.toast.show(a.top(), theme.Bad, text+" · "+unread, unread)
		return
	}
	a.toast.show(a.top(), theme.Good, text)
	a.later(after(toastLife, toastGone{a.toast.number}))
}

// Fail shows that a deed failed, why, and what to do, until the next key.
func (a *App) Fail(err error) {
	if what := hub.Sentence(err); what != "" {
		first, _, _ := strings.Cut(what, ": ")
		whole := strings.TrimSpace(what + " " + hub.Advice(err))
		more := " · " + a.env.Keys.Global.Failure.Help().Key + " tells more"
		a.toast.show(a.top(), theme.Bad, whole+more, whole, what+more, what, first)
		a.failed = failed{err: err, at: a.env.Now(), isNew: true}
	}
}

// refuse shows what a deed came to that failed, in words of ours.
func (a *App) refuse(text string) {
	a.toast.show(a.top(), theme.Bad, text)
	a.failed = failed{err: errors.New(text), at: a.env.Now(), isNew: true}
}

func (a *App) takeToast(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	gone, ok := msg.(toastGone)
	if ok && gone.number == a.toast.number {
		a.toast.Text = ""
	}
	return nil, ok
}
