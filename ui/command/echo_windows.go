package command

import (
	"context"
	"io"
	"os"

	"tagboat/ui/signals"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

func withoutEcho(state *term.State) { state.Mode &^= windows.ENABLE_ECHO_INPUT }

// byTheByte has what comes neither shown nor held back for a line's end.
func byTheByte(state *term.State) {
	state.Mode &^= windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT
}

// flush forgets what was typed on a terminal and not read.
func flush(terminal *os.File) {
	_ = windows.FlushConsoleInputBuffer(windows.Handle(terminal.Fd())) // at worst it is read
}

// answers are what is typed, until the context ends.
func answers(ctx context.Context, in *os.File, _ *signals.Owner) (typed io.Reader, done func(), err error) {
	return patient{ctx, in}, func() {}, nil
}
