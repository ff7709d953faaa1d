package index_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func TestAFileThatWasBegunAnewIsNotPutAsideByWhoStillHasTheDamagedOne(t *testing.T) {
	s := at(t, 1500)
	s.run().read()
	s.closeAll()
	late := s.run()
	_, found := late.index.Tags(late.client, api).Kept(t.Context()) // has it open
	require.True(t, found)
	about, err := os.Stat(s.path())
	require.NoError(t, err)
	file, err := os.OpenFile(s.path(), os.O_RDWR, 0)
	require.NoError(t, err)
	from := about.Size() / 8192 * 4096
	_, err = file.WriteAt(bytes.Repeat([]byte{0xA5}, int(about.Size()-from)), from)
	require.NoError(t, err)
	require.NoError(t, file.Close())
	require.NotEmpty(t, s.goesOn(), "somebody finds it, and puts it aside")
	assert.FileExists(t, s.path()+".damaged")
	s.run().read()
	begun, err := os.Stat(s.path())
	require.NoError(t, err)

	kept, found := late.index.Tags(late.client, api).Kept(t.Context())
	if found {
		for _, err = range kept.Parts {
			if err != nil {
				break
			}
		}
	}
	require.True(t, !found || err != nil, "it finds the damage too")
	said := late.index.Notices()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "is damaged; this run goes on without")
	stays, err := os.Stat(s.path())
	require.NoError(t, err)
	assert.True(t, os.SameFile(begun, stays))
	_, v, _ := s.run().read()
	assert.Equal(t, hub.KeptRoute, v.Route)
}
