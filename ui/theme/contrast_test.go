package theme_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

// readable is the least contrast of ordinary text that the Web Content Accessibility Guidelines
// call enough (1.4.3, level AA).
const readable = 4.5

// consoles are the sixteen colours as two terminals ship them.
var consoles = map[string][16]uint32{
	"xterm": {
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
	},
	"Linux": {
		0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
		0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
	},
}

// luminance is the relative one of the guidelines, from 0 to 1.
func luminance(c color.Color) float64 {
	linear := func(part uint32) float64 {
		s := float64(part) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// shown is a colour as a terminal shows it; nil is the one that it has for all else.
func shown(c, other color.Color, sixteen [16]uint32) color.Color {
	number := -1
	switch c := c.(type) {
	case nil:
		return other
	case ansi.BasicColor:
		number = int(c)
	case ansi.IndexedColor:
		number = int(c)
	}
	if number < 0 || number > 15 {
		return c
	}
	hex := sixteen[number]
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// profiles are the numbers of colours that terminals have.
var profiles = []colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor}

// grounds are those that a theme is for.
func grounds(name string) []color.Color {
	switch name {
	case "dark":
		return []color.Color{color.Black}
	case "light":
		return []color.Color{color.White}
	}
	return []color.Color{color.Black, color.White}
}

func TestWhatCarriesMeaningCanBeReadOnBlackAndOnWhiteInEveryTheme(t *testing.T) {
	tell := map[string]func(*theme.Theme, color.Color){
		"told":    func(l *theme.Theme, c color.Color) { l.Background(c, c == color.Black) },
		"guessed": func(l *theme.Theme, c color.Color) { l.Guess(c == color.Black) },
		"unknown": func(l *theme.Theme, _ color.Color) { l.Unsure() },
		"wrong":   func(l *theme.Theme, c color.Color) { l.Background(opposite(c), c != color.Black) },
	}
	for _, name := range theme.Names() {
		enough := readable
		if name == "high-contrast" {
			enough = 7 // level AAA
		}
		for _, ground := range grounds(name) {
			for how, told := range tell {
				if how == "wrong" && len(grounds(name)) > 1 {
					continue // it believes the terminal
				}
				for _, profile := range profiles {
					look := theme.New()
					assert.NoError(t, look.Wear(name, nil))
					told(look, ground)
					look.Profile(profile)
					everyRole(t, look, ground, func(contrast float64, role theme.Role, selected bool, console string) {
						assert.GreaterOrEqual(t, contrast, enough, "%s, role %d, selected %t, of %s with %s on %v that is %s",
							name, role, selected, console, profile, ground, how)
					})
				}
			}
		}
	}
}

// everyRole gives the contrast of each role on a ground, on the selected row and elsewhere.
func everyRole(tb testing.TB, look *theme.Theme, ground color.Color, see func(contrast float64, role theme.Role, selected bool, console string)) {
	tb.Helper()
	var picture strings.Builder
	for role := range theme.Veiled {
		look.Ink(role, false).To(&picture, "x")
		look.Ink(role, true).To(&picture, "x")
	}
	screen := vt.NewEmulator(2*int(theme.Veiled), 1)
	_, err := screen.WriteString(picture.String())
	assert.NoError(tb, err)
	for role := range theme.Veiled {
		for i, selected := range []bool{false, true} {
			style := screen.CellAt(2*int(role)+i, 0).Style
			for console, sixteen := range consoles {
				ink, under := shown(style.Fg, opposite(ground), sixteen), shown(style.Bg, ground, sixteen)
				see(contrast(ink, under), role, selected, console)
			}
		}
	}
}

func opposite(ground color.Color) color.Color {
	if ground == color.Black {
		return color.White
	}
	return color.Black
}

func styleOf(tb testing.TB, painted string) (style struct{ Fg, Bg color.Color }) {
	tb.Helper()
	screen := vt.NewEmulator(2, 1)
	_, err := screen.WriteString(painted)
	assert.NoError(tb, err)
	cell := screen.CellAt(0, 0)
	style.Fg, style.Bg = cell.Style.Fg, cell.Style.Bg
	return style
}

func TestDimTextIsPalerThanOtherTextWhateverIsKnown(t *testing.T) {
	for _, told := range []func(*theme.Theme){
		func(l *theme.Theme) { l.Background(color.White, false) },
		func(l *theme.Theme) { l.Guess(false) },
		(*theme.Theme).Unsure,
	} {
		look := theme.New()
		look.Profile(colorprofile.ANSI256)
		told(look)
		style := styleOf(t, look.Paint(theme.Dim, "x"))
		if assert.NotNil(t, style.Fg, "xterm shows faint text black on white") {
			assert.Less(t, contrast(style.Fg, color.White), 8.0)
		}
	}
}
