package tag

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/siblings"
	"tagboat/ui/screen"
)

// The race detector is the judge: a reload replaces a question that may still be
// under way.
func TestAReloadBesideTheFirstQuestionSharesNothingWithIt(t *testing.T) {
	server := hubtest.New(hubtest.Demo(time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)))
	client, err := hub.New(hub.Options{BaseURL: server.URL(), Transport: server.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	for _, row := range []hub.Tag{{Name: "latest"}, {Name: "latest", NamesOnly: true}} {
		d := &details{env: screen.Env{Hub: client}, subject: Subject{
			Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"}, Tag: row, Index: siblings.New(hub.Platform{}),
		}}
		platforms, told := d.platforms()
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				_, err := platforms.Page(t.Context(), 1)
				assert.NoError(t, err)
				_ = told.Load().Digest
			})
		}
		both.Wait()
	}
}
