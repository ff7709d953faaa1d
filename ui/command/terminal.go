package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/charmbracelet/x/term"

	"tagboat/hub"
	"tagboat/ui/signals"
)

// patient reads from what may never answer, a person or a pipe, for as long as
// its context lasts. A read that was given up is never waited for: the program
// is about to end.
type patient struct {
	ctx context.Context //nolint:containedctx // An io.Reader has no other place for it.
	in  io.Reader
}

func (r patient) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	type answer struct {
		bytes []byte
		err   error
	}
	come := make(chan answer, 1)
	go func() {
		buf := make([]byte, len(p))
		n, err := r.in.Read(buf)
		come <- answer{buf[:n], err}
	}()
	select {
	case a := <-come:
		return copy(p, a.bytes), a.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

// ask asks a question on the terminal, on standard error: standard output is
// for results.
func ask(ctx context.Context, m Machine, question string) (string, error) {
	tellf(m.said, "%s", question)
	line, err := line(ctx, m)
	if err != nil {
		tell(m.said)
		return "", err
	}
	return strings.TrimSpace(line), nil
}

// askSecret asks without an echo, which comes back whatever ends the question.
func askSecret(ctx context.Context, m Machine, question string) (hub.Secret, error) {
	show, err := hide(m)
	if err != nil {
		return hub.Secret{}, fmt.Errorf("the terminal would show what is typed: %w", err)
	}
	tellf(m.said, "%s", question)
	typed, err := line(ctx, m)
	show()
	tell(m.said)
	if err != nil {
		return hub.Secret{}, err
	}
	return hub.NewSecret(strings.TrimRight(typed, "\r\n")), nil
}

// line reads one line and not a byte more: the next is for the next question.
func line(ctx context.Context, m Machine) (string, error) {
	in, done, err := answers(ctx, m.In, m.Signals)
	if err != nil {
		return "", fmt.Errorf("the terminal can not be read: %w", err)
	}
	defer done()
	var line []byte
	one := make([]byte, 1)
	for len(line) < mostSecret {
		n, err := in.Read(one)
		if n > 0 {
			if line = append(line, one[0]); one[0] == '\n' {
				return string(line), nil
			}
			continue
		}
		if errors.Is(err, io.EOF) {
			return "", errors.New("no answer was given")
		}
		if err != nil {
			return "", fmt.Errorf("no answer: %w", err)
		}
	}
	return "", errors.New("that is longer than any answer")
}

// hide switches the echo off and returns what brings the terminal back as it was.
func hide(m Machine) (show func(), err error) { return altered(m, withoutEcho) }

// altered has a terminal set otherwise and returns what brings it back as it was. Who is suspended
// meanwhile leaves the shell its own settings, and afterwards it is set otherwise again.
func altered(m Machine, alter func(*term.State)) (back func(), err error) {
	m.Signals.Await(m.In)
	before, err := term.GetState(m.In.Fd())
	if err != nil {
		return nil, err
	}
	restore := func() { _ = term.Restore(m.In.Fd(), before) }
	var mu sync.Mutex
	over := false
	again := func() {
		mu.Lock()
		defer mu.Unlock()
		if !over && signals.InForeground(m.In) {
			_ = set(m.In, alter)
		}
	}
	stop := func() {
		restore()
		_ = m.Signals.Suspend(signals.Process) // without a shell to go back to, the question stays
		again()
	}
	forget := m.Signals.OnExit(m.In, restore)
	// before the first time: a stop between the two would go unheard
	end := m.Signals.Screen(stop, again)
	if err := set(m.In, alter); err != nil {
		end()
		forget()
		return nil, err
	}
	return func() {
		end()
		mu.Lock()
		defer mu.Unlock()
		over = true
		restore()
		forget()
	}, nil
}

func set(in *os.File, alter func(*term.State)) error {
	state, err := term.GetState(in.Fd())
	if err != nil {
		return err
	}
	alter(state)
	return term.SetState(in.Fd(), state)
}

// The size of a terminal that does not tell its own.
const usualColumns, usualLines = 80, 24

// size makes of what a terminal says something that can be drawn on: what it
// does not tell comes from the environment, or is usual.
func size(m Machine, columns, lines int) (int, int) {
	return told(
		columns, m.Getenv("COLUMNS"), usualColumns,
	), told(lines, m.Getenv("LINES"), usualLines)
}

func told(cells int, environment string, usual int) int {
	if cells > 0 {
		return cells
	}
	if cells, err := strconv.ParseUint(environment, 10, 15); err == nil && cells > 0 {
		return int(cells)
	}
	return usual
}

// columns is the width of a terminal.
func columns(m Machine, terminal *os.File) int {
	width, height, _ := term.GetSize(terminal.Fd())
	width, _ = size(m, width, height)
	return width
}
