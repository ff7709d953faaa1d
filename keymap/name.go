package keymap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tagboat/hub/name"
)

// modifiers are the ways to write those that terminals send, in the order in which they stand in
// the name of a key.
var modifiers = []struct {
	name string
	also []string
}{
	{"ctrl+", []string{"control+", "strg+", "ctl+", "ctrl-", "control-", "c-", "^"}},
	{"alt+", []string{"option+", "opt+", "meta+", "alt-", "meta-", "option-", "m-", "a-"}},
	{"shift+", []string{"shift-", "s-"}},
	{"super+", []string{"cmd+", "command+", "win+", "super-", "cmd-", "d-"}},
}

// signs are the keys that type nothing, and the space bar.
var signs = []string{
	"enter", "esc", "tab", "space", "backspace", "delete", "insert", "home", "end", "pgup", "pgdown",
	"up", "down", "left", "right",
}

// otherwise are other names of these keys, and of signs that are hard to write.
var otherwise = map[string]string{
	"return": "enter", "cr": "enter", "ret": "enter", "escape": "esc", "spacebar": "space", "spc": "space", " ": "space",
	"bs": "backspace", "del": "delete", "ins": "insert", "pageup": "pgup", "page-up": "pgup", "pagedown": "pgdown",
	"page-down": "pgdown", "pgdn": "pgdown", "arrowup": "up", "arrowdown": "down", "arrowleft": "left",
	"arrowright": "right", "↑": "up", "↓": "down", "←": "left", "→": "right",
	"plus": "+", "minus": "-", "lt": "<", "gt": ">", "bar": "|", "bslash": `\`,
}

// lastFunction is the highest function key that a terminal has a sequence for.
const lastFunction = 35

// Key is the name of a key as a terminal's presses bear it, however a person wrote it; its error
// says what to write.
func Key(written string) (string, error) {
	called := strings.TrimSpace(written)
	if written == " " {
		called = "space"
	}
	if inner, ok := strings.CutPrefix(called, "<"); ok && len(called) > 2 && strings.HasSuffix(inner, ">") {
		called = strings.TrimSuffix(inner, ">") // as Vim writes them
	}
	held, bare := held(called)
	if bare == "" {
		return "", fmt.Errorf("%q names no key: write one as y, ctrl+y, alt+y, f5 or pgdown", written)
	}
	bare, ok := signed(bare)
	if !ok {
		return "", unknown(written, bare)
	}
	if bare == "@" && slices.Contains(held, "ctrl+") {
		bare = "space" // it is one key for every terminal
	}
	return joined(written, held, bare)
}

// held cuts the modifiers off the name of a key.
func held(called string) (held []string, bare string) {
	bare = called
again:
	for _, m := range modifiers {
		for _, as := range append(m.also, m.name) {
			if len(bare) > len(as) && strings.EqualFold(bare[:len(as)], as) {
				held, bare = append(held, m.name), bare[len(as):]
				goto again
			}
		}
	}
	for _, m := range modifiers { // of nothing
		if strings.EqualFold(bare, m.name) {
			return held, ""
		}
	}
	return held, bare
}

// signed is the name of a key without modifiers, as a press bears it.
func signed(bare string) (string, bool) {
	if utf8.RuneCountInString(bare) == 1 && bare != " " {
		if as, ok := otherwise[bare]; ok {
			return as, true
		}
		r, _ := utf8.DecodeRuneInString(bare)
		return bare, r != utf8.RuneError && unicode.IsPrint(r) && !unicode.Is(unicode.M, r)
	}
	bare = strings.ToLower(bare)
	if as, ok := otherwise[bare]; ok {
		return as, true
	}
	if digits, ok := strings.CutPrefix(bare, "f"); ok {
		n, err := strconv.Atoi(digits)
		return bare, err == nil && n > 0 && n <= lastFunction && digits == strconv.Itoa(n)
	}
	return bare, slices.Contains(signs, bare)
}

// joined is the name of a key with modifiers. A letter with Shift is a capital; what a sign becomes
// with it depends on the keyboard.
func joined(written string, held []string, bare string) (string, error) {
	r, size := utf8.DecodeRuneInString(bare)
	isSign := size == len(bare)
	shifted := slices.Contains(held, "shift+")
	switch {
	case isSign && shifted && !unicode.IsLetter(r):
		return "", fmt.Errorf("%q: write the sign that it types, as a question mark", written)
	case isSign && len(held) == 1 && shifted:
		return strings.ToUpper(bare), nil
	case isSign && len(held) > 0 && unicode.IsUpper(r):
		bare = strings.ToLower(bare)
		if slices.Contains(held, "alt+") && !slices.Contains(held, "ctrl+") {
			held = append(held, "shift+") // as terminals tell it
		}
	}
	var b strings.Builder
	for _, m := range modifiers {
		if slices.Contains(held, m.name) {
			b.WriteString(m.name)
		}
	}
	return b.String() + bare, nil
}

// unknown says what was meant by a name that no key has.
func unknown(written, bare string) error {
	if strings.HasPrefix(bare, "hyper") {
		return fmt.Errorf("%q: no terminal sends hyper; ctrl, alt and shift are sent", written)
	}
	nearest, least := "", 3 // letters that may be wrong, and one more
	for _, known := range signs {
		if far := name.Distance(bare, known); far < least && far < len(known) {
			nearest, least = known, far
		}
	}
	if nearest != "" {
		return fmt.Errorf("no key is called %q; did you mean %q?", written, nearest)
	}
	return fmt.Errorf(
		"no key is called %q: one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown", written)
}

// IsText reports whether a key, by its name, types something where letters are text.
func IsText(key string) bool {
	return utf8.RuneCountInString(key) == 1 || key == "space" || key == "shift+space"
}

// substitutes are what terminals without the kitty protocol send for keys; many of them, for some.
var substitutes = map[string]string{
	"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc",
	"ctrl+2": "ctrl+space", "ctrl+3": "esc", "ctrl+4": `ctrl+\`, "ctrl+5": "ctrl+]", "ctrl+6": "ctrl+^",
	"ctrl+7": "ctrl+_", "ctrl+8": "backspace", "ctrl+/": "ctrl+_", "ctrl+?": "backspace",
	"ctrl+backspace": "ctrl+h", "ctrl+tab": "tab", "ctrl+shift+tab": "shift+tab", "shift+space": "space",
}

// substitute is what a terminal without the kitty protocol sends for a key; empty: the same.
func substitute(k string) string {
	if instead, ok := substitutes[k]; ok {
		return instead
	}
	at := strings.LastIndexByte(k[:max(len(k)-1, 0)], '+') + 1
	held, bare := k[:at], k[at:]
	alt := ""
	if strings.Contains(held, "alt+") {
		alt = "alt+"
	}
	r, size := utf8.DecodeRuneInString(bare)
	switch {
	case slices.Contains([]string{"enter", "esc", "backspace"}, bare) && held != alt:
		return alt + bare
	case !strings.Contains(held, "ctrl+") || size != len(bare):
	case unicode.IsLetter(r) && r < utf8.RuneSelf && strings.Contains(held, "shift+"):
		return strings.Replace(k, "shift+", "", 1)
	case (r < 'a' || r > 'z') && !strings.ContainsRune(`\]^_`, r):
		return alt + bare
	}
	return ""
}

// isDigit reports whether a key belongs to a count, as in 12j.
func isDigit(key string) bool { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }

var arrows = strings.NewReplacer("up", "↑", "down", "↓", "left", "←", "right", "→")

// Shown is the name of a key as it stands in a footer.
func Shown(key string) string {
	at := strings.LastIndexByte(key[:max(len(key)-1, 0)], '+') + 1
	switch bare := key[at:]; bare {
	case "up", "down", "left", "right":
		return key[:at] + arrows.Replace(bare)
	case "pgdown":
		return key[:at] + "pgdn"
	default:
		if key[:at] == "alt+shift+" && utf8.RuneCountInString(bare) == 1 {
			return "alt+" + strings.ToUpper(bare)
		}
	}
	return key
}
