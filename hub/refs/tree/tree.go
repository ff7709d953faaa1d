// Package tree reads YAML and JSON into one tree, in which every text knows where it stands in the
// bytes of the file.
package tree

import (
	"slices"

	"tagboat/hub/refs/source"
)

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
	mostLayers  = 100    // of mappings that are merged into one
	mostEntries = 20_000 // of a mapping with what is merged into it
)

// Get is the value of a key, nil where there is none. A merge key gives what the mapping has not.
func (n *Node) Get(key string) *Node {
	for _, layer := range n.layers() {
		for _, p := range layer.Pairs {
			if p.Key.Value == key {
				return p.Value
			}
		}
	}
	return nil
}

// Entries are the pairs of a mapping, with what merge keys bring in.
func (n *Node) Entries() []Pair {
	layers := n.layers()
	if len(layers) == 1 {
		return layers[0].Pairs
	}
	var all []Pair
	seen := map[string]bool{merge: true}
	for _, layer := range layers {
		for _, p := range layer.Pairs {
			if len(all) < mostEntries && !seen[p.Key.Value] {
				seen[p.Key.Value] = true
				all = append(all, p)
			}
		}
	}
	return all
}

// layers are a mapping and those that are merged into it, the first of which wins. Each is there
// once, however often aliases name it.
func (n *Node) layers() []*Node {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	all := []*Node{n}
	if !slices.ContainsFunc(n.Pairs, isMerge) {
		return all
	}
	seen := map[*Pair]bool{}
	all = nil
	var add func(*Node)
	add = func(n *Node) {
		if n == nil || n.Kind != Mapping || len(n.Pairs) == 0 || seen[&n.Pairs[0]] ||
			len(all) == mostLayers {
			return
		}
		seen[&n.Pairs[0]] = true
		all = append(all, n)
		for _, p := range n.Pairs {
			if isMerge(p) {
				add(p.Value)
				for _, item := range p.Value.Items {
					add(item)
				}
			}
		}
	}
	add(n)
	return all
}

func isMerge(p Pair) bool { return p.Key.Value == merge && p.Key.Bare }

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
