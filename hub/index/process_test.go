//go:build !windows

package index

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/index/database"
	"tagboat/hub/index/store"
	"tagboat/hub/index/table"
)

// TestMain is also the other process of a test, which stores lists in a folder for ever or, where
// it is told to, so many; or holds the file for itself until it hears nothing more.
func TestMain(m *testing.M) {
	if folder := os.Getenv("INDEX_HELD_IN"); folder != "" {
		holdWriting(folder)
		return
	}
	if folder := os.Getenv("INDEX_WRITES_IN"); folder != "" {
		var lists int
		_, _ = fmt.Sscan(os.Getenv("INDEX_LISTS"), &lists)
		writeLists(folder, os.Getenv("INDEX_AS"), lists)
		return
	}
	os.Exit(m.Run())
}

// writeLists stores lists of 300 tags, each again and again.
func writeLists(folder, who string, most int) {
	x := New(Options{Folder: folder, Now: func() time.Time { return newest.Time() }})
	dice := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	for i := 0; most == 0 || i < most; i++ {
		r := &reading[hub.Tag]{
			x: x, rows: table.Tags, at: store.List{Namespace: "acme", Repository: fmt.Sprint(who, i%5)}, begun: true, total: 300,
			newest: newest.Time(), answered: newest.Time(),
		}
		for range 3 {
			var page []hub.Tag
			for k := range perPage {
				page = append(page, built(dice, k, 3))
			}
			x.store.Later(0, func(s *store.Session) error { return r.store(s, page, x.store.Now()) })
		}
		x.store.Later(0, r.conclude)
		x.Flush(context.Background())
		_, _ = fmt.Fprintln(os.Stdout, "list", i)
	}
	x.Close(context.Background())
	for _, notice := range x.Notices() {
		_, _ = fmt.Fprintln(os.Stdout, "notice:", notice)
	}
}

// holdWriting keeps everybody else from writing.
func holdWriting(folder string) {
	db, err := sqlite3.Open(database.File{Folder: folder}.Path())
	if err == nil {
		err = db.Exec("begin immediate")
	}
	_, _ = fmt.Fprintln(os.Stdout, "held", err)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func another(t *testing.T, folder, who string, lists int) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "INDEX_WRITES_IN="+folder, "INDEX_AS="+who, fmt.Sprint("INDEX_LISTS=", lists))
	return cmd
}

// intact has SQLite look at the whole file.
func intact(t *testing.T, folder string) {
	t.Helper()
	db, err := sqlite3.Open(database.File{Folder: folder}.Path())
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	stmt, _, err := db.Prepare("pragma integrity_check")
	require.NoError(t, err)
	require.True(t, stmt.Step())
	require.Equal(t, "ok", stmt.ColumnText(0))
	require.NoError(t, stmt.Close())
}

func TestTwoProcessesStoreAtOnce(t *testing.T) {
	folder := t.TempDir() + "/state"
	outputs := make(chan string, 2)
	for _, who := range []string{"one", "two"} {
		go func() {
			out, err := another(t, folder, who, 20).CombinedOutput()
			outputs <- fmt.Sprintf("%s %v", out, err)
		}()
	}
	for range 2 {
		out := <-outputs
		assert.NotContains(t, out, "notice")
		assert.Contains(t, out, "list 19\n <nil>")
	}
	intact(t, folder)
	x := New(Options{Folder: folder, Now: time.Now})
	defer x.Close(t.Context())
	for _, who := range []string{"one", "two"} {
		for i := range 5 {
			_, found := knownList(x, store.Viewer{}, store.List{Namespace: "acme", Repository: fmt.Sprint(who, i)}, table.Tags)
			assert.True(t, found)
		}
	}
}

func TestAProcessThatIsKilledLeavesAnIntactFile(t *testing.T) {
	folder, kills := t.TempDir()+"/state", 100
	if testing.Short() {
		kills = 10
	}
	dice := rand.New(rand.NewPCG(5, 5))
	for range kills {
		cmd := another(t, folder, "killed", 0)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		for range 1 + dice.IntN(3) { // seen to write
			var line string
			_, err := fmt.Fscanln(out, &line, new(int))
			require.NoError(t, err)
			require.Equal(t, "list", line)
		}
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait()
		intact(t, folder)
	}
	x := New(Options{Folder: folder, Now: time.Now})
	defer x.Close(t.Context())
	_, found := knownList(x, store.Viewer{}, store.List{Namespace: "acme", Repository: "killed0"}, table.Tags)
	assert.True(t, found)
	assert.Empty(t, x.Notices())
}
