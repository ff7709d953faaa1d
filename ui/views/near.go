package views

import (
	"fmt"
	"slices"
	"strings"

	"tagboat/hub/name"
	"tagboat/hub/places"
)

// mostNear is how many names are offered in place of one that there is not.
const mostNear = 3

// Near are the names, in quotes, that somebody may have meant who wrote another one: the nearest
// first, and those that hold it.
func Near(wanted string, all []places.View) (names []string) {
	wanted = strings.ToLower(wanted)
	far := func(v places.View) int {
		own := strings.ToLower(v.Name)
		if wanted != "" && strings.Contains(own, wanted) {
			return 1
		}
		return name.Distance(wanted, own)
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b places.View) int { return far(a) - far(b) })
	for _, v := range sorted {
		if far(v) <= max(2, len(wanted)/3) && len(names) < mostNear {
			names = append(names, fmt.Sprintf("%q", v.Name))
		}
	}
	return names
}
