package hub

import (
	"context"
	"errors"
	"hash/maphash"
	"net/http"
	"sync"
	"time"
)

const (
	recentTime  = 5 * time.Minute
	recentNames = 20_000
)

// recentSeed makes the names of what was listed to numbers.
var recentSeed = maphash.MakeSeed()

// recentlySeen remembers, for five to ten minutes and in bounded room, what a session listed: a 404
// on such a name is worth a second look. The zero value is good.
type recentlySeen struct {
	mu         sync.Mutex
	began      time.Time
	young, old map[uint64]struct{}
}

func (s *recentlySeen) add(now time.Time, name string) {
	s.age(now)
	s.young[maphash.String(recentSeed, name)] = struct{}{}
}

func (s *recentlySeen) has(now time.Time, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age(now)
	hash := maphash.String(recentSeed, name)
	_, young := s.young[hash]
	_, old := s.old[hash]
	return young || old
}

func (s *recentlySeen) age(now time.Time) {
	span := now.Sub(s.began)
	if s.young != nil && span < recentTime && len(s.young) < recentNames {
		return
	}
	s.old, s.young, s.began = s.young, map[uint64]struct{}{}, now
	if span >= 2*recentTime {
		s.old = nil
	}
}

// saw remembers the names of rows, and of what was asked for, for whoever asks in this context.
func saw[T any](ctx context.Context, c *Client, rows []T, name func(T) string, subject string) {
	seen, now := &c.memory(c.asker(ctx)).listed, c.Now()
	seen.mu.Lock()
	defer seen.mu.Unlock()
	seen.add(now, subject)
	for _, row := range rows {
		seen.add(now, name(row))
	}
}

// recently reports whether something was there a moment ago.
func (c *Client) recently(asker *Session, subject string) bool {
	return subject != "" && c.memory(asker).listed.has(c.Now(), subject)
}

// vanished names a 404 on something that was there a moment ago.
func (c *Client) vanished(asker *Session, subject string, err error) error {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == NotFound &&
		e.Status == http.StatusNotFound && c.recently(asker, subject) {
		e.Kind = VanishedSinceListed
	}
	return err
}
