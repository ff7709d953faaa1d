package index_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index/store"
)

func TestAListThatDidNotMoveIsVerifiedByOneSmallRequest(t *testing.T) {
	for _, n := range []int{0, 1, 10, 11, 450} {
		s := at(t, n)
		tags, v, asked := s.run().read()
		assert.Equal(t, hub.HubRoute, v.Route)
		assert.Len(t, asked, max(1, (n+99)/100))
		s.holds(tags, v)
		s.clock.pass(time.Hour)

		tags, v, asked = s.run().read()
		s.holds(tags, v)
		assert.Equal(t, hub.KeptRoute, v.Route, "%d tags", n)
		require.Len(t, asked, 1)
		assert.Contains(t, asked[0].Query, "page_size=10")
	}
}

func TestNewsAreReadAndTheRestIsKnown(t *testing.T) {
	for pushed, requests := range map[int]int{1: 1, 8: 1, 10: 2, 98: 2, 150: 3} {
		s := at(t, 450)
		s.run().read()
		for i := range pushed {
			if i%2 == 0 {
				s.push(fmt.Sprintf("new-%d", i))
			} else {
				s.push(fmt.Sprintf("t-%05d", 3*i))
			}
		}
		for range 2 {
			tags, v, asked := s.run().read()
			s.holds(tags, v)
			assert.Equal(t, hub.KeptRoute, v.Route)
			assert.Len(t, asked, requests, "%d pushes", pushed)
			requests = 1
		}
	}
}

func TestAListOfWhichATagWasDeletedIsReadWhole(t *testing.T) {
	s := at(t, 250)
	s.run().read()
	s.push("new")
	s.world.Delete(api.String(), "t-00123")
	tags, v, asked := s.run().read()
	s.holds(tags, v)
	assert.Equal(t, hub.HubRoute, v.Route)
	assert.Len(t, asked, 4)
	_, v, _ = s.run().read()
	assert.Equal(t, hub.KeptRoute, v.Route, "and is known anew")
}

func TestATagWithoutPlatformsIsNotKnownUntilItHasThem(t *testing.T) {
	s := at(t, 250)
	empty := s.built("empty", s.clock.Now())
	empty.Images = nil
	s.world.Push(api.String(), empty)
	s.push("later")
	s.run().read()
	s.world.Push(api.String(), func() hubtest.Tag {
		filled := s.built("empty", empty.Updated)
		return filled
	}())
	tags, v, _ := s.run().read()
	s.holds(tags, v)
	s.push("another")
	tags, v, _ = s.run().read()
	s.holds(tags, v)
	assert.Equal(t, hub.KeptRoute, v.Route)
}

func TestAFrontTagDeletedBetweenTwoPagesOfNewsIsNoProof(t *testing.T) {
	// without the deletion of a known tag the total gives it away; with it the rows known and read
	// are as many as page 1 counts, although one of them is not there
	for _, known := range []string{"", "t-00200"} {
		s := at(t, 450)
		s.flight = 1
		s.run().read()
		if known != "" {
			s.world.Delete(api.String(), known)
		}
		for i := range 150 {
			s.push(fmt.Sprintf("new-%d", i))
		}
		s.hub.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/tags", Page: 2, Times: 1},
			Do:    hubtest.Before(func() { s.world.Delete(api.String(), "new-149") }),
		})
		tags, v, _ := s.run().read()
		t.Log(v.String())
		assert.NotEqual(t, hub.KeptRoute, v.Route, known)
		if v.State == hub.Complete {
			s.holds(tags, v)
		}
		s.hub.Heal()
		tags, v, _ = s.run().read()
		s.holds(tags, v)
	}
}

func TestNobodySeesWhatAnAccountSawNorOneTokenWhatAnotherDid(t *testing.T) {
	s := at(t, 150)
	viewers := map[string]func() *run{
		"nobody":       func() *run { return s.run() },
		"password":     func() *run { return s.run().as("anchor-chain") },
		"token":        func() *run { return s.run().as("dckr_pat_alice") },
		"narrow token": func() *run { return s.run().as("dckr_pat_narrow") },
	}
	for who, viewer := range viewers {
		_, v, _ := viewer().read()
		assert.Equal(t, hub.HubRoute, v.Route, who)
	}
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = true })
	for who, viewer := range viewers {
		r := viewer()
		reader := r.index.Tags(r.client, api).Reader()
		rows := 0
		var failed error
		for p, err := range reader.Pages(t.Context(), 0) {
			rows += len(p.Rows)
			failed = err
		}
		if who == "nobody" || who == "narrow token" {
			require.Error(t, failed, who)
			assert.Zero(t, rows)
			continue
		}
		require.NoError(t, failed, who)
		assert.Equal(t, 150, rows, who)
		assert.Equal(t, hub.KeptRoute, reader.Verdict().Route, who)
	}
}

func TestADiskThatTakesItsTimeHoldsNothingUpAndLeavesTheListUnknown(t *testing.T) {
	s := at(t, 16_000, hubtest.WithRateLimit(0, 0))
	r := s.run()
	stuck := make(chan struct{})
	r.index.Try(store.Trial{Hold: func() { <-stuck }})
	rows := 0
	for _, err := range r.index.Tags(r.client, api).All(t.Context()) {
		require.NoError(t, err)
		rows++
	}
	assert.Equal(t, 16_000, rows, "while not one page is written")
	close(stuck)
	r.index.Flush(t.Context())
	reader := r.index.Tags(r.client, api).Reader()
	for _, err := range reader.Pages(t.Context(), 0) {
		require.NoError(t, err)
		r.index.Flush(t.Context()) // a disk that is as fast as the Hub
	}
	assert.Equal(t, hub.HubRoute, reader.Verdict().Route)
	r.index.Flush(t.Context())
	_, v, _ := r.read()
	assert.Equal(t, hub.KeptRoute, v.Route)
}

// The answer's clock has whole seconds, so the newest row is later than it.
func TestAListThatWasPushedToInTheSecondOfItsAnswerIsVerifiedByOneRequest(t *testing.T) {
	s := at(t, 250)
	s.run().read()
	for range 2 {
		s.clock.pass(time.Hour + 700*time.Millisecond)
		s.world.Push(api.String(), s.built("now", s.clock.Now()))
		tags, v, asked := s.run().read()
		s.holds(tags, v)
		assert.Equal(t, hub.KeptRoute, v.Route)
		assert.Len(t, asked, 1)
		s.clock.now.Store(s.clock.Now().Truncate(time.Second).UnixNano())
		s.clock.pass(time.Hour)
		s.run().read()
	}
}
