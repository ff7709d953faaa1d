package rows

// letters are the bytes that the index knows: a to z, 0 to 9 and . - _ / are what names of tags and
// repositories are made of.
const letters = 40

// letterOf numbers the letters from 0.
func letterOf(c byte) (letter int, known bool) {
	switch {
	case 'a' <= c && c <= 'z':
		return int(c - 'a'), true
	case '0' <= c && c <= '9':
		return int(c-'0') + 26, true
	case '-' <= c && c <= '/':
		return int(c-'-') + 36, true
	case c == '_':
		return 39, true
	}
	return 0, false
}

// index knows for each letter the rows whose folded name has it, and for each two letters those
// that have them side by side.
type index struct {
	single [letters]rowSet
	pairs  [letters * letters]rowSet
}

// of calls each with the set of every letter and of every two letters side by side in a folded
// text, and reports whether the index knows all its letters.
func (x *index) of(text []byte, each func(set *rowSet)) (known bool) {
	known = true
	before, beforeKnown := 0, false
	for _, c := range text {
		letter, ok := letterOf(c)
		if ok {
			each(&x.single[letter])
		}
		if ok && beforeKnown {
			each(&x.pairs[before*letters+letter])
		}
		before, beforeKnown, known = letter, ok, known && ok
	}
	return known
}

// put takes a row with a folded name in, or out.
func (x *index) put(id ID, name []byte, in bool) {
	x.of(name, func(set *rowSet) { *set = set.put(id, in) })
}
