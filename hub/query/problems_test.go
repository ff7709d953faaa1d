package query_test

import (
	"strings"
	"testing"
	"time"

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
		{"é", "^^", "no name here has"},
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

func TestWhatCanFindNothingIsSaid(t *testing.T) {
	for text, expected := range map[string]string{
		"size:50": "a unit", "size:<50": "a unit", "size:<=999": "a unit", "size:=5": "a unit", "size:<1MB,50": "a unit", "!size:50": "a unit",
		"size:<0MB": "below that", "size:0MB": "below that", "size:0": "a unit",
		"pushed:0d": "an age above 0", "pushed:<0h": "an age above 0", "pulled:>50y": "it began in 2013", "pushed:=99y": "it began in 2013",
		"|": "words side by side", "alpine | slim": "words side by side", "alpine||slim": "words side by side", "a & b": "words side by side",
		"alpine OR slim": "words side by side", "alpine AND slim": "words side by side", "NOT rc": "words side by side",
		"1.*": "a part of the name", "*": "a part of the name", "v1.?": "a part of the name", "~a*": "a part of the name",
		"\"alpine\"": "without quotes", "size<50MB": "size:<100MB", "size>1GB": "size:<100MB", "pushed>7d": "pushed:<7d", "arch=arm64": "arch:arm64",
		"acme/api": "without their namespace", "1.27–alpine": "no name here has", "1.27+x": "no name here has", "a,b": "no name here has",
		"[ab]": "no name here has", "rc@1": "no name here has", "1.27:x": "no name here has", "^a(b": "no name here has",
		"arch:arm46": "an architecture, as arm64", "arch:unknown": "an architecture", "arch:linux": "os:linux", "arch:win": "os:windows",
		"arch:linux/arm46": "a platform, as linux/arm64", "arch:arm64/v7": "an architecture", "arch:arm64,arm46": "an architecture",
		"os:windos": "an operating system, as windows", "os:arm64": "arch:arm64", "os:linux/arm64": "an operating system", "arch:": "a value",
		"by:^al": "a user's name", "by:a|b": "a user's name", "by:@": "a user's name", "by:al*": "a user's name", "by:\"al\"": "a user's name",
		"os:": "a value", "by:": "a value", "digest:": "a value", "foo:bar": "one of arch: os:", "nginx:1.27": "one of arch: os:",
	} {
		problems := parse(text).Problems()
		if assert.Len(t, problems, 1, "%q", text) {
			assert.Contains(t, problems[0].Message, expected, "%q", text)
			assert.False(t, problems[0].Together)
		}
	}
	for text, expected := range map[string]string{
		"stars:<0": "below that", "stars:1.5": "a whole number", "pulls:<0": "below that", "updated:>90y": "it began in 2013", "api|web": "words side by side",
	} {
		problems := query.Parse(query.Repositories(), text, now).Problems()
		require.Len(t, problems, 1, text)
		assert.Contains(t, problems[0].Message, expected, text)
	}
}

func TestTermsThatExcludeOneAnotherAreSaidAndStillFilter(t *testing.T) {
	for _, text := range []string{
		"size:>100MB size:<50MB", "size:>1GB 1.27 size:<1MB", "size:<1MB,1MB size:>2GB,>3GB", "pushed:<1d pushed:>7d", "pushed:>7d pushed:=1d",
		"rc !rc", "!rc 1.27 rc", "1.27-alpine !alpine", "^1 ^2", "^1.2 !^1.2", "alpine$ slim$", "^latest$ ^edge$", "^latest$ 1", "1 ^latest$",
		"arch:arm64 !arch:arm64", "arch:aarch64 !arch:arm64", "status:active status:inactive", "by:alice !by:alice", "digest:ab !digest:ab",
	} {
		problems := parse(text).Problems()
		if assert.Len(t, problems, 1, "%q", text) {
			assert.True(t, problems[0].Together, "%q", text)
			assert.Contains(t, problems[0].Message, "nothing is this and also ", "%q", text)
		}
		assert.False(t, parse(text).IsZero())
	}
	private := query.Parse(query.Repositories(), "private:yes private:no", now).Problems()
	require.Len(t, private, 1)
	assert.Equal(t, query.Problem{Start: 12, End: 22, Message: "nothing is this and also private:yes", Together: true}, private[0])
	for _, text := range []string{
		"size:>50MB size:<100MB", "size:>50", "size:<50MB,>1GB size:>2GB", "pushed:>1d pushed:<7d", "pushed:<20y", "size:72000000", "size:>0", "pushed:>0d",
		"^1 ^1.2", "alpine$ -alpine$", "^1 !^1.2", "arch:arm64 arch:amd64", "arch:arm64 !arch:amd64", "^latest$ late", "os:linux os:windows",
		"by:alice by:bob", "digest:ab digest:cd", "or", "and", "~or", "v1.2_x-y", "status:active status:active,inactive", "!rc !alpha",
	} {
		assert.Empty(t, parse(text).Problems(), text)
	}
	for _, text := range []string{"private: private:yes", "!private: private:no", "private:yes,no private:no", "stars:>0", "pulls:1.5M", "stars:0"} {
		assert.Empty(t, query.Parse(query.Repositories(), text, now).Problems(), text)
	}
}

func TestWithoutAClockNoAgeIsRefused(t *testing.T) {
	assert.Empty(t, query.Parse(query.Tags(), "pushed:<7d pulled:>1y", time.Time{}).Problems())
}

func TestAUserIsNamedAsPeopleMentionOne(t *testing.T) {
	row := shipped(t)
	by := row.UpdatedBy.String()
	require.NotEmpty(t, by)
	assert.True(t, parse("by:@"+by).Match(row))
	assert.False(t, parse("by:@"+by+"x").Match(row))
}
