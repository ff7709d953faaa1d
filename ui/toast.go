package ui

import (
	"errors"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/frame"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// toastLife is how long the news of a success stays on screen at the least, whatever is pressed.
const toastLife = 3 * time.Second

// toast is the news of a deed. Errors stay until the next key, a success until the first one after
// it was shown long enough: nothing goes from the screen by itself while somebody reads it.
type toast struct {
	frame.Toast

	over   screen.Screen // where it was said
	at     time.Time
	number uint64 // of those that were said
	unread string // what is said beside good news, too, until a key is pressed
}

func (a *App) showToast(role theme.Role, text string, briefs ...string) {
	a.toast.Toast = frame.Toast{Text: clean.Line(text), Role: role, Briefs: briefs}
	a.toast.over, a.toast.at = a.top(), a.env.Now()
	a.toast.number++
	if a.notice.shown { // which is told again once the toast was read
		a.notice.number++
		a.later(a.count())
	}
}

// shownToast is the toast as far as it is for the screen on top.
func (a *App) shownToast() frame.Toast {
	if _, own := a.top().(screen.OwnToasts); own && a.toast.over != a.top() {
		return frame.Toast{}
	}
	if a.notice.shown && a.env.Now().Sub(a.toast.at) >= toastLife {
		return frame.Toast{} // what is waited for is told in its place
	}
	return a.toast.Toast
}

// dismissToast takes off the screen what is no plain success, or lies over rows: a key was pressed,
// it has been seen.
func (a *App) dismissToast() {
	a.toast.unread = ""
	a.fadeToast()
	if a.toast.Role != theme.Good || a.frame.Overlies(a.toast.Toast) > 0 {
		a.toast.Text = ""
	}
}

// fadeToast takes off the screen what was shown long enough.
func (a *App) fadeToast() {
	if a.env.Now().Sub(a.toast.at) >= toastLife {
		a.toast.Text = ""
	}
}

// Toast shows the news of a success for a while, and beside what nobody has read yet until a key is
// pressed.
func (a *App) Toast(text string) {
	if unread := a.toast.unread; unread != "" {
		a.showToast(theme.Bad, text+" · "+unread, unread)
		return
	}
	a.showToast(theme.Good, text)
}

// Fail shows that a deed failed, why, and what to do, until the next key.
func (a *App) Fail(err error) {
	if what := hub.Sentence(err); what != "" {
		first, _, _ := strings.Cut(what, ": ")
		whole := strings.TrimSpace(what + " " + hub.Advice(err))
		more := " · " + a.env.Keys.Global.Failure.Help().Key + " tells more"
		a.showToast(theme.Bad, whole+more, whole, what+more, what, first)
		a.failed = failed{err: err, at: a.env.Now(), isNew: true}
	}
}

// refuse shows what a deed came to that failed, in words of ours.
func (a *App) refuse(text string) {
	a.showToast(theme.Bad, text)
	a.failed = failed{err: errors.New(text), at: a.env.Now(), isNew: true}
}
