package check

import (
	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/refs"
	"tagboat/hub/refs/patch"
)

// Fix says how references are changed.
type Fix struct {
	To  freshness.Level // the farthest step that is taken
	Pin bool            // a digest is written where there was none, too
}

// Unfixed is a reference that something could be done about, and was not.
type Unfixed struct {
	Result *Result
	Why    string // a sentence without a full stop
}

// Apply changes the references of one file, of which these are the results, in the content that it
// was read from: to the farthest step that is near enough, else, of what moved, to what the tag is
// now.
func (f Fix) Apply(file refs.File, content []byte, results []Result) ([]byte, []Unfixed) {
	var changes []patch.Change
	var unfixed []Unfixed
	changed := map[int]*Result{}
	for i := range results {
		r := &results[i]
		text, why := f.text(r)
		switch {
		case why != "":
			unfixed = append(unfixed, Unfixed{r, why})
		case text != "" && text != r.Found.Text:
			changes = append(changes, patch.Change{Index: r.ref, Text: text})
			changed[r.ref] = r
		}
	}
	after, refused := patch.Apply(file, content, changes)
	for _, no := range refused {
		unfixed = append(unfixed, Unfixed{changed[no.Index], no.Why})
	}
	return after, unfixed
}

// text is what a reference is to become; empty where it stays, which is told where it should not.
func (f Fix) text(r *Result) (text, why string) {
	step, isFound := f.step(r.Answer.Newer)
	named := r.Reference()
	switch {
	case r.Verdict == Gone:
		return "", "what is gone is not replaced"
	case r.Verdict != Newer && r.Verdict != Moved:
		return "", ""
	case !isFound && r.Verdict == Newer:
		nearest := r.Answer.Newer[0]
		return "", nearest.Tag + " is farther than " + f.To.String() + ": give --to " + farther(nearest.Level)
	case !isFound:
		step = freshness.Step{Tag: named.Tag, Digest: r.Answer.Digest}
		if named.Tag == "" {
			return "", "no tag is this digest now, so nothing says what to pin it to"
		}
	}
	if named.Digest.IsZero() && !f.Pin {
		if !isFound {
			return "", "it has no digest, so the tag says what it says: give --pin"
		}
		step.Digest = hub.Digest{}
	} else if step.Digest.IsZero() {
		return "", "the Hub tells no digest of " + step.Tag
	}
	return patch.Retag(r.Found.Text, step.Tag, step.Digest), ""
}

// step is the farthest that is near enough.
func (f Fix) step(all []freshness.Step) (step freshness.Step, found bool) {
	for _, s := range all {
		if s.Level != freshness.Base && IsWithin(s.Level, f.To) {
			step, found = s, true
		}
	}
	for _, s := range all {
		if !found && IsWithin(s.Level, f.To) {
			step, found = s, true
		}
	}
	return step, found
}

func farther(l freshness.Level) string {
	if l == freshness.Base {
		l = freshness.Minor
	}
	return l.String()
}
