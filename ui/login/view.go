package login

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	boxWidth    = 60
	labelWidth  = 11
	nameLabel   = "User name  "
	secretWidth = 16
)

// View draws the form: the two fields, what is wrong, and in the demo the
// sample accounts. When room is short, the extras leave first.
func (f *Form) View() string {
	lines := []string{f.name.View(), f.secret.View()}
	lines = append(lines, f.news()...)
	lines = append(lines, f.accounts(f.height-len(lines))...)
	if f.reason == "" && len(lines)+len(boat)+1 <= f.height {
		lines = append(f.boat(), lines...)
	}
	if f.reason != "" && len(lines)+2 <= f.height {
		lines = append([]string{f.env.Theme.Paint(theme.Warn, f.reason), ""}, lines...)
	}
	lines[0] += strings.Repeat(" ", max(min(f.width, boxWidth)-lipgloss.Width(lines[0]), 0))
	return strings.Join(lines, "\n")
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
	paint := f.env.Theme.Paint
	width := min(f.width, boxWidth)
	switch {
	case f.attempt.Busy():
		return []string{paint(theme.Dim, "Asking the Hub …")}
	case f.missing != "":
		return f.env.Theme.Wrap(theme.Warn, f.missing, width)
	case f.refusal != nil:
		lines := f.env.Theme.Wrap(theme.Bad, clean.Line(hub.Sentence(f.refusal)), width)
		return append(lines, f.env.Theme.Wrap(theme.Dim, hub.Advice(f.refusal), width)...)
	default:
		return []string{""}
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
		lines = append(lines, paint(theme.Accent, text.Pad(a.Name, labelWidth))+text.Pad(a.Secret, secretWidth)+paint(theme.Dim, note))
	}
	return lines[:min(len(lines), room)]
}

// lineOf tells which field a line of the box belongs to: 0, 1, or -1.
func (f *Form) lineOf(y int) int {
	y -= f.top()
	if y == 0 || y == 1 {
		return y
	}
	return -1
}

// top is the line of the first field.
func (f *Form) top() int {
	for y, line := range strings.Split(ansi.Strip(f.View()), "\n") {
		if strings.HasPrefix(line, nameLabel) {
			return y
		}
	}
	return 0
}

// Cursor stands in the field that has the keys.
func (f *Form) Cursor() *tea.Cursor {
	in, line := &f.name, 0
	if f.secret.Focused() {
		in, line = &f.secret, 1
	}
	cursor := in.Cursor()
	if cursor != nil {
		cursor.Y += f.top() + line
	}
	return cursor
}
