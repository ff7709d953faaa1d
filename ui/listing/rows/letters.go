package rows

// letters are the bytes that a pair index knows by themselves: what names of tags and repositories
// are made of.
const letters = 40

// letterOf numbers a to z, 0 to 9 and . - _ / from 0; every other byte gets a number from letters
// to 63, shared with others.
func letterOf(c byte) uint {
	switch {
	case 'a' <= c && c <= 'z':
		return uint(c - 'a')
	case '0' <= c && c <= '9':
		return uint(c-'0') + 26
	case c == '.':
		return 36
	case c == '-':
		return 37
	case c == '_':
		return 38
	case c == '/':
		return 39
	}
	return letters + uint(c)%(64-letters)
}

// letterNumbers is letterOf as a table.
var letterNumbers = func() (table [256]uint8) {
	for c := range table {
		table[c] = uint8(letterOf(byte(c)))
	}
	return table
}()

// maskOf has a bit for each letter of a folded name. A name can hold a text only if its mask holds
// the text's.
func maskOf(folded []byte) uint64 {
	var m uint64
	for _, c := range folded {
		m |= 1 << letterNumbers[c]
	}
	return m
}

// pairs knows for each two letters the rows whose name has them side by side.
type pairs [letters * letters]rowSet

func pairOf(a, b byte) (pair int, known bool) {
	x, y := int(letterNumbers[a]), int(letterNumbers[b])
	return x*letters + y, x < letters && y < letters
}

func (p *pairs) put(id ID, folded []byte, in bool) {
	for i := 1; i < len(folded); i++ {
		if pair, known := pairOf(folded[i-1], folded[i]); known {
			p[pair] = p[pair].put(id, in)
		}
	}
}
