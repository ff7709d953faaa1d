package keymap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/keymap"
)

func TestAKeyIsKnownHoweverItIsWritten(t *testing.T) {
	for written, want := range map[string]string{
		"y": "y", "Y": "Y", "shift+y": "Y", "Shift-Y": "Y", "S-y": "Y", "ö": "ö", "shift+ö": "Ö", "н": "н", "?": "?", "+": "+", "-": "-",
		"ctrl+k": "ctrl+k", "Ctrl-K": "ctrl+k", "C-k": "ctrl+k", "<C-k>": "ctrl+k", "^k": "ctrl+k", "^": "^", "CTRL+K": "ctrl+k",
		"control+k": "ctrl+k", "shift+ctrl+k": "ctrl+shift+k", "ctrl+shift+K": "ctrl+shift+k", "ctrl++": "ctrl++", "ctrl+-": "ctrl+-",
		"alt+x": "alt+x", "M-x": "alt+x", "meta+x": "alt+x", "alt+X": "alt+shift+x", "alt+shift+x": "alt+shift+x",
		"alt+ctrl+x": "ctrl+alt+x", "cmd+k": "super+k", "alt+1": "alt+1",
		"return": "enter", "<CR>": "enter", "Escape": "esc", "PageDown": "pgdown", "pgdn": "pgdown", "space": "space", " ": "space",
		"↑": "up", "Del": "delete", "F5": "f5", "shift+f12": "shift+f12", "f35": "f35", "shift+tab": "shift+tab", "ctrl+space": "ctrl+space", "ctrl+@": "ctrl+space", "C-@": "ctrl+space",
		"shift+left": "shift+left", "<": "<", ">": ">", "<lt>": "<", "plus": "+",
	} {
		got, err := keymap.Key(written)
		assert.NoError(t, err, written)
		assert.Equal(t, want, got, written)
	}
}

func TestAKeyThatNoTerminalSendsIsRefusedInWords(t *testing.T) {
	for written, want := range map[string]string{
		"": `"" names no key: write one as y, ctrl+y, alt+y, f5 or pgdown`, "ctrl+": `"ctrl+" names no key: write one as y, ctrl+y, alt+y, f5 or pgdown`,
		"hyper+ö":  `"hyper+ö": no terminal sends hyper; ctrl, alt and shift are sent`,
		"shift+1":  `"shift+1": write the sign that it types, as a question mark`,
		"entr":     `no key is called "entr"; did you mean "enter"?`,
		"ctrl+pgu": `no key is called "ctrl+pgu"; did you mean "pgup"?`,
		"gg":       `no key is called "gg": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"f36":      `no key is called "f36": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"f05":      `no key is called "f05": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"\x1b[A":   `no key is called "\x1b[A": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"\x1b":     `no key is called "\x1b": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"\u202e":   `no key is called "\u202e": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
		"\xff":     `no key is called "\xff": one key is meant, not several after each other, as y, ctrl+y, f5 or pgdown`,
	} {
		got, err := keymap.Key(written)
		assert.Empty(t, got, written)
		assert.EqualError(t, err, want, written)
	}
}

func TestAKeyIsShownAsItIsTyped(t *testing.T) {
	for k, want := range map[string]string{
		"alt+shift+r": "alt+R", "alt+shift+ö": "alt+Ö", "alt+shift+up": "alt+shift+↑", "alt+shift+f5": "alt+shift+f5", "ctrl+alt+shift+r": "ctrl+alt+shift+r",
		"alt+r": "alt+r", "pgdown": "pgdn", "+": "+", "alt++": "alt++",
	} {
		assert.Equal(t, want, keymap.Shown(k))
		if want != "pgdn" {
			again, err := keymap.Key(want)
			assert.NoError(t, err)
			assert.Equal(t, k, again)
		}
	}
}

func FuzzTheNameOfAKeyIsItsOwnName(f *testing.F) {
	for _, seed := range []string{"y", "Ctrl-K", "<C-k>", "hyper+ö", "shift+ctrl+alt+Ü", "^^", "c-c-c-", "\xff", "shift+ß", "ctrl++"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		k, err := keymap.Key(written)
		if err != nil {
			return
		}
		again, err := keymap.Key(k)
		assert.NoError(t, err)
		assert.Equal(t, k, again)
		assert.NotContains(t, keymap.Shown(k), "\x1b")
	})
}
