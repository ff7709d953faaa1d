package jump

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/hub/ranking"
	"tagboat/ui/picker"
)

const (
	// mostHits is how many of the best places can be scrolled through.
	mostHits = 100
	// unsaid is how long a search may take before the box says that it searches.
	unsaid = 300 * time.Millisecond
)

// question is what was typed, to the names that were known then.
type question struct {
	typed  string
	said   saying
	finder *places.Finder
}

// answer is what was found.
type answer struct {
	question

	best     []places.Hit
	matching int
	digested digested
}

// hit is a place that can be chosen.
type hit struct {
	places.Hit

	note string
	view *places.View // in place of a place
}

// name is what was found, as it is read.
func (h hit) name() string {
	if h.view != nil {
		return h.view.Name
	}
	return h.Place.String()
}

func (j *Jump) question() question {
	typed := j.picker.Typed()
	return question{typed, read(typed), j.names.Finder()}
}

// isEasy reports whether no name is searched for the answer.
func (q question) isEasy() bool { return q.said.certain || ranking.Parse(q.typed).IsZero() }

// ask gives the answer, in any goroutine; the only error is that of ctx.
func (q question) ask(ctx context.Context) (answer, error) {
	if q.said.certain {
		return answer{question: q}, nil
	}
	best, matching, err := q.finder.Find(ctx, q.typed, mostHits)
	return answer{question: q, best: best, matching: matching}, err
}

// find looks for what is typed, in place of what was looked for before. Until the answer is there
// the former one stays in sight.
func (j *Jump) find() tea.Cmd {
	q := j.question()
	if q.isEasy() {
		j.finish()
		return j.lookUp(q)
	}
	search := j.searching.Start(j.ctx, func(
		ctx context.Context, deliver func(answer) bool,
	) error {
		found, err := q.ask(ctx)
		if err == nil {
			deliver(found)
		}
		return err
	})
	if j.slow || j.patience.Busy() {
		return search
	}
	return tea.Batch(search, j.patience.StartAfter(j.ctx, unsaid, func(
		context.Context, func(struct{}) bool,
	) error {
		return nil
	}))
}

// finish finds what is typed in this turn of the loop: a key that acts on what was found may have
// come in one breath with the text, and what follows it is meant for the next screen.
func (j *Jump) finish() {
	if found, err := j.question().ask(j.ctx); err == nil {
		j.show(found)
	}
}

// show puts an answer in sight: what the text says as it stands goes first where that is certain,
// names a tag or a digest, or is known, and else second.
func (j *Jump) show(a answer) {
	j.searching.Stop()
	j.patience.Stop()
	j.shown, j.hits, j.slow, j.picker.Problem = a, nil, false, ""
	if a.said.certain {
		j.say(a)
	} else {
		for _, h := range a.best {
			j.hits = append(j.hits, hit{Hit: h, note: note(h)})
		}
		j.alsoViews(a.typed)
		j.also(a.said.place)
	}
	query := ranking.Parse(a.typed)
	rows := make([]picker.Row, len(j.hits))
	for i, h := range j.hits {
		name := h.name()
		rows[i] = picker.Row{Text: name, Note: h.note}
		if !a.said.certain {
			rows[i].Spans = query.Spans(name)
		}
	}
	j.picker.Show(rows)
}

// say offers what is certain, or tells what is wrong with it.
func (j *Jump) say(a answer) {
	switch said := a.said; {
	case said.err != nil:
		j.picker.Problem = clean.Line(hub.Sentence(said.err))
		return
	case said.digest.IsZero():
		j.hits = []hit{{Hit: places.Hit{Place: said.place}, note: "as written"}}
	}
	j.sayDigested(a)
}

// also adds what the text says as it stands, where that is a place at all.
func (j *Jump) also(p places.Place) {
	if p.IsZero() {
		return
	}
	at := slices.IndexFunc(j.hits, func(h hit) bool { return h.view == nil && h.Place == p })
	switch {
	case at >= 0:
		exact := j.hits[at]
		j.hits = slices.Insert(slices.Delete(j.hits, at, at+1), 0, exact)
	case j.names.Has(p):
		h := places.Hit{Place: p, Favourite: j.names.IsFavourite(p)}
		j.hits = slices.Insert(j.hits, 0, hit{Hit: h, note: note(h)})
	case p.Kind() == places.Tag: // nobody writes one and means another
		j.hits = slices.Insert(j.hits, 0, hit{Hit: places.Hit{Place: p}, note: "not seen"})
	default:
		j.hits = slices.Insert(j.hits, min(1, len(j.hits)), hit{Hit: places.Hit{Place: p}, note: "not seen"})
	}
}

func note(h places.Hit) string {
	switch {
	case h.Favourite:
		return "favourite"
	case h.Recent:
		return "recent"
	}
	return h.Place.Kind().String()
}
