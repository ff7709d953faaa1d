package database

import (
	"os"
	"strconv"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFileOfEveryVersionBeforeIsBroughtUpToDate(t *testing.T) {
	whole := steps
	defer func() { steps = whole }()
	for version := 1; version < len(whole); version++ {
		f := File{Folder: t.TempDir() + "/state"}
		steps = whole[:version]
		old, _, err := f.Open(t.Context())
		require.NoError(t, err)
		require.NoError(t, old.Exec("insert into viewer (hub, account, way) values ('h', 'a', x'00')"))
		require.NoError(t, old.Exec("insert into list (viewer, namespace, repository, looked) values (1, 'acme', 'api', 7)"))
		old.Close()

		steps = whole
		c, aside, err := f.Open(t.Context())
		require.NoError(t, err)
		assert.Empty(t, aside)
		n, _, err := c.Number("pragma user_version")
		require.NoError(t, err)
		assert.EqualValues(t, len(whole), n)
		n, found, err := c.Number("select looked from list where repository='api' and verdict is null")
		require.NoError(t, err)
		assert.True(t, found)
		assert.EqualValues(t, 7, n)
		c.Close()
	}
}

func TestAFileIsBegunWithALogAndRoomThatIsGivenBack(t *testing.T) {
	f := File{Folder: t.TempDir() + "/state"}
	c, _, err := f.Open(t.Context())
	require.NoError(t, err)
	defer c.Close()
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "auto_vacuum": "2", "secure_delete": "1", "foreign_keys": "1",
		"application_id": strconv.Itoa(applicationID), "integrity_check": "ok",
	} {
		var is string
		require.NoError(t, c.Each(func(s *sqlite3.Stmt) { is = s.ColumnText(0) }, "pragma "+pragma))
		assert.Equal(t, want, is, pragma)
	}
	head := make([]byte, 20)
	file, err := os.Open(f.Path())
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	_, err = file.ReadAt(head, 0)
	require.NoError(t, err)
	assert.Equal(t, []byte{walMode, walMode}, head[18:])
}
