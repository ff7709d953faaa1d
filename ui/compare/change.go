package compare

import (
	"iter"

	"tagboat/hub"
	"tagboat/hub/comparison"
)

// Change is what became of a layer.
type Change uint8

// The changes.
const (
	Added Change = iota
	Removed
	Shared
)

var changes = [...]string{Added: "added", Removed: "removed", Shared: "shared"}

// Changes are the words for them.
func Changes() []string { return changes[:] }

func (c Change) String() string { return changes[c] }

// Signed has a sign before the word.
func (c Change) Signed() string { return "+-="[c:c+1] + " " + c.String() }

// Layers are those of a platform: the new ones, those that are gone, and those that stayed.
func Layers(d *comparison.Diff) iter.Seq2[Change, hub.Layer] {
	return func(yield func(Change, hub.Layer) bool) {
		for c, all := range [...][]hub.Layer{Added: d.Added, Removed: d.Removed, Shared: d.Shared} {
			for _, layer := range all {
				if !yield(Change(c), layer) {
					return
				}
			}
		}
	}
}
