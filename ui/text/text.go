// Package text fits words and numbers into columns of cells.
//
// A cell is one column of the terminal; a letter takes one, most emoji and East
// Asian characters take two, a combining mark none. Cells are counted by
// grapheme clusters, as Bubble Tea and Lip Gloss count them, so that a column
// that lines up here lines up on screen. What is foreign is cleaned before it
// comes here; what is styled may come here, and keeps its styles.
package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Ellipsis stands where text was cut off. It takes one cell.
const Ellipsis = "…"

// Width tells how many cells s takes. Escape sequences take none.
func Width(s string) int {
	if isASCII(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Truncate returns s if it fits into so many cells, and otherwise as much of its
// beginning as fits together with an ellipsis. A grapheme cluster is never
// split, so the result may be a cell short. Nothing fits into fewer than one
// cell.
func Truncate(s string, cells int) string {
	if cells <= 0 {
		return ""
	}
	switch {
	case Width(s) <= cells:
		return s
	case isASCII(s):
		return s[:cells-1] + Ellipsis
	case strings.Contains(s, "\x1b"):
		return ansi.Truncate(s, cells, Ellipsis)
	}
	return s[:Prefix(s, cells-1)] + Ellipsis
}

// Middle is Truncate that leaves out the middle: what tells two names apart is
// often at their ends.
func Middle(s string, cells int) string {
	if Width(s) <= cells || cells < 3 {
		return Truncate(s, cells)
	}
	tail := (cells - 1) / 2
	start := len(s)
	for start > 0 {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		if Width(s[start-size:]) > tail {
			break
		}
		start -= size
	}
	return s[:Prefix(s, cells-1-Width(s[start:]))] + Ellipsis + s[start:]
}

// Pad returns s in exactly so many cells, with spaces on the right, cut off if it
// is too long. A character at the edge of s may take the space next to it into
// its own cluster, so the result is measured once more.
func Pad(s string, cells int) string {
	s = Truncate(s, cells)
	s += blanks(cells - Width(s))
	return s + blanks(cells-Width(s))
}

// PadLeft is Pad with the spaces on the left, for numbers.
func PadLeft(s string, cells int) string {
	s = Truncate(s, cells)
	s = blanks(cells-Width(s)) + s
	return blanks(cells-Width(s)) + s
}

// Prefix tells how many bytes of s fit into so many cells; a grapheme cluster is never split.
func Prefix(s string, cells int) int {
	end := 0
	for end < len(s) {
		cluster, width := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		if width > cells {
			break
		}
		cells -= width
		end += len(cluster)
	}
	return end
}

// isASCII reports whether every byte of s is one printable ASCII character.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

const someBlanks = "                                                                "

func blanks(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(someBlanks) {
		return someBlanks[:n]
	}
	return strings.Repeat(" ", n)
}
