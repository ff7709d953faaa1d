package rows

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

// model does plainly what a store does cleverly.
type model struct {
	rows   []hub.Tag // as they came
	filter query.Filter[hub.Tag]
	order  Order[hub.Tag]
	hide   func(*hub.Tag) bool
	marks  map[string]bool
}

func (m *model) append(page []hub.Tag) {
	for _, row := range page {
		if i := slices.IndexFunc(m.rows, func(r hub.Tag) bool { return r.Name == row.Name }); i >= 0 {
			m.rows[i] = row
		} else {
			m.rows = append(m.rows, row)
		}
	}
}

func (m *model) sorted() []hub.Tag {
	rows := slices.Clone(m.rows)
	inOrder(rows, m.order.By, m.order.Reversed)
	if m.order.Pinned != nil {
		slices.SortStableFunc(rows, func(a, b hub.Tag) int {
			return -cmp.Compare(pins(m.order, &a), pins(m.order, &b))
		})
	}
	return rows
}

func pins(order Order[hub.Tag], row *hub.Tag) int {
	if order.Pinned(row) {
		return 1
	}
	return 0
}

func (m *model) view() []string {
	rows := m.sorted()
	var names []string
	for i := range rows {
		if (m.hide == nil || !m.hide(&rows[i])) && m.filter.Match(&rows[i]) {
			names = append(names, rowText(&rows[i]))
		}
	}
	return names
}

func (m *model) marked() []string {
	rows := m.sorted()
	var names []string
	for i := range rows {
		if m.marks[rows[i].Name] {
			names = append(names, rowText(&rows[i]))
		}
	}
	return names
}

// rowText shows the value of a row too, so that an old value in a new place is seen.
func rowText(t *hub.Tag) string { return fmt.Sprintf("%s/%d", t.Name, t.FullSize) }

func shownRows(s *Store[hub.Tag]) []string {
	var names []string
	for p := range s.Shown() {
		names = append(names, rowText(s.Row(s.At(p))))
	}
	return names
}

func markedRows(s *Store[hub.Tag]) []string {
	var names []string
	for _, id := range s.Marks() {
		names = append(names, rowText(s.Row(id)))
	}
	return names
}

var storyFilters = []string{
	"", "", "a", "al", "alp", "alpi", "alp arch:arm64", "1", "1.", "1.2", "1.2 !rc", "~1ap", "'1.2", "^1", "e$", "!1", "size:<50MB", "size:<50MB a",
	"digest:a", "digest:ab", "digest:sha256:a,b", "!digest:0", "pushed:<100d", "by:ali", "status:inactive", "os:windows arch:mips64le", "zzz", "nosuch:1",
}

// story is a store and its model, driven through the same random acts.
type story struct {
	t     *testing.T
	r     *rand.Rand
	store *Store[hub.Tag]
	model model
	jobs  []*Job[hub.Tag]
	wants []func() // what each job makes of the model
	acts  []string
}

func (s *story) act(names int) {
	switch s.r.IntN(9) {
	case 0, 1, 2:
		s.append(names)
	case 3, 4:
		s.filter()
	case 5:
		s.sort()
	case 6:
		s.apply()
	case 7:
		s.mark()
	case 8:
		s.hide()
	}
	if s.r.IntN(2) == 0 {
		s.tellf("work")
		s.store.Work(atOnce)
	}
}

func (s *story) tellf(format string, args ...any) {
	s.acts = append(s.acts, fmt.Sprintf(format, args...))
}

func (s *story) append(names int) {
	page := make([]hub.Tag, s.r.IntN(200))
	for i := range page {
		page[i] = storyTag(s.r, names)
	}
	s.tellf("append %d", len(page))
	before := s.store.Len()
	change := s.store.Append(page)
	s.model.append(page)
	require.Equal(s.t, len(s.model.rows), s.store.Len())
	require.Equal(s.t, len(s.model.rows)-before, change.Added)
	require.True(s.t, slices.IsSorted(change.Replaced))
}

func storyTag(r *rand.Rand, names int) hub.Tag {
	n := r.IntN(names)
	suffix := []string{"", "-alpine", "-rc1", "-slim", "-é"}[n%5]
	tag := hub.Tag{
		Name: fmt.Sprintf("%d.%d%s", n/50, n/5%10, suffix), FullSize: r.Int64N(100) * 1_000_000, Digest: benchDigest(r),
		UpdatedBy: hub.NewSymbol([]string{"alice", "bob"}[r.IntN(2)]), Status: hub.NewSymbol([]string{"active", "inactive"}[r.IntN(2)]),
		Pushed: hub.TimestampOf(benchNow.Add(-time.Duration(r.IntN(200)) * 24 * time.Hour)),
	}
	for _, p := range benchPlatforms[r.IntN(3)][:r.IntN(8)] {
		tag.Images = append(tag.Images, hub.Image{Platform: p, Digest: benchDigest(r)})
	}
	return tag
}

func (s *story) filter() {
	text := storyFilters[s.r.IntN(len(storyFilters))]
	s.tellf("filter %q", text)
	s.model.filter = parseTags(text)
	s.store.SetFilter(s.model.filter)
}

func (s *story) sort() {
	orders := append(slices.Clone(query.Tags().Orders), query.Order[hub.Tag]{})
	order := Order[hub.Tag]{By: orders[s.r.IntN(len(orders))], Reversed: s.r.IntN(2) == 0}
	if s.r.IntN(2) == 0 {
		order.Pinned = func(row *hub.Tag) bool { return row.FullSize%7_000_000 == 0 }
	}
	s.tellf("sort by %q %v %v", order.By.Name, order.Reversed, order.Pinned != nil)
	s.jobs = append(s.jobs, s.store.SetOrder(order))
	s.wants = append(s.wants, func() { s.model.order = order })
}

func (s *story) apply() {
	if len(s.jobs) == 0 {
		return
	}
	i := s.r.IntN(len(s.jobs))
	last := i == len(s.jobs)-1
	s.tellf("apply job %d of %d", i+1, len(s.jobs))
	s.jobs[i].Run()
	require.Equal(s.t, last, s.store.Apply(s.jobs[i]), "only the last job asked for is taken")
	require.False(s.t, s.store.Apply(s.jobs[i]), "no job is taken twice")
	if last {
		s.wants[i]()
		s.jobs, s.wants = nil, nil
	} else {
		s.jobs, s.wants = slices.Delete(s.jobs, i, i+1), slices.Delete(s.wants, i, i+1)
	}
}

func (s *story) mark() {
	if s.store.Shown() == 0 || s.r.IntN(10) == 0 {
		s.tellf("clear marks")
		s.store.ClearMarks()
		clear(s.model.marks)
		return
	}
	from, to := s.r.IntN(s.store.Shown()), s.r.IntN(s.store.Shown())
	s.tellf("mark %d to %d", from, to)
	s.store.MarkRange(from, to)
	for p := min(from, to); p <= max(from, to); p++ {
		s.model.marks[s.store.Row(s.store.At(p)).Name] = true
	}
	id := s.store.At(from)
	s.store.Toggle(id)
	delete(s.model.marks, s.store.Row(id).Name)
}

func (s *story) hide() {
	s.model.hide = []func(*hub.Tag) bool{nil, query.IsNoise, func(t *hub.Tag) bool { return strings.Contains(t.Name, "slim") }}[s.r.IntN(3)]
	s.tellf("hide %v", s.model.hide != nil)
	s.store.Hide(s.model.hide)
}

// check holds what must be true in the middle of work: the view has each row once and in order, and knows their places.
func (s *story) check() {
	view := s.store.view()
	for p, id := range view {
		if p > 0 {
			require.Negative(s.t, s.store.ranks.compare(view[p-1], id), "after %v", s.acts)
		}
		at, ok := s.store.Position(id)
		require.True(s.t, ok && at == p, "after %v", s.acts)
	}
	for i, l := range s.store.levels {
		require.Equal(s.t, len(l.rows), l.set.count(), "level %d after %v", i, s.acts)
	}
	if s.store.pending == nil {
		require.Equal(s.t, s.model.view(), shownRows(s.store), "after %v", s.acts)
	}
	require.Equal(s.t, s.model.marked(), markedRows(s.store), "after %v", s.acts)
	require.Equal(s.t, len(s.model.marks), s.store.MarkCount(), "after %v", s.acts)
}

func TestAnyOrderOfPagesFiltersSortsAndMarksGivesWhatDoingItAtOnceGives(t *testing.T) {
	seeds := uint64(60)
	if testing.Short() { // each act is compared with doing everything at once, up to 5,000 rows
		seeds = 18
	}
	for seed := range seeds {
		s := &story{
			t: t, r: rand.New(rand.NewPCG(seed, 7)), store: New(query.Tags(), tagKey), model: model{marks: map[string]bool{}},
		}
		names := []int{50, 500, 5000}[seed%3]
		for range 60 {
			s.act(names)
			s.check()
		}
		s.store.Finish()
		s.check()
		s.checkAtOnce()
	}
}

func (s *story) checkAtOnce() {
	once := New(query.Tags(), tagKey)
	once.Append(s.model.rows)
	once.Sort(s.model.order)
	once.Hide(s.model.hide)
	once.SetFilter(s.model.filter)
	once.Finish()
	require.Equal(s.t, shownRows(once), shownRows(s.store))
	require.Equal(s.t, once.Hidden(), s.store.Hidden())
}

// inOrder puts rows in order; equal rows keep their places and unknown ones come last.
func inOrder[T any](rows []T, order query.Order[T], reversed bool) {
	if order.IsZero() {
		return
	}
	ranks, before := query.NewRanks(order, reversed), slices.Clone(rows)
	for i := range before {
		ranks.Append(&before[i])
	}
	for at, i := range ranks.Sorted() {
		rows[at] = before[i]
	}
}
