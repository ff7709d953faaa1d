package delta

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// row is a row of the server: content is a number that every change of it raises.
type row struct {
	Row

	content int
	order   int // of rows of one moment the later change comes first
	broken  bool
}

// server is a list that people change at any time. Its clock ticks in seconds and may stand still
// between two changes.
type server struct {
	dice      *rand.Rand
	now       time.Duration
	rows      []row
	made      int
	stale     []row // an answer that a proxy has kept
	staleAt   time.Duration
	forgetful bool // an old proxy stands before it
}

var epoch = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func newServer(dice *rand.Rand) *server {
	s := &server{
		dice: dice, now: time.Hour, forgetful: dice.IntN(6) == 0,
	}
	for range dice.IntN(9) {
		s.now += time.Duration(dice.IntN(3)) * time.Second
		s.add()
	}
	if len(s.rows) > 0 && dice.IntN(10) == 0 { // somebody's clock was wrong
		s.rows[dice.IntN(len(s.rows))].Changed = epoch.Add(s.now + 20*time.Second)
	}
	s.sort()
	return s
}

func (s *server) stamp(r *row) {
	s.made++
	r.Changed, r.order, r.content = epoch.Add(s.now), s.made, s.made
	r.Whole = s.dice.IntN(12) > 0
}

func (s *server) add() {
	r := row{broken: s.dice.IntN(60) == 0}
	r.Name = fmt.Sprintf("tag-%d", s.dice.IntN(40))
	if slices.ContainsFunc(s.rows, func(other row) bool { return other.Name == r.Name }) {
		return
	}
	s.stamp(&r)
	if s.dice.IntN(60) == 0 {
		r.Changed = time.Time{}
	}
	s.rows = append(s.rows, r)
}

func (s *server) sort() {
	slices.SortStableFunc(s.rows, func(a, b row) int {
		if a.Changed.IsZero() != b.Changed.IsZero() { // as databases put what is unknown
			if a.Changed.IsZero() {
				return -1
			}
			return 1
		}
		if c := b.Changed.Compare(a.Changed); c != 0 {
			return c
		}
		return b.order - a.order
	})
}

// live lets some time pass, in which people push, push again and delete, and the server fills in
// what was missing.
func (s *server) live() {
	if s.forgetful && s.dice.IntN(2) == 0 {
		s.stale, s.staleAt = slices.Clone(s.rows), s.now
	}
	for range s.dice.IntN(4) {
		s.now += time.Duration(s.dice.IntN(2)) * time.Second
		at := s.dice.IntN(len(s.rows) + 1)
		switch {
		case at == len(s.rows) || s.dice.IntN(3) == 0:
			s.add()
		case s.dice.IntN(2) == 0:
			s.rows = slices.Delete(s.rows, at, at+1)
		case !s.rows[at].Whole:
			s.made++
			s.rows[at].Whole, s.rows[at].content = true, s.made
		default:
			s.stamp(&s.rows[at])
		}
		s.sort()
	}
}

// page answers; of what it shows the broken rows cannot be read.
func (s *server) page(n, size int) (p Page, rows []row, had seen) {
	stood, at := s.rows, s.now
	if s.stale != nil && s.staleAt < s.now && s.dice.IntN(4) == 0 {
		stood, at = s.stale, s.staleAt
	}
	if s.staleAt == s.now { // clocks of answers tell no less than a second apart
		s.stale = nil
	}
	from, to := min((n-1)*size, len(stood)), min(n*size, len(stood))
	p = Page{Total: len(stood), Answered: epoch.Add(at), Last: to == len(stood)}
	for _, r := range stood[from:to] {
		if r.broken {
			p.Malformed++
			continue
		}
		p.Rows, rows = append(p.Rows, r.Row), append(rows, r)
	}
	return p, rows, seenIn(stood)
}

// index is what is known of a list, as the real one keeps it.
type index struct {
	rows             map[string]row
	newest, answered time.Time
	known            bool
}

func (x *index) standing() Known {
	k := Known{Rows: len(x.rows), Newest: x.newest, Answered: x.answered}
	for _, r := range x.rows {
		if !r.Whole {
			k.Torn++
		}
	}
	k.Find = func(name string) (known, whole bool) {
		r, known := x.rows[name]
		return known, r.Whole
	}
	return k
}

// whole is a complete reading that is proven some other way: all rows as they stood at page 1's
// answer, those that changed while the others were read as they were by then.
func (x *index) whole(s *server) {
	first := Page{Answered: epoch.Add(s.now)}
	if s.staleAt == s.now {
		s.stale = nil
	}
	stood, size := slices.Clone(s.rows), 1+s.dice.IntN(4)
	for _, r := range stood[:min(size, len(stood))] {
		first.Rows = append(first.Rows, r.Row)
	}
	if slices.ContainsFunc(stood, func(r row) bool { return r.broken || r.Changed.IsZero() }) {
		x.known = false
		return
	}
	for range 3 {
		s.live()
	}
	rows := map[string]row{}
	for i, r := range stood {
		if i >= size && s.dice.IntN(2) == 0 {
			if at := s.find(r.Name); at >= 0 {
				r = s.rows[at]
			}
		}
		rows[r.Name] = r
	}
	*x = index{rows, newestOf(first, rows), first.Answered, true}
}

func (s *server) find(name string) int {
	return slices.IndexFunc(s.rows, func(r row) bool { return r.Name == name })
}

// newestOf is a rule of its own, that a test breaks.
var newestOf = func(first Page, _ map[string]row) time.Time { return first.Newest() }

// seen is what a server had at a moment.
type seen map[string]int

func seenIn(rows []row) seen {
	stood := seen{}
	for _, r := range rows {
		stood[r.Name] = r.content
	}
	return stood
}

// look reads the newest rows, and reports whether they verified what is known; stood is what the
// server had when the first page was answered.
func (x *index) look(s *server) (verified bool, stood seen) {
	size := 1 + s.dice.IntN(3)
	reading, most := Read(x.standing()), 1+s.dice.IntN(4)
	read, first := map[string]row{}, Page{}
	for n := 1; n <= most; n++ {
		p, rows, had := s.page(n, size)
		if n == 1 {
			first, stood = p, had
		}
		for _, r := range rows {
			read[r.Name] = r
		}
		s.live()
		if !reading.Take(p) {
			break
		}
	}
	if !reading.Verified() {
		return false, nil
	}
	maps.Copy(x.rows, read)
	x.newest, x.answered = first.Newest(), first.Answered
	return true, stood
}

// life is a list and what is known of it, read again and again; it gives how many looks verified
// it, and one that did so wrongly.
func life(dice *rand.Rand) (verified int, wrong string) {
	s := newServer(dice)
	var x index
	for range 8 {
		s.live()
		if !x.known {
			x.whole(s)
			continue
		}
		ok, stood := x.look(s)
		if !ok {
			x.known = false
			continue
		}
		verified++
		if wrong := x.differs(stood); wrong != "" {
			return verified, wrong
		}
	}
	return verified, ""
}

// differs tells how what is known is not what stood there, or what came of that.
func (x *index) differs(stood seen) string {
	if len(x.rows) != len(stood) {
		return fmt.Sprintf("%d rows are known, %d stood there", len(x.rows), len(stood))
	}
	for name, content := range stood {
		if r, known := x.rows[name]; !known || r.content < content && r.Whole {
			return fmt.Sprintf("%s is known as of %d, and was %d", name, r.content, content)
		}
	}
	return ""
}

const lives = 20_000

func TestWhatIsVerifiedIsExactlyWhatStoodThereAtTheFirstAnswer(t *testing.T) {
	dice, verified := rand.New(rand.NewPCG(2, 7)), 0
	for range lives {
		n, wrong := life(dice)
		require.Empty(t, wrong)
		verified += n
	}
	t.Logf("%d looks verified", verified)
	assert.Greater(t, verified, lives/10, "that any look verifies anything")
}

func TestWithoutAnyOneConditionAWrongListIsVerified(t *testing.T) {
	all := conditions
	t.Cleanup(func() { conditions = all })
	for i, c := range all {
		conditions = slices.Delete(slices.Clone(all), i, i+1)
		assert.Truef(t, goesWrong(), "it verifies nothing wrong without: %s", c.name)
	}
}

func TestRowsThatChangedWhileTheListWasReadSayNothingOfTheNewest(t *testing.T) {
	rule := newestOf
	t.Cleanup(func() { newestOf = rule })
	newestOf = func(_ Page, rows map[string]row) (newest time.Time) {
		for _, r := range rows {
			if r.Changed.After(newest) {
				newest = r.Changed
			}
		}
		return newest
	}
	assert.True(t, goesWrong())
}

func goesWrong() bool {
	dice := rand.New(rand.NewPCG(2, 7))
	for range 32 * lives {
		if _, wrong := life(dice); wrong != "" {
			return true
		}
	}
	return false
}
