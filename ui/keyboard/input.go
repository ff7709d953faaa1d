// Package keyboard stands between a terminal and the program that reads it:
// what the terminal answers never becomes typed text, however late or torn it
// comes; keys mean the same on every keyboard; and a terminal that goes away is
// told of.
package keyboard

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Input is the input of a terminal, for Bubble Tea to read. Set Send and Insist
// before the first read.
type Input struct {
	*os.File

	// Send brings keys that only time can tell, as Esc.
	Send func(tea.Msg)
	// Insist is called when ctrl+c is pressed although it was before: whoever reads
	// seems not to come to it.
	Insist func()

	now  func() time.Time
	gone func()

	begun   time.Time
	slowest time.Duration // an answer may take when the program leaves the terminal

	answers atomic.Bool // the terminal has answered something

	// mu guards what follows, and keeps keys in order: it is held while one is sent,
	// which waits for a program that may be on its way out of the terminal.
	mu       sync.Mutex
	splitter splitter
	timer    *time.Timer
	presses  int    // of ctrl+c
	turn     uint64 // numbers the reads, so that a late timer releases nothing new
}

// New returns the input of a terminal. It calls gone when the terminal is no
// longer there.
func New(terminal *os.File, now func() time.Time, gone func()) *Input {
	return &Input{File: terminal, now: now, gone: gone, begun: now(), slowest: time.Second}
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
	if !i.splitter.pasting {
		i.interrupts(b)
	}
	out := i.splitter.take(b, i.now())
	if answer.Match(out) {
		i.answers.Store(true)
	}
	i.wait()
	return out
}

// answer is how whatever a terminal answers begins.
var answer = regexp.MustCompile(`\x1b(?:\]|P|_|\[\?)`)

// patience is how long an answer is waited for: longer where the terminal is known to give one, not
// at all where it has had the time to and is known to be mute.
func (i *Input) patience() time.Duration {
	switch {
	case i.answers.Load():
		return 4 * i.slowest
	case i.now().Sub(i.begun) > 2*i.slowest:
		return 0
	default:
		return i.slowest
	}
}

// ctrlCs are the ways in which terminals send it: a byte, or the key's name or
// place with Ctrl, whatever else is locked.
var ctrlCs = regexp.MustCompile(`\x03|\x1b\[(?:99|\d+:\d*:99)(?::\d*)*;(?:5|69|133|197)(?::1)?u`)

func (i *Input) interrupts(b []byte) {
	keys, _, _ := bytes.Cut(b, []byte(pasteBegins))
	before := i.presses
	i.presses += len(ctrlCs.FindAll(keys, -1))
	if before < 2 && i.presses >= 2 {
		i.Insist()
	}
}

// Heard says that whoever reads has come to what was pressed of ctrl+c, and goes on.
func (i *Input) Heard() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.presses = 0
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
		released := i.splitter.release()
		if len(released) == 2 && released[0] == esc {
			i.Send(alt(released[1]))
			return
		}
		for _, b := range released {
			i.Send(press(b))
		}
	})
}

// alt is a key with Alt, as terminals send it: a byte after Esc.
func alt(b byte) tea.KeyPressMsg {
	r := rune(b)
	if unicode.IsUpper(r) {
		return tea.KeyPressMsg{Code: unicode.ToLower(r), Mod: tea.ModAlt | tea.ModShift}
	}
	return tea.KeyPressMsg{Code: r, Mod: tea.ModAlt}
}

// press is a key that sends one byte.
func press(b byte) tea.KeyPressMsg {
	if b == esc {
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	}
	return tea.KeyPressMsg{Code: rune(b), Text: string(rune(b))}
}
