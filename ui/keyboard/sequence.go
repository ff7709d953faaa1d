package keyboard

import (
	"bytes"
	"slices"
	"strings"
)

const (
	esc   = 0x1b
	bel   = 0x07
	ctrlC = 0x03

	// longest bounds a sequence, in bytes; no terminal answers with more.
	longest = 1024
)

// verdict is what is known of the bytes that begin with Esc.
type verdict int

const (
	// partial may go on.
	partial verdict = iota
	// whole is a sequence, or a key with Alt.
	whole
	// broken is none and becomes none.
	broken
)

// measure looks at bytes that begin with Esc, and gives the length of what it
// tells of. What is broken is to be dropped that far.
func measure(b []byte) (int, verdict) {
	if len(b) < 2 {
		return len(b), partial
	}
	switch b[1] {
	case '[':
		return control(b)
	case 'O':
		return shifted(b)
	case ']', 'P', '_':
		return text(b)
	case ctrlC: // means the same after everything
		return 1, broken
	case esc: // the first is a key, or Alt before a sequence
		return 1, whole
	default:
		return 2, whole
	}
}

// control measures "Esc [", parameters, and what ends it.
func control(b []byte) (int, verdict) {
	if len(b) > 2 && b[2] == '[' { // a function key of the Linux console
		return fixed(b, 4)
	}
	if len(b) > 2 && b[2] == 'M' { // the mouse, as terminals without SGR coordinates report it
		return fixed(b, 6)
	}
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 0x40 && c <= 0x7e:
			return i + 1, whole
		case c < 0x20 || c > 0x7e || i > longest:
			return i, broken
		}
	}
	// rxvt ends shifted keys so
	if n := len(b); n > 3 && b[n-1] == '$' && b[2] >= '0' && b[2] <= '9' {
		return n, whole
	}
	return len(b), partial
}

func fixed(b []byte, length int) (int, verdict) {
	if len(b) < length {
		return len(b), partial
	}
	return length, whole
}

// shifted measures "Esc O", perhaps a modifier, and a key.
func shifted(b []byte) (int, verdict) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x20 || c > 0x7e:
			return i, broken
		case c < '0' || c > '9':
			return i + 1, whole
		}
	}
	return len(b), partial
}

// text measures what ends with a terminator: answers with colours, names,
// capabilities. A control character ends the hope for one: it is a key.
func text(b []byte) (int, verdict) {
	allowed := printable
	if isColour(b) {
		allowed = inColour
	}
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c == bel:
			return i + 1, whole
		case c == esc && i+1 == len(b):
			return len(b), partial
		case c == esc && b[i+1] == '\\':
			return i + 2, whole
		case i > longest, i == 2 && !introduces(b[1], c), !allowed(c):
			return i, broken
		}
	}
	if b[1] == ']' && !isNumbered(b[2:]) {
		return len(b), broken
	}
	return len(b), partial
}

func printable(c byte) bool { return c >= 0x20 && c != 0x7f }

// introduces reports whether a terminal begins an answer so.
func introduces(kind, first byte) bool {
	switch kind {
	case ']':
		return first >= '0' && first <= '9' || first == 'l' || first == 'L'
	case 'P':
		return first >= '0' && first <= '9' || first == '>' || first == '!'
	default:
		return first == 'G'
	}
}

// isNumbered reports whether this is, or may become, a number and a semicolon.
// A title is reported with a letter instead.
func isNumbered(b []byte) bool {
	rest := bytes.TrimLeft(b, "0123456789")
	return len(rest) == 0 || rest[0] == ';' || len(rest) == len(b)
}

// isColour reports whether this is an answer about a colour, of which every
// character is known: what a person types meanwhile soon differs.
func isColour(b []byte) bool {
	number, _, found := bytes.Cut(b[2:], []byte(";"))
	return found && b[1] == ']' &&
		slices.Contains([]string{"4", "10", "11", "12", "17", "19"}, string(number))
}

func inColour(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' ||
		strings.IndexByte("rgb:/;?#", c) >= 0
}

// answers reports whether bytes after Esc can only be a terminal's: no person
// types them after the key Esc. It is asked of what may go on, too.
func answers(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	switch b[1] {
	case '[':
		return strings.IndexByte("?><0123456789", b[2]) >= 0
	case ']', 'P', '_':
		return introduces(b[1], b[2])
	}
	return false
}

// consoleKeys are the function keys of the Linux console, and what the rest of
// the world sends for them.
var consoleKeys = map[string]string{
	"\x1b[[A": "\x1bOP", "\x1b[[B": "\x1bOQ", "\x1b[[C": "\x1bOR", "\x1b[[D": "\x1bOS",
	"\x1b[[E": "\x1b[15~",
}

// withAlt are keys with Alt that begin sequences for Bubble Tea, and other names of them, which
// begin none.
var withAlt = map[string]string{
	"\x1bX": "\x1b[120;4u", "\x1b^": "\x1b[94;3u", "\x1bP": "\x1b[112;4u", "\x1b_": "\x1b[95;3u",
	"\x1bO": "\x1b[111;4u", "\x1b[": "\x1b[91;3u", "\x1b]": "\x1b[93;3u",
}

// translate gives a sequence as Bubble Tea knows it; nothing for one of the
// Linux console that stands for no key.
func translate(sequence []byte) []byte {
	if len(sequence) == 4 && sequence[2] == '[' {
		return []byte(consoleKeys[string(sequence)])
	}
	if named, ok := withAlt[string(sequence)]; ok {
		return []byte(named)
	}
	return sequence
}
