//go:build unix

package command

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

func withoutEcho(state *term.State) { state.Lflag &^= unix.ECHO }

// hideAgain keeps what is typed hidden after ctrl+z and fg: shells bring the
// terminal back with its echo on. It returns what ends that.
func hideAgain(in *os.File) (end func()) {
	resumed, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(resumed, syscall.SIGCONT)
	go func() {
		defer close(done)
		for range resumed {
			_ = silence(in)
		}
	}()
	return func() {
		signal.Stop(resumed) // which nothing is sent to afterwards
		close(resumed)
		<-done
	}
}
