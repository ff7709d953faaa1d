// Package tree reads YAML and JSON into one tree, in which every text knows where it stands in the
// bytes of the file.
package tree

import "tagboat/hub/refs/source"

// Kind is what a node is.
type Kind int

// The kinds of nodes. None is what has no value, and what is not read.
const (
	None Kind = iota
	Scalar
	Mapping
	Sequence
)

// Node is a value. A nil node is none.
type Node struct {
	Kind  Kind
	Value string // of a scalar
	// Offset is where the value stands in the file: the alias, not what it is an alias of.
	Offset int
	// Text is where Value stands, byte for byte, or -1.
	Text int
	// Bare reports whether a scalar has no quotes, and Number whether YAML takes it for a number.
	Bare, Number bool
	// Lines are where the lines of Value stand, for a block that keeps them.
	Lines []int

	Pairs []Pair  // of a mapping, without what merge keys bring in
	Items []*Node // of a sequence
}

// Pair is a key of a mapping and its value.
type Pair struct{ Key, Value *Node }

const (
	merge       = "<<"
	deepest     = 32
	mostEntries = 20_000 // of a mapping with what is merged into it
)

// Get is the value of a key, nil where there is none. A merge key gives what the mapping has not.
func (n *Node) Get(key string) *Node { return n.get(key, 0) }

func (n *Node) get(key string, depth int) *Node {
	if n == nil || n.Kind != Mapping || depth > deepest {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Value == key {
			return p.Value
		}
	}
	for _, from := range n.merged() {
		if v := from.get(key, depth+1); v != nil {
			return v
		}
	}
	return nil
}

// merged are the mappings that a merge key names, the first of which wins.
func (n *Node) merged() (all []*Node) {
	for _, p := range n.Pairs {
		switch {
		case p.Key.Value != merge || !p.Key.Bare || p.Value == nil:
		case p.Value.Kind == Sequence:
			all = append(all, p.Value.Items...)
		default:
			all = append(all, p.Value)
		}
	}
	return all
}

// Entries are the pairs of a mapping, with what merge keys bring in.
func (n *Node) Entries() []Pair {
	var all []Pair
	n.entries(&all, map[string]bool{}, 0)
	return all
}

func (n *Node) entries(all *[]Pair, seen map[string]bool, depth int) {
	if n == nil || n.Kind != Mapping || depth > deepest {
		return
	}
	for _, p := range n.Pairs {
		if len(*all) < mostEntries && !seen[p.Key.Value] && p.Key.Value != merge {
			seen[p.Key.Value] = true
			*all = append(*all, p)
		}
	}
	for _, from := range n.merged() {
		if len(*all) < mostEntries {
			from.entries(all, seen, depth+1)
		}
	}
}

// IsText reports whether it is a scalar with a value.
func (n *Node) IsText() bool { return n != nil && n.Kind == Scalar && n.Value != "" }

// String is the value of a scalar, empty for all else.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	return n.Value
}

// Part is the value of a scalar as a part of a reference.
func (n *Node) Part() source.Part {
	return source.Part{Text: n.Value, Offset: n.Text, Bare: n.Bare}
}
