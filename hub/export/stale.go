package export

import (
	"cmp"
	"context"
	"errors"
	"io"
	"sync/atomic"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/stale"
)

// NounLocks is what a miss is about where the immutability rules of a repository are not known.
const NounLocks = "immutability rules"

// StaleRequest is what is asked beside the lists: which tags could go.
type StaleRequest struct {
	stale.Wanted

	All bool // what stays is written too
	// NoLocks takes no tag as locked, and asks for no immutability rules.
	NoLocks bool
}

// StaleRow is a tag, or a manifest that no tag points at, and what becomes of it.
type StaleRow struct {
	TagRow

	Goes   bool
	Kind   stale.Kind
	Reason string
}

// Reference is what docker pulls; of a manifest without a tag it has the digest.
func (r *StaleRow) Reference() string {
	row := hub.RepositoryTag{Repository: r.Repository, Tag: r.Tag}
	return row.Reference().Familiar()
}

// StaleSum is what a plan comes to.
type StaleSum struct {
	stale.Sum

	Repositories int      // of which something goes
	Asked        int      // whose immutability rules were asked for
	Broken       []string // repositories with a rule that cannot be read
}

// Stale writes a row for each tag of the targets that could go and, where that is asked for, of
// those that stay. Nothing goes of a repository that was not read whole.
func Stale(
	c *hub.Client, q Request, wanted StaleRequest, form Form[StaleRow], out io.Writer,
) (*Work, error) {
	targets, err := parseTargets(q.Targets)
	if err != nil {
		return nil, err
	}
	rules, err := wanted.Read(q.Now)
	switch {
	case err != nil:
		return nil, &UsageError{err.Error()}
	case rules.IsZero():
		return nil, &UsageError{"no rule says what may go, and there is no default one"}
	case q.Offline != nil && !wanted.NoLocks:
		return nil, &UsageError{"offline nobody can tell which tags are locked: say that none is to be taken as locked"}
	case q.Offline != nil && wanted.Untagged:
		return nil, &UsageError{"offline nobody can tell which manifests have no tag: they are not kept"}
	}
	moving := form.Moving || rules.AsksForMoving()
	if moving && q.Delta {
		return nil, &UsageError{"the date of a repository does not tell when its tags were pulled, nor their status: " +
			"with delta, give no age, no rule that asks for pulled or status, and columns without them"}
	}
	j := &judge{client: c, rules: rules, wanted: wanted}
	e := &engine[hub.Tag, StaleRow]{
		prepared: prepared[hub.Tag]{schema: query.Tags(), choose: chooseTags},
		form:     form, client: c, noun: NounTags,
		judge: j.judge, judged: j.rows, open: tagLists(q.lists(c, q.Fresh || moving)),
	}
	return &Work{
		client: c, request: q, out: out, targets: targets, tags: true, engine: e, stale: j,
		whole: q.Fresh || moving,
	}, nil
}

// judge decides about the lists of tags of a run.
type judge struct {
	client *hub.Client
	rules  stale.Rules
	wanted StaleRequest
	sum    StaleSum
	absent atomic.Pointer[hub.Error] // that this Hub has no list of manifests; nil: not known
}

// locks is how many requests may be sent for the rules of so many repositories.
func (j *judge) locks(repositories int) int {
	if j == nil || j.wanted.NoLocks {
		return 0
	}
	return repositories
}

// manifests is how many requests are sent at least for the manifests of so many repositories.
func (j *judge) manifests(repositories int) int {
	if j == nil || !j.wanted.Untagged {
		return 0
	}
	return repositories
}

// judge decides about one list. Where the rules of its repository cannot be had, that is a miss.
func (j *judge) judge(ctx context.Context, l *list[hub.Tag], t *counter) {
	_, isWhole := Judge(l.name, NounTags, l.verdict, l.err, causeOf(ctx))
	if l.kept == nil {
		l.kept = query.Tags().Keeper()
	}
	if isWhole && j.wanted.Untagged {
		l.allSeen = j.leftovers(ctx, l, t)
	}
	draft := j.rules.Draft(inRepository{l.repository, l.kept}, isWhole)
	locks := stale.NoLocks()
	if draft.AsksForLocks() && !j.wanted.NoLocks {
		l.asked = true
		detail, err := j.client.Repository(ctx, l.repository)
		if err != nil {
			locks = stale.Locks{}
			t.miss(j.unlocked(ctx, l, err))
		} else {
			locks = stale.LocksOf(detail.ImmutableTags)
		}
		l.broken = locks.Broken() != ""
	}
	l.plan = draft.Plan(locks)
}

func (j *judge) unlocked(ctx context.Context, l *list[hub.Tag], err error) Miss {
	m := Miss{List: l.name, Noun: NounLocks, Count: -1, Err: err}
	if errors.Is(err, context.Canceled) {
		m.Why, m.Err = Stopped, causeOf(ctx)
	}
	return m
}

// rows gives the rows of a list that are to be written, in pages, and counts it.
func (j *judge) rows(l *list[hub.Tag], write func(rows []StaleRow, keys []string)) {
	if l.plan == nil {
		return
	}
	j.add(l)
	var rows []StaleRow
	var keys []string
	for n := range l.kept.Len() {
		if !j.wanted.All && !l.plan.Goes(n) {
			continue
		}
		row := StaleRow{
			TagRow: TagRow{Repository: l.repository, Tag: *l.kept.Row(n)},
			Goes:   l.plan.Goes(n), Kind: l.plan.Kind(n), Reason: l.plan.Reason(n),
		}
		rows, keys = append(rows, row), append(keys, cmp.Or(row.Tag.Name, row.Tag.Digest.String()))
		if len(rows) == perPage {
			write(rows, keys)
			rows, keys = nil, nil
		}
	}
	if len(rows) > 0 {
		write(rows, keys)
	}
	l.plan = nil
}

func (j *judge) add(l *list[hub.Tag]) {
	sum := l.plan.Sum()
	if !l.allSeen { // what nobody looked at may share every layer of what goes
		sum.AtLeast = 0
	}
	j.sum.Sum = j.sum.Plus(sum)
	if sum.Goes() > 0 {
		j.sum.Repositories++
	}
	if l.asked {
		j.sum.Asked++
	}
	if l.broken {
		j.sum.Broken = append(j.sum.Broken, l.name)
	}
}

// inRepository are the tags of one repository, and its manifests without one, as rows of several.
type inRepository struct {
	repository hub.RepositoryName
	tags       query.Keeper[hub.Tag]
}

func (r inRepository) Len() int { return r.tags.Len() }

func (r inRepository) Row(n int) *hub.RepositoryTag {
	return &hub.RepositoryTag{Repository: r.repository, Tag: *r.tags.Row(n)}
}

func (r inRepository) Brief(n int, room *hub.RepositoryTag) *hub.RepositoryTag {
	room.Tag, room.Repository = *r.tags.Brief(n, &room.Tag), r.repository
	return room
}
