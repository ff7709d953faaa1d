package query

import "strings"

// Word is a word that a person types to find names, with its marks read. Lists, --filter, the jump
// box and the list of actions all mark words so; only a word without marks, and one that a quote
// opens, each reads as its names are searched. There is nothing that cannot be read.
type Word struct {
	Negated bool   // marked with "!"; a second one takes the first back
	Shape   Shape  // how a name must hold the text
	Text    string // without the marks; empty when there is nothing else
}

// Shape is what the marks of a [Word] but "!" ask for.
type Shape uint8

// The shapes, with the marks that ask for them.
const (
	Bare Shape = iota // text

	// Quoted asks for one step more than Bare does: where bare words stand anywhere it is Alone,
	// where they are scattered the text stands in one piece, as in fzf.
	Quoted    // 'text
	Alone     // 'text': no letter or digit touches it
	AtStart   // ^text
	AtEnd     // text$
	Whole     // ^text$
	Scattered // ~text: the letters in this order, with anything between them
)

// ReadWord reads a word, which holds no blanks. The first mark decides: behind a quote or "~" a "$"
// is a letter.
func ReadWord(text string) Word {
	text, negated := cutNots(text)
	shape, text := readShape(text)
	return Word{negated, shape, text}
}

// cutNots takes away each "!" at the start, and reports whether they say not.
func cutNots(text string) (rest string, negated bool) {
	rest = strings.TrimLeft(text, "!")
	return rest, (len(text)-len(rest))%2 == 1
}

func readShape(marked string) (shape Shape, text string) {
	text, ends := strings.CutSuffix(marked, "$")
	if quoted, ok := strings.CutPrefix(marked, "'"); ok {
		if alone, ok := strings.CutSuffix(quoted, "'"); ok {
			return Alone, alone
		}
		return Quoted, quoted
	}
	if letters, ok := strings.CutPrefix(marked, "~"); ok {
		return Scattered, letters
	}
	start, starts := strings.CutPrefix(text, "^")
	switch {
	case starts && ends:
		return Whole, start
	case starts:
		return AtStart, start
	case ends:
		return AtEnd, text
	}
	return Bare, text
}
