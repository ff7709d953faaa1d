package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/config"
)

// shapes are files of one setting each: whatever a key may be, set to whatever a value may be.
func shapes() (files []string) {
	keys := []string{
		"theme", "requests", "zone", "browser", "index", "index.most", "index.keep.x", "roles", "roles.accent",
		"roles.accent.x", "lists", "lists.tags", "lists.tags.columns", "lists.tags.filter", "lists.tags.filter.x",
		"lists.layers.sort", "keys", "keys.list", "keys.list.copy", "keys.list.copy.x", "copy", "copy.name",
		"copy.name.x", "command", "command.run", "command.on", `"library/*"`, `"library/*".sort`, `"library/*".sort.x`,
		`"/"`, `""`, `"".""`, "nothing", "nothing.known",
	}
	values := []string{
		"1", "-0x4", "1.5", "true", `"x"`, `""`, "1979-05-27", "[]", "[[]]", `["x"]`, "[1, [2]]", "{}", "{x = 1}",
		"{x = {}}", "[{}]", `[{}, "x"]`, `["x", {}]`, `[{name = "x", run = []}]`, `[{text = {}}, {}]`, "[[{}]]",
	}
	for _, key := range keys {
		files = append(files, "["+key+"]\n", "[["+key+"]]\n["+key+".x]\n", "["+key+"]\n"+key+" = []\n")
		for _, value := range values {
			files = append(files, key+" = "+value+"\n"+key+" = "+value+"\n")
		}
	}
	return files
}

func TestNoShapeOfASettingEndsTheReader(t *testing.T) {
	for _, file := range shapes() {
		_, _, problems := config.Read([]byte(file+"[index]\nkeep = false\n"), known())
		assert.NotContains(t, strings.Join(told(problems), "\n"), "of tagboat's", file)
	}
}

func TestAListOfNoCopiesAndCommandsSaysNothingAndOneOfOtherThingsIsToldOnce(t *testing.T) {
	c, _, problems := config.Read([]byte("copy = []\ncommand = []\n"), known())
	assert.Empty(t, told(problems))
	assert.Equal(t, config.Default(), c)
	for _, value := range []string{`"x"`, `["dive"]`, "1", "true", "[[]]"} {
		c, _, problems := config.Read([]byte("command = "+value+"\nmouse = false\n"), known())
		assert.Equal(t, []string{"1:1: there may be several: write [[command]]"}, told(problems), value)
		assert.False(t, c.Mouse, "the rest is used")
	}
}

func TestAMistakeOfTheReadersOwnIsToldAndEndsNothing(t *testing.T) {
	v := known()
	v.Judges = []func(config.Config) []config.Remark{func(config.Config) []config.Remark { panic("no judge") }}
	c, sources, problems := config.Read([]byte("theme = \"dark\"\n"), v)
	assert.Equal(t, config.Default(), c)
	assert.Empty(t, sources)
	assert.Equal(t, []string{"0:0: tagboat itself goes wrong at this file, which is a mistake of tagboat's; nothing of it is used"},
		told(problems))
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(persons))
	f.Add([]byte("a = [{b = 1}, 2]\n[[copy]]\n[copy.x]\n"))
	f.Add([]byte("[x\ny = \"\"\"\n'"))
	for _, file := range shapes() {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, sources, problems := config.Read(data, known())
		for _, p := range problems {
			lines := strings.Count(string(data), "\n") + 1
			if p.Line < 0 || p.Line > lines || p.Column < 0 || strings.ContainsAny(p.Words, "\x1b\n\r") ||
				strings.Contains(p.Words, "of tagboat's") {
				t.Errorf("%+v", p)
			}
		}
		if c.Requests < 1 || c.Requests > 8 || len(c.Commands) > 100 || len(problems) > 60 {
			t.Errorf("%+v", c)
		}
		for setting, o := range sources {
			if o.Line < 1 {
				t.Errorf("%s: %+v", setting, o)
			}
		}
	})
}
