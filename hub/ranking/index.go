package ranking

import (
	"slices"
	"unicode/utf8"
)

// ID numbers the names of an Index from 0, in the order in which they came.
type ID uint32

// MaxName is the length, in bytes, to which a name is cut.
const MaxName = 1024

// Index holds names laid out for searching, in 16 bytes beside each name. Names are only ever
// added. The zero value is empty. It is not safe for concurrent use, but a snapshot of it is.
type Index struct {
	names []byte
	rows  []row
}

// row is what is known of a name before it is read.
type row struct {
	letters uint64 // see lettersOf
	start   uint32
	length  uint16
}

// Add puts a name at the end.
func (x *Index) Add(name string) ID {
	name = name[:min(len(name), MaxName)]
	x.rows = append(x.rows, row{lettersOf(name), uint32(len(x.names)), uint16(len(name))})
	x.names = append(x.names, name...)
	return ID(len(x.rows) - 1)
}

// Snapshot is an Index with the names that are known now. It costs nothing, and any goroutine may
// search it while names are added to x.
func (x *Index) Snapshot() *Index { return &Index{slices.Clip(x.names), slices.Clip(x.rows)} }

// Len is how many names there are.
func (x *Index) Len() int { return len(x.rows) }

// Name is a name as it was added.
func (x *Index) Name(id ID) string { return string(x.Text(id)) }

// Text is a name as it was added, where it lies: it is not to be changed.
func (x *Index) Text(id ID) []byte {
	r := &x.rows[id]
	return x.names[r.start : r.start+uint32(r.length)]
}

// lettersOf has a bit for each letter of a text, capitals as small ones; two letters may share one.
// A text that is not ASCII may hold any letter, since a capital of another script can have one of
// ASCII as its small one.
func lettersOf(text string) (letters uint64) {
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return ^uint64(0)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		letters |= 1 << (c & 63)
	}
	return letters
}
