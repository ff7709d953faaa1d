package paging

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dated is a row of a server that orders by name or by the last change.
type dated struct {
	name    string
	changed time.Time
	stamp   int // of rows of one second the later change comes first
	broken  bool
}

// server is a list that people change while it is read. Its clock ticks in seconds, as those of
// answers do, and may stand still between two changes; what dates rows may lag behind it.
type server struct {
	dice        *rand.Rand
	newestFirst bool
	now, lag    time.Duration
	rows        []dated
	made        int
	// reveals has old rows come into sight, one change between two answers: then the totals are the
	// only guard.
	reveals bool
}

var epoch = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func newServer(dice *rand.Rand, newestFirst bool) *server {
	s := &server{dice: dice, newestFirst: newestFirst, now: 24 * time.Hour}
	if !newestFirst {
		s.lag = time.Duration(dice.IntN(60)) * time.Second
	}
	for range 2 + dice.IntN(12) {
		s.add(s.now - time.Duration(1+dice.IntN(100))*time.Minute)
	}
	if dice.IntN(8) == 0 { // somebody's clock was wrong
		s.rows[dice.IntN(len(s.rows))].changed = epoch.Add(s.now + time.Hour)
	}
	s.reveals = dice.IntN(3) == 0
	s.sort()
	return s
}

func (s *server) add(at time.Duration) {
	s.made++
	name := fmt.Sprintf("%03d-%d", s.dice.IntN(1000), s.made)
	row := dated{name: name, changed: s.stamped(at), stamp: s.made}
	switch s.dice.IntN(30) {
	case 0:
		row.changed = time.Time{}
	case 1:
		row.broken = true
	}
	s.rows = append(s.rows, row)
}

func (s *server) stamped(at time.Duration) time.Time { return epoch.Add(at - s.lag) }

func (s *server) sort() {
	slices.SortStableFunc(s.rows, func(a, b dated) int {
		if !s.newestFirst {
			return slices.Compare([]byte(a.name), []byte(b.name))
		}
		if c := b.changed.Compare(a.changed); c != 0 {
			return c
		}
		return b.stamp - a.stamp
	})
}

// live lets some time pass, in which people do this and that.
func (s *server) live() {
	if s.reveals {
		if at := s.dice.IntN(4 * len(s.rows)); at < len(s.rows) {
			s.rows = slices.Delete(s.rows, at, at+1)
		} else if at%4 == 0 {
			s.add(s.now - time.Hour)
		}
		s.sort()
		return
	}
	for range s.dice.IntN(3) {
		s.now += time.Duration(s.dice.IntN(2)) * time.Second
		at := s.dice.IntN(len(s.rows) + 1)
		switch {
		case at == len(s.rows) || s.dice.IntN(3) == 0:
			s.add(s.now)
		case s.dice.IntN(2) == 0:
			s.rows = slices.Delete(s.rows, at, at+1)
		default:
			s.made++
			s.rows[at].changed, s.rows[at].stamp = s.stamped(s.now), s.made
		}
		s.sort()
	}
}

func (s *server) page(n, size int) Page[dated] {
	from, to := min((n-1)*size, len(s.rows)), min(n*size, len(s.rows))
	p := Page[dated]{Number: n, Count: len(s.rows), Answered: epoch.Add(s.now).Truncate(time.Second)}
	for _, row := range s.rows[from:to] {
		if row.broken {
			p.Malformed++
			continue
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// walked reads a server page by page, the pages behind page 1 in any order of arrival, and gives
// what was told, the rows that were seen, and those that stood there when page 1 was answered.
func walked(dice *rand.Rand, newestFirst bool) (e evidence, seen, stood []string) {
	s := newServer(dice, newestFirst)
	size := 1 + dice.IntN(4)
	e.newestFirst = newestFirst
	pages := (len(s.rows) + size - 1) / size
	order := dice.Perm(pages)
	if dice.IntN(4) > 0 { // page 1 before all others, as a Reader asks
		order = slices.DeleteFunc(order, func(n int) bool { return n == 0 })
		order = slices.Insert(order, 0, 0)
	}
	answers := make([]Page[dated], pages)
	for i, n := range order {
		if n == 0 {
			e.early = i > 0
			stood = nil
			for _, row := range s.rows {
				stood = append(stood, row.name)
			}
		}
		answers[n] = s.page(n+1, size)
		s.live()
	}
	for _, p := range answers { // they are delivered in order
		hear(&e, p, func(row dated) time.Time { return row.changed })
		for _, row := range p.Rows {
			if !slices.Contains(seen, row.name) {
				seen = append(seen, row.name)
			}
		}
	}
	e.rows = len(seen)
	slices.Sort(seen)
	slices.Sort(stood)
	return e, seen, stood
}

const walks = 60_000

func TestWhatProvesItselfIsExactlyWhatStoodThereAtPage1sAnswer(t *testing.T) {
	for _, newestFirst := range []bool{true, false} {
		dice, proven := rand.New(rand.NewPCG(3, 14)), 0
		for range walks {
			e, seen, stood := walked(dice, newestFirst)
			if !e.proves() {
				continue
			}
			proven++
			require.Equal(t, stood, seen, "%+v", e)
		}
		assert.Greater(t, proven, walks/20, "that any walk proves anything")
	}
}

func TestWithoutAnyOneConditionAWrongVerdictIsFound(t *testing.T) {
	all := conditions
	t.Cleanup(func() { conditions = all })
	for i, c := range all {
		conditions = slices.Delete(slices.Clone(all), i, i+1)
		dice, wrong := rand.New(rand.NewPCG(3, 14)), 0
		for n := 0; n < 8*walks && wrong == 0; n++ {
			e, seen, stood := walked(dice, n%2 == 0)
			if e.proves() && !slices.Equal(stood, seen) {
				wrong++
			}
		}
		assert.Positive(t, wrong, "it proves nothing wrong without: %s", c.name)
	}
}
