package stale

import (
	"fmt"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/query"
)

// Filter finds rows by what the lists on screen are filtered with.
type Filter = query.Filter[hub.RepositoryTag]

func readFilter(rule, text string, now time.Time) (Filter, error) {
	f := query.Parse(query.NamespaceTags(), text, now)
	problems := f.Problems()
	if len(problems) == 0 {
		return f, nil
	}
	p := problems[0]
	wrong := "cannot be read"
	if p.Together {
		wrong = "can find nothing"
	}
	return f, fmt.Errorf("%s %s at %q: %s",
		rule, wrong, text[p.Start:min(p.End, len(text))], p.Message)
}

// asksForMoving reports whether a filter goes by when something was pulled, or by the status, which
// tells that.
func asksForMoving(f Filter) bool {
	fields := query.NamespaceTags().Fields
	return slices.ContainsFunc(f.FieldTerms(), func(t query.FieldTerm[hub.RepositoryTag]) bool {
		name := fields[t.Field].Name
		return name == "pulled" || name == "status"
	})
}
