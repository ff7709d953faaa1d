package theme

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// enough is the least contrast of ordinary text that the Web Content Accessibility Guidelines call
// readable (1.4.3, level AA).
const enough = 4.5

// consoles are the sixteen colours as xterm and the Linux console ship them. What others make of
// them is not known.
var consoles = [...][16]uint32{
	{
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
	},
	{
		0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
		0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
	},
}

// contrast is that of two colours, from 1 to 21, at the least and at the most.
func contrast(a, b color.Color) (least, most float64) {
	least = math.Inf(1)
	for _, sixteen := range consoles {
		x, y := luminance(shown(a, sixteen))+0.05, luminance(shown(b, sixteen))+0.05
		least, most = min(least, max(x/y, y/x)), max(most, x/y, y/x)
	}
	return least, most
}

// canBeRead reports whether a colour is sure to be readable on another.
func canBeRead(c, behind color.Color) bool {
	least, _ := contrast(c, behind)
	return least >= enough
}

// shown is a colour as a terminal with these sixteen shows it.
func shown(c color.Color, sixteen [16]uint32) color.Color {
	number := -1
	switch c := c.(type) {
	case ansi.BasicColor:
		number = int(c)
	case ansi.IndexedColor:
		number = int(c)
	}
	for i, hex := range sixteen {
		if i == number {
			return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
		}
	}
	return c
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

// mending is how a role looks instead, because it could not have been read.
type mending struct {
	role     Role
	selected bool
	from, to color.Color // nil: ordinary text
	contrast float64
}

// readable is a style with a colour that can be read on what lies behind it, where that is known.
// One of the sixteen is left alone where it can be read in one of the consoles; not so on a
// selection that was set, for which it was not made.
func (t *Theme) readable(r Role, s style, behind color.Color, selected bool) style {
	if s.colour == nil || behind == nil || t.profile < colorprofile.ANSI {
		return s
	}
	least, had := contrast(s.colour, behind)
	if _, isSet := t.set[selection]; isSet && selected {
		had = least
	}
	if had >= enough {
		return s
	}
	from := s.colour
	s.colour = t.mend(from, behind)
	t.mended = append(t.mended, mending{r, selected, from, s.colour, had})
	return s
}

// mend is a colour that can be read: of the sixteen the brighter or darker one of the same name;
// else one mixed with black or white, where there are so many; else that of ordinary text.
func (t *Theme) mend(c, behind color.Color) color.Color {
	if n, ok := c.(ansi.BasicColor); ok {
		const bright = 8
		if other := n ^ bright; canBeRead(other, behind) {
			return other
		}
	}
	if !t.isRich() {
		return t.text(behind)
	}
	to := furthest(behind)
	const steps = 40
	for i := 1; i < steps; i++ {
		mixed := t.converted(mixture(c, to, float64(i)/steps))
		if canBeRead(mixed, behind) {
			return mixed
		}
	}
	return t.converted(to)
}

// text is the colour of ordinary text on what lies behind it: nil, which is the terminal's own,
// unless that is not sure to be readable, as where nobody else says that the ground is the theme's.
func (t *Theme) text(behind color.Color) color.Color {
	ordinary := map[ground]color.Color{dark: color.White, light: color.Black}[t.ground()]
	if t.told == t.ground() && ordinary != nil && canBeRead(ordinary, behind) {
		return nil
	}
	return t.converted(furthest(behind))
}

func furthest(from color.Color) color.Color {
	white, _ := contrast(color.White, from)
	if black, _ := contrast(color.Black, from); white > black {
		return color.White
	}
	return color.Black
}

func mixture(a, b color.Color, share float64) color.Color {
	part := func(x, y uint32) uint8 {
		return uint8((float64(x)*(1-share) + float64(y)*share) / 0x101)
	}
	ar, ag, ab, _ := shown(a, consoles[0]).RGBA()
	br, bg, bb, _ := b.RGBA()
	return color.RGBA{part(ar, br), part(ag, bg), part(ab, bb), 0xff}
}

// Finding says of a role that a person set that it cannot be read, and how it is shown instead.
type Finding struct{ Role, Words string }

// Check finds the roles that cannot be read on a ground. It knows of no terminal: a theme that
// asserts no ground is looked at on black and on white.
func Check(name string, roles map[string]string) []Finding {
	var found []Finding
	for _, ground := range []color.Color{color.Black, color.White} {
		told := map[Role]bool{}
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI} {
			t := New()
			t.Profile(profile)
			t.Background(ground, ground == color.Black)
			_ = t.Wear(name, roles) // what cannot be read is told by whoever reads the file
			if t.told != t.ground() {
				continue
			}
			for _, m := range t.mended {
				if _, isSet := t.set[m.role]; isSet && !told[m.role] {
					told[m.role] = true
					found = append(found, Finding{names[m.role], m.words(t.ground(), profile)})
				}
			}
		}
	}
	return found
}

func (m mending) words(on ground, profile colorprofile.Profile) string {
	where := fmt.Sprintf("on a %s ground", on)
	if m.selected {
		where = fmt.Sprintf("on the selected row of a %s ground", on)
	}
	if profile == colorprofile.ANSI {
		where += " with sixteen colours"
	}
	return fmt.Sprintf(
		"%s cannot be read %s, where its contrast is %.1f and %.1f is enough; there it is shown as %s",
		colourName(m.from), where, math.Floor(m.contrast*10)/10, enough, colourName(m.to),
	)
}

// colourName is a colour as a person would write it.
func colourName(c color.Color) string {
	switch c := c.(type) {
	case nil:
		return "ordinary text"
	case ansi.BasicColor:
		return basic[c]
	case ansi.IndexedColor:
		return strconv.Itoa(int(c))
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
