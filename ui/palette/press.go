package palette

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/keymap"
)

var special = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"space": tea.KeySpace,
	"up":    tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"delete": tea.KeyDelete, "insert": tea.KeyInsert,
}

var held = []struct {
	name string
	mod  tea.KeyMod
}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}, {"super+", tea.ModSuper}}

// Press is the press of an action's first key, or of what stands for one.
func Press(b key.Binding) tea.KeyPressMsg {
	name := b.Keys()[0]
	if press, ok := KeyPress(name); ok && keymap.IsBound(b) {
		return press
	}
	return tea.KeyPressMsg{Code: tea.KeyExtended, Text: name}
}

// KeyPress is the press of a key by its name in the key map; false for a name that
// no press has.
func KeyPress(name string) (tea.KeyPressMsg, bool) {
	var press tea.KeyPressMsg
	bare := name
	for _, h := range held {
		if rest, ok := strings.CutPrefix(bare, h.name); ok {
			bare, press.Mod = rest, press.Mod|h.mod
		}
	}
	code, isNamed := special[bare]
	if !isNamed {
		code, isNamed = function(bare)
	}
	if !isNamed {
		r, size := utf8.DecodeRuneInString(bare)
		if r == utf8.RuneError || size != len(bare) {
			return tea.KeyPressMsg{}, false
		}
		code = r
	}
	press.Code = code
	if press.Mod == 0 && (!isNamed || code == tea.KeySpace) {
		press.Text = string(code)
	}
	return press, press.String() == name
}

// function is a function key.
func function(name string) (rune, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(name, "f"))
	if err != nil || name[0] != 'f' || n < 1 || n > int(tea.KeyF63-tea.KeyF1)+1 {
		return 0, false
	}
	return tea.KeyF1 + rune(n-1), true
}
