package ranking

// What fzf's algorithm gives and takes (algo.go, "Scoring criteria").
const (
	perLetter    = 16
	afterNothing = 10 // a letter at the start of the name, or behind a blank
	afterParting = 9
	afterOther   = 8
	ofOther      = 8 // a character that is neither letter nor digit
	afterCase    = 7 // a capital behind a small letter, a digit behind no digit
	consecutive  = 4
	firstTwice   = 2
	gap          = 3
	wholeAtBest  = perLetter + afterNothing
	aloneAtBest  = 2 * afterNothing // of a word between boundaries, beyond its letters
)

// bounder tells for a query the score that fzf can not exceed for a name, and
// often reaches. Names that are alike in all that matters are asked about once:
// the tags of a repository mostly are.
type bounder struct {
	query *Query
	known [128]struct {
		of    likeness
		bound int
		valid bool
	}
}

// mostAlike is how many words a likeness can tell of.
const mostAlike = 8

// likeness is all of a name that its bound depends on.
type likeness struct {
	parted, broken uint64
	starts         uint64 // of each word, how far the name begins like it; a byte each
	upper, spaced  bool
}

func (l likeness) place() uint64 {
	mixed := (l.parted ^ l.broken<<7 ^ l.starts<<13) * 0x9e3779b97f4a7c15
	return mixed >> (64 - 7)
}

func (b *bounder) bound(r *row, name []byte) int {
	q := b.query
	if len(q.terms) > mostAlike {
		return q.bound(r, name)
	}
	alike := likeness{
		parted: r.parted & q.all, broken: r.broken & q.all, upper: r.upper, spaced: r.spaced,
	}
	for i := range q.terms {
		if t := &q.terms[i]; t.text[0] == r.first {
			alike.starts |= uint64(min(t.common(name), 255)) << (8 * i)
		}
	}
	known := &b.known[alike.place()]
	if !known.valid || known.of != alike {
		known.of, known.bound, known.valid = alike, q.bound(r, name), true
	}
	return known.bound
}

func (q *Query) bound(r *row, name []byte) int {
	total := 0
	for i := range q.terms {
		t := &q.terms[i]
		switch {
		case t.negated:
		case !t.bounded:
			total += wholeAtBest*len(t.text) + aloneAtBest
		default:
			total += t.bound(r, name)
		}
	}
	return total
}

// bound takes the better of two ways to find the word: from the first letter of
// the name on, or later.
func (t *term) bound(r *row, name []byte) int {
	later, most := 0, 0
	for i, c := range t.text {
		b := r.bonus(c)
		most = max(most, b)
		if i == 0 {
			later += perLetter + firstTwice*b
		} else {
			later += perLetter + max(most, consecutive)
		}
	}
	if r.first != t.text[0] {
		return later
	}
	return max(later, t.boundFromStart(r, min(t.common(name), 255)))
}

// boundFromStart: as long as the name goes on like the word, each letter has the
// bonus of the start; behind the first gap only its own.
func (t *term) boundFromStart(r *row, common int) int {
	total, most := perLetter+firstTwice*afterNothing, 0
	for i, c := range t.text[1:] {
		most = max(most, r.bonus(c))
		if i+1 < common {
			total += perLetter + afterNothing
		} else {
			total += perLetter + max(most, consecutive)
		}
	}
	if common < len(t.text) && common < 255 {
		total -= gap
	}
	return total
}

// common is how far a name begins like the word.
func (t *term) common(name []byte) int {
	n := 0
	for n < len(name) && n < len(t.text) && folding[name[n]] == t.text[n] {
		n++
	}
	return n
}

// bonus is the most that a letter can earn by what stands before it, but for the
// start of the name.
func (r *row) bonus(c byte) int {
	bit := bitOf(c)
	switch {
	case r.spaced:
		return afterNothing
	case r.parted&bit != 0:
		return afterParting
	case r.broken&bit != 0:
		return afterOther
	case kindOf(c) != wordly, c >= 0x80:
		return ofOther
	case r.upper, '0' <= c && c <= '9':
		return afterCase
	}
	return 0
}
