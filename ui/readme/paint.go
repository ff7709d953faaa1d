package readme

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

// Glamour knows colours, not roles. It is given the number of a role where it
// wants the number of a colour, and read turns the numbers back: so the theme
// stays the only one who names colours, may change its mind at any time, and
// of Glamour's escape sequences not one reaches the terminal.

func inkFor(role theme.Role) *string {
	number := strconv.Itoa(int(role))
	return &number
}

// read takes what Glamour has drawn. Of its escape sequences the colours become
// roles; all others go.
func (w *writer) read(drawn string) {
	role := theme.Plain
	for drawn != "" {
		next := strings.IndexAny(drawn, "\x1b\n")
		if next < 0 {
			next = len(drawn)
		}
		w.put(role, clean.Line(drawn[:next]))
		drawn = drawn[next:]
		if drawn == "" {
			break
		}
		if drawn[0] == '\n' {
			w.end()
			drawn = drawn[1:]
			continue
		}
		sequence, _, size, _ := ansi.DecodeSequence(drawn, ansi.NormalState, nil)
		if parameters, ok := strings.CutPrefix(sequence, "\x1b["); ok &&
			strings.HasSuffix(parameters, "m") {
			role = roleOf(strings.TrimSuffix(parameters, "m"), role)
		}
		drawn = drawn[max(size, 1):]
	}
	w.end()
}

// roleOf reads the parameters of a colour sequence; now is the role so far.
func roleOf(parameters string, now theme.Role) theme.Role {
	const normal, bright, brightFirst, count = 30, 90, 8, 8
	for field := range strings.SplitSeq(parameters, ";") {
		n, err := strconv.Atoi(field)
		switch {
		case field == "" || err == nil && (n == 0 || n == normal+9):
			now = theme.Plain
		case err != nil:
		case n >= normal && n < normal+count:
			now = theme.Role(n - normal)
		case n >= bright && n < bright+count:
			now = theme.Role(n - bright + brightFirst)
		}
	}
	if now > theme.Struck {
		return theme.Plain
	}
	return now
}
