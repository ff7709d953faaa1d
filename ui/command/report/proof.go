package report

import (
	"context"
	"errors"
	"strings"

	"tagboat/hub/export"
)

// Line is the last line, as in "4 namespaces · 317 repositories · 41,220 tags · all counts agree,
// each list as it began".
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

// agreement says that the counts agree, as of what moment, and what they cannot tell.
func agreement(s export.Summary) string {
	if s.Offline {
		return "each list as it was known, offline"
	}
	agree := "counts agree"
	switch s.Hidden {
	case export.HiddenNothing:
	case export.HiddenFromStrangers:
		agree += " as far as can be seen without an account"
	default:
		agree += " as far as this token may see"
	}
	parts := []string{agree, "each list as it began"}
	if s.Unmoved > 0 {
		parts[0] += " where the Hub was asked"
		parts = append(parts, lists(s.Unmoved)+" resting on the dates of repositories, which have not moved")
	}
	if s.Earlier > 0 && s.Verified+s.Unmoved > 0 {
		parts = append(parts, lists(s.Earlier)+" written by an earlier run")
	}
	if s.Verified > 0 {
		parts = append(parts, comma(s.Lists-s.Verified-s.Unmoved-s.Earlier)+" read whole and "+
			comma(s.Verified)+" verified by their newest tags")
	}
	if s.Registry > 0 {
		parts = append(parts, lists(s.Registry)+" by the registry's names alone")
	}
	if s.Unplaced > 0 {
		parts = append(parts, count(s.Unplaced, "tag", "tags")+" without platforms left out")
	}
	if s.Doubt > 0 {
		parts = append(parts, count(s.Doubt, "line", "lines")+" perhaps twice")
	}
	isPlain := s.Registry+s.Unplaced+s.Doubt == 0
	if isPlain && !s.Delta && s.Hidden == export.HiddenNothing {
		parts[0] = "all " + agree
	}
	return strings.Join(parts, ", ")
}
