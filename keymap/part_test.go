package keymap_test

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	"github.com/stretchr/testify/assert"

	"tagboat/keymap"
)

func TestWhatLeadsOutKeepsAKeyThatEveryTerminalSends(t *testing.T) {
	m, _ := words(map[string][]string{
		"picker.close": {"alt+X"}, "form.cancel": {"super+b"}, "pager.close": {"ctrl+@"}, "global.back": {"alt+^", "Q"},
		"filter.clear": {"alt+shift+super+z"}, "form.submit": {"ctrl+s"}, "picker.choose": {"f5", "enter"},
	})
	assert.Equal(t, []string{"alt+shift+x", "esc"}, m.Picker.Close.Keys())
	assert.Equal(t, []string{"super+b", "esc"}, m.Form.Cancel.Keys())
	assert.Equal(t, []string{"ctrl+space", "esc"}, m.Pager.Close.Keys())
	assert.Equal(t, []string{"alt+^", "Q", "esc"}, m.Global.Back.Keys())
	assert.Equal(t, "alt+^", m.Global.Back.Help().Key)
	assert.Contains(t, m.Filter.Clear.Keys(), "esc")
	assert.Equal(t, []string{"ctrl+s", "enter"}, m.Form.Submit.Keys())
	assert.Equal(t, []string{"f5", "enter"}, m.Picker.Choose.Keys())
}

func TestTheKeyThatLeadsOutIsTakenByNothing(t *testing.T) {
	m, problems := words(map[string][]string{
		"picker.choose": {"esc"}, "picker.close": {"enter"}, "list.filter": {"esc"}, "global.back": {"ctrl+["},
	})
	assert.Equal(t, []string{"esc"}, m.Picker.Close.Keys())
	assert.Equal(t, []string{"enter"}, m.Picker.Choose.Keys())
	assert.Equal(t, []string{"/"}, m.List.Filter.Keys())
	assert.Contains(t, problems, "esc is both global.back and list.filter; list.filter stays on /")
	assert.Empty(t, m.Conflicts())
	m, problems = words(map[string][]string{"picker.choose": {"esc", "f6"}, "picker.close": {"f5"}})
	assert.Equal(t, []string{"f5", "esc"}, m.Picker.Close.Keys())
	assert.Equal(t, "esc is both picker.choose and picker.close; picker.choose stays on f6 and enter", problems)
}

func TestAKeyThatEditsALineIsNoActionsWhereOneIsTyped(t *testing.T) {
	shipped := keymap.New().Bindings()
	for action, keys := range map[string][]string{
		"form.submit": {"backspace", "home", "shift+home", "ctrl+8", "alt+d"}, "form.cancel": {"delete"}, "form.next": {"ctrl+right"},
		"filter.keep": {"backspace"}, "filter.next": {"right"}, "picker.choose": {"end"}, "picker.close": {"home"},
		"search.into": {"ctrl+e"}, "search.narrow": {"ctrl+a"}, "global.search": {"ctrl+e"},
		"global.jump": {"ctrl+w", "ctrl+h", "delete", "backspace"}, "global.suspend": {"ctrl+u"}, "global.failure": {"ctrl+d"},
		"global.force-quit": {"backspace"},
	} {
		for _, k := range keys {
			m, problems := words(map[string][]string{action: {k}})
			assert.Equal(t, k+" is for what is typed, and "+action+" works there", problems)
			assert.Equal(t, shipped[action], m.Bindings()[action])
		}
	}
	_, problems := words(map[string][]string{
		"global.jump": {"ctrl+f"}, "global.search": {"ctrl+k"}, "form.change": {"space", "right"}, "list.copy": {"ctrl+a"},
		"global.account": {"f5"}, "picker.page-down": {"ctrl+b"}, "picker.page-up": {"pgup"},
	})
	assert.Equal(t, "ctrl+b is for what is typed, and picker.page-down works there", problems)
}

func TestEveryKeyOfALineOfTextIsKnown(t *testing.T) {
	line := textinput.DefaultKeyMap()
	shipped := keymap.New()
	for _, b := range []key.Binding{
		line.CharacterForward, line.CharacterBackward, line.WordForward, line.WordBackward, line.DeleteWordBackward,
		line.DeleteWordForward, line.DeleteAfterCursor, line.DeleteBeforeCursor, line.DeleteCharacterBackward,
		line.DeleteCharacterForward, line.LineStart, line.LineEnd,
	} {
		for _, k := range b.Keys() {
			_, problems := words(map[string][]string{"form.submit": {k}})
			isShipped := slices.Contains(slices.Concat(shipped.Global.Jump.Keys(), shipped.Global.Search.Keys()), k)
			assert.NotEqual(t, isShipped, strings.Contains(problems, "is for what is typed"), k)
		}
	}
}

func TestWhatIsReachedByItsKeyAloneKeepsOne(t *testing.T) {
	m, problems := words(map[string][]string{"form.anonymous": {}, "form.change": {}})
	assert.Equal(t, "form.anonymous needs a key: there is no other way to it\nform.change needs a key: there is no other way to it", problems)
	assert.Equal(t, []string{"ctrl+o"}, m.Form.Anonymous.Keys())
}
