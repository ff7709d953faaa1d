package ranking

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// ID numbers the names of an Index from 0, in the order in which they came.
type ID uint32

// MaxName is the length, in bytes, to which a name is cut.
const MaxName = 1024

// Index holds names laid out for searching, in 16 bytes beside each name. What names that follow
// one another share, up to the last "/" or ":", is held once: their head; what differs is the tail.
// Names are only ever added. The zero value is empty. It is not safe for concurrent use, but a
// snapshot of it is.
type Index struct {
	heads  []byte
	groups []group
	tails  []byte
	rows   []row
}

// group is names that follow one another and have the same head.
type group struct {
	letters    uint64 // of the head
	start, end uint32 // of the head
	first      uint32 // row
}

// row is what is known of a name before it is read. Its tail ends where the next one starts.
type row struct {
	letters uint64 // of the tail, see lettersOf
	start   uint32
	group   uint32
}

// Grow makes room for so many more names with so many bytes of what differs.
func (x *Index) Grow(names, bytes int) {
	x.rows, x.tails = slices.Grow(x.rows, names), slices.Grow(x.tails, bytes)
}

// Add puts a name at the end.
func (x *Index) Add(name string) ID {
	name = name[:min(len(name), MaxName)]
	shared := strings.LastIndexAny(name, "/:") + 1
	head, tail := name[:shared], name[shared:]
	if last := len(x.groups) - 1; last < 0 || string(x.head(last)) != head {
		start := uint32(len(x.heads))
		x.groups = append(x.groups, group{
			letters: lettersOf(head), start: start, end: start + uint32(shared),
			first: uint32(len(x.rows)),
		})
		x.heads = append(x.heads, head...)
	}
	x.rows = append(x.rows, row{lettersOf(tail), uint32(len(x.tails)), uint32(len(x.groups) - 1)})
	x.tails = append(x.tails, tail...)
	return ID(len(x.rows) - 1)
}

// Snapshot is an Index with the names that are known now. It costs nothing, and any goroutine may
// search it while names are added to x.
func (x *Index) Snapshot() *Index {
	return &Index{
		slices.Clip(x.heads), slices.Clip(x.groups), slices.Clip(x.tails), slices.Clip(x.rows),
	}
}

// Len is how many names there are.
func (x *Index) Len() int { return len(x.rows) }

// Name is a name as it was added.
func (x *Index) Name(id ID) string { return string(x.AppendName(nil, id)) }

// AppendName puts a name as it was added behind a text.
func (x *Index) AppendName(text []byte, id ID) []byte {
	return append(append(text, x.head(int(x.rows[id].group))...), x.tail(id)...)
}

// Is reports whether a name reads so.
func (x *Index) Is(id ID, name []byte) bool {
	tail := x.tail(id)
	head := len(name) - len(tail)
	return head >= 0 && bytes.Equal(name[head:], tail) &&
		bytes.Equal(name[:head], x.head(int(x.rows[id].group)))
}

func (x *Index) head(number int) []byte {
	g := &x.groups[number]
	return x.heads[g.start:g.end]
}

func (x *Index) tail(id ID) []byte {
	end := len(x.tails)
	if next := int(id) + 1; next < len(x.rows) {
		end = int(x.rows[next].start)
	}
	return x.tails[x.rows[id].start:end]
}

// odd are the letters of a text that may hold any letter.
const odd = ^uint64(0)

// lettersOf has a bit for each letter of a text, capitals as small ones; two letters may share one.
// A text that is not ASCII may hold any letter, since a capital of another script can have one of
// ASCII as its small one. So may one that has a blank, or another letter than "/" and ":" behind
// which a word begins: few have, and the shortcuts of a search need not know of them.
func lettersOf(text string) (letters uint64) {
	for i := range len(text) {
		c := fold[text[i]]
		if c >= utf8.RuneSelf {
			return odd
		}
		letters |= 1 << (c & 63)
	}
	return letters
}

// fold makes capitals small ones; what is odd is above all that is ASCII.
var fold = func() (table [256]byte) {
	for i := range table {
		c := byte(i)
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case strings.IndexByte(" \t\n\v\f\r\x85\xa0,;|", c) >= 0:
			c = 0xff
		}
		table[i] = c
	}
	return table
}()
