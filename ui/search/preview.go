package search

import (
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// known draws what the row itself tells; nothing is asked for it.
func known(env screen.Env, r *hub.SearchResult, width int) []string {
	lines := env.Theme.Wrap(theme.Strong, clean.Line(r.Name.Familiar()), width)
	lines = append(lines, env.Theme.Wrap(theme.Plain, clean.Line(r.Description), width)...)
	lines = append(lines, "")
	for _, fact := range facts(env, r) {
		lines = append(lines, env.Theme.Wrap(theme.Dim, clean.Line(fact), width)...)
	}
	return lines
}

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
	add(
		r.Elsewhere() != nil,
		"not on Docker Hub: it is pulled as "+r.Name.Familiar()+", after docker login dhi.io",
	)
	count, _ := pulls(r, listing.Place{})
	add(count != text.Unknown, count+" pulls")
	add(r.Stars >= 0, amount(r.Stars)+" stars")
	add(!r.Updated.IsZero(), "updated "+env.Clock().When(r.Updated.Time(), env.Now()))
	add(r.Type.String() != "" && r.Type.String() != "image", "holds a "+r.Type.String())
	add(len(r.OperatingSystems) > 0, "for "+strings.Join(r.OperatingSystems, ", "))
	add(len(r.Architectures) > 0, "on "+strings.Join(r.Architectures, ", "))
	return lines
}
