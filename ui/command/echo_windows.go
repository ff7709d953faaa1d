package command

import (
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

func withoutEcho(state *term.State) { state.Mode &^= windows.ENABLE_ECHO_INPUT }

// hideAgain has nothing to do: there is no ctrl+z here.
func hideAgain(*os.File) (end func()) { return func() {} }
