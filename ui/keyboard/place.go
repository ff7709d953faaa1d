package keyboard

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// IsModifier reports whether a key says nothing alone, as Shift does. Terminals
// that report every key report those too.
func IsModifier(k tea.KeyPressMsg) bool {
	return k.Code >= tea.KeyCapsLock && k.Code <= tea.KeyNumLock || k.Code >= tea.KeyLeftShift &&
		k.Code <= tea.KeyIsoLevel5Shift
}

// Command is what a key means where keys are commands: on a keyboard of another
// script that of the Latin key at the same place, as far as the terminal tells
// where it lies. Latin keyboards, in whatever order, mean what they say.
func Command(k tea.KeyPressMsg) tea.KeyPressMsg {
	base := k.BaseCode
	k.BaseCode = 0 // Bubble Tea would name every key by its place
	if !isForeign(k.Code) {
		return k
	}
	if base == 0 && k.Mod&(tea.ModCtrl|tea.ModAlt) != 0 {
		base = usual[unicode.ToLower(k.Code)]
	}
	if base == 0 {
		return k
	}
	if k.Mod.Contains(tea.ModShift) != (k.Mod.Contains(tea.ModCapsLock) && unicode.IsLetter(base)) {
		base = withShift(base)
	}
	k.Code, k.ShiftedCode, k.Text = unicode.ToLower(base), 0, ""
	const silent = tea.ModShift | tea.ModCapsLock | tea.ModNumLock | tea.ModScrollLock
	if k.Mod&^silent == 0 {
		k.Text = string(base)
	}
	return k
}

// IsForeign reports whether a key is a letter of another script, of which nothing tells the place.
func IsForeign(k tea.KeyPressMsg) bool { return isForeign(Command(k).Code) }

// isForeign reports whether no Latin keyboard has this key.
func isForeign(r rune) bool {
	return r > unicode.MaxASCII && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
}

// usual is where letters usually lie, for terminals that name a letter with Ctrl
// or Alt and not its place. Of letters alone nothing is guessed. Where layouts
// of one script differ, the one that is more common goes first.
var usual = layouts(
	"qwertyuiop[]asdfghjkl;'zxcvbnm,.",
	"йцукенгшщзхъфывапролджэячсмитьбю",
	" ςερτυθιοπ  ασδφγηξκλ  ζχψωβνμ  ",
	"  קראטוןםפ  שדגכעיחלךף זסבהנמצתץ",
	"ضصثقفغعهخحجدشسيبلاتنمكطئءؤر ىةوز",
	"       ў   ї і        є         ", // what Ukrainian and Belarusian have of their own
	"ქწერტყუიოპ  ასდფგჰჯკლ  ზხცვბნმ  ",
	"たていすかんなにらせ゛゜ちとしはきくまのりれけつさそひこみもねる",
)

func layouts(latin string, others ...string) map[rune]rune {
	at := map[rune]rune{}
	for _, other := range others {
		for i, r := range []rune(other) {
			if _, known := at[r]; r != ' ' && !known {
				at[r] = rune(latin[i])
			}
		}
	}
	return at
}

// The keys of the keyboard that terminals tell places by, without and with
// Shift.
const plainKeys, shiftedKeys = "`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"

func withShift(r rune) rune {
	if at := strings.IndexRune(plainKeys, r); at >= 0 {
		return rune(shiftedKeys[at])
	}
	return unicode.ToUpper(r)
}
