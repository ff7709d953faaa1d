package export

import (
	"sync"
	"time"

	"tagboat/hub"
)

const hopeless = 8 // lists in a row that fail as all others would

// tally counts what was read and what is missing. It is safe for concurrent use.
type tally struct {
	client  *hub.Client
	now     func() time.Time
	observe func(Progress)
	began   time.Time

	mu         sync.Mutex
	p          Progress
	namespaces int
	begun      int // lists
	expected   int // pages of lists that were begun
	misses     []Miss
	uncounted  bool // some list's total is unknown
	unpinned   int
	unplaced   int // tags without platforms, while one was asked for
	registry   int // lists that the registry brought to their end
	inARow     int
	lines      func() int
	untold     bool // something happened since the observer was told
	telling    bool // somebody tells the observer
}

// course is what the tally knows of one list.
type course struct {
	counted bool
	rows    int
	count   int // the Hub's; the newest
	inner   bool
}

// begin counts a list. Lists of repositories that only lead to others are no lists of their own.
func (t *tally) begin(c *course) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expected++
	if !c.inner {
		t.begun++
	}
}

// expect counts lists that are known before they are begun.
func (t *tally) expect(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.ListsOf += n
}

// page counts a page that came.
func (t *tally) page(c *course, rows, raw, count int) {
	if t.add(c, rows, raw, count) {
		t.tell()
	}
}

// add reports whether that is news.
func (t *tally) add(c *course, rows, raw, count int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.inARow = 0
	t.p.Requests++
	c.rows += rows
	if !c.counted {
		c.counted = true
		if pages := pagesOf(count, raw); pages > 1 {
			t.expected += pages // as many, less this one, and one more to see that nothing moved
		}
	}
	if count < 0 {
		t.uncounted = t.uncounted || !c.inner
		count = max(c.count, c.rows)
	}
	grown := count - c.count
	c.count = count
	if c.inner {
		t.p.ListsOf += grown
		return false
	}
	t.p.Rows += rows
	t.p.RowsOf += grown
	return true
}

func pagesOf(count, perPage int) int {
	if count < 1 || perPage < 1 {
		return 1
	}
	return (count + perPage - 1) / perPage
}

// end counts a list that was read to its end, through this door.
func (t *tally) end(c *course, door hub.Route) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if door == hub.RegistryRoute {
		t.registry++
	}
	if !c.inner {
		t.p.Lists++
	}
}

// known counts a list that an earlier run wrote.
func (t *tally) known(rows int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.begun++
	t.p.Lists++
	t.p.Rows += rows
	t.p.RowsOf += rows
}

// tell tells the observer, without the lock and from one goroutine at a time: what happens meanwhile
// is told by whoever is at it.
func (t *tally) tell() {
	if t.observe == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.untold = true
	if t.telling {
		return
	}
	for t.telling = true; t.untold; {
		t.untold = false
		p := t.progress()
		t.mu.Unlock()
		t.observe(p)
		t.mu.Lock()
	}
	t.telling = false
}

// progress needs the lock.
func (t *tally) progress() Progress {
	p := t.p
	now := t.now()
	p.Written = t.lines()
	p.RequestsLeft = max(t.expected-p.Requests, 0) + max(p.ListsOf-t.begun, 0)
	p.Budget = t.client.Budget()
	p.Elapsed = now.Sub(t.began)
	if p.Requests > 0 {
		b := p.Budget
		if !b.Known { // who sends no numbers may have no limit
			b = hub.Budget{Limit: p.RequestsLeft + 1, Remaining: p.RequestsLeft, Known: true}
		}
		p.TimeLeft = duration(p.RequestsLeft, p.Elapsed*flight/time.Duration(p.Requests), b, now)
	}
	return p
}

// failed tells whether so many lists failed alike that the others would too.
func (t *tally) failed(err error) (hopelessly bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !isEverywhere(err) {
		return false
	}
	t.inARow++
	return t.inARow >= hopeless
}

func (t *tally) miss(m Miss) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.misses = append(t.misses, m)
}

// shelf counts a namespace.
func (t *tally) shelf() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.namespaces++
}

// unplace counts a tag of which nobody can tell whether it is built for the platform.
func (t *tally) unplace() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.unplaced++
}

// loose counts a reference that should be pinned and cannot be.
func (t *tally) loose() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.unpinned++
}
