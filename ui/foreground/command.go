// Package foreground lends the terminal: to a command, to a text that is to be read on its ordinary
// screen, or to the shell while the program is stopped. Its values are Bubble Tea's ExecCommands.
package foreground

import (
	"cmp"
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

// gracePeriod is how long a program that was told to end may take.
const gracePeriod = 500 * time.Millisecond

const goesBack = "Enter goes back to tagboat."

const killHint = "It has been asked to end. Press ctrl+c again to end it at once."

// Lend is told when something has the terminal, and when it has not any more. Meanwhile the first
// interrupt, which closes the channel, is that program's own, and another calls kill. It may be
// nil.
type Lend func(kill func()) (interrupted <-chan struct{}, takeBack func())

// Command is what happens on the terminal's ordinary screen while the program steps aside: a text,
// and then a command if there is one. It waits for Enter, so that the last words can be read,
// unless a command without a text ends well: it was left by the person.
type Command struct {
	ctx     context.Context //nolint:containedctx // Run, which Bubble Tea calls, has no place for one.
	lend    Lend
	first   string
	next    string                     // what Enter does, where that is not to go back
	command *exec.Cmd                  // nil: none
	running atomic.Pointer[os.Process] // of the command, once it has begun
	before  io.Reader                  // what read the terminal before
	in      io.Reader
	out     io.Writer
}

// New shows first, and then runs command, which may be nil and was made with ctx: when ctx ends,
// the command is asked to end, and is ended soon after.
func New(ctx context.Context, lend Lend, first string, command *exec.Cmd) *Command {
	if command != nil {
		command.Cancel = func() error { return endSoftly(command.Process) }
		command.WaitDelay = gracePeriod
	}
	return &Command{ctx: ctx, lend: lend, first: first, command: command}
}

// InSeries says that so many more come behind the command, "3", which Enter goes on with. An
// interrupt, also of a command that ends well by it, is ErrInterrupted then: nothing more is to
// come.
func (c *Command) InSeries(left string) {
	c.next = "Enter goes on with the next of " + left + ", ctrl+c ends it here."
}

// SetStdin gives the terminal's input over: the file itself, which a command
// reads without anybody between.
func (c *Command) SetStdin(r io.Reader) {
	c.before = r
	if in, ok := r.(interface{ Unwrap() *os.File }); ok {
		r = in.Unwrap()
	}
	c.in = r
	if c.command != nil {
		c.command.Stdin = r
	}
}

// SetStdout gives the terminal over.
func (c *Command) SetStdout(w io.Writer) {
	c.out = w
	if c.command != nil {
		c.command.Stdout = w
	}
}

// SetStderr gives the terminal over.
func (c *Command) SetStderr(w io.Writer) {
	if c.command != nil {
		c.command.Stderr = w
	}
}

// Run shows the text, does the work and waits. An interrupt is the command's
// own; it also ends the waiting.
func (c *Command) Run() error {
	interrupted, takeBack := c.lent()
	defer takeBack()
	settle(c.before, c.out)
	failed := c.show(interrupted)
	select {
	case <-interrupted:
		if c.next != "" {
			return ErrInterrupted
		}
	default:
	}
	return failed
}

// show shows the text, and does the work.
func (c *Command) show(interrupted <-chan struct{}) error {
	_, told := io.WriteString(c.out, c.first)
	var failed error
	if c.command != nil {
		failed = c.runCommand(interrupted)
	}
	select {
	case <-interrupted:
		return failed
	default:
	}
	if c.first == "" && failed == nil {
		return nil
	}
	if told == nil && failed != nil {
		_, told = io.WriteString(c.out, "\nIt failed: "+failed.Error()+"\n")
	}
	if told == nil {
		_, told = io.WriteString(c.out, "\n"+cmp.Or(c.next, goesBack)+"\n")
	}
	if told == nil {
		c.waitForEnter(interrupted)
	}
	return failed
}

func (c *Command) lent() (interrupted <-chan struct{}, takeBack func()) {
	if c.lend == nil {
		return nil, func() {}
	}
	return c.lend(func() {
		if p := c.running.Load(); p != nil {
			_ = p.Kill()
		}
	})
}

// ErrInterrupted is why a command was not begun, or nothing comes behind it.
var ErrInterrupted = errors.New("interrupted")

func (c *Command) runCommand(interrupted <-chan struct{}) error {
	select {
	case <-interrupted:
		return ErrInterrupted
	default:
	}
	defer keep(c.in, c.out)()
	if err := c.command.Start(); err != nil {
		return err
	}
	c.running.Store(c.command.Process)
	ended, told := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(told)
		c.tellHowToKill(interrupted, ended)
	}()
	err := c.command.Wait()
	close(ended)
	<-told
	return err
}

// tellHowToKill writes between the words of a command that goes on after an interrupt.
func (c *Command) tellHowToKill(interrupted, ended <-chan struct{}) {
	select {
	case <-ended:
		return
	case <-interrupted:
	}
	patience := time.NewTimer(gracePeriod)
	defer patience.Stop()
	select {
	case <-ended:
	case <-patience.C:
		_, _ = io.WriteString(c.out, "\n"+killHint+"\n")
	}
}

// waitForEnter takes nothing from the terminal that comes after Enter, or after
// what ended the wait instead.
func (c *Command) waitForEnter(interrupted <-chan struct{}) {
	in, err := cancelreader.NewReader(c.in)
	if err != nil {
		return
	}
	defer func() { _ = in.Close() }()
	entered, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-interrupted:
		case <-c.ctx.Done():
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
