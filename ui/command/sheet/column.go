package sheet

import (
	"fmt"
	"strings"

	"tagboat/hub/fields"
)

// Column is a field that is written under its name.
type Column[R any] = fields.Field[R]

// Names lists the columns for an error or a help text.
func Names[R any](columns []Column[R]) string {
	return strings.Join(fields.Names(columns), ", ")
}

// Choose finds columns by a list of names with commas. An empty list is all that need not be asked
// for.
func Choose[R any](columns []Column[R], list string) ([]Column[R], error) {
	var chosen []Column[R]
	if strings.TrimSpace(list) == "" {
		for _, c := range columns {
			if !c.More {
				chosen = append(chosen, c)
			}
		}
		return chosen, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		at := -1
		for i := range columns {
			if columns[i].Name == name {
				at = i
			}
		}
		if at < 0 {
			return nil, fmt.Errorf(
				"there is no column %q; expected some of %s",
				name,
				Names(columns),
			)
		}
		chosen = append(chosen, columns[at])
	}
	return chosen, nil
}
