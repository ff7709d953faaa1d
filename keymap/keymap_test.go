package keymap_test

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
)

// live are the keys that can be meant by one press at the same time.
func live(scopes []keymap.Scope) map[string][]key.Binding {
	everywhere, quit := scopes[0].Keys, scopes[0].Keys[len(scopes[0].Keys)-1]
	sets := map[string][]key.Binding{}
	for _, s := range scopes[1:] {
		switch s.Name {
		case "Lists":
			sets[s.Name] = slices.Concat(everywhere, s.Keys)
		case "Tags":
			sets[s.Name] = slices.Concat(sets["Lists"], s.Keys)
		default:
			sets[s.Name] = append([]key.Binding{quit}, s.Keys...)
		}
	}
	return sets
}

func TestNoKeyMeansTwoThingsAtOnce(t *testing.T) {
	for name, bindings := range live(keymap.New().Scopes()) {
		meaning := map[string]string{}
		for _, b := range bindings {
			for _, k := range b.Keys() {
				assert.Empty(t, meaning[k], "%s: %q is also %q", name, k, b.Help().Desc)
				meaning[k] = b.Help().Desc
			}
		}
	}
}

func TestEveryKeyHasHelpAndStandsInAScope(t *testing.T) {
	scopes := keymap.New().Scopes()
	listed := 0
	for _, s := range scopes {
		listed += len(s.Keys)
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
	b.WriteString("| " + s.Name + " | " + s.Where + " |\n| --- | --- |\n")
	for _, k := range s.Keys {
		names := make([]string, len(k.Keys()))
		for i, name := range k.Keys() {
			names[i] = "`" + name + "`"
		}
		b.WriteString("| " + strings.Join(names, " ") + " | " + k.Help().Desc + " |\n")
	}
	return b.String()
}

func TestWhileTypingAKeyThatIsALetterIsNone(t *testing.T) {
	narrow := keymap.WhileTyping(keymap.New().Search.Narrow)
	assert.Equal(t, key.Help{Key: "tab", Desc: "narrow"}, narrow.Help())
	assert.False(t, keymap.WhileTyping(key.NewBinding(key.WithKeys("space", "ä"))).Enabled())
}
