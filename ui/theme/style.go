package theme

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// style is how a role looks. Without a colour it has that of the terminal's ordinary text.
type style struct {
	colour                            color.Color
	bold, faint, italic               bool
	underline, strikethrough, reverse bool
}

// basic are the terminal's own sixteen colours, by number.
var basic = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

// ordinary is the word for the colour of ordinary text.
const ordinary = "default"

// attributes are the words for what a style may have beside a colour.
var attributes = []string{"bold", "faint", "italic", "underline", "strikethrough", "reverse"}

func attribute(s *style, word string) *bool {
	all := []*bool{&s.bold, &s.faint, &s.italic, &s.underline, &s.strikethrough, &s.reverse}
	return all[slices.Index(attributes, word)]
}

// CheckStyle reads how a role is to look: at most one colour, as one of the sixteen names, a number
// from 0 to 255 or #rrggbb, and attributes, with blanks between them; "default" is the colour of
// ordinary text. The error is for whoever wrote it.
func CheckStyle(words string) error {
	_, err := readStyle(words)
	return err
}

func readStyle(words string) (s style, err error) {
	coloured := false
	for word := range strings.FieldsSeq(words) {
		if slices.Contains(attributes, word) {
			*attribute(&s, word) = true
			continue
		}
		if word != ordinary {
			s.colour, err = readColour(word)
		}
		if err == nil && coloured {
			err = fmt.Errorf("%q is a second colour; a style has one, and attributes", word)
		}
		if err != nil {
			return style{}, err
		}
		coloured = true
	}
	return s, nil
}

func readColour(word string) (color.Color, error) {
	if n := slices.Index(basic, word); n >= 0 {
		return ansi.BasicColor(n), nil
	}
	if hex, ok := strings.CutPrefix(word, "#"); ok {
		return readHex(hex)
	}
	if n, err := strconv.Atoi(word); err == nil {
		switch {
		case n < 0 || n > 255:
			return nil, fmt.Errorf("%q is no colour: numbers go from 0 to 255", word)
		case n < len(basic):
			return ansi.BasicColor(n), nil
		}
		return ansi.IndexedColor(n), nil
	}
	return nil, fmt.Errorf(
		"%q is neither a colour nor an attribute; there are the colours %s, %s, "+
			"numbers from 0 to 255 and #rrggbb, and the attributes %s",
		word, strings.Join(basic, ", "), ordinary, strings.Join(attributes, ", "),
	)
}

func readHex(digits string) (color.Color, error) {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return nil, errors.New("a colour in hexadecimal is #rrggbb, such as #00afff")
	}
	return color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}, nil
}

// ink is the style cut for painting, with a background or without, on a row that is reversed or
// not.
func (s style) ink(background color.Color, reversed bool) Ink {
	ink := inkOf(s.lipgloss(background))
	if s.underline || s.strikethrough || s.reverse != reversed {
		blanks := inkOf(style{reverse: reversed}.lipgloss(background))
		ink.blanks = &blanks
	}
	return ink
}

// lipgloss is the style for Lip Gloss, with a background or without.
func (s style) lipgloss(background color.Color) lipgloss.Style {
	l := lipgloss.NewStyle()
	if s.colour != nil {
		l = l.Foreground(s.colour)
	}
	if background != nil {
		l = l.Background(background)
	}
	if s.underline {
		l = l.Underline(true).UnderlineSpaces(false)
	}
	if s.strikethrough {
		l = l.Strikethrough(true).StrikethroughSpaces(false)
	}
	return l.Bold(s.bold).Faint(s.faint).Italic(s.italic).Reverse(s.reverse)
}
