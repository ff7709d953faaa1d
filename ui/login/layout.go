package login

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// row is a row of the form.
type row int

const (
	nameRow row = iota
	secretRow
	keepRow
)

func (f *Form) lastRow() row {
	if f.keep.isChoice() {
		return keepRow
	}
	return secretRow
}

// focus gives a row the keys. Whoever leaves the name for the secret is told how
// many tries the name has left.
func (f *Form) focus(at row) tea.Cmd {
	leaves := f.at == nameRow && at == secretRow
	f.at = at
	f.name.Focus(at == nameRow)
	f.secret.Focus(at == secretRow)
	if !leaves {
		return nil
	}
	return f.count()
}

// layout is the form in lines: its rows, and what stands above and below them.
type layout struct{ above, rows, below []string }

// layOut is the one place that says what stands where. When room is short, the extras leave first.
func (f *Form) layOut() layout {
	l := layout{rows: []string{f.name.View(), f.secret.View()}, below: f.news()}
	if f.keep.isChoice() {
		l.rows = append(l.rows, f.keepLine())
	}
	room := max(f.height, 1)
	l.rows = l.rows[:min(len(l.rows), room)]
	l.below = l.below[:min(len(l.below), room-len(l.rows))]
	l.below = append(l.below, f.accounts(f.height-len(l.rows)-len(l.below))...)
	room = f.height - len(l.rows) - len(l.below)
	switch reason := f.subject.Reason; {
	case reason == "" && room > len(boat):
		l.above = f.boat()
	case reason != "" && room >= 2:
		l.above = append(f.env.Theme.Wrap(theme.Warn, reason, min(f.width, boxWidth)), "")
	}
	return l
}

// rowAt is the row on a line of the form.
func (f *Form) rowAt(y int) (row, bool) {
	l := f.layOut()
	at := y - len(l.above)
	return row(at), at >= 0 && at < len(l.rows)
}

// View draws the form: the fields, what is wrong, and in the demo the sample accounts.
func (f *Form) View() string {
	l := f.layOut()
	lines := slices.Concat(l.above, l.rows, l.below)
	lines[0] += strings.Repeat(" ", max(min(f.width, boxWidth)-lipgloss.Width(lines[0]), 0))
	return strings.Join(lines, "\n")
}

// Cursor stands in the row that has the keys.
func (f *Form) Cursor() *tea.Cursor {
	var cursor *tea.Cursor
	switch f.at {
	case nameRow:
		cursor = f.name.Cursor()
	case secretRow:
		cursor = f.secret.Cursor()
	default:
		cursor = tea.NewCursor(labelWidth, 0)
	}
	if cursor != nil {
		cursor.Y += len(f.layOut().above) + int(f.at)
	}
	return cursor
}

// keepLine is the row that asks what may stay on this machine.
func (f *Form) keepLine() string {
	role := theme.Dim
	if f.at == keepRow {
		role = theme.Accent
	}
	return f.env.Theme.Paint(role, text.Pad("Keep", labelWidth)) + f.keep.choices[f.keep.at].label
}
