package index_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// life is a repository that people change at any time, seen by several viewers in several runs.
type life struct {
	*setting

	dice *rand.Rand
	runs []*run // one of each viewer
}

var viewers = []func(*setting) *run{
	func(s *setting) *run { return s.run() },
	func(s *setting) *run { return s.run().as("anchor-chain") },
	func(s *setting) *run { return s.run().as("dckr_pat_alice") },
	func(s *setting) *run { return s.run().as("dckr_pat_narrow") },
}

func newLife(t *testing.T, seed uint64) *life {
	t.Helper()
	l := &life{dice: rand.New(rand.NewPCG(seed, 9))}
	l.setting = at(t, l.dice.IntN(30), hubtest.WithLargestPage(4), hubtest.WithRateLimit(0, 0))
	l.flight = 1 // so that a seed tells the whole story
	for _, viewer := range viewers {
		l.runs = append(l.runs, viewer(l.setting))
	}
	return l
}

// change is what people do at a moment; the clock may stand still.
func (l *life) change() {
	for range l.dice.IntN(4) {
		l.clock.pass(time.Duration(l.dice.IntN(2)) * time.Second)
		name := fmt.Sprintf("t-%05d", l.dice.IntN(40))
		switch l.dice.IntN(6) {
		case 0:
			l.world.Delete(api.String(), name)
		case 1:
			tag := l.built(name, l.clock.Now())
			tag.Images = nil
			l.world.Push(api.String(), tag)
		default:
			l.world.Push(api.String(), l.built(name, l.clock.Now()))
		}
	}
}

func (l *life) hide() {
	l.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = l.dice.IntN(2) == 0 })
}

// look is one reading by one viewer, while people go on. What it holds to be complete must be what
// stood there at some moment of it.
func (l *life) look() (v hub.Verdict) {
	who := l.dice.IntN(len(viewers))
	if l.dice.IntN(3) == 0 { // a restart
		l.runs[who].index.Close(l.t.Context())
		l.runs[who] = viewers[who](l.setting)
	}
	r := l.runs[who]
	moments := []map[string]string{l.digests()}
	between := hubtest.Fault{
		Match: hubtest.Match{Path: "/tags", Chance: 0.3},
		Do: hubtest.After(func() {
			l.change()
			moments = append(moments, l.digests())
		}),
	}
	if l.dice.IntN(2) == 0 {
		l.hub.Inject(between)
	}
	read := r.index.Tags(r.client, api)
	if l.dice.IntN(3) == 0 {
		read = r.index.FreshTags(r.client, api, hub.Newest)
	}
	reader, seen := read.Reader(), map[string]string{}
	for p, err := range reader.Pages(l.t.Context(), 0) {
		if err != nil {
			l.hub.Heal()
			return hub.Verdict{}
		}
		for _, t := range p.Rows {
			seen[t.Name] = t.Digest.String()
		}
	}
	l.hub.Heal()
	r.index.Flush(l.t.Context())
	require.Empty(l.t, r.index.Notices())
	v = reader.Verdict()
	if v.State == hub.Complete && v.Count == v.Rows {
		require.Contains(l.t, moments, seen, "by viewer %d, by %s", who, v.Route)
	}
	return v
}

func (l *life) digests() map[string]string {
	all := map[string]string{}
	for _, t := range l.world.Tags(api.String()) {
		all[t.Name] = t.Digest
	}
	return all
}

func TestWhatIsHeldToBeCompleteIsWhatTheHubHasWhateverHappens(t *testing.T) {
	kept, whole, lives := 0, 0, uint64(16)
	if testing.Short() {
		lives = 4
	}
	for seed := range lives {
		l := newLife(t, seed)
		for range 25 {
			if l.dice.IntN(2) == 0 {
				l.change()
			}
			if l.dice.IntN(24) == 0 {
				l.hide()
			}
			l.clock.pass(time.Duration(l.dice.IntN(3)) * time.Second)
			switch v := l.look(); {
			case v.State == hub.Complete && v.Route == hub.KeptRoute:
				kept++
			case v.State == hub.Complete:
				whole++
			}
		}
		l.closeAll()
	}
	t.Logf("%d complete by what was kept, %d whole", kept, whole)
	assert.Greater(t, kept, int(lives))
	assert.Greater(t, whole, int(lives))
}
