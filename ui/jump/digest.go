package jump

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/index"
	"tagboat/hub/places"
	"tagboat/ui/text"
)

// digested is what is known of a digest from earlier.
type digested struct {
	tags []index.Digested
	seen index.Extent
	told bool // it was looked up
}

// lookUp finds the tags that a digest is, and was, in what is known from earlier.
func (j *Jump) lookUp(q question) tea.Cmd {
	digest, known, client := q.said.pinned(), j.env.Index, j.env.Hub
	if digest.IsZero() || known == nil {
		return nil
	}
	return j.searching.Start(j.ctx, func(ctx context.Context, deliver func(answer) bool) error {
		tags, seen := known.Digest(ctx, client, digest)
		if ctx.Err() == nil {
			deliver(answer{question: q, digested: digested{tags, seen, true}})
		}
		return ctx.Err()
	})
}

// sayDigested offers the tags of a digest, and the repositories in which it was seen in this run.
func (j *Jump) sayDigested(a answer) {
	digest, in := a.said.pinned(), map[hub.RepositoryName]bool{}
	if digest.IsZero() {
		return
	}
	for _, d := range a.digested.tags[:min(len(a.digested.tags), mostHits)] {
		in[d.Repository] = true
		place := places.Of(hub.Reference{Repository: d.Repository, Tag: d.Tag})
		j.hits = append(j.hits, hit{Hit: places.Hit{Place: place}, note: j.heldNote(d)})
	}
	if a.said.digest.IsZero() { // its repository stands above
		return
	}
	for _, p := range j.names.Holding(digest, mostHits) {
		if !in[p.Reference.Repository] {
			j.hits = append(j.hits, hit{Hit: places.Hit{Place: p}, note: "has it"})
		}
	}
	if isLooking := j.env.Index != nil && !a.digested.told; len(j.hits) == 0 && !isLooking {
		j.picker.Problem = "No tag seen has this digest, or had it. Its repository opens it: name@sha256:…"
	}
}

// heldNote is since when or until when a tag was seen to be a digest.
func (j *Jump) heldNote(d index.Digested) string {
	clock := j.env.Clock()
	switch {
	case !d.Until.IsZero():
		return "was it until " + day(clock.In(d.Until), clock.In(j.env.Now()))
	case d.Platform != (hub.Platform{}):
		return "is it for " + d.Platform.String()
	default:
		return "is it"
	}
}

// day is the day of a moment where one is, or its time if that is today.
func day(t, now time.Time) string {
	switch {
	case t.Year() == now.Year() && t.YearDay() == now.YearDay():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 January")
	default:
		return t.Format("2 January 2006")
	}
}

// saysDigested is how much was looked through.
func (j *Jump) saysDigested() string {
	switch seen := j.shown.digested.seen; {
	case j.searching.Busy():
		return "looking for it in what is known"
	case seen.Lists == 0:
		return text.Count(j.names.Known()) + " names known"
	case seen.Tags == 1:
		return "looked for in the one tag known, and what it was"
	default:
		return "looked for in " + text.Count(seen.Tags) + " tags known, and what they were"
	}
}
