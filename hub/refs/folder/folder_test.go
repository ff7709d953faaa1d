package folder_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refs"
	"tagboat/hub/refs/folder"
)

// tree writes files, each with a FROM, and links, whose text begins with an arrow.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		if to, ok := strings.CutPrefix(text, "→"); ok {
			require.NoError(t, os.Symlink(to, file))
			continue
		}
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoErrorf(t, err, "%s", out)
}

func walked(t *testing.T, dir string, paths []string) (names []string) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer func() { assert.NoError(t, root.Close()) }()
	_, err = folder.Walk(t.Context(), root.FS(), paths, func(f refs.File, _ []byte) error {
		names = append(names, f.Path)
		return nil
	})
	require.NoError(t, err)
	return names
}

const from = "FROM nginx:1.27\n"

// TestAFolderIsReadAsGitSeesIt holds what is found without git against what git itself tells.
func TestAFolderIsReadAsGitSeesIt(t *testing.T) {
	dir := tree(t, map[string]string{
		".gitignore":         "# a comment\nnode_modules/\n/vendor\n*.bak.dockerfile\n!keep.bak.dockerfile\nbuild/**/Dockerfile\nlogs/*\n!logs/Dockerfile\n/only/top?.dockerfile\nsp\\ ace \n[!a]x.dockerfile\n**/deep/Dockerfile\nabc/**\nfoo/Dockerfile.dir/\n",
		"Dockerfile":         from,
		"a/Dockerfile":       from,
		"a/.gitignore":       "Dockerfile.no\n!again.bak.dockerfile\n/b/Dockerfile\n",
		"a/Dockerfile.no":    from,
		"a/b/Dockerfile":     from,
		"a/b/c/b/Dockerfile": from, "a/again.bak.dockerfile": from,
		"node_modules/x/Dockerfile": from, "a/node_modules/Dockerfile": from,
		"vendor/Dockerfile": from, "a/vendor/Dockerfile": from,
		"x.bak.dockerfile": from, "keep.bak.dockerfile": from,
		"build/Dockerfile": from, "build/x/Dockerfile": from, "build/x/y/Dockerfile": from, "build/x/Dockerfile.y": from,
		"logs/Dockerfile": from, "logs/Dockerfile.x": from, "logs/in/Dockerfile": from,
		"only/top1.dockerfile": from, "only/top.dockerfile": from, "a/only/top1.dockerfile": from,
		"sp ace/Dockerfile": from, "ax.dockerfile": from, "bx.dockerfile": from,
		"deep/Dockerfile": from, "q/deep/Dockerfile": from, "abc/Dockerfile": from, "foo/Dockerfile.dir": from,
		"name with blanks/Dockerfile": from, "ümlaut/Dockerfile": from, "main.go": "package main\n",
	})
	git(t, dir, "init", "-q")
	tracked, err := folder.Tracked(t.Context(), dir)
	require.NoError(t, err)
	with := walked(t, dir, tracked)
	without := walked(t, dir, nil)
	assert.ElementsMatch(t, with, without)
	assert.Contains(t, with, "logs/Dockerfile")
	assert.NotContains(t, with, "logs/in/Dockerfile")
	assert.NotContains(t, with, "main.go")
	assert.Contains(t, with, "ümlaut/Dockerfile")
	assert.Len(t, with, 14)
}

// TestNothingLeadsOutOfAFolder has links out of it, links within it, and another repository in it.
func TestNothingLeadsOutOfAFolder(t *testing.T) {
	outside := tree(t, map[string]string{"Dockerfile": from, "in/Dockerfile": from})
	dir := tree(t, map[string]string{
		"Dockerfile":       from,
		"Dockerfile.link":  "→" + filepath.Join(outside, "Dockerfile"),
		"Dockerfile.up":    "→../../../../etc/passwd",
		"Dockerfile.loop":  "→Dockerfile.loop",
		"out":              "→" + filepath.Join(outside, "in"),
		"self":             "→.",
		"module/a/compose": "x",
	})
	other := tree(t, map[string]string{"Dockerfile": from})
	git(t, other, "init", "-q")
	git(t, other, "add", ".")
	git(t, other, "commit", "-qm", "a")
	git(t, dir, "init", "-q")
	git(t, dir, "submodule", "--quiet", "add", other, "submodule")
	git(t, dir, "add", ".")
	tracked, err := folder.Tracked(t.Context(), dir)
	require.NoError(t, err)
	assert.Contains(t, tracked, "submodule")
	assert.Equal(t, []string{"Dockerfile"}, walked(t, dir, tracked))
	assert.Equal(t, []string{"Dockerfile"}, walked(t, dir, nil))
	git(t, dir, "rm", "-q", "--cached", "Dockerfile")
	require.NoError(t, os.Remove(filepath.Join(dir, "Dockerfile")))
	assert.Empty(t, walked(t, dir, tracked), "a file that git tracked and that is gone is none")
}

// TestOfAFolderWithinARepositoryOnlyItsOwnFilesAreRead is about a folder below the top.
func TestOfAFolderWithinARepositoryOnlyItsOwnFilesAreRead(t *testing.T) {
	dir := tree(t, map[string]string{
		".gitignore": "Dockerfile.no\n", "Dockerfile": from, "a/Dockerfile": from, "a/Dockerfile.no": from,
	})
	git(t, dir, "init", "-q")
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere"))
	tracked, err := folder.Tracked(t.Context(), filepath.Join(dir, "a"))
	require.NoError(t, err)
	assert.Equal(t, []string{"Dockerfile"}, walked(t, filepath.Join(dir, "a"), tracked))
}

func TestNoProgramOfTheFolderIsRun(t *testing.T) {
	dir := tree(t, map[string]string{"Dockerfile": from})
	git(t, dir, "init", "-q")
	sign := filepath.Join(t.TempDir(), "ran")
	git(t, dir, "config", "core.fsmonitor", "touch "+sign+"; echo")
	_, err := folder.Tracked(t.Context(), dir)
	require.NoError(t, err)
	assert.NoFileExists(t, sign)
}

func TestAFolderWithoutGitIsSaid(t *testing.T) {
	_, err := folder.Tracked(t.Context(), t.TempDir())
	assert.ErrorIs(t, err, folder.ErrNoGit)
	t.Setenv("PATH", "")
	_, err = folder.Tracked(t.Context(), t.TempDir())
	assert.ErrorIs(t, err, folder.ErrNoGit)
}

func TestAWalkEndsWhenItIsCancelledOrRefused(t *testing.T) {
	fsys := fstest.MapFS{"Dockerfile": {Data: []byte(from)}, "a/Dockerfile": {Data: []byte(from)}}
	ctx, cancel := context.WithCancel(t.Context())
	count := 0
	_, err := folder.Walk(ctx, fsys, nil, func(refs.File, []byte) error {
		count++
		cancel()
		return nil
	})
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 1, count)
	stop := errors.New("stop")
	_, err = folder.Walk(t.Context(), fsys, nil, func(refs.File, []byte) error { return stop })
	assert.ErrorIs(t, err, stop)
}

// TestAWalkIsBounded has files as large as they may be, one that is larger, and a disk that fails.
func TestAWalkIsBounded(t *testing.T) {
	t.Run("bytes of a file", func(t *testing.T) {
		fsys := fstest.MapFS{"Dockerfile": {Data: make([]byte, refs.Largest+100)}}
		var notes []refs.Note
		_, err := folder.Walk(t.Context(), fsys, nil, func(f refs.File, content []byte) error {
			notes = f.Notes
			assert.Len(t, content, refs.Largest+1)
			return nil
		})
		require.NoError(t, err)
		require.Len(t, notes, 1)
		assert.Equal(t, "it is larger than 4 MiB, and is not read", notes[0].Text)
	})
	t.Run("files", func(t *testing.T) {
		paths := make([]string, 200_001)
		for i := range paths {
			paths[i] = "main.go"
		}
		result, err := folder.Walk(t.Context(), fstest.MapFS{}, paths, nil)
		require.NoError(t, err)
		assert.Equal(t, []string{"only the first 200000 files are looked at"}, result.Notes)
	})
	t.Run("a file that cannot be read", func(t *testing.T) {
		result, err := folder.Walk(t.Context(), broken{fstest.MapFS{"Dockerfile": {Data: []byte(from)}}}, nil, nil)
		require.NoError(t, err)
		assert.Equal(t, []string{"Dockerfile cannot be read: permission denied"}, result.Notes)
	})
}

// broken opens folders, and no file.
type broken struct{ fstest.MapFS }

func (b broken) Open(name string) (fs.File, error) {
	if name == "Dockerfile" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.Open(name)
}
