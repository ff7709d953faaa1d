package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/wait"
	"tagboat/ui/command/report"
)

func TestTheLineOfAWaitCountsAndIsTakenAway(t *testing.T) {
	synctest.Test(t, func(_ *testing.T) {
		var line bytes.Buffer
		w := &watch{
			m: Machine{Now: time.Now}, name: "acme/api:1.4", rhythm: wait.Rhythm{Timeout: 10 * time.Minute},
			began: time.Now(), told: map[hub.Kind]bool{},
			meter: &report.Meter{W: &line, Live: true, Width: 60, Now: time.Now},
			looks: make(chan wait.Look), over: make(chan struct{}),
		}
		go w.count()
		w.took(wait.Look{Saw: "was not there", Count: 1})
		time.Sleep(2500 * time.Millisecond)
		w.end()
		w.end()
		written := strings.Split(line.String(), "\r")
		assert.Equal(t, []string{
			"", "0 s of 10 min: acme/api:1.4 not looked yet", "0 s of 10 min: acme/api:1.4 was not there (look 1)",
			"1 s of 10 min: acme/api:1.4 was not there (look 1)", "2 s of 10 min: acme/api:1.4 was not there (look 1)",
			strings.Repeat(" ", 50), "",
		}, written)
	})
}

func TestInAPipeWhatHindersAWaitIsToldOnce(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "err"))
	require.NoError(t, err)
	w := &watch{m: Machine{said: &words{Writer: file}}, account: "alice", told: map[hub.Kind]bool{}}
	for range 3 {
		w.took(wait.Look{Err: &hub.Error{Op: "read tag a/b:1", Kind: hub.NoNetwork}})
		w.took(wait.Look{Saw: "was not there"})
	}
	w.took(wait.Look{Saw: "was not there", Unknown: true})
	w.end()
	require.NoError(t, file.Close())
	said, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	assert.Equal(t, "tagboat: Could not read tag a/b:1: the connection could not be made, or it broke off. Waiting all the same.\n"+
		"tagboat: there is no such repository, or it is not visible to alice; waiting all the same\n", string(said))
}
