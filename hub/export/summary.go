package export

import (
	"context"
	"errors"

	"tagboat/hub"
	"tagboat/hub/export/journal"
)

// Summary is what a run comes to.
type Summary struct {
	Noun       string // of what is written: NounTags or NounRepositories
	Namespaces int    // whose repositories were listed; 0: none was

	// Lists were read to their end, of ListsOf that are known: repositories of tags, or namespaces
	// of repositories.
	Lists, ListsOf int
	// Rows were read, of RowsOf that the Hub counts, those of earlier runs of the same journal
	// included. RowsOf is -1 where the Hub did not count.
	Rows, RowsOf int

	Written  int       // lines, by this run
	Selected bool      // a filter or a platform chose among the rows
	Hidden   Hidden    // what may be there, and is neither shown nor counted
	Verified int       // lists that were known, and verified by their newest rows
	Delta    bool      // lists were not asked for where the date of their repository has not moved
	Unmoved  int       // of Lists, those
	Earlier  int       // of Lists, those that an earlier run of the same journal wrote
	Offline  bool      // nobody was asked: the lists are as they were known
	Registry int       // lists that were brought to their end by the registry's names alone
	Unplaced int       // tags left out because the Hub lists no platform of theirs
	Limited  bool      // ended by the limit that was asked for
	Unpinned int       // references that should have been pinned, and have no digest
	Doubt    int       // lines of a killed run that may be there twice; see package journal
	DoubtIn  string    // the file in which they may stand, perhaps in part; "": a pipe
	Stale    *StaleSum // what could go; nil: nobody asked
	Misses   []Miss    // not complete, or not proven to be
	// what ended the run early: an interruption, the output, the journal, or the Hub
	Err error
}

// Hidden is what the Hub leaves out of the repositories of a namespace without telling, so that
// counts that agree do not prove that it is not there.
type Hidden uint8

// What is hidden, and from whom.
const (
	HiddenNothing       Hidden = iota
	HiddenFromStrangers        // nobody was logged in
	HiddenPrivate              // the token is shown public repositories only
	// HiddenUngranted: an organization's token is shown those that it was given, at most 50.
	HiddenUngranted
	HiddenUntold // it is not known what the token may see
)

// HiddenFrom is what the Hub leaves out for a session; nil is nobody's.
func HiddenFrom(s *hub.Session) Hidden {
	switch {
	case s == nil:
		return HiddenFromStrangers
	case s.Sight() == hub.SeesAccount:
		return HiddenNothing
	case s.Sight() == hub.SeesPublic:
		return HiddenPrivate
	case s.Kind == hub.OrganizationAccessToken:
		return HiddenUngranted
	default:
		return HiddenUntold
	}
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

// isLocal reports whether the failure is on this side: the output, the journal, a template.
func (s Summary) isLocal() bool {
	_, output := errors.AsType[*journal.OutputError](s.Err)
	return output || !IsEverywhere(s.Err)
}

// hasFailed reports whether something failed without which nothing is known. Manifests that no tag
// points at are asked for beside tags that were read.
func (s Summary) hasFailed() bool {
	for _, m := range s.Misses {
		if m.Err != nil && m.Noun != NounUntagged {
			return true
		}
	}
	return s.Err != nil
}
