package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAClickOnAToastOverRowsTakesItOffAndMeansNoRow(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {40, 10}} {
		tell(t, setting{demo: true, width: size[0], height: size[1]}, func(s *story) {
			atNginx(s)
			s.fades()
			before, selected, last := s.screen(), s.selected(), size[1]-3
			click := func(line int) {
				s.send(tea.MouseClickMsg{X: 5, Y: line, Button: tea.MouseLeft})
				s.settle()
			}
			say := func() {
				s.pastes("ghcr.io/a-rather-long-name/of-something-else:1.2.3")
				require.NotEqual(s.t, strings.Split(before, "\n")[last], strings.Split(s.screen(), "\n")[last], "it lies over the last row")
			}
			say()
			click(last)
			assert.Equal(t, before, s.screen())
			click(last)
			assert.NotEqual(t, selected, s.selected(), "the row is seen, and meant")
			s.press("g")
			say()
			click(last - 3)
			assert.NotEqual(t, selected, s.selected(), "above the toast")
		})
	}
}
