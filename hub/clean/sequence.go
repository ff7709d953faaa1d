package clean

import "unicode/utf8"

// sequence tells how many bytes the escape sequence at the start of s takes up.
// It begins with r, which is ESC or a C1 control, and size is the length of r.
// A malformed sequence ends before the first character that cannot belong to
// it; the rest is then read as text, and cleaned like any other.
func sequence(s string, r rune, size int) int {
	if r != escape {
		return size + body(s[size:], r-'\u0080'+'@')
	}
	rest := s[size:]
	if rest == "" {
		return size
	}
	switch b := rest[0]; {
	case b >= '@' && b <= '_':
		return size + 1 + body(rest[1:], rune(b))
	case b >= ' ' && b < del:
		return size + short(rest)
	}
	return size
}

// body measures what follows an introducer, which is named by the letter that
// stands after ESC in its seven-bit form.
func body(s string, introducer rune) int {
	switch introducer {
	case '[':
		return control(s)
	case ']':
		return text(s, true)
	case 'P', 'X', '^', '_':
		return text(s, false)
	}
	return 0
}

// control measures the rest of a CSI sequence: parameters, intermediates and
// one final byte.
func control(s string) int {
	i := within(s, 0, '0', '?')
	i = within(s, i, ' ', '/')
	if i < len(s) && s[i] >= '@' && s[i] < del {
		i++
	}
	return i
}

// short measures what follows ESC in a sequence of the shape ESC I…I F.
func short(s string) int {
	i := within(s, 0, ' ', '/')
	if i < len(s) && s[i] >= '0' && s[i] < del {
		i++
	}
	return i
}

// text measures the rest of a string sequence, terminator included. Only OSC
// may end in BEL. Whatever begins another sequence ends this one too, which
// also keeps the work linear. A string without an end counts nothing.
func text(s string, endsInBell bool) int {
	for i, r := range s {
		switch {
		case r == escape:
			if i+1 < len(s) && s[i+1] == '\\' {
				return i + len("\x1b\\")
			}
			return i
		case r == stringTerminator:
			return i + utf8.RuneLen(r)
		case r == cancel, r == sub, r == bell && endsInBell:
			return i + 1
		case isC1(r):
			return i
		}
	}
	return 0
}

// within tells where the run of bytes between low and high ends that starts at i.
func within(s string, i int, low, high byte) int {
	for i < len(s) && s[i] >= low && s[i] <= high {
		i++
	}
	return i
}
