package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Charset is what characters a terminal can show.
type Charset uint8

// The character sets.
const (
	Unicode Charset = iota
	Console         // Unicode in a small font, which has letters and few other signs
	ASCII
)

// standIns are signs of one cell, each with one of ASCII, which says nearly the same.
var standIns = strings.NewReplacer(
	"…", "~", "·", "-", "•", "*", "●", "o", "–", "-", "—", "-", "×", "x",
	"▸", ">", "→", ">", "▌", ">", "▲", "^", "▼", "v", "↑", "^", "↓", "v",
	"─", "-", "│", "|", "╭", "+", "╮", "+", "╰", "+", "╯", "+", "┼", "+",
	"▁", "_", "▂", ".", "▃", "-", "▅", "=", "▆", "+", "▇", "*", "█", "#", "░", ".", "▄", "_", "▀", `"`,
	"“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "‚", "'", "«", `"`, "»", `"`,
	"\u00a0", " ",
)

// Draw is a picture as the terminal can show it, each character in as many cells as before. Where
// there is nothing that says nearly the same, a letter loses its accent, and everything else is a
// question mark.
func (c Charset) Draw(picture string) string {
	switch c {
	case Unicode:
		return picture
	case Console:
		return standIns.Replace(picture)
	default:
		return inASCII(standIns.Replace(picture))
	}
}

// inProse are signs in running text, which needs no cell for cell.
var inProse = strings.NewReplacer("…", "...", "→", "->")

// Signs is text that is printed and not drawn: with the signs that are ours as the terminal can
// show them, and each letter as it is, for it may be part of a name.
func (c Charset) Signs(s string) string {
	if c == Unicode || fitsASCII(s) {
		return s
	}
	return standIns.Replace(inProse.Replace(s))
}

func inASCII(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		part, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if part[0] == '\x1b' {
			part, _, _, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
		}
		s = s[len(part):]
		switch {
		case fitsASCII(part):
			b.WriteString(part)
		case cells == 1 && fitsASCII(norm.NFD.String(part)[:1]):
			b.WriteString(norm.NFD.String(part)[:1])
		default:
			b.WriteString(strings.Repeat("?", cells))
		}
	}
	return b.String()
}

// fitsASCII reports whether s is written in ASCII, control characters among them.
func fitsASCII(s string) bool {
	for i := range len(s) {
		if s[i] > '~' {
			return false
		}
	}
	return true
}
