package field_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/field"
	"tagboat/ui/theme"
)

// written is a field with the focus and a text.
func written(text string) field.Field {
	f := field.New(theme.New(), "", "")
	f.Focus(true)
	f.Set(text)
	return f
}

func TestAKeyTakesAwayOneCharacterHoweverManyRunesItHas(t *testing.T) {
	backspace, del := tea.KeyPressMsg{Code: tea.KeyBackspace}, tea.KeyPressMsg{Code: tea.KeyDelete}
	left, right := tea.KeyPressMsg{Code: tea.KeyLeft}, tea.KeyPressMsg{Code: tea.KeyRight}
	for _, character := range []string{"x", "é", "e\u0301", "日", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "한", "\u1112\u1161\u11ab", "ป่", "❤️"} {
		f := written("a" + character + "b")
		assert.False(t, f.Update(left))
		assert.True(t, f.Update(backspace))
		assert.Equal(t, "ab", f.Value(), "%q", character)
		assert.Equal(t, 1, f.Position())

		f = written("a" + character + "b")
		for range 2 {
			f.Update(left)
		}
		assert.Equal(t, 1, f.Position(), "%q is gone over in one step", character)
		f.Update(right)
		f.Update(tea.KeyPressMsg{Code: 'i', Text: "i"})
		assert.Equal(t, "a"+character+"ib", f.Value())

		f = written("a" + character + "b")
		for range 2 {
			f.Update(left)
		}
		assert.True(t, f.Update(del))
		assert.Equal(t, "ab", f.Value(), "%q", character)
	}
	f := written("")
	for _, k := range []tea.KeyPressMsg{backspace, del, left, right} {
		assert.False(t, f.Update(k), "there is nothing to take away")
	}
}

func TestAPasteHasNoControlCharacters(t *testing.T) {
	f := written("")
	assert.True(t, f.Update(tea.PasteMsg{Content: "acme/api\x1b[31m:\x00main\x07\x7f\u0085 next\u202e\r\n"}))
	assert.Equal(t, "acme/api:main next", f.Value())
	f = written("")
	f.Update(tea.PasteMsg{Content: "one\ntwo\tthree\n\n"})
	assert.NotContains(t, f.Value(), "\n")
	assert.NotContains(t, f.Value(), "\t")
}

func TestAPastedSecretIsTakenWhole(t *testing.T) {
	f := field.Secret(theme.New(), "", "")
	f.Focus(true)
	f.Update(tea.PasteMsg{Content: "pass\u202eword\u200b"})
	assert.Equal(t, "pass\u202eword\u200b", f.Value(), "it is not drawn, and a letter less is another secret")
}
