package ui_test

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/keymap"
	"tagboat/ui"
	"tagboat/ui/config"
	"tagboat/ui/text"
)

// wished is a configuration that a story changes while the program runs.
type wished struct {
	config   config.Config
	mistakes string
	err      error
}

func (w *wished) read(context.Context) (ui.Configured, error) {
	keys, _ := keymap.Of(w.config.Keyset, w.config.Keys)
	return ui.Configured{Config: w.config, Keys: keys, Charset: text.Unicode, Mistakes: w.mistakes}, w.err
}

func TestAConfigurationThatIsReadAgainHoldsWhereOneIs(t *testing.T) {
	w := &wished{config: config.Default()}
	tell(t, setting{config: config.Default(), configure: w.read}, func(s *story) {
		atAcme(s)
		s.types("/api")
		s.press("enter", "enter")
		s.sees("alice ▸ acme ▸ ")

		w.config.Keys = map[string][]string{"list.copy": {"ctrl+y"}}
		w.config.Mouse = false
		s.does("reload configuration")
		s.sees("The configuration was read again", "ctrl+y copy")
		s.sees("alice ▸ acme ▸ api")
		assert.Equal(t, tea.MouseModeNone, s.app.View().MouseMode)
		s.press("ctrl+y")
		s.sees("Sent acme/")

		s.copied = ""
		s.press("y")
		assert.Empty(t, s.copied)
		s.press("esc")
		s.sees("26 of 300", "filter: api")
	})
}

func TestWhatTakesAStartIsSaidAndHoldsNothingUp(t *testing.T) {
	w := &wished{config: config.Default()}
	tell(t, setting{config: config.Default(), configure: w.read}, func(s *story) {
		atAcme(s)
		s.does("reload configuration")
		s.sees("The configuration is as it was")
		w.config.Hub, w.config.Requests = "https://hub.example.com", 2
		s.does("reload configuration")
		s.sees("The configuration is as it was; hub and requests hold from the next start on")
		s.does("reload configuration")
		s.sees("hub and requests hold from the next start on")
	})
}

func TestMistakesAreSaidBesideThePlaceThatIsOpenedFirst(t *testing.T) {
	const mistakes = "config.toml: 2 mistakes; tagboat config check tells them"
	tell(t, setting{open: "nginx", mistakes: mistakes, width: 120, height: 40}, func(s *story) {
		s.pass(10 * time.Second)
		s.sees("library ▸ nginx", "nginx, the official image · "+mistakes)
		s.press("j")
		s.misses("mistakes")
	})
}

func TestMistakesAreSaidAndLoseNothing(t *testing.T) {
	w := &wished{config: config.Default(), mistakes: "config.toml: 2 mistakes; tagboat config check tells them"}
	tell(t, setting{config: config.Default(), configure: w.read, mistakes: w.mistakes, width: 120, height: 40}, func(s *story) {
		s.pass(time.Second)
		s.sees("config.toml: 2 mistakes; tagboat config check tells them")
		atAcme(s)
		s.misses("2 mistakes")
		before := s.line(0)
		s.does("reload configuration")
		s.sees("The configuration is as it was; config.toml: 2 mistakes", "300 of 300")

		w.err = errors.New("/home/a/config.toml cannot be read: permission denied\x1b[2J")
		w.config.Theme = "dark"
		s.does("reload configuration")
		s.sees("Nothing was changed: /home/a/config.toml cannot be read: permission denied")
		assert.Equal(t, before, s.line(0))
	})
}
