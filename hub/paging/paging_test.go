package paging_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/errs"
	"tagboat/hub/paging"
)

// shelf is a collection in memory that is handed out in pages and may change while it is read.
type shelf struct {
	mu    sync.Mutex
	rows  []string
	size  int
	asked []int
	// uncounted: no total is told
	uncounted bool
	// before is called with the number of a page before it is handed out.
	before func(s *shelf, n int) error
}

func letters(n int) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("row %03d", i)
	}
	return rows
}

func (s *shelf) page(ctx context.Context, n int, _ paging.Urgency) (paging.Page[string], error) {
	if ctx.Err() != nil {
		return paging.Page[string]{}, errs.Stopped(ctx, "list letters")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, n)
	if s.before != nil {
		if err := s.before(s, n); err != nil {
			return paging.Page[string]{}, err
		}
	}
	from, to := min((n-1)*s.size, len(s.rows)), min(n*s.size, len(s.rows))
	if n > 1 && from >= len(s.rows) {
		return paging.Page[string]{}, &errs.Error{Op: "list letters", Kind: errs.NotFound, Status: 404}
	}
	count := len(s.rows)
	if s.uncounted {
		count = -1
	}
	return paging.Page[string]{Number: n, Rows: slices.Clone(s.rows[from:to]), Count: count, Last: to == len(s.rows)}, nil
}

func (s *shelf) listing(inFlight int) paging.Listing[string] {
	return paging.New(paging.Source[string]{
		Op: "list letters", InFlight: inFlight, Page: s.page, Key: func(row string) string { return row },
	})
}

func read(t *testing.T, r *paging.Reader[string], most int) (rows []string, err error) {
	t.Helper()
	for p, failed := range r.Pages(t.Context(), most) {
		rows, err = append(rows, p.Rows...), failed
	}
	return rows, err
}

func TestAListThatStandsStillIsReadOnceAndPage1Twice(t *testing.T) {
	for _, inFlight := range []int{0, 1, 3, 64} {
		s := &shelf{rows: letters(95), size: 10}
		r := s.listing(inFlight).Reader()
		rows, err := read(t, r, 0)
		require.NoError(t, err)
		assert.Equal(t, s.rows, rows)
		slices.Sort(s.asked)
		assert.Equal(t, []int{1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, s.asked)
		v := r.Verdict()
		assert.Equal(t, paging.Verdict{State: paging.Complete, Rows: 95, Count: 95, Requests: 11, Page: 11}, v)
		rows, err = read(t, r, 0)
		require.NoError(t, err)
		assert.Empty(t, rows, "what is read is read")
	}
}

func TestReadingInPartsGivesTheSame(t *testing.T) {
	for most := 1; most < 12; most++ {
		s := &shelf{rows: letters(95), size: 10}
		r := s.listing(4).Reader()
		var all []string
		for r.Verdict().State == paging.Unfinished {
			before := len(s.asked)
			rows, err := read(t, r, most)
			require.NoError(t, err)
			all = append(all, rows...)
			assert.LessOrEqual(t, len(s.asked)-before, most)
		}
		assert.Equal(t, s.rows, all)
		assert.Equal(t, paging.Complete, r.Verdict().State)
		assert.Len(t, s.asked, 11)
	}
}

func TestARowThatSlipsThroughIsReadAgain(t *testing.T) {
	want := letters(95)
	s := &shelf{rows: slices.Clone(want), size: 10}
	s.before = func(s *shelf, n int) error {
		if n == 6 {
			s.rows, s.before = slices.Delete(s.rows, 3, 4), nil // row 50 moves to a page that was read
		}
		return nil
	}
	r := s.listing(1).Reader()
	rows, err := read(t, r, 0)
	require.NoError(t, err)
	slices.Sort(rows)
	assert.Equal(t, want, rows)
	assert.Equal(t, paging.Changed, r.Verdict().State)
	assert.False(t, r.Verdict().Moving)
}

func TestAFailureKeepsThePlaceAndAHoleIsAskedForLater(t *testing.T) {
	s := &shelf{rows: letters(95), size: 10}
	odd := &errs.Error{Op: "list letters", Kind: errs.Unreadable, Status: 200}
	s.before = func(_ *shelf, n int) error {
		switch n {
		case 4:
			return odd
		case 7:
			return &errs.Error{Op: "list letters", Kind: errs.Forbidden, Status: 403}
		default:
			return nil
		}
	}
	r := s.listing(2).Reader()
	first, err := read(t, r, 0)
	require.ErrorIs(t, err, errs.Forbidden)
	assert.Len(t, first, 50)
	v := r.Verdict()
	assert.Equal(t, []any{paging.Partial, 7, []int{4}}, []any{v.State, v.Page, v.Holes})

	s.before = nil
	rest, err := read(t, r, 0)
	require.NoError(t, err)
	rows := slices.Concat(first, rest)
	slices.Sort(rows)
	assert.Equal(t, s.rows, rows)
	assert.Empty(t, r.Verdict().Holes)
	assert.Equal(t, paging.Complete, r.Verdict().State)
}

func TestAListThatEndsShortSaysSoAndIsLookedAtAgain(t *testing.T) {
	s := &shelf{rows: letters(25), size: 10}
	source := paging.Source[string]{Op: "list letters", Key: func(row string) string { return row }, Page: func(ctx context.Context, n int, u paging.Urgency) (paging.Page[string], error) {
		p, err := s.page(ctx, n, u)
		p.Count++
		return p, err
	}}
	r := paging.New(source).Reader()
	rows, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Len(t, rows, 25)
	v := r.Verdict()
	assert.Equal(t, paging.Partial, v.State)
	assert.ErrorContains(t, v.Err, "counts more rows than it hands out")
	var all []string
	for row, failed := range paging.New(source).All(t.Context()) {
		all, err = append(all, row), failed
	}
	require.ErrorIs(t, err, errs.Unreadable)
	assert.Len(t, all, 26, "25 rows and the error")
}

func TestPagesThatBecomeSmallerGoOverWhatWasSeenAndOn(t *testing.T) {
	for _, from := range []int{2, 4, 9} {
		s := &shelf{rows: letters(950), size: 100}
		s.before = func(s *shelf, n int) error {
			if n == from {
				s.size = 25
			}
			return nil
		}
		r := s.listing(1).Reader()
		rows, err := read(t, r, 0)
		require.NoError(t, err)
		slices.Sort(rows)
		assert.Equal(t, s.rows, rows)
	}
}

func TestAListThatRunsInACircleIsGivenUp(t *testing.T) {
	source := paging.Source[string]{Op: "list letters", Key: func(row string) string { return row }, Page: func(_ context.Context, n int, _ paging.Urgency) (paging.Page[string], error) {
		return paging.Page[string]{Number: n, Rows: []string{"a", "b"}, Count: -1}, nil
	}}
	rows, err := read(t, paging.New(source).Reader(), 0)
	require.ErrorIs(t, err, errs.Unreadable)
	assert.Equal(t, []string{"a", "b"}, rows)
}

func TestTheNamesOfTheRowsFillUpWhatTheListDoesNotShow(t *testing.T) {
	s := &shelf{rows: letters(95), size: 10}
	s.before = func(_ *shelf, n int) error {
		if n > 3 {
			return &errs.Error{Op: "list letters", Kind: errs.DepthCapped, Status: 403}
		}
		return nil
	}
	source := paging.Source[string]{Op: "list letters", Page: s.page, Key: func(row string) string { return row }}
	source.Names = func(_ context.Context, cursor string) (paging.Names[string], error) {
		at := slices.Index(s.rows, cursor) + 1
		to := min(at+40, len(s.rows))
		n := paging.Names[string]{Rows: slices.Clone(s.rows[at:to])}
		if to < len(s.rows) {
			n.Next = s.rows[to-1]
		}
		return n, nil
	}
	r := paging.New(source).Reader()
	first, err := read(t, r, 0)
	require.ErrorIs(t, err, errs.DepthCapped)
	require.True(t, r.ThroughRegistry())
	assert.False(t, r.ThroughRegistry(), "it goes that way already")
	rest, err := read(t, r, 0)
	require.NoError(t, err)
	assert.Equal(t, s.rows, slices.Concat(first, rest))
	v := r.Verdict()
	assert.Equal(t, paging.Complete, v.State)
	assert.Equal(t, paging.RegistryRoute, v.Route)
	assert.Equal(t, "All 95 loaded, names only, through the registry.", v.String())
}

func TestWhoAsksIsFixedOnceForARun(t *testing.T) {
	type who struct{}
	s := &shelf{rows: letters(35), size: 10}
	bound := 0
	source := paging.Source[string]{Op: "list letters", InFlight: 3, Key: func(row string) string { return row }}
	source.Bind = func(ctx context.Context) context.Context {
		bound++
		return context.WithValue(ctx, who{}, bound)
	}
	source.Page = func(ctx context.Context, n int, u paging.Urgency) (paging.Page[string], error) {
		if ctx.Value(who{}) != 1 {
			return paging.Page[string]{}, errors.New("somebody else")
		}
		return s.page(ctx, n, u)
	}
	_, err := read(t, paging.New(source).Reader(), 0)
	require.NoError(t, err)
	assert.Equal(t, 1, bound)
}
