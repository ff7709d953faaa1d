package report

import (
	"fmt"

	"tagboat/hub/export"
)

// Cost says in a sentence or two what a run will cost.
func Cost(p *export.Plan) string {
	limit, left := export.AssumedLimit, ""
	if p.Budget.Known {
		limit = p.Budget.Limit
		left = fmt.Sprintf(", of which %d are left in this one,", p.Budget.Remaining)
	}
	what := repositories(p.Repositories)
	if p.Namespaces > 0 {
		what = count(p.Namespaces, "namespace", "namespaces") + " with " + what
	}
	if p.Noun == export.NounTags && p.Rows >= 0 {
		what += " and " + count(p.Rows, "tag", "tags")
	}
	least := ""
	if p.AtLeast {
		least = "at least "
	}
	text := fmt.Sprintf("%s: %s%s. At %d a minute%s that takes %sabout %s.",
		what, least, count(p.Requests, "request", "requests"), limit, left, least, roughly(p.Time))
	if p.Manifests > 0 {
		text += fmt.Sprintf(" Of these, %s for manifests without a tag, one for each repository: "+
			"there are more where one has more than a hundred manifests.", comma(p.Manifests))
	}
	if p.Locks > 0 {
		text += fmt.Sprintf(" One more for each repository of which something would go, "+
			"for its immutability rules: at most %s.", comma(p.Locks))
	}
	return text
}
