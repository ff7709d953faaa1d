//go:build unix

package command

import (
	"context"
	"io"
	"os"

	"tagboat/ui/signals"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
	"golang.org/x/sys/unix"
)

func withoutEcho(state *term.State) { state.Lflag &^= unix.ECHO }

// byTheByte has what comes neither shown nor held back for a line's end. Keys that send signals do.
func byTheByte(state *term.State) {
	state.Lflag &^= unix.ECHO | unix.ICANON
	state.Cc[unix.VMIN], state.Cc[unix.VTIME] = 1, 0
}

// answers are what is typed, until the context ends. Nothing is read before it is
// there, and nothing from the background: the system stops whoever reads there, and
// a program that is stopped hears no signal.
func answers(
	ctx context.Context, in *os.File, owner *signals.Owner,
) (typed io.Reader, done func(), err error) {
	reader, err := cancelreader.NewReader(foregroundInput{in, owner})
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { reader.Cancel() })
	return reader, func() {
		stop()
		_ = reader.Close()
	}, nil
}

// foregroundInput is read only while the terminal is this program's.
type foregroundInput struct {
	*os.File

	owner *signals.Owner
}

func (f foregroundInput) Read(p []byte) (int, error) {
	f.owner.Await(f.File)
	return f.File.Read(p) //nolint:wrapcheck // Handed on as it is.
}
