package palette_test

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
	"tagboat/ui/golden"
	"tagboat/ui/palette"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// live are the keys of a screen on which one of them is off.
type live struct{ help.KeyMap }

func (live) FullHelp() [][]key.Binding {
	list, tag := keymap.New().List, keymap.New().Tag
	tag.Pull.SetEnabled(false)
	return [][]key.Binding{
		{tag.CopyAs, tag.Compare, tag.Pull},
		{list.Open, list.Copy, list.Filter, list.Sort, list.Reload, list.Mark, list.PageDown},
	}
}

// story is the box with somebody before it.
type story struct {
	screen.Host // what is not told below is not asked for

	box     *palette.Palette
	pressed []string
	done    []string
	left    bool
}

// offers are an order, a filter and a form with a stranger's name.
func offers(done *[]string) []screen.Offer {
	does := func(what string) func() tea.Cmd {
		return func() tea.Cmd {
			*done = append(*done, what)
			return nil
		}
	}
	return []screen.Offer{
		{Name: "filter by", Help: "who pushed it last", Kind: "filter", Keys: "/", Do: does("by")},
		{Name: "sort by size", Help: "largest first", Kind: "order", Keys: "s s", Do: does("size")},
		{Name: "filter pushed", Help: "how long ago it was pushed, by a clock that may go wrong", Kind: "filter", Do: does("pushed")},
		{Name: "copy as \x1b[31mred\x1b[0m", Kind: "form", Do: does("red")},
	}
}

func (s *story) Pop() { s.left = true }

func tell(t *testing.T, width, height int) *story {
	t.Helper()
	s := &story{}
	press := func(msg tea.KeyPressMsg) tea.Cmd {
		assert.True(t, s.left, "the box leaves before the key is pressed")
		s.pressed = append(s.pressed, msg.String())
		return nil
	}
	s.box = palette.New(screen.Env{Host: s, Keys: new(keymap.New()), Theme: theme.New()}, live{}, offers(&s.done), press)
	s.box.Resize(width, height)
	return s
}

func (s *story) types(text string) {
	for _, r := range text {
		s.box.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func (s *story) press(code rune) { s.box.Update(tea.KeyPressMsg{Code: code}) }

func (s *story) picture() string { return ansi.Strip(s.box.View()) }

func TestAnActionIsFoundByItsNameAndItsKeyIsPressed(t *testing.T) {
	for typed, want := range map[string]string{
		"reload": "r", "copy as": "c", "page down": "pgdown", "mark": "space", "accounts": "ctrl+a", "help": "?", "fltr": "/", "quit": "q",
	} {
		s := tell(t, 72, 19)
		s.types(typed)
		s.press(tea.KeyEnter)
		assert.Equal(t, []string{want}, s.pressed, typed)
	}
}

func TestOnlyWhatIsValidHereIsOffered(t *testing.T) {
	s := tell(t, 72, 40)
	assert.NotContains(t, s.picture(), "pull")
	assert.NotContains(t, s.picture(), "all actions", "the box itself is open already")
	s.types("quit")
	assert.Equal(t, 1, strings.Count(s.picture(), "\n  quit")+strings.Count(s.picture(), "▌ quit"), "under one name an action is there once")
	s.box.Update(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	s.types("'pull")
	s.press(tea.KeyEnter)
	assert.Empty(t, s.pressed)
	assert.False(t, s.left)
	s.press(tea.KeyEscape)
	assert.True(t, s.left)
}

func TestEveryKeyOfTheMapCanBePressedByItsName(t *testing.T) {
	for _, scope := range keymap.New().Scopes() {
		for _, b := range scope.Keys {
			for _, name := range b.Keys() {
				press, ok := palette.KeyPress(name)
				assert.True(t, ok, name)
				assert.True(t, key.Matches(press, b), name)
			}
		}
	}
	for _, written := range []string{
		"f1", "f12", "f35", "C-K", "ctrl+shift+k", "alt+X", "M-x", "cmd+k", "shift+f5", "ö", "Ö", "н", "+", "ctrl++", "alt+-",
		"insert", "delete", "ctrl+pgdn", "shift+space", "ctrl+space", "super+enter",
	} {
		name, err := keymap.Key(written)
		require.NoError(t, err)
		_, ok := palette.KeyPress(name)
		assert.True(t, ok, name)
	}
	for _, name := range []string{"", "f0", "f99", "ctrl+", "nonsense", "ctrl+nonsense"} {
		_, ok := palette.KeyPress(name)
		assert.False(t, ok, name)
	}
	press, _ := palette.KeyPress("G")
	assert.Equal(t, "G", press.Text)
}

func TestEveryFrameIsAsItWasMeant(t *testing.T) {
	frames := map[string]string{"all": "", "narrowed": "cop", "nothing": "zebra"}
	for name, typed := range frames {
		for window, room := range map[string][2]int{"80x24": {72, 19}, "120x40": {112, 35}, "40x12": {32, 7}} {
			s := tell(t, room[0], room[1])
			s.types(typed)
			assert.Less(t, strings.Count(s.picture(), "\n"), room[1])
			golden.Frame(t, fmt.Sprintf("%s-%s.txt", name, window), s.picture(), room[0])
		}
	}
}

func TestWhatIsOfferedIsFoundByItsNameBeforeWhatSaysSoInItsHelp(t *testing.T) {
	for typed, want := range map[string]string{
		"size": "size", "pushed": "pushed", "who": "by", "largest": "size", "clock": "pushed", "copy red": "red",
	} {
		s := tell(t, 72, 19)
		s.types(typed)
		assert.NotContains(t, s.box.View(), "\x1b[31mred")
		s.press(tea.KeyEnter)
		assert.Equal(t, []string{want}, s.done, typed)
		assert.True(t, s.left)
		assert.Empty(t, s.pressed)
	}
}

func TestWhatIsOfferedLaterMovesNothingAndIsFoundByTheNextKey(t *testing.T) {
	s := tell(t, 72, 19)
	s.types("accoun")
	before := s.picture()
	s.box.Add([]screen.Offer{{Name: "account alice", Kind: "account", Do: func() tea.Cmd {
		s.done = append(s.done, "alice")
		return nil
	}}})
	assert.Equal(t, before, s.picture())
	s.types("t alice")
	s.press(tea.KeyEnter)
	assert.Equal(t, []string{"alice"}, s.done)
}
