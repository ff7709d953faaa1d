package freshness

import (
	"slices"

	"tagboat/hub"
)

// Verdict is what a tag list says about a reference.
type Verdict uint8

// The verdicts. A reference that is both gets the first of: gone, moved, newer.
const (
	Unknown  Verdict = iota // the list does not say; Answer.Why tells what is missing
	Current                 // nothing to do, said only of a list that is complete for the question
	Newer                   // there are newer tags: Answer.Newer
	Moved                   // the tag is another image than the digest
	Gone                    // there is no such tag, or not for a platform asked for
	Floating                // a word without a digest; Answer.Now is what it is
)

var verdicts = [...]string{"unknown", "current", "newer", "moved", "gone", "floating"}

// String is the verdict in one word.
func (v Verdict) String() string { return verdicts[v] }

// Level is how far a newer tag is away.
type Level uint8

// The levels, the nearest first. A release is named rather than a pre-release; that is named only
// for another one, where a level has nothing else, or as PreRelease beside the release.
const (
	PreRelease Level = 1 + iota // the first two numbers stay, and so it does a pre-release
	Patch                       // the first two numbers stay; also the next build or date
	Minor                       // the first number stays
	Major
	Base // the version stays, on a newer release of the same base: alpine3.20 → alpine3.21
)

var levels = [...]string{"", "pre-release", "patch", "minor", "major", "base"}

// String is the level in one word.
func (l Level) String() string { return levels[l] }

// Question is a reference as it stands in a file.
type Question struct {
	// Tag may be empty where there is a digest.
	Tag string
	// Digest that the reference pins, of the index or of one platform; zero when there is none.
	Digest hub.Digest
	// Seen is a digest that the tag is known to have had; another one now makes it [Moved]. It is
	// asked only of a reference without a digest. Zero when nothing is known.
	Seen hub.Digest
	// Platforms that the tag, and each newer one, must have.
	Platforms []hub.Platform
	// NotThere is true where the Hub itself has said that it has no such tag: a shortened list
	// does not prove it.
	NotThere bool
}

// Answer is a verdict with what it rests on.
type Answer struct {
	Verdict Verdict
	// Why is, of Unknown, what could not be known, and of Gone, what is not there.
	Why string
	// Newer is the newest tag at each level that has one, the nearest first. It is filled for
	// every verdict but Unknown, so that what moved or is gone has somewhere to go.
	Newer []Step
	// Partial is true where the list is not complete for what Newer says: it may lack some.
	Partial bool
	// Digest is what the tag is now, zero where that is not known.
	Digest hub.Digest
	// Now is the most specific tag that is the same image; empty where that is the tag itself, or
	// where it is not known. A list that is not of everything may lack it.
	Now string
	// Was are the tags that are the pinned digest now, where it is Moved or stands without a tag,
	// the most specific first.
	Was []string
}

// Step is a newer tag.
type Step struct {
	Level  Level
	Tag    string
	Digest hub.Digest // of its index, or of its manifest where there is one platform only
}

// At is the newer tag at a level.
func (a *Answer) At(l Level) (Step, bool) {
	i := slices.IndexFunc(a.Newer, func(s Step) bool { return s.Level == l })
	if i < 0 {
		return Step{}, false
	}
	return a.Newer[i], true
}

// Scope is the part of a repository's tags that a list has without a gap. The zero Scope is no
// part.
type Scope struct {
	All     bool
	Holding string // every tag whose name holds this text, as the Hub's name= finds them
}

// Covers reports whether a list of this scope answers a question that needs the other.
func (s Scope) Covers(needed Scope) bool {
	return s.All || !needed.All && s.Holding != "" && needed.Holding != "" &&
		contains(needed.Holding, s.Holding)
}
