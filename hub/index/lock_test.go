//go:build !windows

package index_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/store"
	"tagboat/hub/statefile"
)

// held has another process keep everybody from writing to the file, until release is called.
func (s *setting) held() (release func()) {
	s.t.Helper()
	cmd := exec.CommandContext(context.Background(), os.Args[0])
	cmd.Env = append(os.Environ(), "INDEX_HELD_IN="+s.folder)
	in, err := cmd.StdinPipe()
	require.NoError(s.t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(s.t, err)
	require.NoError(s.t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(s.t, err)
	require.Equal(s.t, "held <nil>\n", line)
	return func() {
		_ = in.Close()
		_ = cmd.Wait()
	}
}

func TestALockThatDoesNotComeKeepsNobodyFromReadingAndIsSaidOnce(t *testing.T) {
	s := at(t, 450)
	s.run().read()
	s.closeAll()
	s.push("new")
	release := s.held()
	defer release()

	r := s.run()
	waits := make(chan struct{}, 1)
	r.index.Try(store.Trial{Hold: func() {
		select {
		case waits <- struct{}{}:
		default:
		}
	}})
	reader := r.index.Tags(r.client, api).Reader()
	rows := 0
	for p, err := range reader.Pages(t.Context(), 0) {
		require.NoError(t, err)
		rows += len(p.Rows)
	}
	assert.Equal(t, 451, rows)
	assert.Equal(t, hub.KeptRoute, reader.Verdict().Route, "what is known can be read meanwhile")
	<-waits
	fresh := r.index.FreshTags(r.client, api, hub.Newest)
	for _, err := range fresh.All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	said := r.index.Notices()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "is held by another program; this run keeps nothing more")
	_, v, said := r.readOn()
	assert.Equal(t, hub.KeptRoute, v.Route)
	assert.Empty(t, said)
	assert.ErrorContains(t, s.run().index.ClearRepository(t.Context(), api), "is held by another program")

	release()
	_, v, _ = s.run().read()
	assert.Equal(t, hub.KeptRoute, v.Route, "and all is as it was")
}

func TestAProcessThatNeverGetsToOpenTheFileKeepsNobodyWaiting(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.closeAll()
	release, err := statefile.Lock(t.Context(), s.folder, "index.lock")
	require.NoError(t, err)
	said := s.goesOn()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "index.lock is held by another tagboat; this run goes on without")
	release()
	_, v, _ := s.run().read()
	assert.Equal(t, hub.KeptRoute, v.Route)
}

func TestAFolderOfAnotherMachineIsNotUsed(t *testing.T) {
	s := at(t, 150)
	r := s.run()
	r.index.Try(store.Trial{Remote: func(string) bool { return true }})
	_, v, said := r.readOn()
	assert.Equal(t, hub.Complete, v.State)
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "is on another machine; this run goes on without")
	_, v, said = r.readOn()
	assert.Equal(t, hub.Complete, v.State)
	assert.Empty(t, said)
	assert.NoFileExists(t, s.path())
}
