package dockerfile

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"tagboat/hub/refs/source"
)

// instruction is one with its continued lines joined, and where each byte of it stands.
type instruction struct {
	node *parser.Node
	text string
	at   []int // one offset for each byte of text, and one for its end
}

// word is a run of bytes of an instruction.
type word struct{ from, to int }

// lines are where the lines of a file begin, and its end.
func linesOf(content []byte) []int {
	starts := []int{0}
	for i, c := range content {
		if c == '\n' && i+1 < len(content) {
			starts = append(starts, i+1)
		}
	}
	return append(starts, len(content))
}

// join puts together the lines of a node as the parser does: a line goes on behind the escape
// character at its end, comments and empty lines between do not count.
func join(content []byte, lines []int, node *parser.Node, escape byte) instruction {
	in := instruction{node: node}
	var joined []byte
	for n := node.StartLine - 1; n >= 0 && n < node.EndLine && n+1 < len(lines); n++ {
		line, from := bytes.TrimRight(content[lines[n]:lines[n+1]], "\r\n"), lines[n]
		if n == node.StartLine-1 {
			plain := bytes.TrimLeftFunc(line, unicode.IsSpace)
			from, line = from+len(line)-len(plain), plain
		} else if plain := bytes.TrimSpace(line); len(plain) == 0 || plain[0] == '#' {
			continue
		}
		more := continued(line, escape)
		if more >= 0 {
			line = line[:more]
		}
		for i, c := range line {
			joined = append(joined, c)
			in.at = append(in.at, from+i)
		}
		if more < 0 {
			break
		}
	}
	in.text = string(joined)
	if strings.TrimSpace(in.text) != strings.TrimSpace(node.Original) {
		return nowhere(node, lines)
	}
	in.at = append(in.at, lines[min(node.EndLine, len(lines)-1)])
	return in
}

// nowhere is an instruction of which only the line is known.
func nowhere(node *parser.Node, lines []int) instruction {
	in := instruction{node: node, text: node.Original}
	for range len(in.text) + 1 {
		in.at = append(in.at, lines[max(0, min(node.StartLine-1, len(lines)-1))])
	}
	return in
}

// continued is where the escape character stands that ends a line, or -1.
func continued(line []byte, escape byte) int {
	end := bytes.TrimRight(line, " \t")
	if len(end) == 0 || end[len(end)-1] != escape {
		return -1
	}
	return len(end) - 1
}

// words are the runs between white space.
func (in instruction) words() []word {
	var words []word
	start := -1
	for i, r := range in.text + " " {
		switch blank := strings.ContainsRune(" \t\r\n\v\f", r); {
		case !blank && start < 0:
			start = i
		case blank && start >= 0:
			words = append(words, word{start, i})
			start = -1
		}
	}
	return words
}

func (in instruction) slice(w word) string { return in.text[w.from:w.to] }

// part is a word as the file has it; it stands nowhere when lines are joined within it.
func (in instruction) part(w word) source.Part {
	p := source.Part{Text: in.slice(w), Offset: in.at[w.from]}
	for i := w.from; i < w.to; i++ {
		if in.at[i] != p.Offset+i-w.from {
			p.Offset = -1
			break
		}
	}
	return p
}
