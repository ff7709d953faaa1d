package comparison

import (
	"slices"

	"tagboat/hub"
)

// MineFirst puts the platform that a pull on this machine takes before the others.
func MineFirst(diffs []Diff, machine hub.Platform) []Diff {
	all := make([]hub.Platform, len(diffs))
	for i := range diffs {
		all[i] = diffs[i].Platform
	}
	if at := machine.Choose(all); at >= 0 {
		mine := diffs[at]
		diffs = slices.Insert(slices.Delete(diffs, at, at+1), 0, mine)
	}
	return diffs
}
