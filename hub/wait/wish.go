package wait

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"tagboat/hub"
)

// Wish is what is waited for: that the tag is there, unless it says more.
type Wish struct {
	Repository hub.RepositoryName
	Tag        string
	Platforms  []hub.Platform // every one of them
	Digest     hub.Digest     // the tag's own, or that of one of its platforms
	Moved      bool           // another image than Before
	Before     hub.Digest     // zero: whatever there was at the first look, or nothing
	Gone       bool
}

// Reference is the tag, without a digest.
func (w Wish) Reference() hub.Reference {
	return hub.Reference{Repository: w.Repository, Tag: w.Tag}
}

// Pinned is the tag with the digest that was waited for, else with its own, which is zero where the
// Hub does not tell it.
func (w Wish) Pinned(t hub.Tag) hub.Reference {
	r := w.Reference()
	r.Digest = t.Digest
	if !w.Digest.IsZero() {
		r.Digest = w.Digest
	}
	return r
}

// wrong is what is wrong with a wish.
func (w Wish) wrong() error {
	kinds := 0
	for _, asked := range []bool{w.Moved, w.Gone, !w.Digest.IsZero()} {
		if asked {
			kinds++
		}
	}
	switch {
	case kinds > 1:
		return errors.New("a digest, a move and an end are three things to wait for: choose one")
	case w.Gone && len(w.Platforms) > 0:
		return errors.New("what is gone has no platforms: choose one or the other")
	}
	return nil
}

// missing says in words what of a wish a tag does not grant; "" when it grants all.
func (w Wish) missing(t *hub.Tag, first *hub.Tag) string {
	switch {
	case w.Gone:
		return "was still there"
	case !w.Digest.IsZero() && !t.Has(w.Digest):
		return "was " + named(t)
	case w.Moved && (t.Has(w.Before) || w.Before.IsZero() && isSame(t, first)):
		return "was still " + named(t)
	}
	var late []string
	for _, p := range w.Platforms {
		if !isBuiltFor(t, p) {
			late = append(late, p.String())
		}
	}
	if len(late) == 0 {
		return ""
	}
	var there []string
	for i := range t.Platforms() {
		there = append(there, i.Platform.String())
	}
	return fmt.Sprintf("was there for %s, not for %s",
		cmp.Or(strings.Join(there, ", "), "no platform"), strings.Join(late, ", "))
}

func named(t *hub.Tag) string { return cmp.Or(t.Digest.String(), "without a digest") }

func isBuiltFor(t *hub.Tag, p hub.Platform) bool {
	fits := p.Matcher()
	for i := range t.Platforms() {
		if fits(i.Platform) {
			return true
		}
	}
	return false
}

// isSame reports whether a tag is the image that it was; where the Hub tells no digest, whether it
// was pushed since.
func isSame(t, before *hub.Tag) bool {
	switch {
	case before == nil:
		return false
	case t.Digest.IsZero() || before.Digest.IsZero():
		return t.Changed() == before.Changed()
	default:
		return t.Digest == before.Digest
	}
}
