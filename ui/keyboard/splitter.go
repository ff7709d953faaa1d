package keyboard

import (
	"bytes"
	"slices"
	"time"
	"unicode/utf8"
)

const (
	pasteBegins, pasteEnds = "\x1b[200~", "\x1b[201~"

	// quiet is how long the rest of an answer may let itself be waited for before
	// one byte alone is taken for a key.
	quiet = 2 * time.Second
)

// splitter hands bytes on in pieces that are whole: nothing of a sequence before
// all of it is there, however long that takes. It knows no clock of its own.
type splitter struct {
	held  []byte    // what began and has not ended
	since time.Time // when the last of it came
	// escaped: the last that was handed on was the key Esc, by time. What
	// follows may be the rest of an answer; in held that key stands again then.
	escaped bool
	pasting bool
}

// take gives what can be handed on, now that b has come.
func (s *splitter) take(b []byte, now time.Time) []byte {
	escaped := s.escaped
	s.escaped = false
	if s.pasting {
		return s.paste(b)
	}
	if len(s.held) > 1 && s.held[0] == esc && len(b) == 1 && b[0] != bel &&
		now.Sub(s.since) > quiet {
		s.held = nil // a person types, and the rest does not come any more
	}
	if escaped && len(s.held) == 0 {
		s.held = []byte{esc}
	}
	all := slices.Concat(s.held, b)
	s.held, s.since = nil, now
	if !escaped {
		return s.split(nil, all)
	}
	n, v := measure(all)
	switch {
	case v == whole && (answers(all[:n]) || len(b) > 1 && n > 2):
		return s.split(translate(all[:n]), all[n:])
	case v == partial && (answers(all) || len(all) == 2):
		s.held, s.escaped = all, true
		return nil
	case v == broken && answers(all[:n]):
		return s.split(nil, all[n:])
	default:
		return s.split(nil, all[1:]) // typed, after Esc
	}
}

// split hands on keys and whole sequences, and holds the beginning of one.
func (s *splitter) split(out, b []byte) []byte {
	for len(b) > 0 {
		at := bytes.IndexByte(b, esc)
		if at < 0 {
			at = len(b)
		}
		if at > 0 {
			end := at
			if at == len(b) {
				end -= torn(b)
			}
			out = append(out, b[:end]...)
			if end < at {
				s.held = bytes.Clone(b[end:])
				return out
			}
			b = b[at:]
			continue
		}
		n, v := measure(b)
		switch v {
		case partial:
			s.held = bytes.Clone(b)
			return out
		case whole:
			out = append(out, translate(b[:n])...)
			if string(b[:n]) == pasteBegins {
				s.pasting = true
				return append(out, s.paste(b[n:])...)
			}
		case broken:
			out = append(out, withAlt[string(b[:n])]...)
		}
		b = b[n:]
	}
	return out
}

// torn is the length of the beginning of a character at the end of b.
func torn(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) {
			if tail[0] >= utf8.RuneSelf && !utf8.FullRune(tail) {
				return n
			}
			return 0
		}
	}
	return 0
}

// paste hands on what is pasted as it is, to its end. Nobody may be caught in a
// paste whose end was lost: ctrl+c alone is a key.
func (s *splitter) paste(b []byte) []byte {
	if len(b) == 1 && b[0] == ctrlC {
		s.held, s.pasting = nil, false
		return append([]byte(pasteEnds), b...)
	}
	all := slices.Concat(s.held, b)
	s.held = nil
	if at := bytes.Index(all, []byte(pasteEnds)); at >= 0 {
		s.pasting = false
		at += len(pasteEnds)
		return s.split(bytes.Clone(all[:at]), all[at:])
	}
	for n := min(len(pasteEnds)-1, len(all)); n > 0; n-- {
		if bytes.HasSuffix(all, []byte(pasteEnds[:n])) {
			s.held = bytes.Clone(all[len(all)-n:])
			return all[:len(all)-n]
		}
	}
	return all
}

// waits is how long what is held may wait for more before it is what it looks
// like; zero where it may wait for ever.
func (s *splitter) waits() time.Duration {
	const (
		afterEsc = 50 * time.Millisecond // as Bubble Tea waits
		// the key Esc and then [ or ], or one of these with Alt: rare, and no reason to hurry
		afterTyped = 500 * time.Millisecond
	)
	switch {
	case s.pasting:
		return 0
	case len(s.held) == 1 && s.held[0] == esc:
		return afterEsc
	case len(s.held) == 2 && s.held[0] == esc, s.escaped && len(s.held) == 3:
		return afterTyped
	default:
		return 0
	}
}

// release gives up waiting: keys that were pressed and are no part of anything, or one with Alt.
func (s *splitter) release() []byte {
	held := s.held
	s.held = nil
	if s.escaped { // the key Esc went before
		s.escaped = false
		return held[1:]
	}
	s.escaped = len(held) == 1
	return held
}
