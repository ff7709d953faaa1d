package freshness

import (
	"cmp"
	"strings"

	"tagboat/hub/query"
)

// kind keeps apart what must not be compared.
type kind uint8

const (
	word     kind = iota // nothing in the name counts: latest, bookworm, alpine3.20
	commit               // named after a commit, or a signature
	version              // 1.27.3
	calendar             // 2025.4.1: a year stands first
	date                 // 20250610, 2025-04-22T22-12-26Z
)

// reading is a tag's name taken apart.
type reading struct {
	kind    kind
	flavour string   // everything that does not count, with marks where a number does
	cut     int      // where a pre-release was taken out of the flavour; 0 where none was
	release []number // joined by points
	stage   []number // of a pre-release: its place in the life of a release, then its numbers
	build   []number // behind the release: 1.2.3-4, 1.2.3_4, r5, u345
	base    []number // of an alpine3.20 what follows the first number
	parts   int      // numbers of the release that must be there; 0 where it is told in full anyway
	builds  int      // numbers of the build that must be there
	v       bool     // written v1.2.3
	loose   bool     // the base is written alpine-3.20, which may as well count builds
}

// read takes a name apart.
func read(name string) reading {
	if query.IsSignature(name) || query.HoldsCommit(name) {
		return reading{kind: commit}
	}
	tokens := split(name)
	start := versionStart(tokens)
	if start < 0 {
		return reading{}
	}
	p := parser{tokens: tokens}
	p.prefix(start)
	for p.at < len(tokens) {
		p.next()
	}
	return p.finish()
}

func (r *reading) counts() bool { return r.kind >= version }

// compare puts newer ones last. The number of parts decides only where all else is equal.
func (r *reading) compare(other *reading) int {
	return cmp.Or(r.compareVersions(other), cmp.Compare(len(r.release), len(other.release)))
}

func (r *reading) compareVersions(other *reading) int {
	return cmp.Or(
		compareNumbers(r.release, other.release),
		compareStages(r.stage, other.stage),
		compareNumbers(r.build, other.build),
	)
}

// compareStages puts releases, which have no stage, last.
func compareStages(a, b []number) int {
	if len(a) == 0 || len(b) == 0 {
		return cmp.Compare(len(b), len(a))
	}
	return cmp.Or(compareNumbers(a, b), cmp.Compare(len(a), len(b)))
}

// level is how far away a newer version is.
func (r *reading) level(newer *reading) Level {
	near := Patch
	if len(newer.stage) > 0 {
		near = PreRelease
	}
	for i := range max(len(r.release), len(newer.release)) {
		switch n := at(newer.release, i); {
		case n == at(r.release, i):
		case r.kind == date, i > 1, n.isDate():
			return near
		case i == 1:
			return Minor
		default:
			return Major
		}
	}
	return near
}

// whole is the number of parts that say a version in full.
const whole = 3

// samePrecision reports whether two names of one flavour say a version with as many numbers. What a
// pre-release becomes may have one more (11-rc1 → 11.0), and what comes after a repair of three
// numbers one less (17.0.4.1 → 17.0.5). A pre-release without a number, as 1.20-rc is, moves on by
// itself, but 5.1-beta may become 5.1-rc1.
func (r *reading) samePrecision(newer *reading) bool {
	more := newer.parts - r.parts
	if r.builds != newer.builds {
		return false
	}
	if len(newer.stage) > 0 {
		alike := r.isNumbered() == newer.isNumbered() || newer.isNumbered() && !r.moves(newer)
		return more == 0 && alike
	}
	switch more {
	case 0:
		return true
	case 1:
		return len(r.stage) > 1 && r.parts < whole
	default:
		return more == -1 && newer.parts == whole
	}
}

// isNumbered reports whether a pre-release is counted, as rc1 is.
func (r *reading) isNumbered() bool { return len(r.stage) > 1 }

// moves reports whether a pre-release without a number is another name for this one with.
func (r *reading) moves(numbered *reading) bool {
	return r.stage != nil && r.stage[0] == numbered.stage[0] &&
		compareNumbers(r.release, numbered.release) == 0
}

// number is a natural number of any size, without zeros in front; 0 is empty.
type number string

func numberOf(digits string) number { return number(strings.TrimLeft(digits, "0")) }

func (n number) compare(other number) int {
	return cmp.Or(cmp.Compare(len(n), len(other)), strings.Compare(string(n), string(other)))
}

// isDate reports whether it begins with a day, as 20250610 and 20250610120000 do.
func (n number) isDate() bool {
	return len(n) >= 8 && len(n) <= 14 && isYear(n[:4]) &&
		between(n[4:6], "01", "12") && between(n[6:8], "01", "31")
}

func isYear(n number) bool { return len(n) == 4 && between(n, "1990", "2099") }

func between(n, least, most number) bool { return least <= n && n <= most }

func at(numbers []number, i int) number {
	if i < len(numbers) {
		return numbers[i]
	}
	return ""
}

// compareNumbers takes what one of them lacks for zero.
func compareNumbers(a, b []number) int {
	for i := range max(len(a), len(b)) {
		if c := at(a, i).compare(at(b, i)); c != 0 {
			return c
		}
	}
	return 0
}
