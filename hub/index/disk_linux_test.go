package index_test

import (
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index"
)

// onTmpfs has the folder on a file system of its own, which a test fills or makes read-only.
func (s *setting) onTmpfs(t *testing.T, options string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(s.folder, 0o700))
	if err := syscall.Mount("none", s.folder, "tmpfs", 0, options+",mode=0700"); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	t.Cleanup(func() {
		s.closeAll()
		assert.NoError(t, syscall.Unmount(s.folder, 0))
	})
}

func TestAFullDiskEndsTheKeepingAndIsSaidOnce(t *testing.T) {
	s := at(t, 2000)
	s.onTmpfs(t, "size=400k")
	r := s.run()
	var rows []hub.Tag
	for row, err := range r.index.Tags(r.client, api).All(t.Context()) {
		require.NoError(t, err)
		rows = append(rows, row)
		r.index.Flush(t.Context())
	}
	assert.Equal(t, byName(s.truth()), byName(rows))
	said := r.index.Notices()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "the disk may be full")
	s.closeAll()
	s.push("new")
	tags, v, _ := s.run().readOn()
	s.holds(tags, v)
	assert.Equal(t, hub.HubRoute, v.Route, "what is half there is not known")
}

func TestAReadOnlyFolderIsDoneWithout(t *testing.T) {
	s := at(t, 150)
	s.onTmpfs(t, "size=4m")
	s.run().read()
	s.closeAll()
	require.NoError(t, syscall.Mount("none", s.folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	before := len(s.hub.Requests())
	offline := &index.Offline{Index: s.run().index, Client: s.run().client}
	s.clock.pass(2 * time.Hour)
	rows := 0
	for _, err := range offline.Tags(api).All(t.Context()) {
		require.NoError(t, err)
		rows++
	}
	offline.Index.Flush(t.Context())
	assert.Equal(t, 150, rows)
	assert.Empty(t, offline.Index.Notices(), "who only reads misses nothing")
	assert.Len(t, s.hub.Requests(), before)

	said := s.goesOn()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "this run keeps nothing more of lists")
}
