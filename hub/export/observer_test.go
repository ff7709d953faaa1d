package export_test

import (
	"bytes"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
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
