package hub

import (
	"slices"
	"sync"
	"time"
)

// So that a search as one types does not knock at a closed route with every letter, the route that
// answered in its place goes first for a while: a short one after the first refusal, which may have
// been an odd answer, and longer ones when the route stays closed.
const (
	firstDetour   = 15 * time.Second
	longestDetour = 2 * time.Minute
)

// searchMemory is what one session knows of the searches.
type searchMemory struct {
	mu    sync.Mutex
	other Route // goes first until
	until time.Time
	span  time.Duration
	lives bool // the Hub's search found something
}

// order puts the route that answered lately first.
func (m *searchMemory) order(routes []Route, now time.Time) []Route {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.Index(routes, m.other)
	if at < 1 || !now.Before(m.until) {
		return routes
	}
	return slices.Insert(slices.Delete(slices.Clone(routes), at, at+1), 0, m.other)
}

// found notes the route that answered, and whether another was refused before it.
func (m *searchMemory) found(by Route, refused bool, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case by == HubRoute:
		m.lives, m.span, m.until = true, 0, time.Time{}
	case refused:
		m.span = min(max(2*m.span, firstDetour), longestDetour)
		m.other, m.until = by, now.Add(m.span)
	}
}

// alive reports whether the Hub's search ever found something.
func (m *searchMemory) alive() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.lives
}
