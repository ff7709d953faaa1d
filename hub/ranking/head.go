package ranking

import (
	"bytes"

	"github.com/junegunn/fzf/src/util"
)

// inHead is what a head has of a term that is scattered or joined.
type inHead struct {
	letters uint16 // how many of its letters, from the first on; of a joined one all or none
	score   int16  // fzf's, where it has all of them
}

// scorer has fzf score names.
type scorer struct {
	slab *util.Slab
	name *util.Chars
}

func newScorer() scorer { return scorer{util.MakeSlab(slab16, slab32), new(util.Chars)} }

// fzf's own sizes, which decide when it takes the quicker algorithm.
const slab16, slab32 = 100 * 1024, 2048

// score is that of a term in a name that has such letters.
func (s scorer) score(t *term, letters uint64, name []byte) (score int, matches bool) {
	if letters&t.mask != t.mask {
		return 0, t.negated
	}
	*s.name = util.ToChars(name)
	found, _ := t.find(false, false, true, s.name, t.letters, false, s.slab)
	switch {
	case found.Start >= 0 == t.negated:
		return 0, false
	case t.negated:
		return 0, true
	default:
		return found.Score, true
	}
}

func (s scorer) inHead(t *term, head []byte) (in inHead) {
	switch {
	case t.kind == scattered:
		in.letters = uint16(inOrder(head, t.plain))
	case t.kind == joined && holds(head, t.plain):
		in.letters = uint16(len(t.plain))
	}
	if t.kind != other && int(in.letters) == len(t.plain) && !t.negated {
		*s.name = util.ToChars(head)
		found, _ := t.find(false, false, true, s.name, t.letters, false, s.slab)
		in.score = int16(found.Score)
	}
	return in
}

// inOrder is how many of the letters looked for a text has, one behind the other.
func inOrder(text, wanted []byte) (n int) {
	for _, c := range text {
		if n < len(wanted) && fold[c] == wanted[n] {
			n++
		}
	}
	return n
}

// holds reports whether a text has the letters looked for in one piece.
func holds(text, wanted []byte) bool {
	for at := range len(text) - len(wanted) + 1 {
		n := 0
		for n < len(wanted) && fold[text[at+n]] == wanted[n] {
			n++
		}
		if n == len(wanted) {
			return true
		}
	}
	return false
}

// seeking is a term among the names of a group.
type seeking struct {
	*term

	head    []byte
	score   int    // fzf's, if the head alone has it
	missing []byte // what the head has not
	mask    uint64 // of its letters
	last    uint64 // of the last letter of all

	// crossing is what the term may be worth that begins in the head and ends in the tail, joining
	// where the tail begins with one of next; 0: it cannot.
	crossing, joining int
	next              []byte
	exact             bool // they are as small as can be told from the head
}

func seek(t *term, in inHead, head []byte) seeking {
	s := seeking{term: t, head: head, score: int(in.score)}
	if t.kind == other {
		return s
	}
	n := len(t.plain)
	s.missing = t.plain[in.letters:]
	s.mask, s.last = lettersOf(string(s.missing)), lettersOf(string(t.plain[n-1:]))
	if begun := min(int(in.letters), n-1); t.kind == scattered && begun > 0 {
		s.next = t.plain[1 : begun+1]
		s.crossing = boundAt(head[0] == t.plain[0], begun) - gapCosts + inWord*(n-begun)
		s.joining = s.crossing + n - begun
		if bytes.IndexByte(t.plain, head[len(head)-1]) >= 0 { // there need not be a gap
			s.crossing, s.joining, s.exact = boundAt(true, n), boundAt(true, n), true
		}
	}
	return s
}

// isIn reports whether a name has the term, whose tail has such letters.
func (s *seeking) isIn(name []byte, letters uint64) bool {
	switch {
	case len(s.missing) == 0:
		return true
	case s.kind == joined:
		return holds(name[max(0, len(s.head)-len(s.plain)+1):], s.plain)
	default:
		return letters&s.mask == s.mask && inOrder(name[len(s.head):], s.missing) == len(s.missing)
	}
}
