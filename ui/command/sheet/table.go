package sheet

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

const (
	gap    = 2  // cells between columns
	narrow = 12 // a column narrower than this is left out rather than cut
)

type title struct {
	name  string
	right bool
}

// table lines columns up to the cell. What does not fit beside the columns before it is left out
// whole, but for a last column of text, which is cut when a dozen cells of it can be seen.
type table struct {
	width  int   // cells of a line; 0: no bound
	widths []int // of the columns that fit; nil before the first rows

	ellipsis string // where something is cut
}

func (t *table) rows(dst []byte, titles []title, lines [][]string) []byte {
	if t.widths == nil && len(lines) > 0 {
		t.measure(titles, lines)
		dst = t.head(dst, titles)
	}
	for _, cells := range lines {
		dst = t.line(dst, titles, cells)
	}
	return dst
}

// foot writes the names of the columns even when there were no rows.
func (t *table) foot(dst []byte, titles []title) []byte {
	if t.widths != nil {
		return dst
	}
	t.measure(titles, nil)
	return t.head(dst, titles)
}

func (t *table) head(dst []byte, titles []title) []byte {
	names := make([]string, len(titles))
	for i := range titles {
		names[i] = titles[i].name
	}
	return t.line(dst, titles, names)
}

func (t *table) measure(titles []title, lines [][]string) {
	t.widths = make([]int, 0, len(titles))
	left := t.width
	for i := range titles {
		w := displaywidth.String(titles[i].name)
		for _, cells := range lines {
			w = max(w, displaywidth.String(cells[i]))
		}
		if t.width > 0 && w > left {
			if i > 0 && (left < narrow || titles[i].right) {
				return
			}
			w = max(left, 1)
		}
		t.widths = append(t.widths, w)
		left -= w + gap
	}
}

func (t *table) line(dst []byte, titles []title, cells []string) []byte {
	start := len(dst)
	for i, width := range t.widths {
		if i > 0 {
			dst = append(dst, strings.Repeat(" ", gap)...)
		}
		cell := cells[i]
		last := i == len(t.widths)-1
		if displaywidth.String(cell) > width && last && t.width > 0 {
			cell = displaywidth.TruncateString(cell, width, t.ellipsis)
		}
		blanks := strings.Repeat(" ", max(width-displaywidth.String(cell), 0))
		if titles[i].right {
			dst = append(append(dst, blanks...), cell...)
		} else {
			dst = append(append(dst, cell...), blanks...)
		}
	}
	for len(dst) > start && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return append(dst, '\n')
}
