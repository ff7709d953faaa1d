package query_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
)

func TestTermsAboutTheNameFindWhatTheySay(t *testing.T) {
	for _, c := range []struct{ filter, finds, passesOver string }{
		{"", "1.27 latest", ""},
		{"alp", "1.27-alpine ALPINE", "1.27 latest"},
		{"ALP", "1.27-alpine ALPINE", "1.27"},
		{"1.27 alpine", "1.27-alpine alpine-1.27", "1.27 alpine"},
		{"alpine 1.27", "1.27-alpine", "1.27"},
		{"!rc", "1.27", "1.27-rc1 RC"},
		{"1.27 !rc !alpine", "1.27 1.27-slim", "1.27-rc1 1.27-alpine 1.26"},
		{"!!rc", "1.27-rc1", "1.27"},
		{"^1.2", "1.2 1.27", "v1.2 11.2"},
		{"!^1.2", "v1.2", "1.2 1.27"},
		{"-alpine$", "1.27-alpine", "1.27-alpine3.20"},
		{"!-alpine$", "1.27-alpine3.20", "1.27-alpine"},
		{"^latest$", "latest LATEST", "latest-alpine my-latest"},
		{"!^latest$", "latest-alpine", "latest"},
		{"'1.2", "1.2 1.2-alpine 1.2.3 x-1.2", "11.2 1.20 1.2rc1"},
		{"'rc", "1.2-rc 1.2-rc-alpine rc", "1.2-rc1 arcade"},
		{"'rc'", "1.2-rc", "1.2-rc1"},
		{"!'rc", "1.2-rc1", "1.2-rc"},
		{"~ap3", "1.27-alpine3.20", "1.27-3-alpine"},
		{"!~ap3", "1.27-3-alpine", "1.27-alpine3.20"},
		{"é", "café CAFÉ", "cafe"},
		{"日本", "日本語", "本日"},
	} {
		filter := query.Parse(anyName(), c.filter, now)
		assert.Empty(t, filter.Problems(), c.filter)
		for name := range strings.FieldsSeq(c.finds) {
			assert.True(t, filter.Match(named(name)), "%q finds %s", c.filter, name)
		}
		for name := range strings.FieldsSeq(c.passesOver) {
			assert.False(t, filter.Match(named(name)), "%q passes over %s", c.filter, name)
		}
	}
}

// anyName is the schema of tags with names in any script, as titles have.
func anyName() query.Schema[hub.Tag] {
	schema := query.Tags()
	schema.Letters = nil
	return schema
}

func TestAnEmptyFilterIsZeroAndSoIsOneOfUnreadableTerms(t *testing.T) {
	for _, text := range []string{"", "  \t ", "!", "nosuch:field", "size:<big"} {
		assert.True(t, parse(text).IsZero(), "%q", text)
		assert.True(t, parse(text).Match(named("anything")), "%q", text)
	}
	assert.False(t, parse("a").IsZero())
	var zero = parse("")
	assert.True(t, zero.Match(named("")))
}

func TestHighlightsMarkWhatEachTermFound(t *testing.T) {
	for _, c := range []struct{ filter, name, marked string }{
		{"alp", "1.27-ALPine", "1.27-[ALP]ine"},
		{"1 7", "1.27-1", "[1].2[7]-[1]"},
		{"aa", "aaaaa", "[aaaa]a"},
		{"ab bc", "abcd", "[abc]d"},
		{"^1.2 pine$", "1.2-alpine", "[1.2]-al[pine]"},
		{"^latest$", "latest", "[latest]"},
		{"'rc", "arc-rc-rc", "arc-[rc]-[rc]"},
		{"~ap3", "1-alpine3", "1-[a]l[p]ine[3]"},
		{"~本x", "日本語x", "日[本]語[x]"},
		{"!rc arch:arm64 alpine", "alpine", "[alpine]"},
		{"zzz", "alpine", "alpine"},
		{"é", "CAFÉ", "CAF[É]"},
	} {
		var b strings.Builder
		at := 0
		for _, s := range query.Parse(anyName(), c.filter, now).Highlights(c.name) {
			b.WriteString(c.name[at:s.Start] + "[" + c.name[s.Start:s.End] + "]")
			at = s.End
		}
		assert.Equal(t, c.marked, b.String()+c.name[at:], "%q in %s", c.filter, c.name)
	}
}

func TestFoldingKeepsEveryByteInItsPlace(t *testing.T) {
	for name, folded := range map[string]string{
		"Alpine": "alpine", "ÄÖ": "äö", "İ": "İ", "\u212a": "\u212a", "a\xffB": "a\xffb", "\xe2\x82": "\xe2\x82", "ẞ": "ẞ",
	} {
		assert.Equal(t, folded, string(query.Fold(nil, name)), "%q", name)
		assert.Len(t, query.Fold(nil, name), len(name))
	}
}

func TestOneMoreLetterNarrowsAndOneFewerDoesNot(t *testing.T) {
	for _, c := range []struct {
		before, after string
		narrows       bool
	}{
		{"", "a", true},
		{"a", "", false},
		{"a", "al", true},
		{"al", "a", false},
		{"al", "pal", true},
		{"a", "a b", true},
		{"a b", "b a c", true},
		{"^a", "^al", true},
		{"^a", "a", false},
		{"a", "^a", true},
		{"ne$", "ine$", true},
		{"^a", "^a$", true},
		{"'rc", "'rc1", false},
		{"rc", "'rc", true},
		{"~ap", "~alp", true},
		{"~ap", "alp", true},
		{"ap", "~ap", false},
		{"!rc1", "!rc", true},
		{"!rc", "!rc1", false},
		{"!r", "!r !x", true},
		{"arch:arm64", "arch:arm64 a", true},
		{"arch:arm", "arch:arm64", false},
		{"arch:arm64", "!arch:arm64", false},
		{"pushed:<7d", "pushed:<7d a", true},
		{"nosuch:1", "a", true},
	} {
		assert.Equal(t, c.narrows, parse(c.after).Narrows(parse(c.before)), "%q after %q", c.after, c.before)
	}
	assert.True(t, parse("a b").Equal(parse("b  a")))
	assert.False(t, parse("a b").Equal(parse("a")))
}

func TestTheLongestWordWithoutCapitalsIsWhatAServerMayBeAskedFor(t *testing.T) {
	for filter, want := range map[string]string{
		"14.1": "14.1", "14.1 alpine": "alpine", "alpine !bookworm": "alpine", "~alpine 3": "3",
		"^14.1": "14.1", "'14.1": "14.1", "14.1-alpine$": "14.1-alpine", "ab cd": "ab",
		"RC1": "", "RC1 14": "14", "Alpine 14": "14", "arch:arm64": "", "!14.1": "", "!!14.1": "14.1", "": "",
		"a|b 14": "14",
	} {
		assert.Equal(t, want, parse(filter).Inside(), filter)
	}
}
