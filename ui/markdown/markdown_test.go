package markdown

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drawn is a text as it is drawn, without its roles.
func drawn(tb testing.TB, source string, cells int) string {
	tb.Helper()
	lines, err := Parse(source).Draw(tb.Context(), cells)
	require.NoError(tb, err)
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}

func TestAddressesAndPicturesAreOnlyWords(t *testing.T) {
	assert.Equal(t, "build code top docs https://docs.example/a https://same.example/\n\nThe logo\n\none\ntwo four <five>\n",
		drawn(t, "[![build](https://ci.example/x.svg)](https://ci.example/) ![](y.png) [code](javascript:x) [top](#top) "+
			"[docs](https://docs.example/a) <https://same.example/>\n\n<p align=center><img src=z alt=\"The logo\"></p><script>alert(1)</script>\n\n"+
			"one <br>two <!-- three --><b>four</b> &lt;five&gt;\n", 90))
}

func TestCodeIsShownToTheLetter(t *testing.T) {
	const code = `sed 's/\./\\n/' "\033" &amp; <html> *x*`
	assert.Equal(t, 3, strings.Count(drawn(t, "```sh\n"+code+"\n```\n\n    "+code+"\n\n`"+code+"`\n", 80), code))
}

func TestALongCommandIsBrokenBetweenItsWords(t *testing.T) {
	assert.Equal(t, "  docker run --rm --publish 8080:8080\n  --env-file=secrets/production\n  acme/api:latest\n",
		drawn(t, "```\ndocker run --rm --publish 8080:8080 --env-file=secrets/production acme/api:latest\n```\n", 40))
}

func TestTheParagraphsOfAnItemStayApart(t *testing.T) {
	assert.Equal(t, "• one goes on\n\n  two\n\n• three\n", drawn(t, "- one\n  goes on\n\n  two\n- three\n", 80))
}

func TestNestingHasAnEnd(t *testing.T) {
	for _, source := range []string{
		strings.Repeat(">", 5000) + "deep", strings.Repeat("- ", 5000) + "deep", strings.Repeat("*a ", 5000) + "deep", strings.Repeat("[", 5000) + "deep",
	} {
		assert.Contains(t, drawn(t, source, 400), "deep")
	}
}

func TestAPanicOfTheReadersIsAnError(t *testing.T) {
	require.ErrorContains(t, guarded(func() error { panic("out of range") }), "out of range")
	require.NoError(t, guarded(func() error { return nil }))
}
