package export_test

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

func TestOneClockTellsAgesCostsAndProgress(t *testing.T) {
	day := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	w := account(day, "acme")
	fill(w, "acme/web", 250) // the last of them four hours old
	h := hubtest.New(w, hubtest.WithRateLimit(0, 0))
	client, err := hub.New(hub.Options{
		BaseURL: h.URL(), RegistryURL: h.RegistryURL(), Transport: h.Transport(), UserAgent: "tagboat/test",
		Now: func() time.Time { return day },
	})
	require.NoError(t, err)
	work, err := tags(
		client,
		export.Request{Targets: []string{"acme/web"}, Filter: "pushed:<1h"},
		io.Discard,
	)
	require.NoError(t, err)
	var last export.Progress
	work.Observe = func(p export.Progress) { last = p }
	summary := work.Run(t.Context())
	assert.Equal(t, 59, summary.Written, summary)
	assert.Zero(t, last.Elapsed, "the clock stood still")
	plan, err := work.Plan(t.Context())
	require.NoError(t, err)
	assert.Zero(t, plan.Time)
}
