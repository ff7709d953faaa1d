package jump

import (
	"slices"
	"strings"

	"tagboat/hub/ranking"
)

// alsoViews adds the views whose names have what was typed: one that begins so before everything
// else, and the others behind the best place. Where nothing is typed all stand behind the places.
func (j *Jump) alsoViews(typed string) {
	views := j.names.Views()
	if j.OpenView == nil || len(views) == 0 {
		return
	}
	var named ranking.Index
	for _, v := range views {
		named.Add(v.Name)
	}
	if ranking.Parse(typed).IsZero() {
		for i := range views {
			j.hits = append(j.hits, hit{view: &views[i], note: "view"})
		}
		return
	}
	found, _, err := named.Find(j.ctx, typed, len(views), nil)
	if err != nil {
		return
	}
	var begun, others []hit
	for _, id := range found {
		h := hit{view: &views[id], note: "view"}
		if begins(h.view.Name, typed) {
			begun = append(begun, h)
		} else {
			others = append(others, h)
		}
	}
	best := min(1, len(j.hits))
	j.hits = slices.Concat(begun, j.hits[:best], others, j.hits[best:])
}

func begins(name, typed string) bool {
	return strings.HasPrefix(strings.ToLower(name), strings.ToLower(strings.TrimSpace(typed)))
}
