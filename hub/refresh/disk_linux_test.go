package refresh_test

import (
	"context"
	"os"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/refresh"
)

func (s *setting) onTmpfs(options string) {
	s.t.Helper()
	require.NoError(s.t, os.MkdirAll(s.folder, 0o700))
	if err := syscall.Mount("none", s.folder, "tmpfs", 0, options+",mode=0700"); err != nil {
		s.t.Skip("no file system can be mounted here: ", err)
	}
	s.t.Cleanup(func() { assert.NoError(s.t, syscall.Unmount(s.folder, syscall.MNT_DETACH)) })
}

func TestADiskThatFillsEndsTheRunAndIsNoSuccess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { fills(t) })
}

func fills(t *testing.T) {
	t.Helper()
	s := at(t, 30)
	s.onTmpfs("size=600k")
	p := s.as("anchor-chain")
	require.NoError(t, p.index.Ready(t.Context()))
	summary, asked := p.syncs()
	assert.ErrorIs(t, summary.Err, refresh.ErrUnkept)
	assert.Equal(t, export.Failed, summary.Outcome())
	assert.Less(t, summary.Lists, summary.ListsOf)
	assert.Less(t, len(asked), 60, "and it asks for no more")
	said := p.index.Notices()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "the disk may be full")
}

func TestWhereNothingCanBeKeptThatIsKnownBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { isReadOnly(t) })
}

func isReadOnly(t *testing.T) {
	t.Helper()
	s := at(t, 1)
	s.onTmpfs("size=4m")
	first := s.as("anchor-chain")
	summary, _ := first.syncs()
	require.Equal(t, export.Complete, summary.Outcome())
	first.index.Close(context.Background())
	require.NoError(t, syscall.Mount("none", s.folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	second := s.as("anchor-chain")
	assert.ErrorContains(t, second.index.Ready(t.Context()), "cannot be written")
	assert.Empty(t, second.index.Notices())
	_, err := refresh.InTurn(t.Context(), s.folder, nil)
	assert.Error(t, err)
}
