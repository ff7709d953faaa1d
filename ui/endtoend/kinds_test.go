//go:build !windows

package endtoend_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
)

// What terminals do with it by the standard (ECMA-48, and DEC's for private modes) decides what may
// be sent to one that does not know it: a control sequence whose last byte or parameter is unknown
// is ignored, a control string is not by all.
var (
	controlString = regexp.MustCompile("\x1b[\\]PX^_]")
	coloured      = regexp.MustCompile(`\x1b\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;[0-9;]*)?m`)
	manyColours   = regexp.MustCompile(`\x1b\[([0-9;]*;)?[34]8[;:]`)
	// What xterm has and a VT100 has not: to erase, repeat, and go to a column or a line.
	ofXterm = regexp.MustCompile(`\x1b\[[0-9]*[Xb` + "`" + `dG@PLMSTE]`)
)

func TestEachKindOfTerminalIsSentWhatItUnderstandsOrIgnores(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		term                      string
		strings, colours, unicode bool
		forbidden                 *regexp.Regexp
	}{
		{term: "linux", colours: true, forbidden: manyColours},
		{term: "vt100", unicode: true, forbidden: ofXterm},
		{term: "vt220", unicode: true, forbidden: manyColours},
		{term: "screen", strings: true, colours: true, unicode: true},
		{term: "xterm", strings: true, colours: true, unicode: true},
		{term: "", unicode: true},
		{term: "nobody-knows", strings: true, colours: true, unicode: true},
	} {
		t.Run(c.term, func(t *testing.T) {
			t.Parallel()
			term := open(t, 80, 24, []string{"TERM=" + c.term, "COLORTERM="}, tagboat, "nginx", "--demo")
			term.waitFor("all loaded")
			assert.Equal(t, c.unicode, strings.Contains(term.screen(), "▌"), term.screen())
			term.press("y")
			term.waitFor("nginx:1.27.3")
			term.press("ctrl+c")
			assert.Equal(t, 0, term.exit())
			term.requireRestored()
			sent := string(term.raw())
			assert.Equal(t, c.strings, controlString.MatchString(sent))
			assert.Equal(t, c.colours, coloured.MatchString(sent))
			if c.forbidden != nil {
				assert.Empty(t, c.forbidden.FindString(sent))
			}
			for _, r := range ansi.Strip(sent) {
				assert.True(t, r >= ' ' || strings.ContainsRune("\r\n\b\t", r), "%q", r)
			}
		})
	}
}

func TestATerminalThatCannotRepaintIsTalkedToInLines(t *testing.T) {
	t.Parallel()
	term := open(t, 40, 12, []string{"TERM=dumb", "LANG=C"}, tagboat, "nginx", "--demo")
	term.waitFor("Say\nmore for the next.")
	term.enter("where\n")
	term.waitUntil("it is told again", func() bool { return strings.Count(string(term.raw()), "more for the next.") == 2 })
	term.press("ctrl+d")
	assert.Equal(t, 0, term.exit())
	for _, r := range string(term.raw()) {
		assert.True(t, r >= ' ' && r <= '~' || r == '\r' || r == '\n', "%q", r)
	}
}
