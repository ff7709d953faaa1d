package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Greys for what matters less, where faint text does not do.
const (
	greyOnDark   = ansi.IndexedColor(245)
	greyOnLight  = ansi.IndexedColor(241)
	greyOnEither = ansi.IndexedColor(243)
)

// What lies behind the selected row where a theme asserts a ground of which no shade was told.
const (
	shadeOnDark  = ansi.IndexedColor(236)
	shadeOnLight = ansi.IndexedColor(255)
)

// mix makes the inks anew.
func (t *Theme) mix() {
	t.revision++
	t.mended = nil
	under := t.selection()
	for role := range roles {
		wanted := t.wanted(role)
		t.styles[role] = wanted
		if !t.telling {
			t.styles[role] = t.readable(role, wanted, t.behind(), false)
		}
		t.ordinary[role] = t.styles[role].ink(nil, false)
		t.selected[role] = t.onSelection(role, wanted, under)
	}
	t.veil = inkOf(t.styles[Dim].lipgloss(nil))
	if t.telling {
		t.veil = inkOf(telling(Veiled).lipgloss(nil))
	}
}

// wanted is how a role is to look, by the person and the design, in the colours that the terminal
// has.
func (t *Theme) wanted(r Role) style {
	if t.telling {
		return telling(r)
	}
	s, isSet := t.set[r]
	if _, says := t.design.looks[r]; !isSet && !says && r == Dim {
		s = t.dim()
	} else if !isSet {
		s, _ = readStyle(t.words(r)) // a design's own words can be read
	}
	s.colour = t.converted(s.colour)
	if t.design.colourless {
		s.colour = nil
	}
	return s
}

func (t *Theme) converted(c color.Color) color.Color {
	if c == nil || t.profile < colorprofile.ANSI {
		return c
	}
	return t.profile.Convert(c)
}

// dim is faint text. On a light background some terminals, xterm among them, make faint text darker
// rather than paler, so it is a grey there, and where that is not known.
func (t *Theme) dim() style {
	const readable = 0.62 // of the way to black
	switch ground := t.ground(); {
	case !t.isRich():
		return style{faint: true}
	case ground == dark && t.design.asserts == dark:
		return style{colour: greyOnDark}
	case ground == dark:
		return style{faint: true}
	case ground == unknown:
		return style{colour: greyOnEither}
	case t.background == nil || t.told != ground:
		return style{colour: greyOnLight}
	default:
		return style{colour: lipgloss.Darken(t.background, readable)}
	}
}

// selection is what the selected row has beside the looks of its roles: attributes, and as its
// colour what lies behind them.
func (t *Theme) selection() style {
	if t.telling {
		return style{colour: ansi.IndexedColor(underTelling)}
	}
	_, isSet := t.set[selection]
	if _, says := t.design.looks[selection]; isSet || says {
		return t.wanted(selection)
	}
	return style{colour: t.converted(t.shade())}
}

// shade is a little off the terminal's own background; with few colours there is none that is sure
// to leave the text readable.
func (t *Theme) shade() color.Color {
	const shift = 0.11
	ground := t.ground()
	switch asserts := t.design.asserts; {
	case !t.isRich() || t.background == nil && asserts == unknown:
		return nil
	case t.background != nil && t.told == ground && ground == dark:
		return lipgloss.Lighten(t.background, shift)
	case t.background != nil && t.told == ground:
		return lipgloss.Darken(t.background, shift)
	case asserts == dark:
		return shadeOnDark
	case asserts == light:
		return shadeOnLight
	}
	return nil
}

// onSelection is the ink of a role on the selected row. Where that is reversed it has no colours,
// which would lie behind the text in patches.
func (t *Theme) onSelection(r Role, s, under style) Ink {
	s.faint = false
	s.bold = s.bold || under.bold || r == Plain
	s.italic = s.italic || under.italic
	s.underline = s.underline || under.underline
	switch {
	case t.telling: // its colours are names
	case under.reverse:
		s.colour, under.colour, s.reverse = nil, nil, !s.reverse
	case under.colour == nil:
		s = t.readable(r, s, t.behind(), true)
	case s.colour == nil:
		s.colour = t.text(under.colour)
	default:
		s = t.readable(r, s, under.colour, true)
	}
	return s.ink(under.colour, under.reverse)
}
