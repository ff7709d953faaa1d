package freshness_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

//go:embed testdata/pairs.txt
var pairs string

func TestWhatIsNewerOfManyFlavours(t *testing.T) {
	var tags []hub.Tag
	var list *freshness.List
	asked := 0
	for line := range strings.Lines(pairs) {
		line = strings.TrimSpace(line)
		switch names, isList := strings.CutPrefix(line, "tags "); {
		case line == "" || line[0] == '#':
		case isList:
			tags = named(names)
			list = freshness.New(tags, everything)
		default:
			tag, want, _ := strings.Cut(line, ": ")
			asked++
			there := slices.ContainsFunc(tags, func(t hub.Tag) bool { return t.Name == tag })
			assert.True(t, there, "%s is not in its list", tag)
			assert.Equal(t, want, inWords(list.Answer(freshness.Question{Tag: tag})), tag)
		}
	}
	assert.GreaterOrEqual(t, asked, 200)
	t.Log(asked, "pairs")
}

// named are tags of which each is another image.
func named(names string) []hub.Tag {
	var tags []hub.Tag
	for name := range strings.FieldsSeq(names) {
		tags = append(tags, image(name, name)...)
	}
	return tags
}

// inWords is what is newer, or the verdict where nothing is.
func inWords(a freshness.Answer) string {
	if a.Verdict == freshness.Newer {
		return told(a)
	}
	return a.Verdict.String()
}
