package patch_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/name"
	"tagboat/hub/refs"
	"tagboat/hub/refs/patch"
)

var digest, _ = name.ParseDigest("sha256:" + strings.Repeat("ab", 32))

var other = "sha256:" + strings.Repeat("cd", 32)

// TestGitAppliesWhatIsPrinted changes every reference of every file of the tests, one at a time and
// all at once, and has git apply the patch.
func TestGitAppliesWhatIsPrinted(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	var all strings.Builder
	want := map[string]string{}
	each(t, func(file string, content []byte) {
		for _, ending := range []string{"\n", "\r\n", "none"} {
			into, content := ending+"/"+file, changed(content, ending)
			into = strings.NewReplacer("\r", "c", "\n", "n").Replace(into)
			path := filepath.Join(dir, filepath.FromSlash(into))
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
			require.NoError(t, os.WriteFile(path, content, 0o600))
			after := apply(t, file, content)
			all.WriteString(patch.Diff(into, content, after))
			want[path] = string(after)
		}
	})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.patch"), []byte(all.String()), 0o600))
	git(t, dir, "apply", "--whitespace=nowarn", "all.patch")
	for path, text := range want {
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, text, string(got), path)
	}
}

// changed gives a file other ends of lines, or none at its end.
func changed(content []byte, ending string) []byte {
	text := strings.ReplaceAll(string(content), "\r\n", "\n")
	if ending == "none" {
		return []byte(strings.TrimRight(text, "\n"))
	}
	return []byte(strings.ReplaceAll(text, "\n", ending))
}

func each(t *testing.T, do func(file string, content []byte)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir("../testdata", func(path string, entry fs.DirEntry, err error) error {
		inside, _ := filepath.Rel("../testdata", path)
		if err != nil || entry.IsDir() || strings.HasPrefix(inside, "fuzz") || filepath.Ext(path) == ".golden" {
			return err
		}
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		do(filepath.ToSlash(inside), content)
		return nil
	}))
}

// apply changes each reference alone, and is what becomes of the file when all are changed that can
// be changed together.
func apply(t *testing.T, file string, content []byte) []byte {
	t.Helper()
	f := refs.Read(file, content)
	var all []patch.Change
	for i, r := range f.Refs {
		if r.Reason != "" || r.Err != nil && r.Reference == (name.Reference{}) && len(r.Parts) == 0 {
			continue
		}
		text := patch.Retag(r.Text, "9.9.9", digest)
		after, refused := patch.Apply(f, content, []patch.Change{{i, text}})
		again := refs.Read(file, after)
		require.Len(t, again.Refs, len(f.Refs), file)
		for j := range f.Refs {
			switch {
			case j == i && len(refused) == 0:
				assert.Equal(t, text, again.Refs[j].Text, "%s: %d", file, r.Line)
			default:
				assert.Equal(t, f.Refs[j].Text, again.Refs[j].Text, "%s: changing line %d changed another", file, r.Line)
			}
		}
		if len(refused) > 0 {
			assert.Equal(t, content, after)
			assert.NotEmpty(t, refused[0].Why)
		}
		all = append(all, patch.Change{Index: i, Text: text})
	}
	same := make([]patch.Change, len(f.Refs))
	for i, r := range f.Refs {
		same[i] = patch.Change{Index: i, Text: r.Text}
	}
	after, _ := patch.Apply(f, content, same)
	assert.Equal(t, string(content), string(after), "what becomes what it was is not touched")
	after, refused := patch.Apply(f, content, all)
	again := refs.Read(file, after)
	require.Len(t, again.Refs, len(f.Refs), file)
	for _, c := range all {
		want := c.Text
		for _, r := range refused {
			if r.Index == c.Index {
				want = f.Refs[c.Index].Text
			}
		}
		assert.Equal(t, want, again.Refs[c.Index].Text, "%s: %d", file, f.Refs[c.Index].Line)
	}
	return after
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoErrorf(t, err, "%s", out)
}

func TestAPatchTouchesTheReferenceAlone(t *testing.T) {
	for _, c := range []struct{ name, file, before, text, after, why string }{
		{name: "the tag", file: "Dockerfile", before: "# x\nFROM  nginx:1.27  AS a\n", text: "nginx:1.28", after: "# x\nFROM  nginx:1.28  AS a\n"},
		{name: "a tag where there was none", file: "Dockerfile", before: "FROM nginx", text: "nginx:1.28", after: "FROM nginx:1.28"},
		{name: "an ARG", file: "Dockerfile", before: "ARG V=\"1.27\" # x\nFROM nginx:$V-alpine\n", text: "nginx:1.28.1-alpine", after: "ARG V=\"1.28.1\" # x\nFROM nginx:$V-alpine\n"},
		{name: "two ARGs", file: "Dockerfile", before: "ARG V=1.27 A=3.20\nFROM nginx:$V-alpine$A\n", text: "nginx:1.28-alpine3.21", after: "ARG V=1.28 A=3.21\nFROM nginx:$V-alpine$A\n"},
		{name: "the default in place", file: "Dockerfile", before: "FROM nginx:${V:-1.27}\n", text: "nginx:1.28", after: "FROM nginx:${V:-1.28}\n"},
		{name: "beside a registry", file: "Dockerfile", before: "ARG R=docker.io/\nFROM ${R}library/nginx:1.27\n", text: "docker.io/library/nginx:1.28", after: "ARG R=docker.io/\nFROM ${R}library/nginx:1.28\n"},
		{name: "a digest behind an ARG", file: "Dockerfile", before: "ARG V=1.27\nFROM nginx:$V\n", text: "nginx:1.27@" + digest.String(), after: "ARG V=1.27@" + digest.String() + "\nFROM nginx:$V\n"},
		{name: "an ARG, and a digest behind what follows it", file: "Dockerfile", before: "ARG V=1.27\nFROM nginx:${V}-alpine AS a\n", text: "nginx:1.28-alpine@" + digest.String(), after: "ARG V=1.28\nFROM nginx:${V}-alpine@" + digest.String() + " AS a\n"},
		{name: "an ARG, and another digest behind what follows it", file: "Dockerfile", before: "ARG V=1.27\nFROM nginx:${V}-alpine@" + other + "\n", text: "nginx:1.28-alpine@" + digest.String(), after: "ARG V=1.28\nFROM nginx:${V}-alpine@" + digest.String() + "\n"},
		{name: "an ARG, and another digest right behind it", file: "Dockerfile", before: "ARG V=1.27\nFROM nginx:${V}@" + other + "\n", text: "nginx:1.28.1@" + digest.String(), after: "ARG V=1.28.1\nFROM nginx:${V}@" + digest.String() + "\n"},
		{name: "two ARGs, and a digest", file: "Dockerfile", before: "ARG V=1.27 A=3.20\nFROM nginx:$V-alpine$A-slim\n", text: "nginx:1.28-alpine3.21-slim@" + digest.String(), after: "ARG V=1.28 A=3.21\nFROM nginx:$V-alpine$A-slim@" + digest.String() + "\n"},
		{name: "three parts and a digest", file: "Dockerfile", before: "ARG A=1 B=2 C=3\nFROM nginx:$A.$B.$C-x\n", text: "nginx:4.5.6-x@" + digest.String(), why: "the change does not fit the parts that the text is made of"},
		{name: "a mark at the start", file: "Dockerfile", before: "\ufeffFROM nginx:1.27\r\n", text: "nginx:1.28", after: "\ufeffFROM nginx:1.28\r\n"},
		{name: "an ARG of two", file: "Dockerfile", before: "ARG V=1.27\nFROM nginx:$V\nFROM nginx:$V-alpine\n", text: "nginx:1.28", why: "its text serves another reference too, which would become another than is asked for it"},
		{name: "a text of which a part is cut off", file: "Dockerfile", before: "ARG V=1.27.1\nFROM nginx:${V%.*}\n", text: "nginx:1.28", why: "its text is put together in a way that is not changed by bytes"},
		{name: "what is not known", file: "Dockerfile", before: "FROM nginx:$V\n", text: "nginx:1.28", why: "V has no default"},
		{name: "three parts at once", file: "Dockerfile", before: "ARG A=1 B=2 C=3\nFROM nginx:$A.$B.$C\n", text: "nginx:4.5.6", why: "the change does not fit the parts that the text is made of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := refs.Read(c.file, []byte(c.before))
			require.NotEmpty(t, f.Refs)
			after, refused := patch.Apply(f, []byte(c.before), []patch.Change{{Index: 0, Text: c.text}})
			if c.why != "" {
				require.Len(t, refused, 1)
				assert.Equal(t, c.why, refused[0].Why)
				assert.Equal(t, c.before, string(after))
				return
			}
			assert.Empty(t, refused)
			assert.Equal(t, c.after, string(after))
		})
	}
}

// TestAnArgOfTwoAnswersIsToldAndOneOfOneAnswerIsChanged has two references of one ARG.
func TestAnArgOfTwoAnswersIsToldAndOneOfOneAnswerIsChanged(t *testing.T) {
	content := []byte("ARG V=1.27\nFROM nginx:$V\nFROM nginx:$V-alpine\nFROM redis:7\n")
	f := refs.Read("Dockerfile", content)
	after, refused := patch.Apply(f, content, []patch.Change{{0, "nginx:1.28"}, {1, "nginx:1.28-alpine"}, {2, "redis:8"}})
	assert.Empty(t, refused)
	assert.Equal(t, "ARG V=1.28\nFROM nginx:$V\nFROM nginx:$V-alpine\nFROM redis:8\n", string(after))
	after, refused = patch.Apply(f, content, []patch.Change{{0, "nginx:1.28"}, {1, "nginx:1.29-alpine"}, {2, "redis:8"}})
	assert.Len(t, refused, 2)
	assert.Equal(t, "ARG V=1.27\nFROM nginx:$V\nFROM nginx:$V-alpine\nFROM redis:8\n", string(after))
}

func TestATagIsPutIntoAReferenceAsItIsSpelt(t *testing.T) {
	for _, c := range []struct{ text, tag, want string }{
		{"nginx", "1", "nginx:1"},
		{"docker.io/library/nginx:1.27@" + digest.String(), "1.28", "docker.io/library/nginx:1.28"},
		{"localhost:5000/nginx", "1", "localhost:5000/nginx:1"},
		{"localhost:5000/nginx:0", "", "localhost:5000/nginx"},
	} {
		assert.Equal(t, c.want, patch.Retag(c.text, c.tag, name.Digest{}))
	}
	assert.Equal(t, "nginx:1@"+digest.String(), patch.Retag("nginx", "1", digest))
}

func TestGitTakesNamesOfAllKinds(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	for _, file := range []string{"Dockerfile", "with blanks/Dockerfile", "quote\"and\\/Dockerfile", "tab\there/Dockerfile", "ümlaut/Dockerfile", "a/b/Dockerfile"} {
		dir := t.TempDir()
		git(t, dir, "init", "-q")
		path := filepath.Join(dir, file)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte("FROM a:1\n"), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "p"), []byte(patch.Diff(file, []byte("FROM a:1\n"), []byte("FROM a:2\n"))), 0o600))
		git(t, dir, "apply", "p")
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, "FROM a:2\n", string(got), file)
	}
	assert.Empty(t, patch.Diff("a", []byte("x"), []byte("x")))
}
