package siblings

import (
	"cmp"
	"strings"

	"tagboat/hub/query"
)

// rank is how specific a name is, in one number: the smaller, the more specific. Names of equal
// rank are told apart by their version.
type rank uint32

const vaguest = "latest" // says less than any other word

// rankOf counts what a name says: numbers of the release, words, numbers at all. A release's
// numbers decide before the words, so that 1.27.3-alpine comes before 1.27; a plain name comes
// before one with words, so that 1.27.3 stands for 1.27.3-bookworm too.
func rankOf(name string) rank {
	var room [64]byte
	// versions have the highest class, then words, then signatures
	class := rank(query.VersionKey(room[:0], name)[0])
	release, numbers, words := count(name)
	if class == versionClass {
		return (7-class)<<28 | few(release)<<20 | many(words)<<10 | few(numbers)
	}
	if name == vaguest {
		numbers, words = 0, most
	}
	return (7-class)<<28 | few(numbers)<<18 | many(words)<<8
}

// Compare puts the more specific of two names first. Higher versions come first among equally
// specific ones, and words without numbers stand by the alphabet.
func Compare(name, other string) int {
	s, t := rankOf(name), rankOf(other)
	if s != t {
		return cmp.Compare(s, t)
	}
	return s.compare(name, other)
}

// compare is [Compare] of names that both have this rank.
func (r rank) compare(name, other string) int {
	if r.isPlainWord() {
		return cmp.Compare(name, other)
	}
	return cmp.Or(
		query.CompareVersions(other, name),
		cmp.Compare(len(name), len(other)),
		cmp.Compare(name, other),
	)
}

// isPlainWord tells a rank of names without any number.
func (r rank) isPlainWord() bool { return r>>28 > 7-versionClass && r>>18&most == most }

var versionClass = rank(query.VersionKey(nil, "1")[0])

const most = 255

func many(n int) rank { return rank(min(n, most)) }
func few(n int) rank  { return rank(most - min(n, most)) }

// count finds the numbers joined by points at the beginning, after a v, and all numbers and words.
func count(name string) (release, numbers, words int) {
	inRelease := true
	rest := name
	if len(rest) > 1 && (rest[0] == 'v' || rest[0] == 'V') && isDigit(rest[1]) {
		rest = rest[1:]
	}
	for rest != "" {
		switch n := digits(rest); {
		case n > 0:
			numbers++
			if inRelease {
				release++
			}
			rest = rest[n:]
			inRelease = inRelease && rest != "" && rest[0] == '.'
		case strings.IndexByte(".-_+/", rest[0]) >= 0:
			rest = rest[1:]
		default:
			words++
			inRelease = false
			rest = rest[letters(rest):]
		}
	}
	return release, numbers, words
}

func digits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

func letters(text string) int {
	if n := strings.IndexAny(text, "0123456789.-_+/"); n >= 0 {
		return n
	}
	return len(text)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
