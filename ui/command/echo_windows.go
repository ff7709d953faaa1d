package command

import (
	"context"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

func withoutEcho(state *term.State) { state.Mode &^= windows.ENABLE_ECHO_INPUT }

// answers are what is typed, until the context ends.
func answers(ctx context.Context, in *os.File) (typed io.Reader, done func(), err error) {
	return patient{ctx, in}, func() {}, nil
}
