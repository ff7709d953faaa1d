package hub

import "unique"

// Word is a string that repeats in many rows (a status, a media type, a user name) and is stored once. It takes eight bytes, and two equal
// words compare equal. The zero value is the empty word.
type Word struct{ handle unique.Handle[string] }

// NewWord stores s. The empty string gives the zero Word.
func NewWord(s string) Word {
	if s == "" {
		return Word{}
	}
	return Word{unique.Make(s)}
}

func (w Word) String() string {
	if w == (Word{}) {
		return ""
	}
	return w.handle.Value()
}
