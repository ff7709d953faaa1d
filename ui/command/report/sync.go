package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/refresh"
)

// SyncProgress says on one line how far a run has come that brings lists up to date.
func SyncProgress(p refresh.Progress) string {
	text := fmt.Sprintf("%s of %s · %s · %s", comma(p.Lists), lists(p.ListsOf),
		count(p.Tags, "tag", "tags"), count(p.Requests, "request", "requests"))
	if p.TimeLeft > 0 {
		text += " · about " + roughly(p.TimeLeft) + " left"
	}
	return text
}

// PrintSync writes what is not up to date, one a line, what can be done about it, and the summary
// as the last line.
func PrintSync(w io.Writer, s refresh.Summary) {
	like := export.Summary{Err: s.Err, Misses: s.Misses}
	var all []string
	if s.Err != nil && !errors.Is(s.Err, context.Canceled) {
		all = append(all, clean.Line(whole(sentence(s.Err))))
	}
	all = append(all, missing(like)...)
	if text := hidden(s.Hidden); text != "" {
		all = append(all, text)
	}
	if s.ListsOf > 0 {
		all = append(all, SyncLine(s))
	}
	for _, line := range all {
		_, _ = fmt.Fprintln(w, line)
	}
}

// SyncLine is the last line, as in "320 lists up to date: 3 read whole, 317 verified by their
// newest tags · 41,220 tags · 327 requests".
func SyncLine(s refresh.Summary) string {
	first := countOf(s.Lists, s.ListsOf, "list", "lists") + " up to date"
	var how []string
	add := func(n int, words string) {
		if n > 0 {
			how = append(how, comma(n)+" "+words)
		}
	}
	add(s.Whole, "read whole")
	add(s.Verified, "verified by their newest tags")
	add(s.Recent, "verified before")
	add(s.Unseen, "not visible any more")
	if len(how) > 0 {
		first += ": " + strings.Join(how, ", ")
	}
	parts := []string{first, count(s.Tags, "tag", "tags"), count(s.Requests, "request", "requests")}
	if n := s.Partial(); n > 0 {
		parts = append(parts, lists(n)+" not complete")
	}
	if n := s.Failed(); n > 0 {
		parts = append(parts, lists(n)+" not read")
	}
	switch {
	case errors.Is(s.Err, context.Canceled):
		parts = append(parts, "interrupted; what is up to date is kept")
	case s.Err != nil:
		parts = append(parts, "ended early; what is up to date is kept")
	}
	return strings.Join(parts, " · ")
}
