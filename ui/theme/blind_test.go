package theme_test

import (
	"image/color"
	"math"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

// blindness is what becomes of linear red, green and blue where one kind of cone is missing, after
// Machado, Oliveira and Fernandes (2009).
var blindness = map[string][3][3]float64{
	"protanopia": {
		{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998},
	},
	"deuteranopia": {
		{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881},
	},
	"tritanopia": {
		{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900},
	},
	"none": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
}

// lab is a colour as an eye sees it, in CIELAB under daylight: distances in it are those that are
// seen, and 2.3 is about the least of them.
func lab(c color.Color, by [3][3]float64) [3]float64 {
	r, g, b, _ := c.RGBA()
	var linear [3]float64
	for i, part := range []uint32{r, g, b} {
		linear[i] = float64(part) / 0xffff
		if linear[i] <= 0.04045 {
			linear[i] /= 12.92
		} else {
			linear[i] = math.Pow((linear[i]+0.055)/1.055, 2.4)
		}
	}
	linear = times(by, linear)
	for i := range linear {
		linear[i] = min(max(linear[i], 0), 1)
	}
	xyz := times([3][3]float64{
		{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041},
	}, linear)
	for i, white := range []float64{0.95047, 1, 1.08883} {
		if xyz[i] /= white; xyz[i] > 0.008856 {
			xyz[i] = math.Cbrt(xyz[i])
		} else {
			xyz[i] = 7.787*xyz[i] + 16.0/116
		}
	}
	return [3]float64{116*xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])}
}

func times(m [3][3]float64, v [3]float64) (product [3]float64) {
	for i := range m {
		for j := range v {
			product[i] += m[i][j] * v[j]
		}
	}
	return product
}

func TestGoodAndWarningAndBadAreToldApartWithoutOneKindOfCone(t *testing.T) {
	const apart, lighter = 20, 5
	for console, sixteen := range consoles {
		for _, ground := range []color.Color{color.Black, color.White} {
			for _, profile := range profiles {
				look := theme.New()
				assert.NoError(t, look.Wear("colour-blind", nil))
				look.Background(ground, ground == color.Black)
				look.Profile(profile)
				for kind, matrix := range blindness {
					seen := func(r theme.Role) [3]float64 {
						return lab(shown(styleOf(t, look.Paint(r, "x")).Fg, opposite(ground), sixteen), matrix)
					}
					for _, pair := range [][2]theme.Role{
						{theme.Good, theme.Warn}, {theme.Warn, theme.Bad}, {theme.Good, theme.Bad},
					} {
						a, b := seen(pair[0]), seen(pair[1])
						distance := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
						assert.GreaterOrEqual(t, distance, float64(apart), "%v with %s on %v of %s, %s", pair, kind, ground, console, profile)
						if profile > colorprofile.ANSI {
							assert.GreaterOrEqual(t, math.Abs(a[0]-b[0]), float64(lighter), "%v is as light with %s on %v, %s: %.1f", pair, kind, ground, profile, a[0])
						}
					}
				}
			}
		}
	}
}
