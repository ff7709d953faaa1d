package foreground

import (
	"io"

	"github.com/charmbracelet/x/term"
)

// plain has a terminal write letters as letters, without colours, and with its cursor:
// whatever a program left it at.
const plain = "\x1b(B\x0f\x1b[0m\x1b[?25h\x1b[?7h"

// keep returns what makes a terminal again what it is now.
func keep(in io.Reader, out io.Writer) (restore func()) {
	terminal, is := in.(term.File)
	if !is {
		return func() {}
	}
	before, err := term.GetState(terminal.Fd())
	if err != nil {
		return func() {}
	}
	return func() {
		_ = term.Restore(terminal.Fd(), before)
		_, _ = io.WriteString(out, plain)
	}
}
