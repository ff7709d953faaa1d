package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// ground is what is known of the background.
type ground int

const (
	dark ground = iota
	light
	unknown
)

// palette are the colours that carry meaning. A nil one is the ordinary colour of text, and the
// role is told by its weight and its words.
type palette struct{ accent, good, warn, bad color.Color }

// Each of these has a contrast of 4.5 : 1 at least on the grounds that it is for, in the palettes
// of xterm and of the Linux console, and with more than sixteen colours on the selected row too.
var (
	onDark = palette{
		lipgloss.BrightCyan, lipgloss.Green, lipgloss.BrightYellow, lipgloss.BrightRed,
	}
	onLight = palette{lipgloss.Blue, lipgloss.Blue, lipgloss.Magenta, lipgloss.Red}
	// onEither has no colours: none of the sixteen can be read on black and on white.
	onEither = palette{}

	// With 256 colours there are better ones where those above are too near the ground.
	richOnDark = palette{
		lipgloss.BrightCyan, lipgloss.Green, lipgloss.BrightYellow, ansi.IndexedColor(203),
	}
	richOnLight = palette{
		lipgloss.Blue, ansi.IndexedColor(22), ansi.IndexedColor(127), lipgloss.Red,
	}
	richOnEither = palette{
		ansi.IndexedColor(63), ansi.IndexedColor(29), ansi.IndexedColor(163),
		ansi.IndexedColor(131),
	}
	greyOnLight  = ansi.IndexedColor(241)
	greyOnEither = ansi.IndexedColor(243)
)

func (t *Theme) palette() palette {
	palettes := [...]palette{dark: onDark, light: onLight, unknown: onEither}
	if t.profile >= colorprofile.ANSI256 {
		palettes = [...]palette{dark: richOnDark, light: richOnLight, unknown: richOnEither}
	}
	return palettes[t.ground]
}
