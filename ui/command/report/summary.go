package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
)

// Print writes what is missing, one a line, what can be done about it, and the summary as the last
// line. It writes nothing when nobody reads the output any more.
func Print(w io.Writer, s export.Summary) {
	if s.Outcome() == export.Closed {
		return
	}
	for _, line := range lines(s) {
		_, _ = fmt.Fprintln(w, line)
	}
}

func lines(s export.Summary) []string {
	var all []string
	if s.Err != nil && !errors.Is(s.Err, context.Canceled) {
		all = append(all, clean.Line(sentence(s.Err)))
		if s.ListsOf == 0 { // it never began
			return append(all, advice(s)...)
		}
	}
	for _, m := range s.Misses {
		all = append(all, Miss(m))
	}
	all = append(all, advice(s)...)
	if s.Unpinned > 0 {
		all = append(all, count(s.Unpinned, "reference was written", "references were written")+
			" without a digest: the Hub gives none.")
	}
	if s.Doubt > 0 {
		all = append(all, doubt(s))
	}
	if text := hidden(s.Hidden); text != "" {
		all = append(all, text)
	}
	return append(all, Line(s))
}

// sentence is hub.Sentence; an error of our own is told whole, for it ends with what to do.
func sentence(err error) string {
	if usage, ok := errors.AsType[*export.UsageError](err); ok {
		return usage.Message
	}
	return hub.Sentence(err)
}

// advice is what can be done, each once.
func advice(s export.Summary) []string {
	var all []string
	add := func(err error) {
		if text := hub.Advice(err); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	add(s.Err)
	for _, m := range s.Misses {
		add(m.Err)
	}
	return all
}

func doubt(s export.Summary) string {
	where := "a pipe"
	if s.DoubtIn != "" {
		where = clean.Line(s.DoubtIn) + ", where a part of them may stand now"
	}
	return count(s.Doubt, "line", "lines") +
		" may have been written twice: the run before was killed while it wrote to " + where + "."
}

// hidden is about what a narrow token leaves out and does not tell of.
func hidden(h export.Hidden) string {
	switch h {
	case export.HiddenPrivate:
		return "This token is shown public repositories only; private ones are left out. " +
			"One with the scope repo:read, or the password, shows them."
	case export.HiddenUngranted:
		return "An organization's token is shown the repositories that it was given, at most 50; " +
			"the Hub leaves out others and does not tell of them."
	case export.HiddenUntold:
		return "What this token may not see, the Hub leaves out and does not tell of."
	default:
		return ""
	}
}

// Line is the last line, as in "4 namespaces · 317 repositories · 41,220 tags · all counts agree".
func Line(s export.Summary) string {
	var parts []string
	switch s.Noun {
	case export.NounRepositories:
		parts = append(parts, countOf(s.Lists, s.ListsOf, "namespace", "namespaces"),
			countOf(s.Rows, s.RowsOf, "repository", "repositories"))
	default:
		if s.Namespaces > 0 {
			parts = append(parts, count(s.Namespaces, "namespace", "namespaces"))
		}
		parts = append(parts, countOf(s.Lists, s.ListsOf, "repository", "repositories"),
			countOf(s.Rows, s.RowsOf, "tag", "tags"))
	}
	if s.Selected {
		parts = append(parts, comma(s.Written)+" written")
	}
	return strings.Join(append(parts, proof(s)...), " · ")
}

// proof is what the numbers prove.
func proof(s export.Summary) []string {
	var parts []string
	partial, changed := 0, 0
	for _, m := range s.Misses {
		if m.Changed() {
			changed++
		} else {
			partial++
		}
	}
	if partial > 0 {
		parts = append(parts, lists(partial)+" not complete")
	}
	if changed > 0 {
		parts = append(parts, lists(changed)+" changed meanwhile")
	}
	if s.Unpinned > 0 {
		parts = append(parts, count(s.Unpinned, "reference", "references")+" not pinned")
	}
	switch {
	case s.Limited:
		return append(parts, "ended at the limit of "+comma(s.Written))
	case errors.Is(s.Err, context.Canceled):
		return append(parts, "interrupted")
	case s.Err != nil:
		return append(parts, "ended early")
	case len(parts) == 0:
		return append(parts, agreement(s))
	}
	return parts
}

// agreement says that the counts agree, and what they cannot tell.
func agreement(s export.Summary) string {
	agree := "counts agree"
	switch s.Hidden {
	case export.HiddenNothing:
	case export.HiddenFromStrangers:
		agree += " as far as can be seen without an account"
	default:
		agree += " as far as this token may see"
	}
	parts := []string{agree}
	if s.Registry > 0 {
		parts = append(parts, lists(s.Registry)+" by the registry's names alone")
	}
	if s.Unplaced > 0 {
		parts = append(parts, count(s.Unplaced, "tag", "tags")+" without platforms left out")
	}
	if s.Doubt > 0 {
		parts = append(parts, count(s.Doubt, "line", "lines")+" perhaps twice")
	}
	if len(parts) == 1 && s.Hidden == export.HiddenNothing {
		return "all counts agree"
	}
	return strings.Join(parts, ", ")
}
