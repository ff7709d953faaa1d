package config_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

// bound is what the keys of a smaller tagboat are.
func bound(c config.Config) map[string][]string {
	all := map[string][]string{"list.copy": {"y"}, "list.half-up": {"ctrl+u"}, "global.jump": {"ctrl+k"}}
	maps.Copy(all, c.Keys)
	return all
}

func TestWhatIsInForceIsPrintedSoThatItCanBeReadAgain(t *testing.T) {
	v := known()
	v.Bound = bound
	c, sources, problems := config.Read([]byte(persons), v)
	require.Empty(t, problems)
	sources["hub"] = config.Origin{Kind: config.FromEnvironment, Name: "TAGBOAT_HUB"}
	sources["clipboard"] = config.Origin{Kind: config.FromFlag, Name: "clipboard"}
	text := config.Print(c, sources, v, "config.toml")
	for _, line := range []string{
		`theme = "dark"\s+# config\.toml:2`, `glyphs = "auto"\s+# default`, `hub = ""\s+# environment TAGBOAT_HUB`,
		`clipboard = "auto"\s+# flag --clipboard`, `most = "500 MB"\s+# config\.toml:7`, `"library/\*"`, `list\.copy" = \["y", "ctrl\+y"\]\s+# config\.toml:24`,
	} {
		assert.Regexp(t, line, text)
	}
	again, _, problems := config.Read([]byte(text), v)
	require.Empty(t, told(problems), text)
	assert.Equal(t, c, again, text)
}

func TestAKeyThatCannotBeHadIsPrintedAsItIsWithoutTheFile(t *testing.T) {
	v := known()
	v.Bound = func(c config.Config) map[string][]string {
		all := bound(c)
		all["list.copy"] = []string{"y"} // whatever was wished
		return all
	}
	c, sources, _ := config.Read([]byte("keys.list.copy = \"x\"\nkeys.list.half-up = \"b\"\nkeys.global.jump = \"ctrl+k\"\n"), v)
	text := config.Print(c, sources, v, "config.toml")
	assert.Regexp(t, `list\.copy" = \["y"\] +# default`, text)
	assert.Regexp(t, `list\.half-up" = \["b"\] +# config\.toml:2`, text)
	assert.Regexp(t, `global\.jump" = \["ctrl\+k"\] +# config\.toml:3`, text, "set, if to the default")
}

func TestTheDefaultsArePrintedAndReadAsTheDefaults(t *testing.T) {
	text := config.Print(config.Default(), nil, known(), "config.toml")
	c, _, problems := config.Read([]byte(text), known())
	require.Empty(t, told(problems), text)
	c.Browser = nil // an empty list says the same
	assert.Equal(t, config.Default(), c)
}

var off = regexp.MustCompile(`(?m)^#([^ ])`)

func TestTheExampleIsAFileWithoutMistakesOnceEveryLineCounts(t *testing.T) {
	v := known()
	v.Bound = bound
	text := config.Example(v)
	c, sources, problems := config.Read([]byte(text), v)
	assert.Empty(t, problems)
	assert.Equal(t, config.Default(), c)
	assert.Empty(t, sources)

	c, sources, problems = config.Read([]byte(off.ReplaceAllString(text, "$1")), v)
	require.Empty(t, told(problems), text)
	for _, name := range []string{"theme", "index.most", "lists.tags.columns", "patterns.0.filter", "roles.accent", "keys.global.jump", "copy.0.text", "command.0.marks"} {
		assert.Contains(t, sources, name)
	}
	assert.Equal(t, "auto", c.Theme)
	assert.Equal(t, []string{"ctrl+k"}, c.Keys["global.jump"])
}

func TestEachLineOfTheExampleCanBeUsedAlone(t *testing.T) {
	v := known()
	v.Bound = bound
	settings, _, _ := strings.Cut(config.Example(v), "#[[copy]]")
	for line := range strings.Lines(settings) {
		if off.MatchString(line) {
			_, sources, problems := config.Read([]byte(line[1:]), v)
			assert.Empty(t, told(problems), line)
			assert.Len(t, sources, 1, line)
		}
	}
}

func TestTheSchemaDescribesWhateverTheExampleSets(t *testing.T) {
	v := known()
	v.Bound = bound
	text, err := config.Describe(v)
	require.NoError(t, err)
	var schema struct {
		Schema     string `json:"$schema"`
		Properties map[string]struct {
			Enum        []string                   `json:"enum"`
			Description string                     `json:"description"`
			Properties  map[string]json.RawMessage `json:"properties"`
			Items       struct {
				Properties map[string]json.RawMessage `json:"properties"`
			} `json:"items"`
		} `json:"properties"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &schema))
	assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", schema.Schema)
	assert.Equal(t, v.Themes, schema.Properties["theme"].Enum)
	_, sources, _ := config.Read([]byte(off.ReplaceAllString(config.Example(v), "$1")), v)
	for name := range sources {
		parts := strings.Split(name, ".")
		top, ok := schema.Properties[parts[0]]
		switch {
		case parts[0] == "patterns":
			continue
		case assert.True(t, ok, name) && len(parts) > 1:
			below := slices.Concat(keysOf(top.Properties), keysOf(top.Items.Properties))
			assert.True(t, slices.Contains(below, parts[1]) || slices.Contains(below, parts[len(parts)-1]), name)
		}
		assert.NotEmpty(t, top.Description, name)
	}
}

func keysOf[T any](m map[string]T) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	return names
}
