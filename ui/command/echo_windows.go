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

// answers are what is typed, until the context ends.
func answers(ctx context.Context, in *os.File, _ *signals.Owner) (typed io.Reader, done func(), err error) {
	return patient{ctx, in}, func() {}, nil
}
