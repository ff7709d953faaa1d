package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// maxWords is how many different words one answer may bring, which repeat from row to row: a page
// of the Hub has some dozens.
const maxWords = 5_000

// word is a text that will be a Symbol: short ones lie in it, so that a page makes no garbage of
// them.
type word struct {
	size int
	near [40]byte
	far  string // one that is longer
}

// UnmarshalJSONFrom reads a string; anything else, and what is too long to be a word, is none.
func (w *word) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	w.size, w.far = 0, ""
	b, err := stringOf(dec, short{}.most())
	switch {
	case err != nil, len(b) > (short{}).most():
	case len(b) <= len(w.near):
		w.size = copy(w.near[:], b)
	default:
		w.far = string(b)
	}
	return err
}

func (w *word) bytes() []byte { return w.near[:w.size] }

// words are those of one answer, and the room in which its rows are read.
type words struct {
	known     map[string]Symbol
	platforms map[[4]Symbol]name.Platform
	image     imageRow
	images    []Image
	tooMany   bool
}

func newWords() *words {
	return &words{
		known: make(map[string]Symbol, 16), platforms: make(map[[4]Symbol]name.Platform, 16),
	}
}

func (s *words) symbol(w *word) Symbol {
	if w.far != "" {
		return s.add(w.far)
	}
	if w.size == 0 {
		return Symbol{}
	}
	if known, ok := s.known[string(w.bytes())]; ok {
		return known
	}
	return s.add(string(w.bytes()))
}

func (s *words) add(text string) Symbol {
	if known, ok := s.known[text]; ok {
		return known
	}
	if len(s.known) >= maxWords {
		s.tooMany = true // what is no word: it repeats nowhere
		return Symbol{}
	}
	made := NewSymbol(text)
	s.known[text] = made
	return made
}

// platform names a platform; a word that no command takes is none.
func (s *words) platform(parts [4]Symbol) name.Platform {
	if known, ok := s.platforms[parts]; ok {
		return known
	}
	var clean [4]string
	for i, part := range parts {
		if text := part.String(); name.IsPlatformWord(text) {
			clean[i] = text
		}
	}
	made := name.NewPlatform(clean[0], clean[1], clean[2], clean[3])
	s.platforms[parts] = made
	return made
}
