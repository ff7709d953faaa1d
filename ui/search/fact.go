package search

import (
	"strings"

	"tagboat/hub"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// facts are lines about a row: what the route told, and nothing else.
func facts(env screen.Env, r *hub.SearchResult) []string {
	var lines []string
	add := func(known bool, line string) {
		if known {
			lines = append(lines, line)
		}
	}
	add(r.Archived, "archived: nothing more will be pushed to it")
	add(r.Badge > hub.Community, r.Badge.String())
	count, _ := pulls(r, listing.Place{})
	add(count != text.Unknown, count+" pulls")
	add(r.Stars >= 0, amount(r.Stars)+" stars")
	add(!r.Updated.IsZero(), "updated "+text.Age(r.Updated.Time(), env.Now()))
	add(r.Type.String() != "" && r.Type.String() != "image", "holds a "+r.Type.String())
	add(len(r.OperatingSystems) > 0, "for "+strings.Join(r.OperatingSystems, ", "))
	add(len(r.Architectures) > 0, "on "+strings.Join(r.Architectures, ", "))
	return lines
}
