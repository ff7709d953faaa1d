// Package field is one line of text that a person types: Bubbles' text input
// with the terminal's own cursor and with pastes taken whole.
package field

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// Field is a text input. The zero value is not usable; see New.
type Field struct {
	input  textinput.Model
	accept func(rune) bool
}

// New returns an empty field. Its prompt and placeholder are the program's own
// words.
func New(t *theme.Theme, prompt, placeholder string) Field {
	input := textinput.New()
	input.Prompt, input.Placeholder = prompt, placeholder
	input.SetVirtualCursor(false)
	input.SetStyles(t.Input())
	// The terminal pastes; reading the clipboard here would read the wrong
	// machine's over SSH.
	input.KeyMap.Paste.SetEnabled(false)
	return Field{input: input}
}

// Secret returns an empty field that shows a dot for each character.
func Secret(t *theme.Theme, prompt, placeholder string) Field {
	f := New(t, prompt, placeholder)
	f.input.EchoMode, f.input.EchoCharacter = textinput.EchoPassword, '•'
	return f
}

// Digits returns an empty field that takes so many digits and drops the rest.
func Digits(t *theme.Theme, prompt string, most int) Field {
	f := New(t, prompt, strings.Repeat("·", most))
	f.input.CharLimit = most
	f.accept = func(r rune) bool { return r >= '0' && r <= '9' }
	return f
}

// Update takes a key or a paste and reports whether the text changed.
func (f *Field) Update(msg tea.Msg) bool {
	before := f.input.Value()
	switch m := msg.(type) {
	case tea.PasteMsg:
		text := strings.TrimRight(m.Content, "\r\n")
		if f.input.EchoMode == textinput.EchoNormal {
			text = clean.Line(text)
		}
		msg = tea.PasteMsg{Content: f.filter(text)}
	case tea.KeyPressMsg:
		if m.Text != "" && f.filter(m.Text) == "" {
			return false
		}
		for range f.runes(m) - 1 {
			f.input, _ = f.input.Update(msg)
		}
	}
	f.input, _ = f.input.Update(msg)
	return f.input.Value() != before
}

// runes is how many runes a key goes over, or deletes: the input counts runes,
// and a person characters, which may be several.
func (f *Field) runes(k tea.KeyPressMsg) int {
	keys, text := f.input.KeyMap, []rune(f.input.Value())
	switch {
	case key.Matches(k, keys.DeleteCharacterBackward, keys.CharacterBackward):
		last := ""
		for all := displaywidth.StringGraphemes(string(text[:f.input.Position()])); all.Next(); {
			last = all.Value()
		}
		return utf8.RuneCountInString(last)
	case key.Matches(k, keys.DeleteCharacterForward, keys.CharacterForward):
		all := displaywidth.StringGraphemes(string(text[f.input.Position():]))
		if all.Next() {
			return utf8.RuneCountInString(all.Value())
		}
	}
	return 1
}

func (f *Field) filter(s string) string {
	if f.accept == nil {
		return s
	}
	return strings.Map(func(r rune) rune {
		if f.accept(r) {
			return r
		}
		return -1
	}, s)
}

// Value is the text as it stands.
func (f *Field) Value() string { return f.input.Value() }

// Set replaces the text and puts the cursor behind it.
func (f *Field) Set(s string) {
	f.input.SetValue(s)
	f.input.CursorEnd()
}

// Position is the cursor's place in the text, counted in runes.
func (f *Field) Position() int { return f.input.Position() }

// Focus gives the field the keys, or takes them away.
func (f *Field) Focus(focused bool) {
	if focused {
		f.input.Focus()
	} else {
		f.input.Blur()
	}
}

// Focused reports whether the field has the keys.
func (f *Field) Focused() bool { return f.input.Focused() }

// SetWidth gives the text so many cells beside the prompt.
func (f *Field) SetWidth(cells int) { f.input.SetWidth(max(cells, 1)) }

// View draws prompt and text on one line.
func (f *Field) View() string { return f.input.View() }

// Cursor is the cursor's place on that line; nil without focus.
func (f *Field) Cursor() *tea.Cursor { return f.input.Cursor() }

// Prompt is what stands before the text.
func (f *Field) Prompt() string { return f.input.Prompt }

// Fits reports whether the whole text is in sight.
func (f *Field) Fits() bool { return ansi.StringWidth(f.input.Value()) < f.input.Width() }
