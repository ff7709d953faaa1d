package tree

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

const (
	mostDocuments = 10_000
	// mostMarks bounds the nodes of a file by the bytes that part them, before any is made.
	mostMarks = 500_000
	// farthest is how far behind its indicator a block's text may begin.
	farthest = 256
)

var (
	errMarks = errors.New("it has more values than are read")
	// ErrDocuments is a file of which only the first documents were read.
	ErrDocuments = errors.New("only its first 10000 documents are read")
)

// YAML calls each for every document of a file. The documents before an error have been read.
func YAML(content []byte, each func(*Node)) error {
	if marks(content) > mostMarks {
		return errMarks
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	c := converter{content: content, starts: breaks(content)}
	for count := 0; ; count++ {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return c.located(err)
		}
		if count == mostDocuments {
			return ErrDocuments
		}
		c.made = map[*yaml.Node]*Node{}
		for _, n := range document.Content {
			each(c.node(n))
		}
	}
}

// SyntaxError is a file that is not what its name says.
type SyntaxError struct {
	Offset  int // where that is seen
	Message string
}

func (e *SyntaxError) Error() string { return e.Message }

// located takes the line out of an error of the library, which has it in its text alone.
func (c *converter) located(err error) error {
	at := placed().FindStringSubmatch(err.Error())
	if at == nil {
		return &SyntaxError{0, strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	line, _ := strconv.Atoi(at[1]) // the expression has digits alone
	return &SyntaxError{c.starts[max(0, min(line, len(c.starts))-1)], at[2]}
}

var placed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)^yaml: line ([0-9]{1,9}): (.*)$`)
})

func marks(content []byte) (count int) {
	for _, c := range content {
		switch c {
		case '\n', '\r', ',', '[', '{', ':':
			count++
		}
	}
	return count
}

// breaks are where lines begin, as YAML 1.1 counts them.
func breaks(content []byte) []int {
	starts := []int{0}
	for i := 0; i < len(content); i++ {
		rest := content[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			i++
		case rest[0] == '\n', rest[0] == '\r':
		case bytes.HasPrefix(rest, []byte("\u0085")):
			i++
		case bytes.HasPrefix(rest, []byte("\u2028")), bytes.HasPrefix(rest, []byte("\u2029")):
			i += 2
		default:
			continue
		}
		starts = append(starts, i+1)
	}
	return starts
}

type converter struct {
	content []byte
	starts  []int
	made    map[*yaml.Node]*Node

	line, column, offset int // the position that was asked for last
}

// position is the offset of a line and a column, which counts characters.
func (c *converter) position(line, column int) int {
	if line < 1 || line > len(c.starts) {
		return len(c.content)
	}
	if c.line != line || c.column > column {
		c.line, c.column, c.offset = line, 1, c.starts[line-1]
	}
	for c.column < column && c.offset < len(c.content) {
		c.offset++
		for c.offset < len(c.content) && c.content[c.offset]&0xc0 == 0x80 {
			c.offset++
		}
		c.column++
	}
	return c.offset
}

func (c *converter) node(from *yaml.Node) *Node {
	offset := c.position(from.Line, from.Column)
	if from.Kind == yaml.AliasNode {
		of := c.made[from.Alias]
		if of == nil {
			return &Node{Offset: offset}
		}
		again := *of
		again.Offset = offset
		return &again
	}
	n := &Node{Offset: offset, Text: -1}
	if isForeign(from.Tag) {
		return n
	}
	defer func() { c.made[from] = n }()
	switch from.Kind {
	case yaml.ScalarNode:
		c.scalar(n, from)
	case yaml.MappingNode:
		n.Kind = Mapping
		for i := 0; i+1 < len(from.Content); i += 2 {
			n.Pairs = append(n.Pairs, Pair{c.node(from.Content[i]), c.node(from.Content[i+1])})
		}
	case yaml.SequenceNode:
		n.Kind = Sequence
		for _, item := range from.Content {
			n.Items = append(n.Items, c.node(item))
		}
	}
	return n
}

// isForeign reports whether a tag gives a value a sense that only some program knows, as GitLab's
// !reference does.
func isForeign(tag string) bool {
	return len(tag) > 1 && tag[0] == '!' && tag[1] != '!'
}

// scalar finds where the text of a scalar stands, behind its anchor, its tag and its quotes.
func (c *converter) scalar(n *Node, from *yaml.Node) {
	tag := from.ShortTag()
	if tag == "!!null" {
		return
	}
	n.Kind, n.Value = Scalar, from.Value
	n.Number = tag == "!!int" || tag == "!!float"
	at := c.behindProperties(n.Offset)
	n.Offset = at
	rest := c.content[min(at, len(c.content)):]
	switch {
	case from.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		if len(rest) > len(n.Value)+1 && string(rest[1:len(n.Value)+1]) == n.Value &&
			rest[len(n.Value)+1] == rest[0] {
			n.Text, n.Offset = at+1, at+1
		}
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		c.block(n, from, rest)
	case bytes.HasPrefix(rest, []byte(n.Value)):
		n.Text, n.Bare = at, true
	}
}

// block finds the text of a block: that of one line, or the lines of one that keeps them.
func (c *converter) block(n *Node, from *yaml.Node, rest []byte) {
	text := strings.TrimRight(n.Value, "\n")
	if text == "" {
		return
	}
	if !strings.Contains(text, "\n") {
		if i := bytes.Index(rest[:min(len(rest), farthest+len(text))], []byte(text)); i > 0 {
			n.Value, n.Text = text, n.Offset+i
			n.Offset = n.Text
		}
		return
	}
	if from.Style&yaml.LiteralStyle == 0 {
		return
	}
	line := from.Line // the first behind the indicator, from zero
	for value := range strings.SplitSeq(text, "\n") {
		if line >= len(c.starts) {
			n.Lines = nil
			return
		}
		end := len(c.content)
		if line+1 < len(c.starts) {
			end = c.starts[line+1]
		}
		written := bytes.TrimRight(c.content[c.starts[line]:end], "\r\n")
		if !bytes.HasSuffix(written, []byte(value)) {
			n.Lines = nil
			return
		}
		n.Lines = append(n.Lines, c.starts[line]+len(written)-len(value))
		line++
	}
}

// behindProperties goes past the anchor and the tag of a node.
func (c *converter) behindProperties(at int) int {
	for at < len(c.content) && (c.content[at] == '&' || c.content[at] == '!') {
		for at < len(c.content) && !isBlank(c.content[at]) {
			at++
		}
		for at < len(c.content) && isBlank(c.content[at]) {
			at++
		}
	}
	return at
}

func isBlank(c byte) bool { return strings.IndexByte(" \t\r\n", c) >= 0 }
