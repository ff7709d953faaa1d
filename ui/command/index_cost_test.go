//go:build unix

package command_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// counting is an answer whose bytes are counted.
type counting struct {
	http.ResponseWriter

	bytes *atomic.Int64
}

func (c counting) Write(b []byte) (int, error) {
	c.bytes.Add(int64(len(b)))
	return c.ResponseWriter.Write(b)
}

func TestTheSecondRunOfALargeAccountCostsASmallPartOfTheFirst(t *testing.T) {
	const repositories, each = 300, 150
	m := newMachine(t, hubtest.WithRateLimit(0, 0))
	var bytes atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.hub.ServeHTTP(counting{w, &bytes}, r)
	}))
	t.Cleanup(server.Close)
	m.address = server.URL
	m.environment["TAGBOAT_HUB"] = server.URL
	m.docker("anchor-chain")
	m.hub.World().AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	tags := make([]hubtest.Tag, each)
	for k := range tags {
		tags[k] = built(fmt.Sprintf("t-%03d", k), m.now.Add(-time.Duration(k+1)*time.Hour))
	}
	for i := range repositories {
		m.hub.World().Publish(fmt.Sprintf("acme/r-%03d", i), tags...)
	}
	m.now = m.now.Add(time.Hour)

	first := m.asked("images", "acme")
	require.Zero(t, first.code, first.said)
	whole := bytes.Swap(0)
	assert.Equal(t, repositories*2, first.tags)
	// a busy disk may stand still for longer than a run waits: what found no room the next ones keep
	for runs := 0; m.asked("images", "acme").tags > repositories; runs++ {
		require.Less(t, runs, 10)
	}
	bytes.Store(0)
	second := m.asked("images", "acme")
	require.Zero(t, second.code, second.said)
	assert.Equal(t, first.printed, second.printed)
	assert.Equal(t, repositories, second.tags)
	assert.Equal(t, first.repositories, second.repositories)
	t.Logf("%d bytes the first time, %d the second", whole, bytes.Load())
	assert.Less(t, bytes.Load(), whole/5)
}

// A file that is no database is put aside by whoever opens it.
func TestTheVersionAndHelpDoNotOpenTheIndex(t *testing.T) {
	m := stocked(t, 1)
	path := filepath.Join(m.home, ".local/state/tagboat/index.db")
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, make([]byte, 8192), 0o600))
	for _, args := range [][]string{{"--version"}, {"--help"}, {"images", "--help"}, {"completion", "bash"}, {"man"}} {
		m.run("", args...)
		assert.Len(t, m.kept(), 1, args)
	}
	m.asked("images")
	assert.FileExists(t, path+".damaged", "who uses it does")
}
