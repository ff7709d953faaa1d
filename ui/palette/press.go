package palette

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

var special = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"space": tea.KeySpace,
	"up":    tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2,
}

// KeyPress is the press of a key by its name in the key map; false for a name that
// no press has.
func KeyPress(name string) (tea.KeyPressMsg, bool) {
	var press tea.KeyPressMsg
	bare := name
	for bare != "" {
		rest, ctrl := strings.CutPrefix(bare, "ctrl+")
		if ctrl {
			press.Mod |= tea.ModCtrl
		} else if rest, ctrl = strings.CutPrefix(bare, "shift+"); ctrl {
			press.Mod |= tea.ModShift
		} else if rest, ctrl = strings.CutPrefix(bare, "alt+"); ctrl {
			press.Mod |= tea.ModAlt
		}
		if !ctrl || rest == "" {
			break
		}
		bare = rest
	}
	code, ok := special[bare]
	if !ok {
		r, size := utf8.DecodeRuneInString(bare)
		if r == utf8.RuneError || size != len(bare) {
			return tea.KeyPressMsg{}, false
		}
		code = r
	}
	press.Code = code
	if press.Mod == 0 && (!ok || code == tea.KeySpace) {
		press.Text = string(code)
	}
	return press, press.String() == name
}
