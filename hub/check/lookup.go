package check

import (
	"context"
	"errors"
	"slices"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/index"
)

const perPage = 100 // rows of a page of the Hub

// errChanged is a list that was another at the end of its reading than at the beginning.
var errChanged = errors.New("the list of its tags changed while it was read; run it again")

// errCounts is a list of which the Hub counts other rows than it sends.
var errCounts = errors.New("the Hub counts other tags than it sends, so some may be missing")

// lookup reads of one repository's tags what its references need.
type lookup struct {
	*group

	client *hub.Client
	index  *index.Index
	level  freshness.Level

	tags   []hub.Tag         // all that were seen
	scopes []freshness.Scope // of what they are whole
	absent map[string]bool   // tags that the Hub says are not there
	before map[string]seen   // what tags were, as far as the index knows
	err    error             // why not everything is known that is needed
	// unsure is set when a search for names did not give what was hoped for; barred is why, where
	// the Hub pages no deeper.
	unsure bool
	barred error
}

// seen is what the index knew of a tag before this run.
type seen = []index.Seen

func (c *Check) lookup(g *group) *lookup {
	return &lookup{
		group: g, client: c.client, index: c.request.Index, level: c.request.Level,
		absent: map[string]bool{},
	}
}

// needed are the parts of the list that the references need, none of which is a part of another.
func (l *lookup) needed() (least []freshness.Scope) {
	for _, r := range l.results {
		if q := &r.question; isWord(q.Tag) && q.Digest.IsZero() {
			continue
		}
		scope := freshness.Needs(r.question.Tag)
		if slices.ContainsFunc(least, func(s freshness.Scope) bool { return s.Covers(scope) }) {
			continue
		}
		least = slices.DeleteFunc(least, scope.Covers)
		least = append(least, scope)
	}
	return least
}

// read asks for what is needed, and no more.
func (l *lookup) read(ctx context.Context) {
	needed := l.needed()
	whole := l.index.Tags(l.client, l.repository).Unattended()
	_, isKnown := whole.Kept(ctx)
	isOneWord := len(needed) == 1 && !needed[0].All && !l.hasWords()
	l.remember(ctx, isKnown)
	if !isKnown && isOneWord && l.named(ctx, needed[0]) || l.err != nil {
		return
	}
	reader := whole.Reader()
	if l.err = l.take(ctx, reader, 1); l.err != nil {
		return
	}
	switch v := reader.Verdict(); {
	case v.State != hub.Unfinished:
	case len(needed) == 0:
		l.single(ctx)
		return
	case v.Route != hub.KeptRoute && l.inParts(ctx, needed, pages(v.Count-v.Rows)):
		return
	}
	l.rest(ctx, reader, needed)
}

// rest reads a list to its end, or what can be had of it.
func (l *lookup) rest(ctx context.Context, reader *hub.Reader[hub.Tag], needed []freshness.Scope) {
	err := l.barred
	if err == nil {
		err = l.take(ctx, reader, 0)
	}
	isBarred := errors.Is(err, hub.DepthCapped) || errors.Is(err, hub.BotChallenge)
	if isBarred && l.namesDo() && reader.ThroughRegistry() {
		if l.take(ctx, reader, 0) == nil {
			err = nil
		}
	}
	if err == nil {
		err = proof(reader.Verdict())
	}
	if err == nil {
		l.scopes = append(l.scopes, freshness.Scope{All: true})
		if isBarred { // the names tell no digest
			l.single(ctx)
		}
		return
	}
	for _, scope := range needed {
		if isBarred && !scope.All && !l.unsure {
			l.named(ctx, scope)
		}
	}
	l.single(ctx)
	l.err = err
}

// inParts reads the flavours one by one, where those are fewer pages than the rest of the list, and
// reports whether that was enough.
func (l *lookup) inParts(ctx context.Context, needed []freshness.Scope, left int) bool {
	isAll := slices.ContainsFunc(needed, func(s freshness.Scope) bool { return s.All })
	if isAll || l.unsure || len(needed) >= left {
		return false
	}
	for _, scope := range needed {
		if !l.named(ctx, scope) {
			return l.err != nil
		}
	}
	l.single(ctx)
	return true
}

// named reads the tags whose names hold a word, and reports whether these are proven to be all of
// them. The error of a list that could not be read is kept.
func (l *lookup) named(ctx context.Context, scope freshness.Scope) bool {
	reader := l.client.TagsNamed(l.repository, scope.Holding).Unattended().Reader()
	l.unsure = true
	switch err := l.take(ctx, reader, 0); {
	case errors.Is(err, hub.DepthCapped):
		l.barred = err
		return false
	case err != nil:
		l.err = err
		return false
	case proof(reader.Verdict()) != nil:
		return false
	}
	for _, r := range l.results {
		tag := r.question.Tag
		if !scope.Covers(freshness.Needs(tag)) || l.has(tag, false) || l.absent[tag] {
			continue
		}
		// a search that finds not even the tag that is there is not to be trusted
		if l.ask(ctx, tag); l.err != nil || !l.absent[tag] {
			return false
		}
	}
	l.scopes, l.unsure = append(l.scopes, scope), false
	return true
}

// single asks for each tag that was not among the rows.
func (l *lookup) single(ctx context.Context) {
	for _, r := range l.results {
		q := &r.question
		isWhole := !q.Digest.IsZero() || len(q.Platforms) > 0
		if q.Tag != "" && !l.absent[q.Tag] && !l.has(q.Tag, isWhole) && l.err == nil {
			l.ask(ctx, q.Tag)
		}
	}
}

func (l *lookup) ask(ctx context.Context, name string) {
	tag, err := l.client.Tag(ctx, l.repository, name)
	switch {
	case errors.Is(err, hub.NotFound):
		l.absent[name] = true
	case err != nil:
		l.err = err
	default:
		l.tags = append(l.tags, tag)
	}
}

// has reports whether a tag is among the rows, and with more than its name where that is asked.
func (l *lookup) has(name string, whole bool) bool {
	return slices.ContainsFunc(l.tags, func(t hub.Tag) bool {
		return t.Name == name && (!whole || !t.NamesOnly)
	})
}

func (l *lookup) hasWords() bool {
	return slices.ContainsFunc(l.results, func(r *Result) bool {
		return isWord(r.question.Tag) && r.question.Digest.IsZero()
	})
}

// namesDo reports whether names alone tell all that is asked of the list.
func (l *lookup) namesDo() bool {
	return !slices.ContainsFunc(l.results, func(r *Result) bool {
		return len(r.question.Platforms) > 0 || r.question.Tag == ""
	})
}

// take reads so many pages, 0 is to the end.
func (l *lookup) take(ctx context.Context, reader *hub.Reader[hub.Tag], most int) error {
	for p, err := range reader.Pages(ctx, most) {
		if err != nil {
			return err
		}
		l.tags = append(l.tags, p.Rows...)
	}
	return nil
}

// proof is why a list that was read to its end is not proven whole; nil where it is.
func proof(v hub.Verdict) error {
	switch {
	case v.State == hub.Changed:
		return errChanged
	case v.State == hub.Partial && v.Err != nil:
		return v.Err
	case v.State != hub.Complete, v.Malformed > 0, v.Count != v.Rows:
		return errCounts
	}
	return nil
}

func pages(rows int) int { return (rows + perPage - 1) / perPage }

// remember looks up what the tags were, before this run changes what is known of them.
func (l *lookup) remember(ctx context.Context, isKnown bool) {
	if !isKnown {
		return
	}
	l.before = map[string]seen{}
	for _, r := range l.results {
		if q := r.question; q.Digest.IsZero() && l.before[q.Tag] == nil {
			l.before[q.Tag] = l.index.Seen(ctx, l.client, l.repository, q.Tag)
		}
	}
}
