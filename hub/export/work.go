package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/export/journal"
	"tagboat/hub/query"
)

// Work is a request that was understood. It runs once.
type Work struct {
	// Observe is told how far the run has come, after each page. It is called from one goroutine at
	// a time and must not block.
	Observe func(Progress)

	client  *hub.Client
	request Request
	out     io.Writer
	command string   // for the journal
	targets []target // nil: the account's
	tags    bool     // of the repositories of the targets
	whole   bool     // every list of tags is read to its end, known or not
	engine  runner
	stale   *judge // nil: nobody asks what could go
}

// runner is an engine, whatever it reads and writes.
type runner interface {
	run(ctx context.Context, w *Work, j *journal.Journal, t *counter) Summary
}

// Images writes a row for each tag of the targets: namespaces, repositories, or without a target
// all that the account belongs to. Errors are usage errors.
func Images(c *hub.Client, q Request, form Form[TagRow], out io.Writer) (*Work, error) {
	targets, err := parseTargets(q.Targets)
	if err != nil {
		return nil, err
	}
	return newTags(c, q, form, out, "images", targets)
}

// Tags writes a row for each tag of one repository; an official image may be named without its
// namespace.
func Tags(c *hub.Client, q Request, form Form[TagRow], out io.Writer) (*Work, error) {
	if len(q.Targets) != 1 {
		return nil, &UsageError{"expected one repository, as myorg/api or nginx"}
	}
	name, err := hub.ParseRepositoryName(q.Targets[0])
	if err != nil {
		return nil, usage(err)
	}
	one := []target{{namespace: name.Namespace, names: []string{name.Name}}}
	return newTags(c, q, form, out, "tags", one)
}

// Repositories writes a row for each repository of the namespaces; without one, of all that the
// account belongs to.
func Repositories(
	c *hub.Client, q Request, form Form[hub.Repository], out io.Writer,
) (*Work, error) {
	targets, err := parseTargets(q.Targets)
	if err != nil {
		return nil, err
	}
	for _, s := range targets {
		if !s.all {
			return nil, &UsageError{
				fmt.Sprintf("%s/%s is a repository; expected namespaces", s.namespace, s.names[0]),
			}
		}
	}
	if q.Digests || q.Full || q.Platform != "" {
		return nil, &UsageError{
			"digests, full references and platforms belong to tags; a repository has none",
		}
	}
	e, err := newRepositoryEngine(c, q, form)
	if err != nil {
		return nil, err
	}
	return &Work{
		client: c, request: q, out: out, command: form.command("repositories", q),
		targets: targets, engine: e,
	}, nil
}

func newTags(
	c *hub.Client, q Request, form Form[TagRow], out io.Writer, verb string, targets []target,
) (*Work, error) {
	e, err := newTagEngine(c, q, form)
	if err != nil {
		return nil, err
	}
	return &Work{
		client: c, request: q, out: out, command: form.command(verb, q),
		targets: targets, tags: true, engine: e,
		whole: q.Fresh || form.Moving || e.asksForMoving(),
	}, nil
}

// Run does the work. It ends with the context, with the output, or when all is read.
func (w *Work) Run(ctx context.Context) Summary {
	began := w.client.Now()
	t := &counter{client: w.client, now: w.client.Now, began: began, observe: w.Observe}
	if w.request.Now.IsZero() {
		w.request.Now = began
	}
	if w.request.Resume == "" {
		return w.engine.run(ctx, w, nil, t)
	}
	account := ""
	if s := w.client.Session(); s != nil {
		account = s.Username
	}
	command := journal.Command(w.command, account, w.client.Address())
	j, err := journal.Open(w.request.Resume, command, w.out, w.request.Now)
	if _, ok := errors.AsType[*journal.RefusedError](err); ok {
		return Summary{Err: usage(err)}
	}
	if err != nil {
		return Summary{Err: err}
	}
	j.Clock = w.client.Now
	w.request.Now = j.Began()
	s := w.engine.run(ctx, w, j, t)
	s.Doubt, s.DoubtIn = j.Doubt(), j.DoubtIn()
	s.Err = firstOf(s.Err, j.Close())
	return s
}

// run reads what the work is about and sums up.
func (e *engine[T, R]) run(ctx context.Context, w *Work, j *journal.Journal, t *counter) Summary {
	var err error
	// A run that goes on judges ages as the first one did.
	if e.choice, err = e.choose(w.request.Filter, w.request.Now); err != nil {
		return Summary{Noun: e.noun, Err: err}
	}
	e.out = &output[R]{w: w.out, sheet: e.form, journal: j, limit: w.request.Limit}
	e.counter, e.unordered = t, w.request.Unordered && e.order.IsZero()
	t.lines, t.p.Noun = e.out.lineCount, e.noun
	s := Summary{Noun: e.noun, Selected: !e.choice.isAll || e.keep != nil || w.stale != nil}
	targets, err := resolve(ctx, w.client, w.request, t, w.targets)
	if err != nil {
		s.Err = err
		return s
	}
	e.targets = targets
	s.Err = e.read(ctx)
	if s.Limited = s.Err == errLimit; s.Limited { //nolint:errorlint // It is this very value, never wrapped.
		s.Err = nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.SortStableFunc(t.misses, func(a, b Miss) int { return strings.Compare(a.List, b.List) })
	s.Misses, s.Unpinned, s.Namespaces = t.misses, t.unpinned, 0
	for _, one := range targets {
		if one.all {
			s.Namespaces, s.Hidden = t.namespaces, HiddenFrom(w.client.Session())
		}
	}
	s.Registry, s.Unplaced, s.Verified = t.registry, t.unplaced, t.verified
	s.Delta, s.Unmoved, s.Earlier = w.request.Delta, t.unmoved, t.earlier
	s.Lists, s.ListsOf, s.Rows, s.RowsOf = t.p.Lists, t.p.ListsOf, t.p.Rows, t.p.RowsOf
	if s.Offline = w.request.Offline != nil; s.Offline {
		s.Verified = 0
	}
	if t.uncounted {
		s.RowsOf = -1
	}
	s.Written = e.out.lineCount()
	if w.stale != nil {
		s.Stale = &w.stale.sum
	}
	return s
}

func newTagEngine(
	c *hub.Client, q Request, form Form[TagRow],
) (*engine[hub.Tag, TagRow], error) {
	p, err := prepare(q, query.Tags(), chooseTags)
	if err != nil {
		return nil, err
	}
	e := &engine[hub.Tag, TagRow]{prepared: p, form: form, client: c, noun: NounTags}
	var fits func(hub.Platform) bool
	if q.Platform != "" {
		platform, err := ParsePlatform(q.Platform)
		if err != nil {
			return nil, err
		}
		fits = platform.Matcher()
		e.keep = func(t *hub.Tag) bool {
			if len(t.Images) == 0 {
				e.counter.unplace()
			}
			_, ok := imageOf(t, fits)
			return ok
		}
	}
	if fits == nil && !form.Platforms {
		e.slim = func(t *hub.Tag) { t.Images = nil }
	}
	e.row = func(l *list[hub.Tag], t *hub.Tag) TagRow {
		r := TagRow{Repository: l.repository, Tag: *t, pinned: q.Digests, full: q.Full, fits: fits}
		if q.Digests && r.Digest().IsZero() {
			e.counter.loose()
		}
		return r
	}
	moving := form.Moving || p.asksForMoving()
	if moving && q.Delta {
		return nil, &UsageError{"the date of a repository does not tell when its tags were pulled, nor their status: " +
			"with delta, name columns without pulled and status, and neither filter nor sort by them"}
	}
	e.open = tagLists(q.lists(c, q.Fresh || moving))
	e.namesDo = form.NamesOnly && !q.Digests && e.keep == nil && len(p.choice.fields) == 0 &&
		p.order.Number == nil
	return e, nil
}

// tagLists opens the list of tags of each repository of the targets.
func tagLists(
	from lists,
) func(ctx context.Context, t *counter, targets []target) iter.Seq[*list[hub.Tag]] {
	return func(ctx context.Context, t *counter, targets []target) iter.Seq[*list[hub.Tag]] {
		return func(yield func(*list[hub.Tag]) bool) {
			for r := range repositories(ctx, from, t, targets) {
				if !yield(
					&list[hub.Tag]{name: r.Name.String(), repository: r.Name, rows: from.Tags(r)},
				) {
					return
				}
			}
		}
	}
}

func newRepositoryEngine(
	c *hub.Client, q Request, form Form[hub.Repository],
) (*engine[hub.Repository, hub.Repository], error) {
	schema := query.RepositoriesAt(c.Now())
	p, err := prepare(q, schema, chooserOf(schema))
	if err != nil {
		return nil, err
	}
	e := &engine[hub.Repository, hub.Repository]{
		prepared: p, form: form, client: c, noun: NounRepositories,
	}
	e.row = func(_ *list[hub.Repository], r *hub.Repository) hub.Repository { return *r }
	e.open = func(_ context.Context, t *counter, targets []target) iter.Seq[*list[hub.Repository]] {
		return func(yield func(*list[hub.Repository]) bool) {
			t.expect(len(targets))
			for _, s := range targets {
				t.namespace()
				l := &list[hub.Repository]{
					name: string(s.namespace),
					rows: q.lists(c, false).Repositories(s.namespace),
				}
				if s.named {
					l.named = s.namespace
				}
				if !yield(l) {
					return
				}
			}
		}
	}
	return e, nil
}
