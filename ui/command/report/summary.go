package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

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
	all = append(all, missing(s)...)
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

// missing names what is not complete, and says what can be done about it.
func missing(s export.Summary) (all []string) {
	for _, m := range s.Misses {
		all = append(all, Miss(m))
	}
	return append(all, advice(s)...)
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
