//go:build unix

package command_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestNoMoreRequestsAreOnTheirWayThanAreSet(t *testing.T) {
	m := newMachine(t, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(10*time.Millisecond))
	for i := range 20 {
		m.hub.World().Publish(fmt.Sprintf("acme/api-%02d", i), built("1", m.now.Add(-time.Hour)))
	}
	for requests, most := range map[string]int{"1": 1, "8": 8} {
		file := filepath.Join(t.TempDir(), "config.toml")
		require.NoError(t, os.WriteFile(file, []byte("requests = "+requests+"\n"), 0o600))
		m.hub.Forget()
		_, said, code := m.run("", "images", "acme", "--fresh", "--config", file)
		require.Zero(t, code, said)
		assert.LessOrEqual(t, m.hub.Peak(), most)
		if most > 1 {
			assert.Greater(t, m.hub.Peak(), 1, "or the other proves nothing")
		}
	}
}
