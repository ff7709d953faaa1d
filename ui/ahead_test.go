package ui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
	"tagboat/ui"
)

// slowly is a machine that has a token, and a Hub that takes its time.
func slowly(t *testing.T, token string) setting {
	t.Helper()
	environment := map[string]string{"TAGBOAT_USERNAME": "alice", "TAGBOAT_TOKEN": token}
	return setting{accounts: at(t.TempDir(), environment), options: []hubtest.Option{hubtest.WithLatency(2 * time.Second)}}
}

func TestKeysTypedWhileALoginIsLookedForNeitherCancelItNorLandInTheNextScreen(t *testing.T) {
	tell(t, slowly(t, "dckr_pat_demo"), func(s *story) {
		s.types("jj/api")
		s.press("enter", "tab", "space")
		s.pastes("a secret")
		s.sees("Looking for a login", "what you type waits")
		s.misses("jj/api")
		s.pass(20 * time.Second)
		s.sees("acme", "3 of 3 · all loaded")
		assert.Contains(t, s.selected(), "alice")
		s.misses("api", "secret", "marked")
		tries := 0
		for _, r := range s.server.Requests() {
			if r.Path == "/v2/auth/token" {
				tries++
			}
		}
		assert.Equal(t, 1, tries)
	})
}

func TestWhatWasTypedIsThereWhenNoLoginIsFound(t *testing.T) {
	tell(t, slowly(t, "dckr_pat_wrong"), func(s *story) {
		s.types("globex")
		s.press("tab")
		s.pastes("dckr_oat_demo\n")
		s.misses("globex")
		s.pass(3 * time.Second)
		s.sees("globex", "•••")
		s.press("enter")
		s.pass(20 * time.Second)
		s.sees(" globex", "NAMESPACES")
	})
}

func TestEscStopsTheLookingAndWhatWasTypedIsThere(t *testing.T) {
	tell(t, slowly(t, "dckr_pat_demo"), func(s *story) {
		s.types("globex")
		s.press("esc")
		s.sees("globex")
		s.pass(20 * time.Second)
		s.sees("Log in to Docker Hub", "globex")
	})
}

func TestCtrlZIsPromisedOnlyWhereThereIsAShellToGoTo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("?")
		s.misses("ctrl+z")
	})
	tell(t, setting{height: 50, outside: ui.Outside{Suspend: func() error { return nil }}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("?G")
		s.sees("ctrl+z")
	})
}

// cyrillic is a key of a Russian keyboard, with the place that the terminal
// tells of it.
func cyrillic(code, place rune, mod tea.KeyMod) tea.KeyPressMsg {
	k := tea.KeyPressMsg{Code: code, BaseCode: place, Mod: mod}
	if mod == 0 {
		k.Text = string(code)
	}
	return k
}

func TestCommandsAreWhereTheyAreOnEveryKeyboardAndTextIsWhatWasTyped(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		assert.Contains(t, s.selected(), "alice")
		s.send(cyrillic('о', 'j', 0))
		assert.Contains(t, s.selected(), "acme")
		s.types("y")
		s.sees("Sent acme")
		s.send(tea.KeyPressMsg{Code: tea.KeyLeftShift})
		s.sees("Sent acme")
		s.types("/")
		s.send(cyrillic('о', 'j', 0))
		s.sees("о")
		s.press("esc")
		s.send(cyrillic('с', 'c', tea.ModCtrl))
		s.settle()
		assert.True(t, s.quit)
	})
}

func TestALetterWhosePlaceNothingTellsSaysThatCommandsAreLatin(t *testing.T) {
	const told = "Commands are Latin letters: switch the keyboard to a layout that has them"
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		before := s.selected()
		for _, letter := range "кλשقქち" {
			s.send(cyrillic(letter, 0, 0))
			s.sees(told)
		}
		assert.Equal(t, before, s.selected())
		s.press("down")
		s.misses(told)
		s.send(cyrillic('к', 0, 0))
		s.sees(told)
		s.types("/")
		s.send(cyrillic('к', 0, 0))
		s.sees("/к")
		s.misses(told)
		s.press("esc")
		s.send(cyrillic('с', 0, tea.ModCtrl))
		s.settle()
		assert.True(t, s.quit)
	})
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		atNginx(s)
		s.send(cyrillic('к', 0, 0))
		s.sees("Commands are Latin letters")
	})
}

func TestEveryKeyTellsItsPlaceOnlyWhileKeysAreCommands(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		asked := func() bool { return s.app.View().KeyboardEnhancements.ReportAllKeysAsEscapeCodes }
		assert.False(t, asked(), "the form takes text, with dead keys and input methods")
		s.logIn("alice", "anchor")
		assert.True(t, asked())
		s.types("/")
		assert.False(t, asked())
		s.press("esc")
		assert.True(t, asked())
		assert.True(t, s.app.View().KeyboardEnhancements.ReportAlternateKeys)
	})
}
