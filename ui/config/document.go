package config

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Bounds of what is read of a file that a stranger may have written.
const (
	MostBytes    = 256 << 10
	mostProblems = 50
	mostEntries  = 5_000
	mostDepth    = 8
	mostText     = 4 << 10 // bytes of one text
)

// document is a file of TOML as its keys stand in it, one after another. What cannot be read is a
// problem, and the rest is there.
type document struct {
	data     []byte
	entries  []entry
	problems []Problem
	more     bool // mistakes than are told
	end      int  // of what was read last
}

// entry is a key with what it is set to.
type entry struct {
	path  []word
	value value
}

// word is a part of a key, and where it stands.
type word struct {
	text string
	at   int
	// of is which of the tables of this name it is, from 1; 0: there is one
	of int
}

// value is what a key is set to. A table has none of its own: its keys are entries.
type value struct {
	kind  unstable.Kind
	text  string
	items []value
	at    int
}

// parse reads a file. A line that cannot be read is told and left out, with those that go on with
// it.
func parse(data []byte) *document {
	data = bytes.Clone(bytes.TrimPrefix(data, []byte("\ufeff")))
	d := &document{data: data}
	for tries := 0; ; tries++ {
		d.entries, d.end = nil, 0
		err := d.expressions()
		if err == nil {
			return d
		}
		at := d.mistaken(err)
		d.problem(at, unreadable(err))
		if tries == mostProblems {
			d.more = true
			return d
		}
		d.blank(at)
	}
}

// mistaken is where that stands which could not be read. What does not end is told where it begins.
func (d *document) mistaken(err error) int {
	e, ok := errors.AsType[*unstable.ParserError](err)
	if !ok {
		return d.began(d.end)
	}
	at := min(cap(d.data)-cap(e.Highlight), len(d.data))
	if at >= len(d.data)-1 {
		at = d.began(at)
	}
	if unreadable(err) == unclosed { // nobody sees a line's end; the quote stands behind the =
		from := d.began(at)
		at = from + max(0, bytes.IndexAny(d.line(from), `"'`))
	}
	return at
}

// expressions reads one after another until one cannot be read.
func (d *document) expressions() error {
	var p unstable.Parser
	p.Reset(d.data)
	var table []word
	arrays := map[string]int{}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = d.key(e)
			d.end = max(d.end, table[len(table)-1].at)
			if e.Kind == unstable.ArrayTable {
				name := dotted(table)
				arrays[name]++
				table[len(table)-1].of = arrays[name]
			} else {
				d.within(table, arrays)
			}
			d.note(entry{path: table, value: value{kind: e.Kind, at: table[0].at}})
		case unstable.KeyValue:
			d.end = int(e.Raw.Offset + e.Raw.Length)
			d.flatten(table, e, 0)
		}
		if len(d.entries) >= mostEntries {
			d.problem(d.end, "there is more in this file than can be meant; the rest is not read")
			return nil
		}
	}
	return p.Error()
}

// within has the keys below a table of several belong to the last one.
func (*document) within(table []word, arrays map[string]int) {
	for i := range table[:len(table)-1] {
		if n := arrays[dotted(table[:i+1])]; n > 0 {
			table[i].of = n
		}
	}
}

// key is a dotted key.
func (*document) key(e *unstable.Node) (path []word) {
	for k := e.Key(); k.Next(); {
		path = append(path, word{text: string(k.Node().Data), at: int(k.Node().Raw.Offset)})
	}
	return path
}

// flatten notes what a key is set to, key by key where that is a table.
func (d *document) flatten(table []word, e *unstable.Node, depth int) {
	path := slices.Concat(table, d.key(e))
	v := e.Value()
	switch {
	case depth > mostDepth:
		d.problem(path[len(path)-1].at, "it is nested deeper than anything that can be set")
	case v.Kind == unstable.InlineTable:
		d.note(entry{path: path, value: value{kind: v.Kind, at: int(v.Raw.Offset)}})
		d.inline(path, v, depth)
	case v.Kind == unstable.Array && v.Child().Valid() && v.Child().Kind == unstable.InlineTable:
		last, n := len(path)-1, 0
		for items := v.Children(); items.Next(); {
			n++
			one := slices.Clone(path)
			one[last].of = n
			d.note(entry{path: one, value: value{kind: unstable.ArrayTable, at: one[last].at}})
			d.inline(one, items.Node(), depth)
		}
	default:
		d.note(entry{path: path, value: d.read(v, path[len(path)-1].at, depth)})
	}
}

func (d *document) inline(path []word, v *unstable.Node, depth int) {
	if v.Kind != unstable.InlineTable {
		d.problem(path[len(path)-1].at, "some of it are tables, and some are not")
		return
	}
	for inner := v.Children(); inner.Next(); {
		d.flatten(path, inner.Node(), depth+1)
	}
}

func (d *document) note(e entry) {
	if len(d.entries) < mostEntries {
		d.entries = append(d.entries, e)
	}
}

// read copies a value, which the parser overwrites with the next one.
func (d *document) read(n *unstable.Node, at, depth int) value {
	v := value{kind: n.Kind, at: at}
	if n.Raw.Length > 0 {
		v.at = int(n.Raw.Offset)
	}
	if n.Kind != unstable.Array {
		v.text = string(n.Data)
		return v
	}
	for items := n.Children(); items.Next() && depth <= mostDepth; {
		v.items = append(v.items, d.read(items.Node(), at, depth+1))
	}
	return v
}

func dotted(path []word) string {
	words := make([]string, len(path))
	for i, w := range path {
		words[i] = w.text
	}
	return strings.Join(words, "\x00")
}

// problem notes a mistake at a place in the file: one is enough for each.
func (d *document) problem(at int, words string) {
	line, column := position(d.data, at)
	there := func(p Problem) bool { return p.Line == line && p.Column == column }
	if !slices.ContainsFunc(d.problems, there) {
		d.tell(Problem{Line: line, Column: column, Words: words})
	}
}

// tell notes what is to be told, of which there is a bound.
func (d *document) tell(p Problem) {
	if len(d.problems) >= mostProblems {
		d.more = true
		return
	}
	d.problems = append(d.problems, p)
}

// position counts lines, and characters in the line, from 1.
func position(data []byte, at int) (line, column int) {
	before := data[:min(max(at, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, len([]rune(string(before[start:]))) + 1
}

// begins is how a line looks on which something begins, and not goes on.
var begins = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \t]*(\[[^,]*\][ \t]*(#.*)?$|["']?[\w./*-]+["']?[ \t]*=)`)
})

// blank leaves out what could not be read: from the line on which it began to the next on which
// something begins. Below the head of a table that is the next head.
func (d *document) blank(at int) {
	from := d.began(at)
	isHead := bytes.HasPrefix(bytes.TrimSpace(d.line(from)), []byte("["))
	for first := true; from < len(d.data); first = false {
		line := d.line(from)
		head := bytes.HasPrefix(bytes.TrimSpace(line), []byte("["))
		if !first && begins().Match(bytes.TrimRight(line, "\r")) && (!isHead || head) {
			return
		}
		for i := range line {
			line[i] = ' '
		}
		from += len(line) + 1
	}
}

// began is the beginning of the line on which that began which could not be read at a place: the
// first behind what could be read that is neither empty nor a comment.
func (d *document) began(at int) int {
	from := 0
	if d.end > 0 {
		from = d.end + len(d.line(d.end)) + 1
	}
	if from > at { // it stands behind what could be read
		return bytes.LastIndexByte(d.data[:min(at, len(d.data))], '\n') + 1
	}
	for from < at {
		line := bytes.TrimSpace(d.line(from))
		next := from + len(d.line(from)) + 1
		if len(line) > 0 && line[0] != '#' || next > at {
			break
		}
		from = next
	}
	return from
}

// line is the rest of a line, without its end.
func (d *document) line(from int) []byte {
	if from >= len(d.data) {
		return nil
	}
	rest := d.data[from:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return rest
}
