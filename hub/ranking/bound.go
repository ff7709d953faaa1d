package ranking

import "bytes"

// A name is its group's head and its own tail, and fzf scores it from the left to the right: what a
// head has of a term is worth the same in all names of the group. So that is found once, and of a
// tail it is told without fzf's matrix whether it holds the rest, and what the whole may be worth
// at most. The bounds are made of fzf's own numbers: 16 for a letter, and up to 8 more where a word
// begins, 9 behind "/" or ":", 10 where the name begins; letters that follow one another are each
// worth what the first of them is; what the term's first letter has more counts twice; a gap costs
// 3, and 1 for each further letter.
const (
	letter     = 16
	inWord     = letter + wordBegins
	inPart     = letter + partBegins
	inName     = letter + nameBegins
	wordBegins = 8
	partBegins = 9
	nameBegins = 10
	newDigit   = 7 // a digit behind none, a capital behind a small letter
	follows    = 4 // the least that a letter behind another one has more
	gapCosts   = 3
	gapGrows   = 1
)

// boundAt is the most that so many letters are worth, of which the first may begin the name, or
// else a part of it.
func boundAt(beginsName bool, n int) int {
	if beginsName {
		return inName*n + nameBegins
	}
	return inPart*n + partBegins
}

// most is the most that the term may be worth in a name, whose tail has such letters: what it is
// worth in the head, unless that is less than what may end in the tail.
func (s *seeking) most(name []byte, letters uint64) int {
	n, begins := len(s.plain), len(s.head) == 0
	if s.kind == joined && len(s.missing) == 0 {
		return boundAt(true, n)
	}
	if letters&s.last == 0 {
		return s.score
	}
	bound, crossing, first := inWord*n+wordBegins, s.crossing, fold[name[len(s.head)]]
	switch {
	case first == s.plain[0]:
		bound = boundAt(begins, n)
	case s.kind == joined && bytes.IndexByte(s.plain, first) > 0: // it may begin in the head
		bound = boundAt(true, n)
	case n == 1:
		bound = s.one(name)
	}
	if s.joining > crossing && bytes.IndexByte(s.next, first) >= 0 {
		crossing = s.joining
	}
	return max(s.score, bound, crossing)
}

// one is what a term of one letter is worth in the tail of a name.
func (s *seeking) one(name []byte) (most int) {
	for at := len(s.head); at < len(name); at++ {
		if fold[name[at]] == s.plain[0] {
			most = max(most, letter+2*moreAt(name, at))
		}
	}
	return most
}

// refine finds what the letters that the head has are worth where it ends, as fzf does for all
// letters of all names: row by row of its matrix, here column by column. It reports whether
// anything may have changed.
func (s *seeking) refine() bool {
	if s.exact || s.crossing == 0 {
		return false
	}
	s.exact = true
	type cell struct {
		score, run int // run: of so many letters that follow one another this is the last
		inGap      bool
	}
	n, begun, reached := len(s.plain), len(s.next), 0
	row, more := make([]cell, begun), make([]int, len(s.head))
	for at, c := range s.head {
		more[at] = moreAt(s.head, at)
		if reached < begun && fold[c] == s.plain[reached] {
			reached++
		}
		for i := reached - 1; i >= 0; i-- {
			costs := gapCosts
			if row[i].inGap {
				costs = gapGrows
			}
			left, here, run := row[i].score-costs, 0, 0
			switch {
			case fold[c] != s.plain[i]:
			case i == 0:
				left, here, run = 0, letter+2*more[at], 1
			default:
				here, run = row[i-1].score+letter, row[i-1].run+1
				gain := more[at]
				if first := more[at-run+1]; run > 1 && gain >= wordBegins && gain > first {
					run = 1
				} else if run > 1 {
					gain = max(gain, first, follows)
				}
				if here+gain < left {
					gain, run = more[at], 0
				}
				here += gain
			}
			row[i] = cell{max(here, left, 0), run, here < left}
		}
	}
	s.crossing, s.joining = 0, 0 // what is not reached is worth nothing
	for i := range row {
		s.crossing = max(s.crossing, row[i].score+inWord*(n-i-1))
		s.joining = max(s.joining, row[i].score+inPart*(n-i-1))
	}
	return true
}

// moreAt is what a letter of a name is worth more for what is before it.
func moreAt(name []byte, at int) int {
	class, before := classOf(name[at]), blank
	if at > 0 {
		before = classOf(name[at-1])
	}
	switch {
	case class > sign && before == blank:
		return nameBegins
	case class > sign && before == divider:
		return partBegins
	case class > sign && before == sign:
		return wordBegins
	case class == capital && before == small, class == digit && before != digit:
		return newDigit
	case class <= divider:
		return wordBegins
	default:
		return 0
	}
}

// class is what fzf tells letters apart by.
type class uint8

const (
	blank class = iota // before the name
	sign
	divider
	small
	capital
	digit
)

func classOf(c byte) class {
	switch {
	case 'a' <= c && c <= 'z':
		return small
	case 'A' <= c && c <= 'Z':
		return capital
	case '0' <= c && c <= '9':
		return digit
	case c == '/' || c == ':':
		return divider
	default:
		return sign
	}
}
