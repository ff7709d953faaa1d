// Package document reads a file of TOML that a person writes: key by key with the places where they
// stand, so that what is mistaken can be told there and the rest is used. It knows no setting.
package document

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
	MostProblems = 50 // that are told
	mostEntries  = 5_000
	mostDepth    = 8
)

// Problem is a mistake in the file, for a person: where it is and what to do.
type Problem struct {
	Line, Column int // from 1; 0: it is about the whole file
	Words        string
	Note         bool // it is no mistake, but good to know
	More         bool // there are more than are told
}

// Document is a file of TOML as its keys stand in it, one after another. What cannot be read is a
// problem, and the rest is there.
type Document struct {
	data     []byte
	Entries  []Entry
	Problems []Problem
	More     bool // mistakes than are told
	end      int  // of what was read last
}

// Entry is a key with what it is set to.
type Entry struct {
	Path  []Word
	Value Value
}

// Word is a part of a key, and where it stands.
type Word struct {
	Text string
	At   int // byte
	// Of is which of the tables of this name it is, from 1; 0: there is one
	Of int
}

// Value is what a key is set to. A table has none of its own: its keys are entries.
type Value struct {
	Kind  unstable.Kind
	Text  string
	Items []Value
	At    int // byte
}

// Parse reads a file. A line that cannot be read is told and left out, with those that go on with
// it.
func Parse(data []byte) *Document {
	data = bytes.Clone(bytes.TrimPrefix(data, []byte("\ufeff")))
	d := &Document{data: data}
	for tries := 0; ; tries++ {
		d.Entries, d.end = nil, 0
		err := d.expressions()
		if err == nil {
			return d
		}
		at := d.mistaken(err)
		d.Mistake(at, unreadable(err))
		if tries == MostProblems {
			d.More = true
			return d
		}
		d.blank(at)
	}
}

// mistaken is where that stands which could not be read. What does not end is told where it begins.
func (d *Document) mistaken(err error) int {
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
func (d *Document) expressions() error {
	var p unstable.Parser
	p.Reset(d.data)
	var table []Word
	arrays := map[string]int{}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = d.key(e)
			d.end = max(d.end, table[len(table)-1].At)
			if e.Kind == unstable.ArrayTable {
				name := dotted(table)
				arrays[name]++
				table[len(table)-1].Of = arrays[name]
			} else {
				d.within(table, arrays)
			}
			d.note(Entry{Path: table, Value: Value{Kind: e.Kind, At: table[0].At}})
		case unstable.KeyValue:
			d.end = int(e.Raw.Offset + e.Raw.Length)
			d.flatten(table, e, 0)
		}
		if len(d.Entries) >= mostEntries {
			d.Mistake(d.end, "there is more in this file than can be meant; the rest is not read")
			return nil
		}
	}
	return p.Error()
}

// within has the keys below a table of several belong to the last one.
func (*Document) within(table []Word, arrays map[string]int) {
	for i := range table[:len(table)-1] {
		if n := arrays[dotted(table[:i+1])]; n > 0 {
			table[i].Of = n
		}
	}
}

// key is a dotted key.
func (*Document) key(e *unstable.Node) (path []Word) {
	for k := e.Key(); k.Next(); {
		path = append(path, Word{Text: string(k.Node().Data), At: int(k.Node().Raw.Offset)})
	}
	return path
}

// flatten notes what a key is set to, key by key where that is a table.
func (d *Document) flatten(table []Word, e *unstable.Node, depth int) {
	path := slices.Concat(table, d.key(e))
	v := e.Value()
	switch {
	case depth > mostDepth:
		d.Mistake(path[len(path)-1].At, "it is nested deeper than anything that can be set")
	case v.Kind == unstable.InlineTable:
		d.note(Entry{Path: path, Value: Value{Kind: v.Kind, At: int(v.Raw.Offset)}})
		d.inline(path, v, depth)
	case v.Kind == unstable.Array && v.Child().Valid() && v.Child().Kind == unstable.InlineTable:
		last, n := len(path)-1, 0
		for items := v.Children(); items.Next(); {
			n++
			one := slices.Clone(path)
			one[last].Of = n
			d.note(Entry{Path: one, Value: Value{Kind: unstable.ArrayTable, At: one[last].At}})
			d.inline(one, items.Node(), depth)
		}
	default:
		d.note(Entry{Path: path, Value: d.read(v, path[len(path)-1].At, depth)})
	}
}

func (d *Document) inline(path []Word, v *unstable.Node, depth int) {
	if v.Kind != unstable.InlineTable {
		d.Mistake(path[len(path)-1].At, "some of it are tables, and some are not")
		return
	}
	for inner := v.Children(); inner.Next(); {
		d.flatten(path, inner.Node(), depth+1)
	}
}

func (d *Document) note(e Entry) {
	if len(d.Entries) < mostEntries {
		d.Entries = append(d.Entries, e)
	}
}

// read copies a value, which the parser overwrites with the next one.
func (d *Document) read(n *unstable.Node, at, depth int) Value {
	v := Value{Kind: n.Kind, At: at}
	if n.Raw.Length > 0 {
		v.At = int(n.Raw.Offset)
	}
	if n.Kind != unstable.Array {
		v.Text = string(n.Data)
		return v
	}
	for items := n.Children(); items.Next() && depth <= mostDepth; {
		v.Items = append(v.Items, d.read(items.Node(), at, depth+1))
	}
	return v
}

func dotted(path []Word) string {
	words := make([]string, len(path))
	for i, w := range path {
		words[i] = w.Text
	}
	return strings.Join(words, "\x00")
}

// Mistake notes a mistake at a place in the file: one is enough for each.
func (d *Document) Mistake(at int, words string) {
	line, column := d.Position(at)
	there := func(p Problem) bool { return p.Line == line && p.Column == column }
	if !slices.ContainsFunc(d.Problems, there) {
		d.Tell(Problem{Line: line, Column: column, Words: words})
	}
}

// Tell notes what is to be told, of which there is a bound.
func (d *Document) Tell(p Problem) {
	if len(d.Problems) >= MostProblems {
		d.More = true
		return
	}
	d.Problems = append(d.Problems, p)
}

// Position counts lines, and characters in the line, from 1.
func (d *Document) Position(at int) (line, column int) {
	before := d.data[:min(max(at, 0), len(d.data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, len([]rune(string(before[start:]))) + 1
}

// Within is the place of a character of a text, counted from 0.
func (d *Document) Within(v Value, at int) int {
	start := min(v.At+1, len(d.data))
	text := string(d.line(start))
	for i := range text {
		if at == 0 {
			return start + i
		}
		at--
	}
	return v.At
}

// begins is how a line looks on which something begins, and not goes on.
var begins = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \t]*(\[[^,]*\][ \t]*(#.*)?$|["']?[\w./*-]+["']?[ \t]*=)`)
})

// blank leaves out what could not be read: from the line on which it began to the next on which
// something begins. Below the head of a table that is the next head.
func (d *Document) blank(at int) {
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
func (d *Document) began(at int) int {
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
func (d *Document) line(from int) []byte {
	if from >= len(d.data) {
		return nil
	}
	rest := d.data[from:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return rest
}
