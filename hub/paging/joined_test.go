package paging_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
)

// library is a list of shelves, each of which has rows.
type library struct {
	heads   shelf
	mu      sync.Mutex
	shelves map[string]*shelf
	alike   bool
	kept    func(context.Context) (paging.Kept[string], bool)
}

// newLibrary has a shelf for each number, with as many rows.
func newLibrary(sizes ...int) *library {
	l := &library{heads: shelf{size: 4}, shelves: map[string]*shelf{}}
	for i, size := range sizes {
		name := fmt.Sprintf("shelf %02d", i)
		l.heads.rows = append(l.heads.rows, name)
		l.shelves[name] = &shelf{rows: letters(size), size: 10}
	}
	return l
}

func (l *library) all() (rows []string) {
	for _, name := range l.heads.rows {
		for _, row := range l.shelves[name].rows {
			rows = append(rows, name+"/"+row)
		}
	}
	slices.Sort(rows)
	return rows
}

func (l *library) asked() (n int) {
	n = len(l.heads.asked)
	for _, s := range l.shelves {
		n += len(s.asked)
	}
	return n
}

func (l *library) listing(inFlight int) paging.Listing[string] {
	return paging.Join(paging.Joined[string, string]{
		Op: "list letters of all", InFlight: inFlight, Heads: l.heads.listing(inFlight), Noun: "shelves",
		Name: func(head string) string { return head },
		Open: func(head string) paging.Part[string] {
			l.mu.Lock()
			defer l.mu.Unlock()
			return paging.PartOf(l.shelves[head].listing(inFlight), func(row string) (string, bool) { return head + "/" + row, true })
		},
		Key: func(row string) string { return row }, Kept: l.kept, Alike: l.alike,
	})
}

func (l *library) fail(name string, err error) {
	l.shelves[name].before = func(*shelf, int) error { return err }
}

// fails has every list fail now and then.
func (l *library) fails(dice *rand.Rand) {
	var mu sync.Mutex
	before := func(*shelf, int) error {
		mu.Lock()
		defer mu.Unlock()
		switch dice.IntN(25) {
		case 0:
			return &errs.Error{Op: "list letters", Kind: errs.RateLimited}
		case 1:
			return &errs.Error{Op: "list letters", Kind: errs.Forbidden}
		}
		return nil
	}
	l.heads.before = before
	for _, s := range l.shelves {
		s.before = before
	}
}

func sorted(rows []string) []string {
	slices.Sort(rows)
	return rows
}

func TestTheRowsOfAllListsComeOnceEach(t *testing.T) {
	for _, inFlight := range []int{0, 1, 3, 64} {
		l := newLibrary(95, 0, 3, 25, 10, 11, 1)
		r := l.listing(inFlight).Reader()
		rows, err := read(t, r, 0)
		require.NoError(t, err)
		assert.Equal(t, l.all(), sorted(rows))
		v := r.Verdict()
		assert.Equal(t, paging.Complete, v.State)
		assert.Equal(t, []int{145, 145, l.asked()}, []int{v.Rows, v.Count, v.Requests})
		assert.Equal(t, paging.Progress{Lists: 7, Of: 7, Pages: 7, Noun: "shelves"}, v.Joined)
		rows, err = read(t, r, 0)
		require.NoError(t, err)
		assert.Empty(t, rows)
	}
}

func TestAJoinedListReadInPartsBeginsWithOnePageOfEach(t *testing.T) {
	for most := 1; most < 14; most++ {
		l := newLibrary(95, 0, 3, 25, 10, 11, 1)
		r := l.listing(3).Reader()
		var all []string
		for r.Verdict().State == paging.Unfinished {
			before := l.asked()
			left := r.Verdict().Joined.Left
			rows, err := read(t, r, most)
			require.NoError(t, err)
			all = append(all, rows...)
			assert.LessOrEqual(t, l.asked()-before, most)
			if before > 0 && l.asked() == before+most {
				assert.LessOrEqual(t, r.Verdict().Joined.Left, left+10)
			}
			if len(l.shelves["shelf 00"].asked) > 1 {
				assert.NotEmpty(t, l.shelves["shelf 02"].asked, "a page of each first, of those that are known")
			}
		}
		assert.Equal(t, l.all(), sorted(all))
		assert.Equal(t, paging.Complete, r.Verdict().State)
		assert.Zero(t, r.Verdict().Joined.Left)
	}
}

func TestAListThatCannotBeReadStopsNoOtherAndIsNamed(t *testing.T) {
	l := newLibrary(95, 12, 3)
	l.fail("shelf 01", &errs.Error{Op: "list letters", Kind: errs.Forbidden, Status: 403})
	r := l.listing(2).Reader()
	rows, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Len(t, rows, 98)
	v := r.Verdict()
	assert.Equal(t, paging.Partial, v.State)
	assert.Equal(t, []int{2, 3, 1}, []int{v.Joined.Lists, v.Joined.Of, v.Joined.Failed})
	require.ErrorIs(t, v.Err, errs.Forbidden)
	assert.Contains(t, errs.Sentence(v.Err), "1 of 3 shelves could not be read: shelf 01 (")

	l.shelves["shelf 01"].before = nil
	rest, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Equal(t, l.all(), sorted(append(rows, rest...)))
	assert.Equal(t, paging.Complete, r.Verdict().State)
}

func TestOfManyListsThatCannotBeReadAFewAreNamed(t *testing.T) {
	l := newLibrary(1, 1, 1, 1, 1, 1)
	for name := range l.shelves {
		l.fail(name, &errs.Error{Op: "list letters", Kind: errs.NotFound, Status: 404})
	}
	r := l.listing(1).Reader()
	_, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Contains(t, errs.Sentence(r.Verdict().Err), "6 of 6 shelves could not be read: shelf 00, shelf 01, shelf 02 and 3 more (")
}

func TestWhatEveryListWouldMeetEndsTheRunAndIsTakenUp(t *testing.T) {
	for _, kind := range []errs.Kind{errs.RateLimited, errs.SessionEnded, errs.NoNetwork, errs.BotChallenge} {
		l := newLibrary(35, 12, 3, 40, 7)
		l.fail("shelf 02", &errs.Error{Op: "list letters", Kind: kind})
		r := l.listing(2).Reader()
		rows, err := read(t, r, 0)
		require.ErrorIs(t, err, kind)
		assert.Equal(t, paging.Partial, r.Verdict().State)
		l.shelves["shelf 02"].before = nil
		rest, err := read(t, r, 0)
		require.NoError(t, err)
		assert.Equal(t, l.all(), sorted(append(rows, rest...)), "nothing twice, nothing lost")
		assert.Equal(t, paging.Complete, r.Verdict().State)
	}
}

func TestAServerInTroubleEndsTheRunAfterAFewLists(t *testing.T) {
	l := newLibrary(slices.Repeat([]int{5}, 40)...)
	for name := range l.shelves {
		l.fail(name, &errs.Error{Op: "list letters", Kind: errs.Unavailable, Status: 503})
	}
	r := l.listing(1).Reader()
	_, err := read(t, r, 0)
	require.ErrorIs(t, err, errs.Unavailable)
	assert.Less(t, l.asked(), 20)
	for _, s := range l.shelves {
		s.before = nil
	}
	rows, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Equal(t, l.all(), sorted(rows))
}

func TestTheListOfListsThatFailsIsTakenUp(t *testing.T) {
	l := newLibrary(3, 4, 5, 6, 7, 8)
	l.heads.before = func(_ *shelf, n int) error {
		if n == 2 {
			return &errs.Error{Op: "list shelves", Kind: errs.RateLimited}
		}
		return nil
	}
	r := l.listing(2).Reader()
	rows, err := read(t, r, 0)
	require.ErrorIs(t, err, errs.RateLimited)
	l.heads.before = nil
	rest, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Equal(t, l.all(), sorted(append(rows, rest...)))
}

// TestStoppedAnywhereNothingIsLostAndNothingComesTwice stops, fails and goes on as the dice fall.
func TestStoppedAnywhereNothingIsLostAndNothingComesTwice(t *testing.T) {
	for seed := range uint64(150) {
		dice := rand.New(rand.NewPCG(seed, 3))
		var sizes []int
		for range 1 + dice.IntN(12) {
			sizes = append(sizes, dice.IntN(60))
		}
		l := newLibrary(sizes...)
		l.fails(dice)
		r := l.listing(1 + dice.IntN(6)).Reader()
		var rows []string
		for round := 0; r.Verdict().State == paging.Unfinished || r.Verdict().State == paging.Partial; round++ {
			require.Less(t, round, 400)
			ctx, cancel := context.WithCancel(t.Context())
			take := dice.IntN(20)
			for p, err := range r.Pages(ctx, dice.IntN(9)) {
				if err != nil {
					continue // as a failure and a stop are
				}
				rows = append(rows, p.Rows...)
				if take--; take == 0 {
					cancel()
				}
				if take < -2 {
					break
				}
			}
			cancel()
		}
		require.Equal(t, l.all(), sorted(rows), "seed %d", seed)
		require.Equal(t, len(rows), r.Verdict().Rows)
	}
}

func TestWhereAllAreRefusedAlikeAFewAreEnough(t *testing.T) {
	l := newLibrary(slices.Repeat([]int{5}, 40)...)
	for name := range l.shelves {
		l.fail(name, &errs.Error{Op: "list letters", Kind: errs.Forbidden, Status: 403})
	}
	l.alike = true
	r := l.listing(1).Reader()
	_, err := read(t, r, 0)
	require.ErrorIs(t, err, errs.Forbidden)
	assert.Less(t, l.asked(), 20)
}

func TestOfAListThatCountsNothingTheRowsAreCounted(t *testing.T) {
	l := newLibrary(95, 25)
	for _, s := range l.shelves {
		s.uncounted = true
	}
	r := l.listing(2).Reader()
	rows, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Len(t, rows, 120)
	assert.Equal(t, []int{120, 120}, []int{r.Verdict().Rows, r.Verdict().Count})
}

func TestAJoinedWalkThatIsCancelledEndsAlsoWhereWhoTakesItsPagesDoesNot(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	heads := paging.New(paging.Slice("list", func(context.Context) ([]string, error) {
		return []string{"a", "b", "c"}, nil
	}, func(s string) string { return s }))
	joined := paging.Join(paging.Joined[string, string]{
		Op: "list all", InFlight: 2, Heads: heads, Noun: "lists",
		Name: func(s string) string { return s }, Key: func(s string) string { return s },
		Open: func(s string) paging.Part[string] {
			one := paging.Source[string]{
				Op: "list " + s, Key: func(s string) string { return s },
				Page: func(ctx context.Context, _ int, _ paging.Urgency) (paging.Page[string], error) {
					cancel()
					<-ctx.Done()
					return paging.Page[string]{}, ctx.Err()
				},
			}
			return paging.PartOf(paging.New(one), func(s string) (string, bool) { return s, true })
		},
	})
	r := joined.Reader()
	for _, err := range r.Pages(ctx, 0) {
		if err != nil {
			require.ErrorIs(t, err, context.Canceled)
		}
	}
	if state := r.Verdict().State; state != paging.Unfinished {
		t.Errorf("%v", state)
	}
}
