// Package keyboard stands between a terminal and the program that reads it:
// what the terminal answers never becomes typed text, however late or torn it
// comes; keys mean the same on every keyboard; and a terminal that goes away is
// told of.
package keyboard

import (
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Input is the input of a terminal, for Bubble Tea to read. Set Send before the
// first read.
type Input struct {
	*os.File

	// Send brings keys that only time can tell, as Esc.
	Send func(tea.Msg)

	now  func() time.Time
	gone func()

	mu       sync.Mutex // guards what follows, and keeps keys in order
	splitter splitter
	timer    *time.Timer
	turn     uint64 // numbers the reads, so that a late timer releases nothing new
}

// New returns the input of a terminal. It calls gone when the terminal is no
// longer there.
func New(terminal *os.File, now func() time.Time, gone func()) *Input {
	return &Input{File: terminal, now: now, gone: gone}
}

// Unwrap is the file, for a program that has the terminal meanwhile.
func (i *Input) Unwrap() *os.File { return i.File }

// Read gives whole keys, pastes and answers. It may give nothing without an
// error: what came is not whole yet.
func (i *Input) Read(p []byte) (int, error) {
	const room = longest + 64 // for what is held, and for the end of a paste
	buf := make([]byte, max(len(p)-room, 1))
	n, err := i.File.Read(buf)
	if n == 0 && err != nil {
		i.gone()
		return 0, io.EOF
	}
	return copy(p, i.take(buf[:n])), nil
}

// take hands bytes to the splitter, and waits for the rest of what is not whole
// only as long as a key may wait.
func (i *Input) take(b []byte) []byte {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.timer != nil {
		i.timer.Stop()
	}
	i.turn++
	out := i.splitter.take(b, i.now())
	i.wait()
	return out
}

// wait releases what is held when its time is over.
func (i *Input) wait() {
	d := i.splitter.waits()
	if d == 0 {
		return
	}
	turn := i.turn
	i.timer = time.AfterFunc(d, func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		if turn != i.turn {
			return
		}
		for _, b := range i.splitter.release() {
			i.Send(press(b))
		}
	})
}

// press is a key that sends one byte.
func press(b byte) tea.KeyPressMsg {
	if b == esc {
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	}
	return tea.KeyPressMsg{Code: rune(b), Text: string(rune(b))}
}
