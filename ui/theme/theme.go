// Package theme holds every visual choice, in themes that a person chooses from and changes role by
// role. It is the only place that names a colour: sixteen terminal colours, which follow the user's
// own palette, some of the 256 where none of those can be read on every background, and shades
// mixed from the terminal's own background once that is known. What cannot be read on a ground that
// is known is mended. Nothing rests on colour alone.
package theme

import (
	"image/color"
	"strings"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Role is what a piece of text is, not how it looks.
type Role uint8

// The roles, from ordinary text to alarm.
const (
	Plain  Role = iota
	Dim         // matters less
	Strong      // the name of a row, a title
	Accent      // where the eye should go first
	Good
	Warn
	Bad
	Match // the letters a filter found
	Heading
	Code
	Emphasis
	Struck // what no longer holds
	roles
)

// selection is what lies behind the selected row. It is no role that a screen paints with.
const selection = roles

// Mark is drawn before the selected row, so that the selection is seen without
// any colour.
const Mark = "▌"

// Dot is drawn beside what holds something new.
const Dot = "●"

// The signs of a row that is marked, and of a favourite, which is that of its key. Both are in
// every terminal's font, and read aloud as what they are.
const (
	Plus = "+"
	Star = "*"
)

// Signs are what rows bear that has no word beside it, each with its meaning.
func Signs() [][2]string {
	return [][2]string{
		{Mark, "the selected row"}, {Plus, "a row that is marked"}, {Star, "a favourite"},
		{Dot, "there is news of it"},
	}
}

// Ink is a style cut into the bytes before and after a text, so that painting
// costs two appends. A style that would draw lines through the blanks at either
// end of a text has another ink for those.
type Ink struct {
	open, closing string
	blanks        *Ink
}

// Paint returns s in this ink.
func (i Ink) Paint(s string) string {
	if s == "" {
		return ""
	}
	if i.blanks == nil {
		return i.open + s + i.closing
	}
	var b strings.Builder
	i.To(&b, s)
	return b.String()
}

// To appends s in this ink.
func (i Ink) To(b *strings.Builder, s string) {
	after := ""
	if i.blanks != nil {
		text := strings.TrimLeft(s, " ")
		before := s[:len(s)-len(text)]
		s = strings.TrimRight(text, " ")
		after = text[len(s):]
		b.WriteString(i.blanks.Paint(before))
	}
	b.WriteString(i.open)
	b.WriteString(s)
	b.WriteString(i.closing)
	if after != "" {
		b.WriteString(i.blanks.Paint(after))
	}
}

func inkOf(s lipgloss.Style) Ink {
	const text = "x"
	before, after, _ := strings.Cut(s.Render(text), text)
	return Ink{open: before, closing: after}
}

// Theme is the look of the program for one terminal.
type Theme struct {
	design *design
	set    map[Role]style // by the person, whatever the design says

	styles             [roles]style // off the selected row
	ordinary, selected [roles]Ink
	veil               Ink
	told               ground
	background         color.Color // nil: not told
	profile            colorprofile.Profile
	mended             []mending
	revision           int
	telling            bool
}

// New returns the look for a dark background of unknown shade, until more is told.
func New() *Theme {
	t := &Theme{design: &designs[0], told: dark, profile: colorprofile.ANSI}
	t.mix()
	return t
}

// Background tells the terminal's own background colour.
func (t *Theme) Background(c color.Color, isDark bool) {
	t.background = c
	t.Guess(isDark)
}

// Guess tells what the surroundings say of the background, of which no more is known.
func (t *Theme) Guess(isDark bool) {
	t.told = light
	if isDark {
		t.told = dark
	}
	t.mix()
}

// Unsure reports whether nothing is known of the background.
func (t *Theme) Unsure() {
	t.told = unknown
	t.mix()
}

// Profile tells how many colours the terminal has.
func (t *Theme) Profile(p colorprofile.Profile) {
	t.profile = p
	t.mix()
}

// ground is what the theme takes the background for.
func (t *Theme) ground() ground {
	if t.design.asserts != unknown {
		return t.design.asserts
	}
	return t.told
}

// behind is the background, as far as it is known; nil where it is not. A shade that does not go
// with what the theme takes the background for was not told of it.
func (t *Theme) behind() color.Color {
	switch known := t.ground(); {
	case known == unknown:
		return nil
	case t.background != nil && t.told == known:
		return t.background
	case known == light:
		return color.White
	default:
		return color.Black
	}
}

func (t *Theme) isRich() bool { return t.profile >= colorprofile.ANSI256 }

// Ink returns the ink of a role, on the selected row or elsewhere.
func (t *Theme) Ink(r Role, selected bool) Ink {
	if selected {
		return t.selected[r]
	}
	return t.ordinary[r]
}

// Paint returns s in the ink of a role.
func (t *Theme) Paint(r Role, s string) string { return t.ordinary[r].Paint(s) }

// Wrap is Lines, painted.
func (t *Theme) Wrap(r Role, s string, cells int) []string {
	var painted []string
	for _, line := range Lines(r, s, cells) {
		painted = append(painted, t.Paint(r, line.String()))
	}
	return painted
}

// Veil dims what lies under a float, whatever its lines were painted with.
func (t *Theme) Veil(picture string) string {
	lines := strings.Split(ansi.Strip(picture), "\n")
	for i, line := range lines {
		lines[i] = t.veil.Paint(line)
	}
	return strings.Join(lines, "\n")
}

// Revision changes with every change of the look, for those who keep what they
// have painted.
func (t *Theme) Revision() int { return t.revision }

// Input gives the styles of Bubbles' text input.
func (t *Theme) Input() textinput.Styles {
	style := func(r Role) lipgloss.Style { return t.styles[r].lipgloss(nil) }
	state := textinput.StyleState{
		Text: style(Plain), Placeholder: style(Dim), Suggestion: style(Dim), Prompt: style(Accent),
	}
	blurred := state
	blurred.Prompt = style(Dim)
	return textinput.Styles{Focused: state, Blurred: blurred}
}
