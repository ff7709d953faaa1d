package refresh

import (
	"time"

	"tagboat/hub"
	"tagboat/hub/export"
)

// Progress is how far a run has come. What there is to do grows while it runs.
type Progress struct {
	Lists, ListsOf int // that are done, one way or the other, and known
	Tags           int // in lists that are up to date
	Requests       int
	RequestsLeft   int           // at least
	TimeLeft       time.Duration // an estimate; 0 is unknown
}

// Fraction is the part of the known work that is done, from 0 to 1.
func (p Progress) Fraction() float64 {
	all := p.Requests + p.RequestsLeft
	if all == 0 {
		return 0
	}
	return float64(p.Requests) / float64(all)
}

// expect counts lists that are known before they are begun.
func (r *Run) expect(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.ListsOf += n
}

// done counts a list that is up to date.
func (r *Run) done(l *list, rows int, count func(*Summary)) {
	r.mu.Lock()
	r.inARow = 0
	r.sum.Lists++
	if l.Repository != "" {
		r.sum.Tags += rows
	}
	count(&r.sum)
	r.mu.Unlock()
	r.tell()
}

// miss counts a list that is not, and ends the run where the others would fail alike.
func (r *Run) miss(m export.Miss) {
	r.mu.Lock()
	r.sum.Misses = append(r.sum.Misses, m)
	if !export.IsEverywhere(m.Err) {
		r.inARow = 0
	} else if r.inARow++; r.inARow >= hopeless && r.sum.Err == nil {
		r.sum.Err = m.Err
		r.cancel()
	}
	r.mu.Unlock()
	r.tell()
}

// tell tells the observer, without the lock and from one goroutine at a time: what happens
// meanwhile is told by whoever is at it.
func (r *Run) tell() {
	if r.Observe == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.untold = true
	if r.telling {
		return
	}
	for r.telling = true; r.untold; {
		r.untold = false
		p := r.progress()
		r.mu.Unlock()
		r.Observe(p)
		r.mu.Lock()
	}
	r.telling = false
}

// progress needs the lock.
func (r *Run) progress() Progress {
	over := r.sum.Lists + len(r.sum.Misses)
	p := Progress{
		Lists: over, ListsOf: r.sum.ListsOf, Tags: r.sum.Tags,
		Requests: r.client.Requests() - r.before, RequestsLeft: r.sum.ListsOf - over + r.pages,
	}
	p.TimeLeft = r.timeLeft(p)
	return p
}

// timeLeft is how long it takes: as until now while half of this minute's requests last, then by
// the minute.
func (r *Run) timeLeft(p Progress) time.Duration {
	now, budget := r.client.Now(), r.client.Budget()
	if p.Requests < 1 || p.RequestsLeft < 1 {
		return 0
	}
	left := now.Sub(r.began) * time.Duration(p.RequestsLeft) / time.Duration(p.Requests)
	if !budget.Known {
		budget = hub.Budget{Limit: export.AssumedLimit, Remaining: export.AssumedLimit}
	}
	half := max(budget.Limit/2, 1)
	if beyond := p.RequestsLeft - max(budget.Remaining-half, 0); beyond > 0 {
		by := max(budget.Reset.Sub(now), 0) + time.Duration(beyond)*time.Minute/time.Duration(half)
		left = max(left, by)
	}
	return left
}

// reading counts the pages of one list.
type reading struct {
	run   *Run
	begun bool
	count int // rows, as the Hub counts them
	left  int // pages
}

const perPage = 100 // rows of a page of the Hub

// page counts a page that came: of a list that is verified no other is asked for.
func (p *reading) page(count int, verified bool) {
	left := max(p.left-1, 0)
	if !p.begun {
		p.begun, p.count = true, max(count, 0)
		left = max((p.count+perPage-1)/perPage-1, 0)
	}
	if verified {
		left = 0
	}
	p.expect(left)
	p.run.tell()
}

// over says that nothing more is read.
func (p *reading) over() { p.expect(0) }

func (p *reading) expect(left int) {
	p.run.mu.Lock()
	defer p.run.mu.Unlock()
	p.run.pages += left - p.left
	p.left = left
}
