package wire

import "unique"

// Symbol is a string that repeats in many rows (a status, a media type, a user name) and is stored
// once. It takes eight bytes, and two equal words compare equal. The zero value is the empty word.
type Symbol struct{ handle unique.Handle[string] }

// NewSymbol stores s. The empty string gives the zero Symbol.
func NewSymbol(s string) Symbol {
	if s == "" {
		return Symbol{}
	}
	return Symbol{unique.Make(s)}
}

func (w Symbol) String() string {
	if w == (Symbol{}) {
		return ""
	}
	return w.handle.Value()
}

// MarshalText is the word itself.
func (w Symbol) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads the word itself.
func (w *Symbol) UnmarshalText(text []byte) error {
	*w = NewSymbol(string(text))
	return nil
}
