package hub

import (
	"hash/maphash"
	"net/http"
	"sync"
	"time"
)

const (
	sightTime  = 5 * time.Minute
	sightNames = 20_000
)

// sightings remembers, for five to ten minutes and in bounded room, what a session listed: a 404 on such a name is worth a second look.
type sightings struct {
	mu         sync.Mutex
	seed       maphash.Seed
	began      time.Time
	young, old map[uint64]struct{}
}

func newSightings() *sightings {
	return &sightings{seed: maphash.MakeSeed(), young: map[uint64]struct{}{}}
}

func (s *sightings) saw(now time.Time, names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age(now)
	for _, name := range names {
		s.young[maphash.String(s.seed, name)] = struct{}{}
	}
}

func (s *sightings) know(now time.Time, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age(now)
	hash := maphash.String(s.seed, name)
	_, young := s.young[hash]
	_, old := s.old[hash]
	return young || old
}

func (s *sightings) age(now time.Time) {
	span := now.Sub(s.began)
	if span < sightTime && len(s.young) < sightNames {
		return
	}
	s.old, s.young, s.began = s.young, map[uint64]struct{}{}, now
	if span >= 2*sightTime {
		s.old = nil
	}
}

// lookTwice names a 404 on something that was there a moment ago.
func (c *Client) lookTwice(q call, e *Error) *Error {
	if c.remembers(q, e) {
		e.Kind = SecondLook
	}
	return e
}

// remembers reports whether an answer denies something that was there a moment ago.
func (c *Client) remembers(q call, e *Error) bool {
	return e.Kind == NotFound && e.Status == http.StatusNotFound && q.subject != "" &&
		c.memory(q.session).listed.know(c.now(), q.subject)
}
