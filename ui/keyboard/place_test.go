package keyboard

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOnAKeyboardOfAnotherScriptCommandsLieWhereTheyLieOnALatinOne(t *testing.T) {
	for _, c := range []struct{ sent, want string }{
		{"\x1b[1081::113u", "q"},             // й
		{"\x1b[1081::113;;1081u", "q"},       // with its text
		{"\x1b[1087:1055:103;2;1055u", "G"},  // П
		{"\x1b[1046:1046:59;2;1046u", ":"},   // Ж
		{"\x1b[1093::91;;1093u", "["},        // х
		{"\x1b[1102::46;;1102u", "."},        // ю
		{"\x1b[1102:1070:46;2;1070u", ">"},   // Ю
		{"\x1b[1087::103;65;1055u", "G"},     // п with Caps Lock
		{"\x1b[1087:1055:103;66;1087u", "g"}, // and with Shift too
		{"\x1b[1089::99;5u", "ctrl+c"},       // с
		{"\x1b[1089::99;133u", "ctrl+c"},     // с with Num Lock
		{"\x1b[968::99;5u", "ctrl+c"},        // ψ
		{"\x1b[27;5;1089~", "ctrl+c"},        // с, as xterm names it, without its place
		{"\x1b[27;5;1103~", "ctrl+z"},        // я
		{"\x1b[27;5;1489~", "ctrl+c"},        // ב
		{"\x1b[27;5;1110~", "ctrl+s"},        // і
		{"\x1b[27;5;1494~", "ctrl+z"},        // ז
		{"\x1b[27;5;1587~", "ctrl+s"},        // س
		{"\x1b[27;5;4330~", "ctrl+c"},        // ც
		{"\x1b[27;5;12381~", "ctrl+c"},       // そ
		{"\x1b\u0438", "alt+b"},              // и
		{"\x1b[1080::98;3u", "alt+b"},        // with its place
		{"\x1b[1081:1049:113;4u", "alt+shift+q"},
		{"\x1b[1086::116;5u", "ctrl+t"},  // о of a Bulgarian keyboard
		{"\x1b[4325::113;;4325u", "q"},   // ქ
		{"\x1b[12383::113;;12383u", "q"}, // た
		{"\x1b[1513::97;;1513u", "a"},    // ש
		{"\x1b[1602::114;;1602u", "r"},   // ق
		{"\x1b[122::121;;122u", "z"},     // QWERTZ has z where y lies
		{"\x1b[252::91;;252u", "ü"},      // and ü where [ does
		{"\x1b[122::121;5u", "ctrl+z"},   // with Ctrl too
		{"\x1b[1083::107;5u", "ctrl+k"},  // л
		{"\x1b[97;;97u", "a"},            // a key of a Latin keyboard
		{"\x1b[39::113;;39u", "'"},       // Dvorak has ' where q lies
		{"\x1b[106::99;5u", "ctrl+j"},    // and j where c lies
		{"\x1b[233::50;;233u", "é"},      // AZERTY
		{"\x1b[113::97;;113u", "q"},      // and there q lies where a does
		{"\x1b[57399;129;48u", "0"},      // the keypad
		{"\x1b[57414u", "enter"},         // its Enter
		{"\x1b[13u", "enter"}, {"\x1b[27u", "esc"}, {"\x1b[32;;32u", "space"}, {"\x1b[9;2u", "shift+tab"},
	} {
		assert.Equal(t, []string{c.want}, commands(t, c.sent), "%q", c.sent)
	}
}

func TestALetterOfAnotherScriptIsForeignWhereNothingTellsItsPlace(t *testing.T) {
	for sent, foreign := range map[string]bool{
		"к": true, "λ": true, "ש": true, "ق": true, "ქ": true, "ち": true, "ї": true, "ㅁ": true, "字": true,
		"a": false, "é": false, "ß": false, "ł": false, "1": false, "\t": false, "·": false, "\x1b[A": false,
		"\x1b[1082::114;;1082u": false, "\x1b[27;5;1082~": false, "\x1bк": false,
	} {
		r := hear(t, chunk{0, sent})
		require.Len(t, r.presses, 1, "%q", sent)
		assert.Equal(t, foreign, IsForeign(r.presses[0]), "%q", sent)
	}
}

func TestAModifierAloneIsNoKey(t *testing.T) {
	for _, code := range []rune{tea.KeyLeftShift, tea.KeyRightCtrl, tea.KeyIsoLevel3Shift, tea.KeyCapsLock, tea.KeyNumLock, tea.KeyLeftSuper} {
		assert.True(t, IsModifier(tea.KeyPressMsg{Code: code}))
	}
	for _, code := range []rune{'a', tea.KeyEnter, tea.KeyF1, tea.KeyUp, tea.KeyKpEnter, 'й'} {
		assert.False(t, IsModifier(tea.KeyPressMsg{Code: code}))
	}
}

// commands are the keys that a screen without text hears.
func commands(t *testing.T, sent string) []string {
	t.Helper()
	r := hear(t, chunk{0, sent})
	var names []string
	for _, k := range r.presses {
		names = append(names, Command(k).String())
	}
	return names
}
