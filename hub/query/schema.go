package query

import (
	"strings"

	"tagboat/hub"
)

// Kind is how a field's values are read and compared.
type Kind uint8

// The kinds of a field, and which accessor of [Field] each needs.
const (
	Text   Kind = iota + 1 // a part of the text, capitals do not matter: Strings
	Words                  // one whole word out of a set: Strings
	Digest                 // the start of a digest, with or without "sha256:": Digests
	Size                   // bytes: Number
	Age                    // time since a moment, given in microseconds since 1970: Number
	Number                 // a count: Number
	Flag                   // yes or no: Flag
)

// Field is something of a row that can be asked for by name, as in arch:arm64.
type Field[T any] struct {
	Name     string
	Help     string   // one line, for the list of fields under "?"
	Examples []string // whole terms, as typed
	Values   []string // the values worth completing; others are understood too
	Kind     Kind
	Closed   bool // Values are all there are, and a row has one of them: another word is a mistake

	// Read gives a word of this field in the form that Strings has it, or says in err what was
	// expected. Nil: a word is as it is typed.
	Read func(word string) (string, error)

	// Strings calls match with each value of the row until one is accepted, and reports whether one
	// was.
	Strings func(row *T, match func(string) bool) bool
	// Digests does the same for digests.
	Digests func(row *T, match func(hub.Digest) bool) bool
	// Number is false when the row does not know.
	Number func(row *T) (int64, bool)
	Flag   func(row *T) bool

	// Group names one of the schema's Groups, counted from 1: rows of one group number have the
	// same values here, so the field need be decided only once a number. 0: none.
	Group int
}

// Order is a way to put rows one after the other. The zero Order leaves them as they came.
type Order[T any] struct {
	Letter     rune // typed after "s"
	Name       string
	Help       string
	Descending bool // where it starts: the newest, the largest, the highest first

	// Number gives the key, or false when the row does not know. Set either this or Text.
	Number func(row *T) (int64, bool)
	// Text and Key give the key in two steps: Text reads the row, Key appends to dst bytes that
	// compare as the order does. Key may run on another goroutine.
	Text func(row *T) string
	Key  func(dst []byte, text string) []byte
}

// IsZero reports whether o is the order of arrival.
func (o Order[T]) IsZero() bool { return o.Number == nil && o.Text == nil }

// Schema is what is known of the rows of a collection.
type Schema[T any] struct {
	// Name is what plain words are looked for in, and what is highlighted.
	Name func(row *T) string
	// Letters are those that a name can have, in small letters; a word with another finds nothing.
	// Nil: any.
	Letters func(r rune) bool
	Fields  []Field[T]
	Orders  []Order[T]
	// Keep makes what holds many rows in little memory; nil: rows are held as they are.
	Keep func() Keeper[T]
	// Groups make functions that number rows by what some fields see of them, densely from 0. Each
	// function made keeps what it has seen so far; it is not safe for concurrent use.
	Groups []func() func(row *T) uint32
}

// Field finds a field by its name, in any capitals.
func (s Schema[T]) Field(name string) (Field[T], bool) {
	if i := s.field(name); i >= 0 {
		return s.Fields[i], true
	}
	return Field[T]{}, false
}

func (s Schema[T]) field(name string) int {
	for i := range s.Fields {
		if strings.EqualFold(s.Fields[i].Name, name) {
			return i
		}
	}
	return -1
}

// Order finds an order by its name, in any capitals.
func (s Schema[T]) Order(name string) (Order[T], bool) {
	for _, o := range s.Orders {
		if strings.EqualFold(o.Name, name) {
			return o, true
		}
	}
	return Order[T]{}, false
}

// OrderOf finds an order by its letter.
func (s Schema[T]) OrderOf(letter rune) (Order[T], bool) {
	for _, o := range s.Orders {
		if o.Letter == letter {
			return o, true
		}
	}
	return Order[T]{}, false
}

func (s Schema[T]) fieldNames() string {
	names := make([]string, len(s.Fields))
	for i := range s.Fields {
		names[i] = s.Fields[i].Name + ":"
	}
	return strings.Join(names, " ")
}
