// Package picker is one line of typed text above a list of what it finds: what the jump and the
// list of all actions have in common. It is no screen; whoever shows it says what is found.
package picker

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/ranking"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	mostWidth = 76
	mostRows  = 14
	around    = 2 // lines beside the rows: what is typed, and the note
	longest   = 1000
)

// Row is one thing that was found.
type Row struct {
	Text  string
	Spans []ranking.Span // what of it was typed
	Note  string         // at the right edge, shown as it is or not at all
}

// Picker holds the line, the rows and the selection. See New.
type Picker struct {
	// Note is what the last line says, Problem what stands where no row is.
	Note, Problem string

	env           screen.Env
	line          field.Field
	rows          []Row
	at, first     int
	moved         bool // through the rows, since something was typed
	width, height int  // of the rows
}

// Event is what a message came to, beside moving.
type Event uint8

// The events.
const (
	None  Event = iota
	Typed       // the text has changed: say what it finds
	Chosen
	Copied
	Closed
)

// New returns an empty picker.
func New(env screen.Env, prompt, placeholder string) *Picker {
	p := &Picker{env: env, line: field.New(env.Theme, prompt, placeholder)}
	p.line.Focus(true)
	return p
}

// Typed is the text.
func (p *Picker) Typed() string { return p.line.Value() }

// Show puts rows in place of the former ones and selects the first.
func (p *Picker) Show(rows []Row) { p.rows, p.at, p.first = rows, 0, 0 }

// Selected is the place of the selected row; false when there is none.
func (p *Picker) Selected() (int, bool) { return p.at, p.at < len(p.rows) }

// Rows is how many rows there are.
func (p *Picker) Rows() int { return len(p.rows) }

// Resize takes the largest room that the box may fill. The box does not change with what is found.
func (p *Picker) Resize(width, height int) {
	p.width, p.height = max(min(width, mostWidth), 1), max(min(height-around, mostRows), 1)
	p.line.SetWidth(p.width - text.Width(p.line.Prompt()) - 1)
	p.move(0)
}

// Width is the width of the box's own area.
func (p *Picker) Width() int { return p.width }

// Update types, moves the selection, or tells what else is asked for.
func (p *Picker) Update(msg tea.Msg) Event {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.enter(msg)
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelDown {
			p.move(1)
		} else {
			p.move(-1)
		}
	case tea.MouseClickMsg:
		if at := p.first + msg.Y - 1; msg.Y >= 1 && msg.Y <= p.height && at < len(p.rows) {
			p.at = at
			return Chosen
		}
	}
	return None
}

func (p *Picker) press(msg tea.KeyPressMsg) Event {
	switch keys := p.env.Keys.Picker; {
	case key.Matches(msg, keys.Choose):
		return Chosen
	case key.Matches(msg, keys.Copy):
		return Copied
	case key.Matches(msg, keys.Close):
		return Closed
	case key.Matches(msg, keys.Up):
		p.move(-1)
	case key.Matches(msg, keys.Down):
		p.move(1)
	case key.Matches(msg, keys.PageUp):
		p.move(-p.height)
	case key.Matches(msg, keys.PageDown):
		p.move(p.height)
	default:
		return p.enter(msg)
	}
	return None
}

func (p *Picker) enter(msg tea.Msg) Event {
	if paste, ok := msg.(tea.PasteMsg); ok && len(paste.Content) > longest {
		return None
	}
	p.moved = false
	if p.line.Update(msg) {
		return Typed
	}
	return None
}

func (p *Picker) move(by int) {
	p.moved = by != 0
	p.at = max(min(p.at+by, len(p.rows)-1), 0)
	if p.height > 0 {
		p.first = max(min(p.first, p.at), p.at-p.height+1)
	}
}

// View draws the line, the rows in sight, and the note.
func (p *Picker) View() string {
	typed := p.line.View()
	lines := make([]string, 0, p.height+around)
	lines = append(lines, typed+strings.Repeat(" ", max(p.width-text.Width(typed), 0)))
	for place := p.first; place < min(p.first+p.height, len(p.rows)); place++ {
		lines = append(lines, p.row(p.rows[place], place == p.at))
	}
	if len(p.rows) == 0 {
		said := p.env.Theme.Wrap(theme.Bad, p.Problem, p.width)
		lines = append(lines, said[:min(len(said), p.height)]...)
	}
	lines = append(lines, make([]string, 1+p.height-len(lines))...)
	return strings.Join(
		append(lines, p.env.Theme.Paint(theme.Dim, text.Truncate(p.Note, p.width))), "\n",
	)
}

func (p *Picker) row(r Row, selected bool) string {
	ink := func(role theme.Role) theme.Ink { return p.env.Theme.Ink(role, selected) }
	var b strings.Builder
	mark := "  "
	if selected {
		mark = theme.Mark + " "
	}
	ink(theme.Accent).To(&b, mark)
	room := p.width - text.Width(mark)
	name, note := clean.Line(r.Text), r.Note
	if text.Width(name)+text.Width(note)+1 > room && text.Width(note) > room/3 {
		note = ""
	}
	cells := room
	if note != "" {
		cells -= text.Width(note) + 1
	}
	p.name(&b, r, text.Pad(name, cells), selected)
	if note != "" {
		ink(theme.Dim).To(&b, " "+note)
	}
	return b.String()
}

// name draws a text with what was typed of it.
func (p *Picker) name(b *strings.Builder, r Row, padded string, selected bool) {
	plain, match := p.env.Theme.Ink(theme.Plain, selected), p.env.Theme.Ink(theme.Match, selected)
	whole := len(strings.TrimRight(padded, " "))
	if cut := strings.LastIndex(padded, text.Ellipsis); cut >= 0 {
		whole = cut
	}
	end := 0
	for _, span := range r.Spans {
		if span.Start < end || span.Start >= whole {
			continue
		}
		if span.Start > end {
			plain.To(b, padded[end:span.Start])
		}
		end = min(span.End, whole)
		match.To(b, padded[span.Start:end])
	}
	plain.To(b, padded[end:])
}

// Cursor stands in the text, and at the selected row once that was moved to.
func (p *Picker) Cursor() *tea.Cursor {
	if p.moved && p.at < len(p.rows) {
		return theme.AtRow(text.Width(theme.Mark)+1, 1+p.at-p.first)
	}
	return p.line.Cursor()
}
