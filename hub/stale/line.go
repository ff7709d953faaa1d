package stale

import (
	"strings"

	"tagboat/hub/query"
)

// Line is how far versions have to agree to be of one line: in one number, in two or in three.
type Line uint8

// The lines.
const (
	Major Line = iota + 1
	Minor
	Patch
)

var lines = map[string]Line{"major": Major, "minor": Minor, "patch": Patch}

// Lines are the words for lines.
var Lines = []string{"major", "minor", "patch"}

// appendLine appends the line that a name is of, as in 1.27-alpine, or appends nothing where the
// name is no version. What tells a variant is of the line, as it is written, and so is a stage
// before the release, without its number; what tells a build, a date or a commit is not.
func (l Line) appendLine(dst []byte, name string) []byte {
	if !isVersion(name) {
		return dst
	}
	rest := strings.TrimLeft(name, "vV")
	for n := range l {
		number := digits(rest)
		if n > 0 {
			dst = append(dst, '.')
		}
		dst = append(dst, strings.TrimLeft(rest[:number-1], "0")...)
		dst = append(dst, rest[number-1])
		rest = rest[number:]
		if len(rest) < 2 || rest[0] != '.' || !isDigit(rest[1]) {
			break
		}
		rest = rest[1:]
	}
	return appendVariant(dst, strings.TrimLeft(rest, ".0123456789"))
}

// appendVariant appends the pieces behind the numbers of a release that tell a variant.
func appendVariant(dst []byte, rest string) []byte {
	first := true
	for rest != "" {
		n := strings.IndexAny(rest, "-_+")
		piece := rest
		if n >= 0 {
			piece, rest = rest[:n], rest[n+1:]
		} else {
			rest = ""
		}
		piece = withoutBuild(piece, first)
		if piece != "" {
			dst = query.Fold(append(dst, '-'), piece)
		}
		first = false
	}
	return dst
}

// withoutBuild is what of a piece tells a variant or a stage: nothing of a number, a date or a
// commit, and of a stage before the release, with its number, the word. Words of one letter are
// stages only where nothing parts them from the release.
func withoutBuild(piece string, touches bool) string {
	if strings.Trim(piece, ".0123456789") == "" || query.HoldsCommit(piece) {
		return ""
	}
	word := strings.TrimRight(piece, ".0123456789")
	var room [32]byte
	if query.PreRelease(string(query.Fold(room[:0], word)), touches && len(word) < len(piece)) > 0 {
		return word
	}
	return piece
}

// isVersion reports whether a name begins as a version does and is no commit.
func isVersion(name string) bool {
	if name != "" && (name[0] == 'v' || name[0] == 'V') {
		name = name[1:]
	}
	if name == "" || !isDigit(name[0]) {
		return false
	}
	return !query.HoldsCommit(name[:whole(name)])
}

// whole is the length of the first piece of a name.
func whole(name string) int {
	if n := strings.IndexAny(name, ".-_+"); n >= 0 {
		return n
	}
	return len(name)
}

func digits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
