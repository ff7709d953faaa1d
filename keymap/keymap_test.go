package keymap_test

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
)

func TestEveryKeyHasHelpAndStandsInAScope(t *testing.T) {
	scopes := keymap.New().Scopes()
	listed := 0
	for _, s := range scopes {
		listed += len(s.Keys)
		assert.Len(t, s.Actions, len(s.Keys))
		assert.NotContains(t, s.Actions, "")
		for _, b := range s.Keys {
			assert.NotEmpty(t, b.Keys(), b.Help().Desc)
			assert.NotEmpty(t, b.Help().Key)
			assert.NotEmpty(t, b.Help().Desc)
		}
	}
	fields := 0
	for _, scope := range reflect.ValueOf(keymap.New()).Fields() {
		fields += scope.NumField()
	}
	assert.Equal(t, fields, listed, "a key is missing from the scopes")
}

var update = flag.Bool("update", false, "write the tables of the README anew")

func TestTheREADMEHasTheKeysAsTheyAre(t *testing.T) {
	const begin, end = "<!-- keys -->\n", "<!-- end of keys -->"
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(readme), begin)
	require.True(t, found)
	tables, after, found := strings.Cut(rest, end)
	require.True(t, found)
	var want strings.Builder
	for _, s := range keymap.New().Scopes() {
		want.WriteString("\n" + table(s))
	}
	want.WriteString("\n")
	if *update {
		require.NoError(t, os.WriteFile("../README.md", []byte(before+begin+want.String()+end+after), 0o600))
		return
	}
	assert.Equal(t, want.String(), tables)
}

// table writes a scope as a Markdown table.
func table(s keymap.Scope) string {
	var b strings.Builder
	b.WriteString("| " + s.Name + " | " + s.Where + " | |\n| --- | --- | --- |\n")
	for at, k := range s.Keys {
		names := make([]string, len(k.Keys()))
		for i, name := range k.Keys() {
			names[i] = "`" + name + "`"
		}
		b.WriteString("| " + strings.Join(names, " ") + " | " + k.Help().Desc + " | `" + s.Actions[at] + "` |\n")
	}
	return b.String()
}

func TestWhileTypingAKeyThatIsALetterIsNone(t *testing.T) {
	narrow := keymap.WhileTyping(keymap.New().Search.Narrow)
	assert.Equal(t, key.Help{Key: "tab", Desc: "narrow"}, narrow.Help())
	assert.False(t, keymap.WhileTyping(key.NewBinding(key.WithKeys("space", "ä"))).Enabled())
}
