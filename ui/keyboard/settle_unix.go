//go:build unix

package keyboard

import (
	"io"
	"regexp"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
)

// identity is the answer of every terminal to the question what it is. Answers
// come in the order of the questions.
var identity = regexp.MustCompile(`\x1b\[\?[0-9;]*c`)

// Settle lets a terminal answer everything that it was asked, before somebody
// else reads it: a shell would take the answers for a command. What a person
// types in that moment is lost with them.
func (i *Input) Settle(out io.Writer) {
	patience := i.patience()
	if patience == 0 {
		return
	}
	// what comes is neither shown nor held back for a line's end
	before, err := term.MakeRaw(i.Fd())
	if err != nil {
		return
	}
	defer func() { _ = term.Restore(i.Fd(), before) }()
	in, err := cancelreader.NewReader(i.File)
	if err != nil {
		return
	}
	defer func() { _ = in.Close() }()
	if _, err := io.WriteString(out, ansi.RequestPrimaryDeviceAttributes); err != nil {
		return
	}
	enough := time.AfterFunc(patience, func() { in.Cancel() })
	defer enough.Stop()
	var come []byte
	buf := make([]byte, 256)
	for !identity.Match(come) {
		n, err := in.Read(buf)
		if err != nil || n == 0 {
			return
		}
		come = append(come, buf[:n]...)
	}
}
