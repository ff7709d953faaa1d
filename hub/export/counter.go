package export

import (
	"sync"
	"time"

	"tagboat/hub"
)

const hopeless = 8 // lists in a row that fail as all others would

// counter counts what was read and what is missing. It is safe for concurrent use.
type counter struct {
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
	verified   int // lists that were known, and verified by their newest rows
	unmoved    int // lists that were known, and not asked for: the repository has the same date
	earlier    int // lists that an earlier run wrote
	inARow     int
	lines      func() int
	untold     bool // something happened since the observer was told
	telling    bool // somebody tells the observer
}

// listProgress is what the counter knows of one list.
type listProgress struct {
	counted bool
	rows    int
	count   int // the Hub's; the newest
	inner   bool
}

// begin counts a list. Lists of repositories that only lead to others are no lists of their own.
func (c *counter) begin(l *listProgress) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expected++
	if !l.inner {
		c.begun++
	}
}

// expect counts lists that are known before they are begun.
func (c *counter) expect(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.p.ListsOf += n
}

// arrival is what counts of a page.
type arrival struct {
	rows, raw int // that are new, and that were sent
	count     int // the Hub's total; -1 unknown
	asked     bool
	// kept: it comes from the index, for one request however many pages there are; for none where
	// it is dated
	kept, dated bool
}

func arrivalOf[T any](p hub.Page[T]) arrival {
	dated := p.Route == hub.DatedRoute
	kept := dated || p.Route == hub.KeptRoute
	return arrival{
		rows: len(p.Rows), raw: p.Sent(), count: p.Count, kept: kept, dated: dated,
		asked: !kept || !dated && p.Number == 1,
	}
}

// page counts a page that came.
func (c *counter) page(l *listProgress, p arrival) {
	if c.add(l, p) {
		c.tell()
	}
}

// again counts that the page which comes next was read before: nobody expected it.
func (c *counter) again() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expected++
	c.p.Again++
}

// add reports whether that is news.
func (c *counter) add(l *listProgress, p arrival) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inARow = 0
	if p.asked {
		c.p.Requests++
	}
	rows, count := p.rows, p.count
	l.rows += rows
	if !l.counted {
		l.counted = true
		if pages := pagesOf(count, p.raw); pages > 1 && !p.kept {
			c.expected += pages - 1
		}
		if p.dated {
			c.expected--
		}
	}
	if count < 0 {
		c.uncounted = c.uncounted || !l.inner
		count = max(l.count, l.rows)
	}
	grown := count - l.count
	l.count = count
	if l.inner {
		c.p.ListsOf += grown
		return false
	}
	c.p.Rows += rows
	c.p.RowsOf += grown
	return true
}

func pagesOf(count, perPage int) int {
	if count < 1 || perPage < 1 {
		return 1
	}
	return (count + perPage - 1) / perPage
}

// end counts a list that was read to its end, by this route.
func (c *counter) end(l *listProgress, route hub.Route) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch route {
	case hub.RegistryRoute:
		c.registry++
	case hub.KeptRoute:
		c.verified++
	case hub.DatedRoute:
		c.unmoved++
	}
	if !l.inner {
		c.p.Lists++
	}
}

// known counts a list that an earlier run wrote.
func (c *counter) known(rows int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begun++
	c.earlier++
	c.p.Lists++
	c.p.Rows += rows
	c.p.RowsOf += rows
}

// tell tells the observer, without the lock and from one goroutine at a time: what happens
// meanwhile is told by whoever is at it.
func (c *counter) tell() {
	if c.observe == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.untold = true
	if c.telling {
		return
	}
	for c.telling = true; c.untold; {
		c.untold = false
		p := c.progress()
		c.mu.Unlock()
		c.observe(p)
		c.mu.Lock()
	}
	c.telling = false
}

// progress needs the lock.
func (c *counter) progress() Progress {
	p := c.p
	now := c.now()
	p.Written = c.lines()
	p.RequestsLeft = max(c.expected-p.Requests, 0) + max(p.ListsOf-c.begun, 0)
	p.Budget = c.client.Budget()
	p.Elapsed = now.Sub(c.began)
	if p.Requests > 0 {
		b := p.Budget
		if !b.Known { // who sends no numbers may have no limit
			b = hub.Budget{Limit: p.RequestsLeft + 1, Remaining: p.RequestsLeft, Known: true}
		}
		p.TimeLeft = duration(p.RequestsLeft, p.Elapsed*flight/time.Duration(p.Requests), b, now)
	}
	return p
}

// failed reports whether so many lists failed alike that the others would too.
func (c *counter) failed(err error) (hopelessly bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !IsEverywhere(err) {
		return false
	}
	c.inARow++
	return c.inARow >= hopeless
}

func (c *counter) miss(m Miss) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.misses = append(c.misses, m)
}

// namespace counts a namespace.
func (c *counter) namespace() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.namespaces++
}

// unplace counts a tag of which nobody can tell whether it is built for the platform.
func (c *counter) unplace() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unplaced++
}

// loose counts a reference that should be pinned and cannot be.
func (c *counter) loose() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unpinned++
}
