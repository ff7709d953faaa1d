package foreground

import (
	"io"
	"time"
)

// letGo is how long the terminal is away at least. Bubble Tea's renderer stops its ticker some
// time after it has been told to; had it begun anew by then, nothing would be drawn any more.
const letGo = 50 * time.Millisecond

// Pause gives the terminal back, does what stops the program, and takes the terminal again when
// that returns.
type Pause struct {
	while func() error
	in    io.Reader
	out   io.Writer
}

// NewPause gives the terminal back until while returns.
func NewPause(while func() error) *Pause { return &Pause{while: while} }

// Run stops, and goes on.
func (p *Pause) Run() error {
	settle(p.in, p.out)
	return p.while()
}

// SetStdin takes what reads the terminal.
func (p *Pause) SetStdin(r io.Reader) { p.in = r }

// SetStdout takes what draws on the terminal.
func (p *Pause) SetStdout(w io.Writer) { p.out = w }

// SetStderr takes nothing.
func (*Pause) SetStderr(io.Writer) {}

// settle keeps the terminal's answers from whoever reads it next, and returns once nothing of this
// program draws on it.
func settle(in io.Reader, out io.Writer) {
	defer func() { <-time.After(letGo) }()
	if s, ok := in.(interface{ Settle(out io.Writer) }); ok {
		s.Settle(out)
	}
}
