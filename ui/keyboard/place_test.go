package keyboard

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
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
		{"\x1b[1083::107;5u", "ctrl+k"},      // л
		{"\x1b[97;;97u", "a"},                // a key of a Latin keyboard
		{"\x1b[39::113;;39u", "'"},           // Dvorak has ' where q lies
		{"\x1b[106::99;5u", "ctrl+j"},        // and j where c lies
		{"\x1b[233::50;;233u", "é"},          // AZERTY
		{"\x1b[113::97;;113u", "q"},          // and there q lies where a does
		{"\x1b[57399;129;48u", "0"},          // the keypad
		{"\x1b[57414u", "enter"},             // its Enter
		{"\x1b[13u", "enter"}, {"\x1b[27u", "esc"}, {"\x1b[32;;32u", "space"}, {"\x1b[9;2u", "shift+tab"},
	} {
		assert.Equal(t, []string{c.want}, commands(t, c.sent), "%q", c.sent)
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
