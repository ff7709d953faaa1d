package query

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// A version key is a class and then tokens. At every place the tokens compare as their first bytes
// do: a pre-release word, the word of a variant, the end of the name, other words, numbers. So
// 1.2-rc1 < 1.2-alpine < 1.2 < 1.2b < 1.2-1 < 1.2.0 < 1.10, and with the highest first the plain
// release stands above its variants.
const (
	classSignature = 1 + iota
	classWord
	classVersion
)

const (
	tokenPreRelease = 0x10
	tokenVariant    = 0x18 // a word behind - or its like: -alpine
	tokenEnd        = 0x20
	tokenWord       = 0x30
	tokenRevision   = 0x40 // a number after a number and - or _ : a package's revision
	tokenNumber     = 0x50
)

// preReleases are the words that come before what they stand behind, in the order of a release's
// life.
var preReleases = map[string]byte{
	"dev": 1, "develop": 1, "snapshot": 1, "nightly": 1, "canary": 1, "edge": 1, "unstable": 1,
	"experimental": 1, "test": 1,
	"alpha": 2, "beta": 3, "milestone": 4, "pre": 5, "prerelease": 5, "preview": 5, "ea": 5,
	"eap": 5, "next": 5,
	"rc": 6, "cr": 6,
}

// shortPreReleases are so only directly between two numbers, as in 3.13.0a1 and 6.0.0-M2.
var shortPreReleases = map[string]byte{"a": 2, "b": 3, "m": 4, "c": 6}

// Channel is the place of words such as nightly and dev, which come before every stage of a
// release. Alone they are rather the name of a line than a stage: 1.27-dev.
const Channel = 1

// PreRelease is the place of a word in the life of a release, from [Channel] on; 0 where it says
// nothing of one. Capitals matter. Some words of one letter are pre-releases only directly between
// two numbers.
func PreRelease(word string, betweenNumbers bool) int {
	rank := preReleases[word]
	if rank == 0 && betweenNumbers {
		rank = shortPreReleases[word]
	}
	return int(rank)
}

// VersionKey appends to dst bytes that compare as versions do. Any name has one. Versions (a digit
// first, or v and a digit) come after everything else: words, which compare by their letters and
// then their numbers, and signatures before those. Leading zeros, capitals, a leading v and which
// of . - _ separates a word do not matter, so names may have equal keys.
func VersionKey(dst []byte, name string) []byte {
	rest, class := name, byte(classWord)
	switch {
	case IsSignature(name):
		class = classSignature
	case isCommit(name):
		return append(append(append(dst, classWord, tokenWord), name...), 0, tokenEnd)
	case startsWithDigit(name) && name[0] != '.':
		class = classVersion
	case len(name) > 1 && (name[0] == 'v' || name[0] == 'V') && isDigit(name[1]):
		class, rest = classVersion, name[1:]
	}
	dst = append(dst, class)
	var before, separator byte // the first byte of the token before, and what stood between
	for rest != "" {
		c := rest[0]
		switch {
		case isDigit(c):
			n := numberLength(rest)
			before = numberToken(before, separator)
			dst = appendNumber(append(dst, before), rest[:n])
			rest, separator = rest[n:], 0
		case c == '.' || c == '-' || c == '_' || c == '+' || c == '/':
			rest, separator = rest[1:], c
		default:
			n := wordLength(rest)
			kind := byte(tokenWord)
			if separator != 0 && before != 0 {
				kind = tokenVariant
			}
			dst, before = appendWord(dst, rest[:n], kind, before, n < len(rest) && isDigit(rest[n]))
			rest, separator = rest[n:], 0
		}
	}
	return append(dst, tokenEnd)
}

// CompareVersions compares two names as [VersionKey] does. It is a total order, in which names may
// be equal.
func CompareVersions(a, b string) int {
	var roomA, roomB [64]byte
	return bytes.Compare(VersionKey(roomA[:0], a), VersionKey(roomB[:0], b))
}

func numberToken(before, separator byte) byte {
	if (before == tokenNumber || before == tokenRevision) && separator != '.' {
		return tokenRevision
	}
	return tokenNumber
}

func appendNumber(dst []byte, digits string) []byte {
	digits = strings.TrimLeft(digits, "0")
	if n := len(digits); n < 255 {
		dst = append(dst, byte(n))
	} else {
		dst = binary.BigEndian.AppendUint64(append(dst, 255), uint64(n))
	}
	return append(dst, digits...)
}

// appendWord writes a pre-release by its rank and any other word as the kind says. It also returns
// the first byte of the token.
func appendWord(dst []byte, word string, kind, before byte, numberFollows bool) ([]byte, byte) {
	var room [32]byte
	folded := Fold(room[:0], word)
	rank := byte(0)
	if before != 0 {
		rank = preReleases[string(folded)]
		if rank == 0 && numberFollows && (before == tokenNumber || before == tokenRevision) {
			rank = shortPreReleases[string(folded)]
		}
	}
	if rank > 0 {
		return append(dst, tokenPreRelease, rank), tokenPreRelease
	}
	dst = append(append(dst, kind), folded...)
	return append(dst, 0), kind
}

func numberLength(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

func wordLength(text string) int {
	if n := strings.IndexAny(text, "0123456789.-_+/"); n >= 0 {
		return n
	}
	return len(text)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isCommit recognises the short or the whole name of a commit: seven or more hexadecimal digits,
// letters among them.
func isCommit(name string) bool {
	if len(name) < 7 || len(name) > 64 {
		return false
	}
	return strings.Trim(name, "0123456789abcdef") == "" && strings.ContainsAny(name, "abcdef")
}

// HoldsCommit reports whether a part of a name is the short or the whole name of a commit: seven or
// more hexadecimal digits, digits and letters.
func HoldsCommit(name string) bool {
	const short = 7
	return slices.ContainsFunc(strings.FieldsFunc(name, func(r rune) bool {
		return strings.ContainsRune("-._", r)
	}), func(part string) bool {
		return len(part) >= short && strings.Trim(part, "0123456789abcdef") == "" &&
			strings.ContainsAny(part, "0123456789") && strings.ContainsAny(part, "abcdef")
	})
}
