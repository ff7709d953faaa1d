package login

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/credentials"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	boxWidth    = 60
	labelWidth  = 11
	nameLabel   = "User name  "
	secretLabel = "Password   "
	secretWidth = 16
)

// Title names the box, and the server that gets the password.
func (f *Form) Title() string {
	if f.env.Server != "" {
		return "Log in to " + f.env.Server
	}
	return "Log in to Docker Hub"
}

// boat carries the tags. It is drawn where there is room, and says nothing.
var boat = []string{
	`      ▄▄ ▄▄        `,
	`   ▄▄ ██ ██ ▄▄  █▌ `,
	` ▀██████████████▀  `,
	`~ ~ ~~ ~ ~~~ ~ ~~ ~`,
}

func (f *Form) boat() []string {
	lines := make([]string, 0, len(boat)+1)
	left := strings.Repeat(" ", max(min(f.width, boxWidth)-text.Width(boat[0]), 0)/2)
	for i, line := range boat {
		role := theme.Accent
		if i == len(boat)-1 {
			role = theme.Dim
		}
		lines = append(lines, left+f.env.Theme.Paint(role, line))
	}
	return append(lines, "")
}

// news is one line at least, so that the box does not jump when there is
// something to say.
func (f *Form) news() []string {
	width := text.Room(f.width, boxWidth)
	say := func(role theme.Role, s string) []string {
		return f.env.Theme.Wrap(role, clean.Line(s), width)
	}
	switch {
	case f.attempt.Busy():
		return say(theme.Dim, "Asking the Hub …")
	case f.opening.Busy() && f.waiting != "":
		return say(theme.Warn, f.waiting)
	case f.opening.Busy() && len(f.ahead) > 0:
		stop := f.env.Keys.Form.Cancel.Help().Key + " stops looking."
		return say(theme.Dim, "Looking for a login on this machine; what you type waits, "+stop)
	case f.opening.Busy():
		return say(theme.Dim, "Looking for a login on this machine …")
	case f.missing != "":
		return say(theme.Warn, f.missing)
	case f.refusal != nil:
		lines := append(say(theme.Bad, f.refused()), say(theme.Dim, f.advice())...)
		return append(lines, f.noticed(say)...)
	case len(f.notices) > 0:
		return f.noticed(say)
	case f.at == secretRow && f.triesLeft() != "":
		return say(theme.Warn, f.triesLeft())
	case f.at == keepRow:
		return say(theme.Dim, f.keep.choices[f.keep.at].meaning)
	default:
		return []string{""}
	}
}

func (f *Form) noticed(say func(theme.Role, string) []string) (lines []string) {
	for _, n := range f.notices {
		lines = append(lines, say(theme.Warn, string(n))...)
	}
	return lines
}

// refused says what the Hub had against the last attempt, how many tries are
// left, or how long a lock-out lasts.
func (f *Form) refused() string {
	refusal, ok := errors.AsType[*hub.Error](f.refusal)
	switch {
	case ok && refusal.Kind == hub.LockedOut && !refusal.Until.IsZero():
		told, _ := hub.Left(refusal.Until.Sub(f.env.Now()))
		left := hub.Lasting(told)
		said := "Docker Hub has locked the name after too many failed logins, for another " + left + "."
		if f.insist != "" {
			send := capital(f.env.Keys.Form.Submit.Help().Key)
			said += " Nothing was sent; " + send + " sends it all the same."
		}
		return said
	case hub.KindOf(f.refusal) == hub.BadCredentials:
		return hub.Sentence(f.refusal) + " " + f.triesLeft()
	default:
		return capital(hub.Sentence(f.refusal))
	}
}

// advice is what to do now. Of a lock that may come it says nothing where the tries are counted.
func (f *Form) advice() string {
	advice := hub.Advice(f.refusal)
	if hub.KindOf(f.refusal) == hub.BadCredentials && f.triesLeft() != "" {
		if first, _, more := strings.Cut(advice, ". "); more {
			return first + "."
		}
	}
	return advice
}

// capital is s as it begins a sentence.
func capital(s string) string {
	first := min(1, len(s))
	return strings.ToUpper(s[:first]) + s[first:]
}

// triesLeft is said after a refusal, and before what is typed next is sent.
func (f *Form) triesLeft() string {
	switch {
	case f.tries == (credentials.Tries{}):
		return ""
	case f.tries.Locked.After(f.env.Now()):
		return "The Hub has locked this name until " + f.env.Clock().In(f.tries.Locked).Format(time.TimeOnly) +
			"; before that even the right password is refused."
	case f.tries.Left >= credentials.MostTries:
		return ""
	case f.tries.Left == 1:
		return "1 more try before the Hub may lock this name for about ten minutes."
	default:
		return fmt.Sprintf(
			"%d more tries before the Hub may lock this name for about ten minutes.", f.tries.Left,
		)
	}
}

// accounts are the demo's, as many as there is room for.
func (f *Form) accounts(room int) []string {
	if len(f.env.Demo) == 0 || room < 2 {
		return nil
	}
	paint := f.env.Theme.Paint
	lines := []string{paint(theme.Dim, "This is the built-in demo Hub. Accounts to try:")}
	if room > len(f.env.Demo)+1 {
		lines = append([]string{""}, lines...)
	}
	for _, a := range f.env.Demo {
		note := a.Note
		if a.Code != "" {
			note = "then the code " + a.Code
		}
		lines = append(
			lines,
			paint(
				theme.Accent, text.Pad(a.Name, labelWidth),
			)+text.Pad(a.Secret, secretWidth)+paint(theme.Dim, note),
		)
	}
	return lines[:min(len(lines), room)]
}
