package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/stale"
)

// Planned is what a plan was made of.
type Planned struct {
	Read    time.Time
	Account string // "": nobody's
	Hub     string
	Rules   string // as they were given
	NoLocks bool
	Offline bool
	Judged  bool // manifests without a tag were judged too
	Unseen  bool // a login was found that could not be used
	Summary export.Summary
}

// IsComplete reports whether everything was read that was asked for.
func (p *Planned) IsComplete() bool {
	return p.Summary.Outcome() == export.Complete && !p.Unseen
}

// The sentences that every plan tells.
const (
	softEvidence = "When something was pulled is soft evidence: scanners pull too, and who pulls seldom is not seen."
	stepOne      = "A tag that is deleted leaves its manifests behind; bytes are free once these are gone too."
	noLocks      = "Which tags are locked was not asked: the Hub refuses to delete those."
	untagged     = "An untagged manifest may be part of another untagged one, which nobody tells; their sizes are unknown."
)

// Notes are what is to be known of any plan, before it is followed.
func (p *Planned) Notes() []string {
	notes := []string{softEvidence, stepOne}
	if p.NoLocks {
		notes = append(notes, noLocks)
	}
	if p.Judged {
		notes = append(notes, untagged)
	}
	return notes
}

// Lines tell of a plan as a whole, for a person.
func (p *Planned) Lines() []string {
	who := "without an account"
	if p.Account != "" {
		who = "as " + p.Account
	}
	read := "Read"
	if p.Offline {
		read = "Made offline of what was known, at"
	}
	lines := []string{
		fmt.Sprintf("%s %s %s, %s.", read, p.Read.UTC().Format("2006-01-02 15:04 UTC"), who, p.Hub),
		"Rules: " + p.Rules,
	}
	if !p.IsComplete() {
		lines = append(lines, "NOT COMPLETE: "+Line(p.Summary))
		for _, m := range p.Summary.Misses {
			lines = append(lines, "  "+Miss(m))
		}
	}
	if s := p.Summary.Stale; s != nil {
		lines = append(lines, StaleLine(*s), Freed(s.Sum))
		for _, line := range Staying(s.Sum) {
			lines = append(lines, "  "+line)
		}
		for _, name := range s.Broken {
			lines = append(lines, clean.Line(name)+": "+stale.LocksBroken.Words()+".")
		}
	}
	return append(lines, p.Notes()...)
}

// StaleLine says how much goes, as in "12 tags go, 9 images with them, of 2 repositories; 431 stay:".
func StaleLine(s export.StaleSum) string {
	parts := []string{count(s.Tags, "tag", "tags")}
	if s.Untagged > 0 {
		parts = append(parts, count(s.Untagged, "manifest without a tag", "manifests without a tag"))
	}
	verb := " go"
	if s.Goes() == 1 {
		verb = " goes"
	}
	return fmt.Sprintf("%s%s of %s, %s with them.", strings.Join(parts, " and "), verb,
		repositories(s.Repositories), count(s.Images, "image", "images"))
}

// Freed says how many bytes would be free.
func Freed(s stale.Sum) string {
	if IsUnsized(s) {
		return "How much would be free is not known: " +
			count(s.Unknown, "manifest", "manifests") + " of unknown size."
	}
	text := fmt.Sprintf("Free would be at least %s, at most %s: layers may be shared with what stays.",
		humanize.Bytes(uint64(s.AtLeast)), humanize.Bytes(uint64(s.AtMost)))
	if s.Unknown > 0 {
		text += " Not counted: " + count(s.Unknown, "manifest", "manifests") + " of unknown size."
	}
	return text
}

// IsUnsized reports whether nothing that goes has a known size.
func IsUnsized(s stale.Sum) bool { return s.AtMost == 0 && s.Unknown > 0 }

// Staying says how many rows stay for which reason, most first.
func Staying(s stale.Sum) []string {
	var all []stale.Kind
	for _, k := range stale.Kinds() {
		if k != stale.Goes && k != stale.GoesSigned && s.Kinds[k] > 0 {
			all = append(all, k)
		}
	}
	slices.SortStableFunc(all, func(a, b stale.Kind) int {
		return cmp.Compare(s.Kinds[b], s.Kinds[a])
	})
	lines := []string{comma(s.Stay) + " stay" + map[bool]string{true: "s"}[s.Stay == 1]}
	for _, k := range all {
		lines = append(lines, "  "+comma(s.Kinds[k])+" · "+k.Words())
	}
	return lines
}
