package report

import (
	"fmt"

	"tagboat/hub/export"
)

// Progress says on one line how far a run has come.
func Progress(p export.Progress) string {
	text := ""
	if p.Noun == export.NounTags {
		text = fmt.Sprintf("%s of %s repositories · ", comma(p.Lists), comma(p.ListsOf))
	}
	text += fmt.Sprintf("%s of %s %s", comma(p.Rows), comma(p.RowsOf), p.Noun)
	if p.Again > 0 {
		text += " · " + count(p.Again, "page", "pages") + " read again"
	}
	if p.Budget.Known {
		text += fmt.Sprintf(
			" · %d of %d requests left this minute",
			p.Budget.Remaining,
			p.Budget.Limit,
		)
	}
	if p.TimeLeft > 0 {
		text += " · about " + roughly(p.TimeLeft) + " left"
	}
	return text
}
