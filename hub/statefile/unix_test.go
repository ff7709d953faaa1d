//go:build unix

package statefile_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/statefile"
)

// TestMain lets the test's own binary be a second process: one that may write only so many bytes,
// or one of another user.
func TestMain(m *testing.M) {
	folder := os.Getenv("STATEFILE_TEST_FOLDER")
	if folder == "" {
		os.Exit(m.Run())
	}
	if os.Getenv("STATEFILE_TEST_FULL") != "" {
		full := syscall.Rlimit{Cur: 512, Max: 512}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
			os.Exit(2)
		}
	}
	_, err := statefile.Change(context.Background(), in(folder), adding(strings.Repeat("x", 4096)))
	if err != nil {
		_, _ = os.Stdout.WriteString(err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

// another runs the second process and gives what it said.
func another(t *testing.T, folder string, change func(*exec.Cmd)) (said string, failed bool) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), "STATEFILE_TEST_FOLDER="+folder)
	change(cmd)
	out, err := cmd.Output()
	_, exited := errors.AsType[*exec.ExitError](err)
	require.True(t, err == nil || exited, "%v", err)
	return string(out), err != nil
}

func TestAWriteThatBreaksOffLeavesTheOldFileWholeAndNothingBeside(t *testing.T) {
	f := in(t.TempDir())
	add(t, f, "one")
	said, failed := another(t, f.Folder, func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "STATEFILE_TEST_FULL=1") })
	require.True(t, failed)
	assert.Equal(t, f.Path()+" cannot be written: file too large", said)
	assert.Equal(t, []string{"one"}, names(t, f))
	assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder))
}

func TestAFolderThatOnlyReadsIsSaid(t *testing.T) {
	base, err := os.MkdirTemp("", "statefile") //nolint:usetesting // Another user has to reach it.
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.Chmod(base, 0o700); _ = os.RemoveAll(base) })
	f := in(base)
	add(t, f, "one")
	asAnother := func(cmd *exec.Cmd) {
		if os.Getuid() == 0 { // root writes everywhere
			copied := filepath.Join(base, "test")
			content, err := os.ReadFile(cmd.Path)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(copied, content, 0o700))
			require.NoError(t, filepath.WalkDir(base, func(path string, _ fs.DirEntry, err error) error {
				require.NoError(t, err)
				return os.Chown(path, 65534, 65534)
			}))
			cmd.Path, cmd.Args[0] = copied, copied
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		require.NoError(t, os.Chmod(base, 0o500))
	}
	said, failed := another(t, f.Folder, asAnother)
	require.True(t, failed)
	assert.Equal(t, f.Path()+" cannot be written: permission denied", said)
	require.NoError(t, os.Chmod(base, 0o700))
	if os.Getuid() == 0 {
		require.NoError(t, os.Chown(base, 0, 0))
	}
	assert.Equal(t, []string{"one"}, names(t, f))

	said, failed = another(t, filepath.Join(base, "lock", "below"), func(*exec.Cmd) {})
	require.True(t, failed)
	assert.Contains(t, said, "cannot be made: not a directory")
}

func TestEveryFileIsForItsOwnerWhateverTheUmask(t *testing.T) {
	before := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(before) })
	f := in(filepath.Join(t.TempDir(), "a", "b"))
	add(t, f, "one")
	for path, want := range map[string]fs.FileMode{
		filepath.Dir(f.Folder): 0o700, f.Folder: 0o700, f.Path(): 0o600, filepath.Join(f.Folder, "lock"): 0o600,
	} {
		about, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, want, about.Mode().Perm(), path)
	}
}

func TestWhatIsOpenToOthersOrNoFileIsNotUsedAndTheSentenceSaysWhatToDo(t *testing.T) {
	f := in(filepath.Join(t.TempDir(), "it's here"))
	add(t, f, "one")
	refused := func(sentence string) {
		t.Helper()
		var l list
		require.ErrorContains(t, statefile.Read(f, &l), sentence)
		_, err := statefile.Change(t.Context(), f, adding("two"))
		require.ErrorContains(t, err, sentence)
	}
	for _, mode := range []fs.FileMode{0o644, 0o640, 0o602, 0o660} {
		require.NoError(t, os.Chmod(f.Path(), mode))
		refused("and is not used; run: chmod 600 '")
	}
	require.NoError(t, os.Chmod(f.Path(), 0o600))
	for _, mode := range []fs.FileMode{0o777, 0o720, 0o702} {
		require.NoError(t, os.Chmod(f.Folder, mode))
		refused("run: chmod 700 '")
	}
	require.NoError(t, os.Chmod(f.Folder, 0o700))
	require.NoError(t, os.Rename(f.Path(), f.Path()+".real"))
	require.NoError(t, os.Symlink(f.Path()+".real", f.Path()))
	refused("is no regular file")
	require.NoError(t, os.Remove(f.Path()))
	require.NoError(t, os.Symlink(os.DevNull, f.Path()))
	refused("is no regular file")
	require.NoError(t, os.Remove(f.Path()))
	require.NoError(t, os.Mkdir(f.Path(), 0o700))
	refused("is no regular file")
}

func TestAFolderOfSomebodyElseIsNotUsedByRootEither(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give a folder away, and write to it then")
	}
	f := in(t.TempDir())
	add(t, f, "one")
	require.NoError(t, os.Chown(f.Folder, 65534, 65534))
	var l list
	require.ErrorContains(t, statefile.Read(f, &l), "belongs to somebody else and is not used")
	_, err := statefile.Change(t.Context(), f, adding("two"))
	require.ErrorContains(t, err, "belongs to somebody else and is not used; run this as its owner")
	require.Error(t, statefile.Writable(t.Context(), f))
	assert.Equal(t, []string{"list.json", "lock"}, entries(t, f.Folder))

	parent := t.TempDir()
	require.NoError(t, os.Chown(parent, 65534, 65534))
	_, err = statefile.Change(t.Context(), in(filepath.Join(parent, "state", "tagboat")), adding("one"))
	require.ErrorContains(t, err, parent+" belongs to somebody else")
	assert.Empty(t, entries(t, parent), "its owner could not write below what root makes there")
}
