package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export/journal"
)

// Summary is what a run comes to.
type Summary struct {
	Noun           string       // of what is written: "tags" or "repositories"
	Namespaces     int          // whose repositories were listed; 0: none was
	Lists, ListsOf int          // read to their end, and known: repositories of tags, namespaces of repositories
	Rows, RowsOf   int          // read, and counted by the Hub; earlier runs of the same journal included. RowsOf is -1 where the Hub did not count
	Written        int          // lines, by this run
	Selected       bool         // a filter or a platform chose among the rows
	Listed         bool         // repositories of namespaces were listed, of which some may not be shown
	Who            *hub.Session // who read it; nil: nobody was logged in
	Registry       int          // lists that were brought to their end by the registry's names alone
	Unplaced       int          // tags left out because the Hub lists no platform of theirs
	Limited        bool         // ended by the limit that was asked for
	Unpinned       int          // references that should have been pinned, and have no digest
	Doubt          int          // lines of a killed run that may have been written twice; see package journal
	DoubtIn        string       // the file in which they may stand, perhaps in part; "": a pipe
	Misses         []Miss       // not complete, or not proven to be
	Err            error        // what ended the run early: an interruption, the output, the journal, or the Hub
}

// Outcome is how the run ended.
func (s Summary) Outcome() Outcome {
	if s.Err != nil {
		if isClosed(s.Err) {
			return Closed
		}
		if errors.Is(s.Err, context.Canceled) {
			return Interrupted
		}
		if o := OutcomeOf(s.Err); o != Failed || s.isLocal() {
			return o
		}
	}
	for _, m := range s.Misses {
		if wantsLogin(m.Err) {
			return LoginNeeded
		}
	}
	switch {
	case s.Rows == 0 && s.hasFailed():
		return Failed
	case len(s.Misses) > 0, s.Unpinned > 0, s.Err != nil:
		return Partial
	}
	return Complete
}

// isLocal tells of an error on this side: the output, the journal, a template.
func (s Summary) isLocal() bool {
	_, output := errors.AsType[*journal.OutputError](s.Err)
	return output || !isEverywhere(s.Err)
}

func (s Summary) hasFailed() bool {
	for _, m := range s.Misses {
		if m.Err != nil {
			return true
		}
	}
	return s.Err != nil
}

// String is the last line, as in "4 namespaces · 317 repositories · 41,220 tags · all counts agree".
func (s Summary) String() string {
	var parts []string
	switch s.Noun {
	case nounRepositories:
		parts = append(parts, of(s.Lists, s.ListsOf, "namespace", "namespaces"))
		parts = append(parts, of(s.Rows, s.RowsOf, "repository", nounRepositories))
	default:
		if s.Namespaces > 0 {
			parts = append(parts, of(s.Namespaces, s.Namespaces, "namespace", "namespaces"))
		}
		parts = append(parts, of(s.Lists, s.ListsOf, "repository", nounRepositories), of(s.Rows, s.RowsOf, "tag", nounTags))
	}
	if s.Selected {
		parts = append(parts, comma(s.Written)+" written")
	}
	return strings.Join(append(parts, s.outcome()...), " · ")
}

// outcome is what the numbers prove.
func (s Summary) outcome() []string {
	var parts []string
	partial, changed := 0, 0
	for _, m := range s.Misses {
		if m.Changed {
			changed++
		} else {
			partial++
		}
	}
	if partial > 0 {
		parts = append(parts, count(partial, "list", "lists")+" not complete")
	}
	if changed > 0 {
		parts = append(parts, count(changed, "list", "lists")+" changed meanwhile")
	}
	if s.Unpinned > 0 {
		parts = append(parts, count(s.Unpinned, "reference", "references")+" not pinned")
	}
	switch {
	case s.Limited:
		return append(parts, "ended at the limit of "+comma(s.Written))
	case s.Err != nil && errors.Is(s.Err, context.Canceled):
		return append(parts, "interrupted")
	case s.Err != nil:
		return append(parts, "ended early")
	case len(parts) == 0:
		return append(parts, s.agreement())
	}
	return parts
}

// agreement says that the counts agree, and what they cannot tell.
func (s Summary) agreement() string {
	agree := "counts agree"
	switch {
	case s.Listed && s.Who == nil:
		agree += " as far as can be seen without an account"
	case s.Listed && s.Who.Sight() != hub.SeesAccount:
		agree += " as far as this token may see"
	}
	parts := []string{agree}
	if s.Registry > 0 {
		parts = append(parts, count(s.Registry, "list", "lists")+" by the registry's names alone")
	}
	if s.Unplaced > 0 {
		parts = append(parts, count(s.Unplaced, "tag", nounTags)+" without platforms left out")
	}
	if s.Doubt > 0 {
		parts = append(parts, count(s.Doubt, "line", "lines")+" perhaps twice")
	}
	if len(parts) == 1 && agree == "counts agree" {
		return "all counts agree"
	}
	return strings.Join(parts, ", ")
}

// unseen is what a narrow token leaves out and does not tell of.
func (s Summary) unseen() string {
	if !s.Listed || s.Who == nil {
		return ""
	}
	switch sight := s.Who.Sight(); {
	case sight == hub.SeesPublic:
		return "This token is shown public repositories only; private ones are left out. " +
			"One with the scope repo:read, or the password, shows them."
	case sight == hub.SeesGiven && s.Who.Kind == hub.OrganizationAccessToken:
		return "An organization's token is shown the repositories that it was given, at most 50; " +
			"the Hub leaves out others and does not tell of them."
	case sight == hub.SeesGiven:
		return "What this token may not see, the Hub leaves out and does not tell of."
	default:
		return ""
	}
}

// Report writes what is missing, one a line, what can be done about it, and the summary as the last line. It says nothing when nobody reads the
// output any more.
func (s Summary) Report(w io.Writer) {
	if isClosed(s.Err) {
		return
	}
	if s.Err != nil && !errors.Is(s.Err, context.Canceled) {
		_, _ = fmt.Fprintln(w, clean.Line(sentence(s.Err)))
		if s.ListsOf == 0 {
			for _, advice := range s.advice() {
				_, _ = fmt.Fprintln(w, advice)
			}
			return // it never began
		}
	}
	for _, m := range s.Misses {
		_, _ = fmt.Fprintln(w, m.String())
	}
	for _, advice := range s.advice() {
		_, _ = fmt.Fprintln(w, advice)
	}
	if s.Unpinned > 0 {
		_, _ = fmt.Fprintf(w, "%s without a digest: the Hub gives none.\n", count(s.Unpinned, "reference was written", "references were written"))
	}
	if s.Doubt > 0 {
		where := "a pipe"
		if s.DoubtIn != "" {
			where = clean.Line(s.DoubtIn) + ", where a part of them may stand now"
		}
		_, _ = fmt.Fprintf(w, "%s may have been written twice: the run before was killed while it wrote to %s.\n",
			count(s.Doubt, "line", "lines"), where)
	}
	if unseen := s.unseen(); unseen != "" {
		_, _ = fmt.Fprintln(w, unseen)
	}
	_, _ = fmt.Fprintln(w, s.String())
}

// sentence is hub.Sentence; one of our own is told whole, for it ends with what to do.
func sentence(err error) string {
	if usage, ok := errors.AsType[*UsageError](err); ok {
		return usage.Message
	}
	return hub.Sentence(err)
}

// advice is what can be done, each once.
func (s Summary) advice() []string {
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

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return comma(n) + " " + many
}

func of(n, all int, one, many string) string {
	if all < 0 || n == all {
		return count(n, one, many)
	}
	return comma(n) + " of " + count(all, one, many)
}
