package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/muesli/cancelreader"
)

// lastWords is how long a program that was told to end may take.
const lastWords = 500 * time.Millisecond

// aside is what happens on the terminal's ordinary screen while the program
// steps aside: a text, and then a command if there is one. It waits for Enter,
// so that the last words can be read, unless a command without a text ends well:
// it was left by the person.
type aside struct {
	ctx     context.Context //nolint:containedctx // Run, which Bubble Tea calls, has no place for one.
	lend    func(kill func()) (interrupted <-chan struct{}, takeBack func())
	first   string
	command *exec.Cmd                  // nil: none
	running atomic.Pointer[os.Process] // of the command, once it has begun
	giver   io.Reader                  // what read the terminal before
	in      io.Reader
	out     io.Writer
}

// SetStdin gives the terminal's input over: the file itself, which a command
// reads without anybody between.
func (s *aside) SetStdin(r io.Reader) {
	s.giver = r
	if in, ok := r.(interface{ Unwrap() *os.File }); ok {
		r = in.Unwrap()
	}
	s.in = r
	if s.command != nil {
		s.command.Stdin = r
	}
}

// SetStdout gives the terminal over.
func (s *aside) SetStdout(w io.Writer) {
	s.out = w
	if s.command != nil {
		s.command.Stdout = w
	}
}

// SetStderr gives the terminal over.
func (s *aside) SetStderr(w io.Writer) {
	if s.command != nil {
		s.command.Stderr = w
	}
}

// Run shows the text, does the work and waits. An interrupt is the command's
// own; it also ends the waiting.
func (s *aside) Run() error {
	interrupted, takeBack := s.lent()
	defer takeBack()
	settle(s.giver, s.out)
	_, told := io.WriteString(s.out, s.first)
	var failed error
	if s.command != nil {
		failed = s.runCommand(interrupted)
	}
	select {
	case <-interrupted:
		return failed
	default:
	}
	if s.first == "" && failed == nil {
		return nil
	}
	if told == nil {
		_, told = io.WriteString(s.out, "\nEnter goes back to tagboat.\n")
	}
	if told == nil {
		s.waitForEnter(interrupted)
	}
	return failed
}

func (s *aside) lent() (interrupted <-chan struct{}, takeBack func()) {
	if s.lend == nil {
		return nil, func() {}
	}
	return s.lend(func() {
		if p := s.running.Load(); p != nil {
			_ = p.Kill()
		}
	})
}

// errInterrupted is why a command was not begun.
var errInterrupted = errors.New("interrupted")

func (s *aside) runCommand(interrupted <-chan struct{}) error {
	select {
	case <-interrupted:
		return errInterrupted
	default:
	}
	if err := s.command.Start(); err != nil {
		return err
	}
	s.running.Store(s.command.Process)
	return s.command.Wait()
}

// waitForEnter takes nothing from the terminal that comes after Enter, or after
// what ended the wait instead.
func (s *aside) waitForEnter(interrupted <-chan struct{}) {
	in, err := cancelreader.NewReader(s.in)
	if err != nil {
		return
	}
	defer func() { _ = in.Close() }()
	entered, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-interrupted:
		case <-s.ctx.Done():
		case <-entered:
			return
		}
		in.Cancel()
	}()
	key := make([]byte, 1)
	for {
		n, err := in.Read(key)
		if err != nil || n == 1 && (key[0] == '\n' || key[0] == '\r') {
			break
		}
	}
	close(entered)
	<-ended
}

// endSoftly asks a program to end.
func endSoftly(p *os.Process) error {
	if err := p.Signal(syscall.SIGTERM); err != nil {
		return p.Kill() // Windows knows nothing softer
	}
	return nil
}
