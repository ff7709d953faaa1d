package export_test

import (
	"bytes"
	"io"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

func TestASlowObserverHoldsNobodyUpAndHearsTheLastWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		for i := range 6 {
			fill(w, "acme/r-"+pad(i), 50)
		}
		s := signedIn(t, w)
		var out bytes.Buffer
		work, err := images(
			s.client,
			export.Request{Targets: []string{"acme"}, Unordered: true},
			&out,
		)
		require.NoError(t, err)
		var at atomic.Int32
		var last export.Progress
		work.Observe = func(p export.Progress) {
			assert.Equal(t, int32(1), at.Add(1), "one at a time")
			defer at.Add(-1)
			if last.Rows == 0 {
				time.Sleep(time.Minute)
				assert.Len(t, s.hub.Requests(), 7, "all are asked for meanwhile")
			}
			last = p
		}
		require.Equal(t, export.Complete, work.Run(t.Context()).Outcome())
		assert.Equal(t, 300, last.Rows)
	})
}

func TestPagesReadASecondTimeAreCountedAsProgress(t *testing.T) {
	w := account(midnight)
	fill(w, "alice/app", 950)
	s := signedIn(t, w)
	s.hub.Inject(hubtest.Fault{
		Match: hubtest.Match{Path: "/app/tags", Page: 10, Times: 1},
		Do: hubtest.Before(func() {
			w.Delete("alice/app", "t-00930")
			w.Push("alice/app", plainTag("brand-new", w.Now()))
		}),
	})
	work, err := tags(s.client, export.Request{Targets: []string{"alice/app"}}, io.Discard)
	require.NoError(t, err)
	var last export.Progress
	work.Observe = func(p export.Progress) {
		assert.GreaterOrEqual(t, p.Requests, last.Requests)
		assert.LessOrEqual(t, p.Fraction(), 1.0)
		last = p
	}
	require.Equal(t, export.Partial, work.Run(t.Context()).Outcome())
	assert.Greater(t, last.Again, 1)
	assert.Equal(t, len(s.hub.Requests()), last.Requests)
	assert.Zero(t, last.RequestsLeft)
}
