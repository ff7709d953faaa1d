package report

import (
	"fmt"
	"strings"

	"tagboat/hub/check"
	"tagboat/hub/export"
)

// Checked is the last line of a check, as in "120 references in 40 files · 30 repositories · 88
// current · 20 newer · 12 elsewhere · 41 requests". The error is why the run ended early, if it did.
func Checked(r *check.Report, ignored int, ended error) string {
	parts := []string{
		references(len(r.Results)) + " in " + count(r.Files, "file", "files"),
		repositories(r.Repositories),
	}
	for _, v := range check.Verdicts {
		if n := r.Count(v); n > 0 {
			parts = append(parts, comma(n)+" "+string(v))
		}
	}
	if ignored > 0 {
		parts = append(parts, comma(ignored)+" ignored")
	}
	parts = append(parts, count(r.Requests, "request", "requests"))
	if ended != nil {
		parts = append(parts, "interrupted")
	}
	return strings.Join(parts, " · ")
}

// CheckCost says in a sentence or two what a check will cost.
func CheckCost(all []check.Cost) string {
	requests, found, known, least := 0, 0, 0, ""
	for _, c := range all {
		requests += c.Requests
		found += c.References
		if !c.Known.IsZero() {
			known++
		}
		if c.AtLeast {
			least = "at least "
		}
	}
	text := fmt.Sprintf("%s to %s: %s%s.", references(found), repositories(len(all)), least,
		count(requests, "request", "requests"))
	switch {
	case known == 1:
		text += " Of these 1 is known already, and costs a look at its newest tags."
	case known > 1:
		text += " Of these " + comma(known) + " are known already, and cost a look at their newest tags."
	}
	return text + fmt.Sprintf(" The Hub allows about %d a minute.", export.AssumedLimit)
}

func references(n int) string { return count(n, "reference", "references") }

// CheckProgress says on one line how far a check has come.
func CheckProgress(p check.Progress) string {
	return fmt.Sprintf("%s of %s · %s", comma(p.Done), repositories(p.Of),
		count(p.Requests, "request", "requests"))
}
