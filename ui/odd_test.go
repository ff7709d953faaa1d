package ui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestOddAnswersLookLikeAnyOther(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithNextBeyond(), hubtest.WithNamesAtOnce()}, width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("enter")
		s.sees("8 of 8 · all loaded")
		s.types("/museum")
		s.press("enter", "enter")
		s.sees("all loaded")
		s.misses("✗", "stopped")
		for tag, shows := range map[string]string{"os-empty": "amd64 arm64 ", "sizes-disagree": "MB", "never-pulled": "amd64"} {
			s.types("/^" + tag + "$")
			s.press("enter")
			assert.Contains(t, s.selected(), tag)
			assert.Contains(t, s.selected(), shows)
			assert.NotContains(t, s.selected(), "unknown")
			s.press("enter")
			s.sees("linux/amd64", "PLATFORM")
			s.misses("unknown/unknown", "✗")
			s.press("esc", "esc")
		}
	})
}
