package refresh

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
)

const (
	mostLists = 8 // that are read side by side
	hopeless  = 8 // lists in a row that fail as all others would
)

// Run is a request that was understood. It runs once.
type Run struct {
	// Observe is told how far the run has come, from one goroutine at a time. It must not block.
	Observe func(Progress)
	// Beside are further lists where there are no targets: of a namespace its repositories alone.
	Beside []Name

	client  *hub.Client
	index   *index.Index
	since   time.Time // what was verified from then on is left out
	targets []Name

	before   int // requests that were sent
	began    time.Time
	cancel   context.CancelFunc
	verified map[Name]time.Time // of the lists that are known, when the run began

	mu      sync.Mutex
	sum     Summary
	inARow  int // lists that failed as all others would
	pages   int // that are still to be read of lists that are being read
	tags    map[Name]*list
	telling bool // somebody tells the observer
	untold  bool // something happened since it was told
}

// list is one list that is to be brought up to date.
type list struct {
	Name

	updated hub.Timestamp // of the repository, as its namespace tells it
	named   bool          // by a person
	listed  bool          // it stands among the repositories of its namespace
	whole   bool          // of a namespace: the tags of its repositories too
	known   time.Time     // when it was verified the last time; zero: never
}

// Do does the work. It ends with the context, when nothing more can be kept, or when all is done.
func (r *Run) Do(parent context.Context) Summary {
	ctx, cancel := context.WithCancel(hub.With(parent, hub.Patient))
	defer cancel()
	r.cancel, r.before, r.began = cancel, r.client.Requests(), r.client.Now()
	r.tags = map[Name]*list{}
	r.all(ctx, r.begin(ctx), r.namespace)
	r.all(ctx, r.inOrder(), r.repository)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sum.Err == nil {
		r.sum.Err = parent.Err()
	}
	r.sum.Requests = r.client.Requests() - r.before
	slices.SortFunc(r.sum.Misses, func(a, b export.Miss) int {
		return strings.Compare(a.List, b.List)
	})
	return r.sum
}

// all brings lists up to date, some side by side.
func (r *Run) all(ctx context.Context, lists []*list, one func(context.Context, *list)) {
	var side errgroup.Group
	side.SetLimit(mostLists)
	for _, l := range lists {
		side.Go(func() error {
			if ctx.Err() == nil {
				one(ctx, l)
			}
			return nil
		})
	}
	_ = side.Wait() // none fails: what went wrong is in the summary
}

// begin finds what there is to do, and gives the namespaces of it.
func (r *Run) begin(ctx context.Context) (namespaces []*list) {
	spaces := map[Name]*list{}
	add := func(l *list) {
		switch before := spaces[l.Name]; {
		case l.Repository != "":
			r.add(l)
		case before != nil:
			before.whole = before.whole || l.whole
		default:
			spaces[l.Name] = l
			namespaces = append(namespaces, l)
			r.expect(1)
		}
	}
	known := r.index.Lists(ctx, r.client)
	r.verified = map[Name]time.Time{}
	for _, k := range known {
		r.verified[Name{k.Namespace, k.Repository}] = k.Verified
	}
	for _, name := range r.targets {
		add(&list{Name: name, named: true, whole: true})
	}
	if len(r.targets) == 0 {
		for _, member := range r.memberships(ctx) {
			add(&list{Name: Name{Namespace: member.Namespace}, whole: true})
		}
		for _, k := range known {
			if k.Namespace != "" {
				add(&list{Name: Name{k.Namespace, k.Repository}})
			}
		}
		for _, name := range r.Beside {
			add(&list{Name: name})
		}
		if r.client.Session() == nil && len(spaces)+len(r.tags) == 0 {
			r.end(ErrNothing)
		}
	}
	for _, l := range namespaces {
		if l.whole {
			r.sum.Hidden = export.HiddenFrom(r.client.Session())
		}
	}
	return namespaces
}

// add notes the tags of a repository, once.
func (r *Run) add(l *list) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before := r.tags[l.Name]; before != nil {
		before.listed = before.listed || l.listed
		if !l.updated.IsZero() {
			before.updated = l.updated
		}
		return
	}
	l.known = r.verified[l.Name]
	r.tags[l.Name] = l
	r.sum.ListsOf++
}

// inOrder are the lists of tags: first those that are known, which cost least, and of them the one
// that was not verified for the longest time.
func (r *Run) inOrder() []*list {
	lists := make([]*list, 0, len(r.tags))
	for _, l := range r.tags {
		lists = append(lists, l)
	}
	slices.SortFunc(lists, func(a, b *list) int {
		switch {
		case a.known.Equal(b.known):
			return strings.Compare(a.String(), b.String())
		case a.known.IsZero():
			return 1
		case b.known.IsZero():
			return -1
		}
		return a.known.Compare(b.known)
	})
	return lists
}

// end ends the run, for a reason.
func (r *Run) end(reason error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sum.Err == nil {
		r.sum.Err = reason
	}
	r.cancel()
}
