package foreground

import "io"

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

// settle keeps the terminal's answers from whoever reads it next.
func settle(in io.Reader, out io.Writer) {
	if s, ok := in.(interface{ Settle(out io.Writer) }); ok {
		s.Settle(out)
	}
}
