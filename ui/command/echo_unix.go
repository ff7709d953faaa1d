//go:build unix

package command

import (
	"context"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
	"golang.org/x/sys/unix"
)

func withoutEcho(state *term.State) { state.Lflag &^= unix.ECHO }

// answers are what is typed, until the context ends. Nothing is read before it is
// there: the system stops whoever reads from the background, and a program that is
// stopped hears no signal.
func answers(ctx context.Context, in *os.File) (typed io.Reader, done func(), err error) {
	reader, err := cancelreader.NewReader(in)
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { reader.Cancel() })
	return reader, func() {
		stop()
		_ = reader.Close()
	}, nil
}
