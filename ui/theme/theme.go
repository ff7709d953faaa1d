// Package theme holds every visual choice. It is the only place that names a
// colour: sixteen terminal colours, which follow the user's own palette, a few
// of the 256 where none of those can be read on every background, and shades
// mixed from the terminal's own background once that is known. Nothing rests on
// colour alone.
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

// Mark is drawn before the selected row, so that the selection is seen without
// any colour.
const Mark = "▌"

// Dot is drawn beside what holds something new.
const Dot = "•"

// Ink is a style cut into the bytes before and after a text, so that painting
// costs two appends.
type Ink struct{ open, closing string }

// Paint returns s in this ink.
func (i Ink) Paint(s string) string {
	if s == "" {
		return ""
	}
	return i.open + s + i.closing
}

// To appends s in this ink.
func (i Ink) To(b *strings.Builder, s string) {
	b.WriteString(i.open)
	b.WriteString(s)
	b.WriteString(i.closing)
}

func inkOf(s lipgloss.Style) Ink {
	const text = "x"
	before, after, _ := strings.Cut(s.Render(text), text)
	return Ink{open: before, closing: after}
}

// Theme is the look of the program for one terminal.
type Theme struct {
	ordinary, selected [roles]Ink
	veil               Ink
	ground             ground
	background         color.Color // nil: not told
	profile            colorprofile.Profile
	revision           int
	telling            bool
}

// New returns the look for a dark background of unknown shade, until more is told.
func New() *Theme {
	t := &Theme{ground: dark, profile: colorprofile.ANSI}
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
	t.ground = light
	if isDark {
		t.ground = dark
	}
	t.mix()
}

// Unsure reports whether nothing is known of the background.
func (t *Theme) Unsure() {
	t.ground = unknown
	t.mix()
}

// Profile tells how many colours the terminal has.
func (t *Theme) Profile(p colorprofile.Profile) {
	t.profile = p
	t.mix()
}

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

// styles gives the roles as Lip Gloss styles, for the widgets that want them.
func (t *Theme) styles() [roles]lipgloss.Style {
	if t.telling {
		var each [roles]lipgloss.Style
		for role := range roles {
			each[role] = telling(role)
		}
		return each
	}
	s := lipgloss.NewStyle
	p := t.palette()
	return [roles]lipgloss.Style{
		Plain:  s(),
		Dim:    t.dim(),
		Strong: s().Bold(true),
		Accent: s().Foreground(p.accent),
		Good:   s().Foreground(p.good),
		Warn:   s().Foreground(p.warn),
		Bad:    s().Foreground(p.bad).Bold(true),
		Match:  s().Foreground(p.warn).Bold(true).Underline(true).UnderlineSpaces(false),

		Heading:  s().Foreground(p.accent).Bold(true),
		Code:     s().Foreground(p.good),
		Emphasis: s().Italic(true),
		Struck:   s().Strikethrough(true).StrikethroughSpaces(false),
	}
}

// Revision changes with every change of the look, for those who keep what they
// have painted.
func (t *Theme) Revision() int { return t.revision }

// dim is faint text. On a light background some terminals, xterm among them, make faint text darker
// rather than paler, so it is a grey there, and where that is not known.
func (t *Theme) dim() lipgloss.Style {
	const readable = 0.62 // of the way to black
	s := lipgloss.NewStyle()
	switch {
	case t.telling:
		return telling(Veiled)
	case t.ground == dark || t.profile < colorprofile.ANSI256:
		return s.Faint(true)
	case t.ground == unknown:
		return s.Foreground(greyOnEither)
	case t.background == nil:
		return s.Foreground(greyOnLight)
	default:
		return s.Foreground(lipgloss.Darken(t.background, readable))
	}
}

func (t *Theme) mix() {
	t.revision++
	selection := t.selection()
	for role, style := range t.styles() {
		t.ordinary[role] = inkOf(style)
		if Role(role) == Plain {
			style = style.Bold(true)
		}
		style = style.Faint(false)
		if selection != nil {
			style = style.Background(selection)
		}
		t.selected[role] = inkOf(style)
	}
	t.veil = inkOf(t.dim())
}

// selection is a shade a little off the terminal's own background; with few
// colours there is none that is sure to leave the text readable.
func (t *Theme) selection() color.Color {
	if t.telling {
		return ansi.IndexedColor(underTelling)
	}
	if t.background == nil || t.profile < colorprofile.ANSI256 {
		return nil
	}
	const shift = 0.11
	if t.ground == dark {
		return lipgloss.Lighten(t.background, shift)
	}
	return lipgloss.Darken(t.background, shift)
}

// Input gives the styles of Bubbles' text input.
func (t *Theme) Input() textinput.Styles {
	s := t.styles()
	state := textinput.StyleState{
		Text: s[Plain], Placeholder: s[Dim], Suggestion: s[Dim], Prompt: s[Accent],
	}
	blurred := state
	blurred.Prompt = s[Dim]
	return textinput.Styles{Focused: state, Blurred: blurred}
}
