package theme_test

import (
	"image/color"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

// wearing is a look on black with true colours.
func wearing(tb testing.TB, roles map[string]string) *theme.Theme {
	tb.Helper()
	look := theme.New()
	look.Profile(colorprofile.TrueColor)
	look.Background(color.Black, true)
	assert.NoError(tb, look.Wear(theme.Auto, roles))
	return look
}

func TestARoleLooksAsItWasSetAndTheOthersAsInTheTheme(t *testing.T) {
	plain := wearing(t, nil)
	for words, want := range map[string]string{
		"bright-cyan bold": "\x1b[1;96mx\x1b[m", "#00afff": "\x1b[38;2;0;175;255mx\x1b[m", "39": "\x1b[38;5;39mx\x1b[m",
		"14": "\x1b[96mx\x1b[m", "underline": "\x1b[4;4mx\x1b[m", "faint italic": "\x1b[3;2mx\x1b[m", "reverse": "\x1b[7mx\x1b[m",
		"default": "x", "": "x", " strikethrough  cyan ": "\x1b[36;9mx\x1b[m",
	} {
		look := wearing(t, map[string]string{"accent": words})
		assert.Equal(t, want, look.Paint(theme.Accent, "x"), words)
		assert.Equal(t, plain.Paint(theme.Heading, "x"), look.Paint(theme.Heading, "x"))
	}
}

func TestWhatCannotBeReadOfAStyleIsToldWithWhatThereIs(t *testing.T) {
	for words, want := range map[string]string{
		"bright-cyan blod": `"blod" is neither a colour nor an attribute; there are the colours black, red, green, `,
		"red blue":         `"blue" is a second colour; a style has one, and attributes`,
		"default 3":        `"3" is a second colour`, "256": `"256" is no colour: numbers go from 0 to 255`, "-1": `"-1" is no colour`,
		"#00f": "a colour in hexadecimal is #rrggbb, such as #00afff", "#-00001": "#rrggbb", "Red\x1b[m": `"Red\x1b[m" is neither`,
	} {
		assert.ErrorContains(t, theme.CheckStyle(words), want)
		look := wearing(t, nil)
		before := look.Paint(theme.Good, "x")
		assert.ErrorContains(t, look.Wear("auto", map[string]string{"good": words, "dim": "cyan"}), "good: ")
		assert.Equal(t, before, look.Paint(theme.Good, "x"), "what cannot be read is as it was")
		assert.Contains(t, look.Paint(theme.Dim, "x"), "\x1b[36m", "and the rest holds")
	}
	look := theme.New()
	assert.EqualError(t, look.Wear("drak", map[string]string{"acent": "red"}), `there is no role "acent"; there are `+strings.Join(theme.RoleNames(), ", ")+
		`; there is no theme "drak"; there are auto, light, dark, high-contrast, colour-blind, plain`)
	assert.Equal(t, theme.New().Paint(theme.Accent, "x"), look.Paint(theme.Accent, "x"))
}

func TestThePlainThemePaintsNoColourThatAPersonSet(t *testing.T) {
	look := wearing(t, nil)
	assert.NoError(t, look.Wear("plain", map[string]string{"accent": "red italic", "selection": "#303030"}))
	assert.Equal(t, "\x1b[3mx\x1b[m", look.Paint(theme.Accent, "x"))
	assert.Equal(t, "\x1b[3mx\x1b[m", look.Ink(theme.Accent, true).Paint("x"))
}

func TestAThemeForOneGroundHoldsWhateverTheTerminalAnswers(t *testing.T) {
	for name, wrong := range map[string]color.Color{"dark": color.White, "light": color.Black} {
		look := theme.New()
		look.Profile(colorprofile.TrueColor)
		assert.NoError(t, look.Wear(name, nil))
		look.Unsure()
		before := look.Paint(theme.Accent, "x") + look.Ink(theme.Plain, true).Paint("x")
		look.Background(wrong, wrong == color.Black)
		assert.Equal(t, before, look.Paint(theme.Accent, "x")+look.Ink(theme.Plain, true).Paint("x"))
		style := styleOf(t, look.Ink(theme.Plain, true).Paint("x"))
		assert.GreaterOrEqual(t, contrast(style.Fg, style.Bg), readable, "a shade that asks nobody, with text of its own")
	}
}

func TestThePlainThemeHasNoColourWhateverTheTerminalHas(t *testing.T) {
	for _, ground := range []color.Color{color.Black, color.White} {
		look := theme.New()
		look.Profile(colorprofile.TrueColor)
		look.Background(ground, ground == color.Black)
		assert.NoError(t, look.Wear("plain", nil))
		seen := map[string]bool{}
		for role := range theme.Veiled {
			for _, selected := range []bool{false, true} {
				style := styleOf(t, look.Ink(role, selected).Paint("x"))
				assert.Nil(t, style.Fg)
				assert.Nil(t, style.Bg)
			}
		}
		for _, role := range []theme.Role{theme.Good, theme.Warn, theme.Bad, theme.Accent} {
			painted := look.Paint(role, "x")
			assert.NotContains(t, seen, painted, "of those that matter each has a look of its own")
			seen[painted] = true
		}
	}
}

func TestTheSelectedRowTakesTheColourThatWasSetAndTextOnItStaysReadable(t *testing.T) {
	for _, behind := range []string{"white", "#203040", "bright-yellow", "250", "#777777"} {
		look := wearing(t, map[string]string{"selection": behind})
		everyRole(t, look, color.Black, func(contrast float64, role theme.Role, selected bool, console string) {
			if selected {
				assert.GreaterOrEqual(t, contrast, readable, "role %d on %s of %s", role, behind, console)
			}
		})
	}
	assert.Equal(t, "\x1b[1;7mx\x1b[m", wearing(t, map[string]string{"selection": "reverse"}).Ink(theme.Plain, true).Paint("x"))
	reversed := wearing(t, map[string]string{"selection": "reverse", "bad": "red reverse"})
	assert.Equal(t, "x", reversed.Ink(theme.Bad, true).Paint("x"), "what is reversed twice stands out")
}

func TestNoLineIsDrawnThroughTheBlanksThatFillAColumn(t *testing.T) {
	look := wearing(t, map[string]string{"warn": "underline", "bad": "reverse", "struck": "strikethrough", "selection": "reverse"})
	assert.Equal(t, " \x1b[4;4ma b\x1b[m  ", look.Paint(theme.Warn, " a b  "))
	assert.Equal(t, "\x1b[7ma\x1b[m ", look.Paint(theme.Bad, "a "))
	assert.Equal(t, "\x1b[4;7;4ma\x1b[m\x1b[7m \x1b[m", look.Ink(theme.Warn, true).Paint("a "), "but the row goes on")
	assert.Equal(t, "a\x1b[7m \x1b[m", look.Ink(theme.Bad, true).Paint("a "))
	for role := range theme.Veiled {
		for _, s := range []string{"", " ", "  ", " x", "x "} {
			assert.Equal(t, s, ansi.Strip(look.Paint(role, s)))
		}
	}
}

func TestARoleThatCannotBeReadOnAKnownGroundIsMended(t *testing.T) {
	for _, words := range []string{"blue", "black", "17", "#101010", "#0000ff bold", "8"} {
		look := wearing(t, map[string]string{"accent": words})
		style := styleOf(t, look.Paint(theme.Accent, "x"))
		assert.GreaterOrEqual(t, contrast(shown(style.Fg, color.White, consoles["xterm"]), color.Black), readable, words)
	}
	look := theme.New()
	look.Unsure()
	assert.NoError(t, look.Wear("auto", map[string]string{"accent": "blue"}))
	assert.Equal(t, "\x1b[34mx\x1b[m", look.Paint(theme.Accent, "x"), "nobody knows whether it can be read")
	look.Background(color.White, false)
	assert.Equal(t, "\x1b[34mx\x1b[m", look.Paint(theme.Accent, "x"))
}

func TestNoThemeNeedsMendingAndWhatWasSetIsToldWithTheGroundsWhereItDoes(t *testing.T) {
	for _, name := range theme.Names() {
		assert.Empty(t, theme.Check(name, nil), name)
	}
	words := func(name, role, style string) (said []string) {
		for _, f := range theme.Check(name, map[string]string{role: style}) {
			assert.Equal(t, role, f.Role)
			said = append(said, f.Words)
		}
		return said
	}
	assert.Equal(t, []string{
		"#0000ff cannot be read on a dark ground, where its contrast is 2.4 and 4.5 is enough; there it is shown as #5f5fff",
	}, words("dark", "accent", "#0000ff"))
	assert.Equal(t, []string{
		"bright-yellow cannot be read on a light ground, where its contrast is 1.0 and 4.5 is enough; there it is shown as #797900",
	}, words("auto", "warn", "bright-yellow"))
	assert.Empty(t, words("light", "warn", "black"))
	assert.Empty(t, words("auto", "warn", "no style"))
	assert.Len(t, words("auto", "match", "#5555cc"), 1)
}

func FuzzAStyleIsReadOrRefusedInWords(f *testing.F) {
	for _, words := range []string{"", "bright-cyan bold", "#00afff", "39 underline", "é \x1b[m", "256", "#zzzzzz"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if err := theme.CheckStyle(words); err != nil {
			assert.NotContains(t, err.Error(), "\x1b")
			return
		}
		painted := wearing(t, map[string]string{"code": words}).Paint(theme.Code, "x")
		assert.Equal(t, "x", ansi.Strip(painted))
	})
}
