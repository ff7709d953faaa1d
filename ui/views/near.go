package views

import (
	"fmt"
	"slices"
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/name"
	"tagboat/hub/places"
	"tagboat/ui/text"
)

// mostNear is how many names are offered in place of one that there is not.
const mostNear = 3

// None says that no view has a name, and which there are that may be meant; key is the one that
// saves a view.
func None(name string, all []places.View, key string) string {
	said := fmt.Sprintf("There is no view called %q", clean.Line(name))
	near := near(name, all)
	switch {
	case len(all) == 0:
		return said + ", nor any other; " + key + " in a list of the screen saves one"
	case len(near) == 0:
		return said + ", nor one of a name like it; there are " + text.Count(len(all))
	}
	return said + "; did you mean " + strings.Join(near, " or ") + "?"
}

// near are the names, in quotes, that somebody may have meant who wrote another one: the nearest
// first, and those that hold it.
func near(wanted string, all []places.View) (names []string) {
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
