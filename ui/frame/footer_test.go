package frame_test

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/frame"
	"tagboat/ui/theme"
)

func binding(shown, does string) key.Binding {
	return key.NewBinding(key.WithKeys(shown), key.WithHelp(shown, does))
}

func TestTheKeyThatLeadsOutGivesWayToNoShorterOne(t *testing.T) {
	out := binding("ctrl+alt+x", "back")
	p := frame.Picture{
		Keys: []key.Binding{binding("enter", "choose"), binding("f5", "down"), binding("f6", "up"), out, binding("f7", "more")},
		Help: binding("?", "help"), Out: []key.Binding{out},
	}
	footer := func() string {
		lines := strings.Split(frame.Frame{Width: 40, Height: 12, Theme: theme.New()}.Draw(nil, p), "\n")
		return ansi.Strip(lines[len(lines)-1])
	}
	assert.Equal(t, " enter choose  f5 down  ctrl+alt+x back", footer())
	p.Out = nil
	assert.NotContains(t, footer(), "back")
}
