//go:build unix

package command_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"tagboat/hub/hubtest"
)

const evil = "ENV GREETING=a\x1b]0;pwned\x07 `b` | c\\|d @everyone <img> [x](http://evil.example)"

func digestOf(digit string) string { return "sha256:" + strings.Repeat(digit, 64) }

// compared is a machine before a Hub that has two tags of acme/api, one built for another machine,
// one without platforms, and one whose author is no friend.
func compared(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	built := func(name, content string, platforms ...string) hubtest.Tag {
		return hubtest.Build{
			Content: content, Platforms: platforms, Stack: []string{"debian:12"}, Pushed: m.now.Add(-time.Hour), Attested: true,
		}.Tag(name)
	}
	hostile := built("hostile", "hostile", "linux/amd64")
	hostile.Images[0].Layers = []hubtest.Layer{
		{Digest: digestOf("f"), Size: 1_000_000, Instruction: "RUN echo '```' \x1b[2J | sh"},
		{Instruction: evil}, {Instruction: "CMD [\"nginx\"]"},
	}
	empty := built("empty", "empty")
	empty.Images = nil
	both := []string{"linux/amd64", "linux/arm64/v8"}
	m.hub.World().Publish(
		"acme/api", built("1.23", "1.23", both...), built("1.24", "1.24", both...), built("latest", "1.24", both...),
		built("big", "big", "linux/s390x"), empty, hostile,
	)
	m.hub.World().Publish("acme/web", built("1", "web", both...))
	return m
}

func TestWhatAnUpgradeCostsIsPrintedAsTheScreenSaysIt(t *testing.T) {
	m := compared(t)
	for _, words := range [][]string{
		{"acme/api:1.23", "acme/api:1.24"}, {"acme/api:1.23", "1.24"}, {"docker pull acme/api:1.23", ":1.24"},
		{"https://hub.docker.com/r/acme/api/tags?name=1.23", "docker.io/acme/api:1.24"},
	} {
		m.hub.Forget()
		stdout, stderr, code := m.run("", append([]string{"compare"}, words...)...)
		require.Zero(t, code, stderr)
		assert.Empty(t, stderr)
		assert.Regexp(t, `^acme/api:1.23 → acme/api:1.24\n\nPLATFORM  COST\namd64     \S+ MB to download, \S+ kB you already have, \S+ kB (larger|smaller)\narm64     `, stdout)
		assert.Len(t, m.hub.Requests(), 2, "two requests, and no login")
		assert.NotContains(t, stdout, "\x1b")
		assert.NotContains(t, stdout, "unknown", "attestations are no platforms")
	}
	stdout, _, code := m.run("", "compare", "acme/api:1.23", "1.24", "--platform", "aarch64", "--layers")
	require.Zero(t, code)
	assert.NotContains(t, stdout, "amd64   ")
	assert.Regexp(t, `\n\narm64\nCHANGE +SIZE  DIGEST +INSTRUCTION\n\+ added `, stdout)
	assert.Contains(t, stdout, "\n= shared ")
}

func TestTheSameImageOtherPlatformsAndOtherRepositoriesAreCompared(t *testing.T) {
	m := compared(t)
	stdout, stderr, code := m.run("", "compare", "acme/api", "1.24")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "amd64     the very same image: nothing to download\n")
	assert.Equal(t, "tagboat: no tag was named; this is acme/api:latest\n", stderr)

	stdout, _, code = m.run("", "compare", "acme/api:1.24", "acme/api:big")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "s390x     ")
	assert.Contains(t, stdout, "to download: only the new tag has it\n")
	assert.Contains(t, stdout, "arm64     gone: only the old tag has it\n")

	stdout, _, code = m.run("", "compare", "acme/api:1.24", "acme/web:1")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "acme/api:1.24 → acme/web:1\n")
	assert.Contains(t, stdout, "you already have", "layers are shared between repositories too")
}

func TestWhatCannotBeComparedIsSaid(t *testing.T) {
	m := compared(t)
	other := digestOf("e")
	for _, c := range []struct {
		args []string
		code int
		says []string
	}{
		{[]string{"acme/api:1.23", "acme/api:1.99"}, 1, []string{"acme/api:1.99"}},
		{[]string{"acme/nothing:1", "acme/api:1.24"}, 1, []string{"acme/nothing:1"}},
		{[]string{"acme/api:1.23", "acme/api:empty"}, 1, []string{"the Hub lists no platforms for acme/api:empty"}},
		{[]string{"acme/api:1.23", "1.24", "--platform", "s390x"}, 1, []string{"neither tag is built", "linux/amd64, linux/arm64"}},
		{[]string{"acme/api:1.23@" + other, "1.24"}, 1, []string{"acme/api:1.23 is another image now: sha256:"}},
		{[]string{"acme/api:1.23", "big"}, 2, []string{`"big" may be the tag or the image`, ":big for acme/api:big", "big:latest for the image"}},
		{[]string{"acme/api:1.23"}, 2, []string{"two references"}},
		{[]string{"acme/api:1.23", "1.24", "1.25"}, 2, []string{"two references"}},
		{[]string{"acme/", "1.24"}, 2, []string{`"acme/": acme is a namespace`}},
		{[]string{"acme/api:1.23", "acme/api@" + other}, 2, []string{"the Hub finds tags by name"}},
		{[]string{"acme/api:1.23", "ghcr.io/acme/api:1"}, 2, []string{"is on ghcr.io"}},
		{[]string{"acme/api:1.23", "1.24", "--format", "xml"}, 2, []string{"expected text, json or markdown"}},
		{[]string{"acme/api:1.23", "1.24", "--platform", "amd46"}, 2, []string{"linux/arm64"}},
		{[]string{"acme/api:1.23", "1.24", "--account", "nobody"}, 4, []string{"no session of nobody"}},
	} {
		stdout, stderr, code := m.run("", append([]string{"compare"}, c.args...)...)
		assert.Equal(t, c.code, code, "%v: %s", c.args, stderr)
		assert.Empty(t, stdout, c.args)
		for _, words := range c.says {
			assert.Contains(t, stderr, words, c.args)
		}
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
}

func TestAReferenceWithADigestIsWhatItsTagIsOrOnePlatformOfIt(t *testing.T) {
	m := compared(t)
	tags := m.hub.World().Tags("acme/api")
	tag := tags[slices.IndexFunc(tags, func(t hubtest.Tag) bool { return t.Name == "1.23" })]
	stdout, stderr, code := m.run("", "compare", "acme/api:1.23@"+tag.Digest, "1.24")
	require.Zero(t, code, stderr)
	assert.Contains(t, stdout, "amd64 ")
	assert.Contains(t, stdout, "arm64 ")
	stdout, stderr, code = m.run("", "compare", "acme/api:1.24", "1.23@"+tag.Digest)
	require.Zero(t, code, stderr)
	assert.Contains(t, stdout, "acme/api:1.24 → acme/api:1.23@sha256:")
	stdout, stderr, code = m.run("", "compare", "acme/api:1.23@"+tag.Images[0].Digest, "1.24", "--format", "json")
	require.Zero(t, code, stderr)
	assert.Contains(t, stdout, `"platform":"linux/arm64/v8","old":null`)
}

func TestAComparisonIsJSONWithTheNamesOfTheOtherCommands(t *testing.T) {
	m := compared(t)
	stdout, _, code := m.run("", "compare", "acme/api:1.23", "hostile", "--format", "json", "--layers")
	assert.Equal(t, 2, code, "an ambiguous word is one in every format")
	assert.Empty(t, stdout)
	stdout, stderr, code := m.run("", "compare", "acme/api:1.23", ":hostile", "--format", "json", "--layers")
	require.Zero(t, code, stderr)
	assert.NotContains(t, stdout, "\x1b")
	var told struct {
		Old, New  struct{ Reference, Repository, Tag string }
		Platforms []struct {
			Platform string
			Old, New *struct {
				Digest string
				Size   int64
			}
			Same                           bool
			Download, Shared, Removed, Net *int64
			Settings                       []struct {
				Name     string
				Old, New *string
			}
			Layers []struct {
				Change, Instruction string
				Digest              *string
				Size                int64
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &told)) //nolint:musttag // names are matched whatever their capitals
	assert.Equal(t, "acme/api:1.23", told.Old.Reference)
	assert.Equal(t, "hostile", told.New.Tag)
	require.Len(t, told.Platforms, 2)
	amd, arm := told.Platforms[0], told.Platforms[1]
	assert.Equal(t, "linux/amd64", amd.Platform)
	assert.EqualValues(t, 1_000_000, *amd.Download)
	assert.Equal(t, *amd.Download-*amd.Removed, *amd.Net)
	assert.Nil(t, arm.New)
	assert.Nil(t, arm.Net)
	assert.Equal(t, "added", amd.Layers[0].Change)
	assert.Contains(t, amd.Layers[0].Instruction, "\x1b[2J", "as it was sent")
	found := false
	for _, s := range amd.Settings {
		if s.Name == "ENV GREETING" {
			found = true
			assert.Nil(t, s.Old)
			assert.Contains(t, *s.New, "@everyone")
		}
	}
	assert.True(t, found)
}

func TestInMarkdownForeignTextIsCodeAndNothingElse(t *testing.T) {
	m := compared(t)
	stdout, stderr, code := m.run("", "compare", "acme/api:1.23", ":hostile", "--format", "markdown", "--layers")
	require.Zero(t, code, stderr)
	assert.NotContains(t, stdout, "\x1b")
	assert.NotContains(t, stdout, "\x07")
	assert.Contains(t, stdout, "**`acme/api:1.23` → `acme/api:hostile`**\n\n| platform | cost |\n| --- | --- |\n| `amd64` | 1.0 MB to download, 0 B you already have")
	var page strings.Builder
	require.NoError(t, goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(stdout), &page))
	html := page.String()
	assert.Equal(t, 1, strings.Count(html, "<table>"))
	assert.Equal(t, 4, strings.Count(html, "<td>"), "two platforms")
	for _, sign := range []string{"<a ", "<img", "</a>"} {
		assert.NotContains(t, html, sign)
	}
	assert.Contains(t, html, "<li><code>ENV GREETING</code> is new: <code>a `b` | c\\|d @everyone &lt;img&gt; [x](http://evil.example)</code></li>")
	assert.Equal(t, 1, strings.Count(html, "<pre>"), "the backticks of a layer do not end its block")
	assert.True(t, strings.HasSuffix(stdout, "\n````\n\n</details>\n"), stdout)
}
