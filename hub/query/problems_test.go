package query_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

func TestAProblemPointsAtWhatCouldNotBeReadAndSaysWhatWasExpected(t *testing.T) {
	for _, c := range []struct{ text, at, expected string }{
		{"1.27 size:<big", "          ^^^^", "a size, as in size:<100MB"},
		{"size:<", "     ^", "a size"},
		{"size:", "^^^^^", "a value, as in size:<100MB"},
		{"!size: x", " ^^^^^", "a value"},
		{"pushed:<7", "       ^^", "an age, as in pushed:<7d; units are h d w mo y"},
		{"pushed:7m", "       ^^", "an age"},
		{"pushed:-7d", "       ^^^", "an age"},
		{"size:-1MB", "     ^^^^", "a size"},
		{"arch:arm64,,amd64", "          ^", "a value next to the comma"},
		{"arch:arm64,", "          ^", "a value next to the comma"},
		{"arch:,arm64", "     ^", "a value next to the comma"},
		{"size:<1MB,huge", "          ^^^^", "a size"},
		{"digest:xyz", "       ^^^", "the start of a digest"},
		{"digest:sha512:ab", "       ^^^^^^^^^", "the start of a digest"},
		{"ar:arm64", "^^", "expected arch:"},
		{"colour:red", "^^^^^^", "expected one of arch: os: size:"},
		{"é colour:red", "   ^^^^^^", "expected one of"},
		{"a ! b", "  ^", "a term after !"},
		{"a ^ b", "  ^", "text after ^"},
		{"$", "^", "text before $"},
		{"^$", "^^", "text after ^ and before $"},
		{"!'", "^^", "text after '"},
		{"~", "^", "text after ~"},
	} {
		problems := parse(c.text).Problems()
		require.Len(t, problems, 1, "%q", c.text)
		p := problems[0]
		assert.Equal(t, c.at, strings.Repeat(" ", p.Start)+strings.Repeat("^", p.End-p.Start), "%q", c.text)
		assert.Contains(t, p.Message, c.expected, "%q", c.text)
	}
}

func TestOtherFieldsSayWhatTheyExpect(t *testing.T) {
	for text, expected := range map[string]string{
		"stars:many": "a number, as in stars:>100; it may end in k, M or B", "private:perhaps": "yes or no", "stars:1e3": "a number", "stars:0x1": "a number",
	} {
		problems := query.Parse(query.Repositories(), text, now).Problems()
		require.Len(t, problems, 1, text)
		assert.Contains(t, problems[0].Message, expected, text)
	}
	bare := query.Schema[hub.Tag]{Name: query.Tags().Name}
	assert.Equal(t, "there are no fields here", query.Parse(bare, "a:b", now).Problems()[0].Message)
}

func TestTheTermsBesideAProblemGoOnWorking(t *testing.T) {
	filter := parse("1.27 size:<big !rc colour:red arch:,arm")
	assert.Len(t, filter.Problems(), 3)
	assert.True(t, filter.Match(shipped(t)))
	assert.False(t, filter.Match(named("1.26")))
	assert.False(t, filter.Match(named("1.27-rc1")))
}

func TestTabCompletesFieldsAndValues(t *testing.T) {
	for _, c := range []struct {
		text   string // | is the cursor
		offers string
	}{
		{"|", "arch:| os:| size:| pushed:| pulled:| digest:| by:| status:|"},
		{"s|", "size:| status:|"},
		{"S|", "size:| status:|"},
		{"1.27 !pu|", "1.27_!pushed:| 1.27_!pulled:|"},
		{"a|r x", "arch:|r_x"},
		{"arch:arm6|", "arch:arm64|"},
		{"arch:arm64,pp|", "arch:arm64,ppc64le|"},
		{"status:| x", "status:active|_x status:inactive|_x"},
		{"status:active|", ""},
		{"nosuch:|", ""},
		{"zzz|", ""},
	} {
		cursor := strings.IndexByte(c.text, '|')
		text := strings.Replace(c.text, "|", "", 1)
		var offers []string
		for _, o := range query.Complete(query.Tags(), text, cursor) {
			offers = append(offers, strings.ReplaceAll(text[:o.Start]+o.Text+"|"+text[o.End:], " ", "_"))
		}
		assert.Equal(t, c.offers, strings.Join(offers, " "), "%q", c.text)
	}
}
