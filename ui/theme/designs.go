package theme

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ground is what is known of the background.
type ground int

const (
	dark ground = iota
	light
	unknown
)

func (g ground) String() string {
	return [...]string{dark: "dark", light: "light", unknown: "unknown"}[g]
}

// Auto is the theme where none was chosen.
const Auto = "auto"

// design is one theme, in the words that people have for styles.
type design struct {
	name string
	// asserts is the ground, whatever the terminal says of it; unknown: what the terminal says.
	asserts ground
	// basic are the colours where there are sixteen, by ground; rich where there are more.
	basic, rich [3]palette
	// looks are the roles that look otherwise than the palette says.
	looks map[Role]string
	// colourless is without any colour, also of roles that a person set.
	colourless bool
}

// palette are the colours that carry meaning. An empty one is the ordinary colour of text, and the
// role is told by its weight and its words.
type palette struct{ accent, good, warn, bad string }

// The first is Auto. Each of their colours has a contrast of 4.5 : 1 at least on the grounds that
// it is for, in the palettes of xterm and of the Linux console, and with more than sixteen colours
// on the selected row too. None of the sixteen can be read on black and on white.
var designs = []design{
	{
		name: Auto, asserts: unknown, basic: sixteen,
		rich: [...]palette{
			dark:    {"bright-cyan", "green", "bright-yellow", "203"},
			light:   {"blue", "22", "127", "red"},
			unknown: {"63", "29", "163", "131"},
		},
	},
	{name: "light", asserts: light, basic: sixteen, rich: own},
	{name: "dark", asserts: dark, basic: sixteen, rich: own},
	{
		name: "high-contrast", asserts: unknown,
		basic: [...]palette{
			dark:  {"bright-cyan bold", "bright-green", "bright-yellow", ""},
			light: {accent: "bold"}, unknown: {accent: "bold"},
		},
		rich: [...]palette{
			dark: {"51 bold", "83", "226", "217"}, light: {"18 bold", "22", "53", "88"},
			unknown: {accent: "bold"},
		},
		looks: map[Role]string{
			Dim: "", Match: "bold reverse", Emphasis: "underline", selection: "reverse",
		},
	},
	{
		name: "colour-blind", asserts: unknown,
		basic: [...]palette{
			dark:  {"bright-cyan", "bright-cyan", "bright-yellow", "bright-red"},
			light: {"blue", "blue", "magenta", "red"}, unknown: {},
		},
		rich: [...]palette{
			dark:    {"117", "81", "228", "173"},
			light:   {"24", "20", "53", "124"},
			unknown: {"63", "63", "", "131"},
		},
	},
	{
		name: "plain", asserts: unknown, colourless: true,
		looks: map[Role]string{
			Dim: "", Accent: "bold", Warn: "underline", Bad: "bold reverse",
			Heading: "bold underline", Emphasis: "underline", selection: "reverse",
		},
	},
}

var (
	// sixteen are the terminal's own colours.
	sixteen = [...]palette{
		dark:    {"bright-cyan", "green", "bright-yellow", "bright-red"},
		light:   {"blue", "blue", "magenta", "red"},
		unknown: {},
	}
	// own are ours, whatever the terminal's sixteen look like.
	own = [...]palette{
		dark:    {"81", "114", "221", "210"},
		light:   {"25", "22", "94", "124"},
		unknown: {},
	}
)

// Names are the themes that there are.
func Names() []string {
	names := make([]string, len(designs))
	for i := range designs {
		names[i] = designs[i].name
	}
	return names
}

// names of the roles, in their order.
var names = [...]string{
	Plain: "plain", Dim: "dim", Strong: "strong", Accent: "accent", Good: "good", Warn: "warn",
	Bad: "bad", Match: "match", Heading: "heading", Code: "code", Emphasis: "emphasis",
	Struck: "struck", selection: "selection",
}

// RoleNames are those of the roles that can be set one by one; the colour of the selection is what
// lies behind it.
func RoleNames() []string { return slices.Clone(names[:]) }

// Wear puts on a theme, and single roles by name that look otherwise, each in the words that
// [CheckStyle] reads. What cannot be read is as the theme has it, and the error says so.
func (t *Theme) Wear(name string, roles map[string]string) error {
	var wrong []string
	at := slices.Index(Names(), cmp.Or(name, Auto))
	if at < 0 {
		wrong = append(wrong, fmt.Sprintf(
			"there is no theme %q; there are %s", name, strings.Join(Names(), ", "),
		))
		at = 0
	}
	t.design, t.set = &designs[at], map[Role]style{}
	for role, words := range roles {
		at := slices.Index(names[:], role)
		s, err := readStyle(words)
		switch {
		case at < 0:
			wrong = append(wrong, fmt.Sprintf(
				"there is no role %q; there are %s", role, strings.Join(names[:], ", "),
			))
		case err != nil:
			wrong = append(wrong, role+": "+err.Error())
		default:
			t.set[Role(at)] = s
		}
	}
	t.mix()
	if wrong == nil {
		return nil
	}
	slices.Sort(wrong)
	return errors.New(strings.Join(wrong, "; "))
}

// words are how a role looks in the theme.
func (t *Theme) words(r Role) string {
	if looks, ok := t.design.looks[r]; ok {
		return looks
	}
	colours := t.design.basic[t.ground()]
	if t.isRich() {
		colours = t.design.rich[t.ground()]
	}
	return [...]string{
		Plain: "", Dim: "", Strong: "bold", Accent: colours.accent, Good: colours.good,
		Warn: colours.warn, Bad: colours.bad + " bold", Match: colours.warn + " bold underline",
		Heading: colours.accent + " bold", Code: colours.good, Emphasis: "italic",
		Struck: "strikethrough", selection: "",
	}[r]
}
