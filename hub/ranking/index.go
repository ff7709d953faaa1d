package ranking

// ID numbers the names of an Index from 0, in the order in which they came.
type ID uint32

// MaxName is the length, in bytes, to which a name is cut.
const MaxName = 1024

// Index holds names laid out for searching, in about 32 bytes beside each
// name. The zero value is empty. It is not safe for concurrent use.
type Index struct {
	names []byte
	rows  []row
}

// row is what is known of a name before it is read. The masks hold a bit for
// each letter, folded; two letters may share one.
type row struct {
	start  uint32
	length uint16
	first  byte // folded
	upper  bool // holds a capital
	spaced bool // holds a blank, or what is not ASCII: no reference does
	// all are the letters of the name, parted those behind one of "/,:;|",
	// broken those behind another character that is neither letter nor digit.
	all, parted, broken uint64
}

// Add puts a name at the end.
func (x *Index) Add(name string) ID {
	name = name[:min(len(name), MaxName)]
	r := row{start: uint32(len(x.names)), length: uint16(len(name))}
	x.names = append(x.names, name...)
	before := byte('a')
	for i := range len(name) {
		c := folding[name[i]]
		bit := bitOf(c)
		r.all |= bit
		r.upper = r.upper || c != name[i]
		r.spaced = r.spaced || c <= ' ' || c >= 0x80
		switch kindOf(before) {
		case parting:
			r.parted |= bit
		case other:
			r.broken |= bit
		case wordly:
		}
		if i == 0 {
			r.first = c
		}
		before = c
	}
	x.rows = append(x.rows, r)
	return ID(len(x.rows) - 1)
}

// Len is how many names there are.
func (x *Index) Len() int { return len(x.rows) }

// Name is a name as it was added.
func (x *Index) Name(id ID) string { return string(x.name(id)) }

func (x *Index) name(id ID) []byte {
	r := &x.rows[id]
	return x.names[r.start : r.start+uint32(r.length)]
}

// folding makes ASCII capitals small.
var folding = func() (table [256]byte) {
	for i := range table {
		c := byte(i)
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		table[i] = c
	}
	return table
}()

func bitOf(folded byte) uint64 { return 1 << (folded & 63) }

// kind is how fzf sees a character, as far as it matters for what follows it.
type kind uint8

const (
	wordly  kind = iota // letters and digits, and all that is not ASCII
	parting             // fzf's delimiters
	other
)

func kindOf(c byte) kind {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return wordly
	case c == '/', c == ',', c == ':', c == ';', c == '|':
		return parting
	}
	return other
}
