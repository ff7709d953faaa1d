package storage

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/text"
)

// markdown is the summary as it is copied: for an issue, a page, or a message.
func (s *Storage) markdown() []string {
	lines := []string{"## Storage of " + clean.Line(string(s.of)), ""}
	for _, sum := range s.sums() {
		lines = append(lines, "* "+text.Sentence(sum))
	}
	lines = append(lines, "* "+text.Sentence(s.readWhen()), "", explained)
	for i := range s.rows {
		r := &s.rows[i]
		if i == 0 || r.section != s.rows[i-1].section {
			lines = append(lines, "", "| "+strings.ToLower(titles[r.section])+" | size | part | |",
				"| --- | ---: | ---: | --- |")
		}
		amount := inFull(r.Amount)
		if r.unread {
			amount = "unknown"
		}
		lines = append(lines, "| "+strings.Join([]string{
			cell(r.name), cell(amount), s.percent(r), cell(r.beside),
		}, " | ")+" |")
	}
	return lines
}

// readWhen says of how much this is, and when that was.
func (s *Storage) readWhen() string {
	p := s.now.verdict.Joined
	when := s.env.Now()
	words := "read on "
	if !s.now.asOf.IsZero() {
		when, words = s.now.asOf, "in part as it was on "
	}
	words += s.env.Clock().In(when).Format("2006-01-02 15:04 MST")
	switch {
	case s.isFinished():
		return words + ", all of " + text.Count(p.Of) + " repositories"
	case p.Of > 0:
		return words + ", not complete: " + text.Count(p.Lists) + " of " + text.Count(p.Of) +
			" repositories"
	}
	return words + ", not complete"
}

// cell is a text in a table of Markdown.
func cell(s string) string { return strings.ReplaceAll(clean.Line(s), "|", `\|`) }
