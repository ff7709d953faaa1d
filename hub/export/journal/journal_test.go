package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errCrash = errors.New("killed")

// fuse lets so many writes through, cuts the next one off, and after that nothing happens any more,
// as after a kill.
type fuse struct {
	left int
	part float64 // of the write that is cut off
}

func (f *fuse) write(w io.Writer, p []byte) (int, error) {
	f.left--
	switch {
	case f.left > 0:
		return w.Write(p)
	case f.left == 0:
		n, _ := w.Write(p[:int(f.part*float64(len(p)))])
		return n, errCrash
	default:
		return 0, errCrash
	}
}

type fusedFile struct {
	*os.File
	fuse *fuse
}

func (f fusedFile) Write(p []byte) (int, error) { return f.fuse.write(f.File, p) }

// fusedPipe takes pieces of 4,096 bytes whole or not at all, as a pipe does.
type fusedPipe struct {
	to   *bytes.Buffer
	fuse *fuse
}

func (f fusedPipe) Write(p []byte) (int, error) {
	whole := *f.fuse
	if whole.part = 0; f.fuse.part > 0.5 {
		whole.part = 1
	}
	n, err := whole.write(f.to, p)
	f.fuse.left = whole.left
	return n, err
}

type fusedJournal struct {
	writable

	fuse *fuse
}

func (f fusedJournal) Write(p []byte) (int, error) { return f.fuse.write(f.writable, p) }

// lists is what every run has to write: five lists, the third of which is empty.
var lists = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for n, size := range []int{30, 450, 0, 3, 170} {
		name := fmt.Sprintf("acme/r%d", n)
		all[name] = nil
		for i := range size {
			all[name] = append(all[name], fmt.Sprintf("tag-%d", i))
		}
	}
	return all
})

func wanted() []string {
	all := []string{"head"}
	for name, tags := range lists() {
		for _, tag := range tags {
			all = append(all, name+":"+tag)
		}
	}
	slices.Sort(all)
	return all
}

// run does what a command does, until the fuse blows.
func run(path string, out io.Writer, f *fuse) (doubt int, err error) {
	j, err := Open(path, "images", out, time.Unix(1, 0))
	if err != nil {
		return 0, err
	}
	defer func() { _ = j.disk.Close() }()
	doubt = j.Doubt()
	j.file = fusedJournal{j.file, f}
	if err := j.Head([]byte("head\n")); err != nil {
		return doubt, err
	}
	for n := range 5 {
		name := fmt.Sprintf("acme/r%d", n)
		if _, done := j.Done(name); done {
			continue
		}
		known := j.Written(name)
		for page := range slices.Chunk(lists()[name], 100) {
			var lines []Line
			for _, tag := range page {
				if !known.Has(tag) {
					lines = append(lines, Line{tag, []byte(name + ":" + tag + "\n")})
				}
			}
			if err := j.Write(name, lines); err != nil {
				return doubt, err
			}
		}
		if err := j.Finish(name, len(lists()[name])); err != nil {
			return doubt, err
		}
	}
	return doubt, j.Close()
}

func TestKilledAtEveryWriteTheFileHoldsEachLineOnce(t *testing.T) {
	t.Parallel() // it waits for the disk
	for kill := 1; ; kill++ {
		for _, part := range []float64{0, 0.01, 0.5, 0.99, 1} {
			dir := t.TempDir()
			output, path := filepath.Join(dir, "out"), filepath.Join(dir, "journal")
			require.NoError(t, os.WriteFile(output, []byte("before\n"), 0o600))
			_, err := appending(t, output, path, &fuse{kill, part})
			killed := err != nil
			_, err = appending(t, output, path, &fuse{kill/2 + 1, part}) // and once more on the way
			_ = err
			_, err = appending(t, output, path, &fuse{left: 1 << 30})
			require.NoError(t, err)
			got, err := os.ReadFile(output)
			require.NoError(t, err)
			lines := strings.Split(strings.TrimSuffix(string(got), "\n"), "\n")
			require.Equal(t, "before", lines[0])
			require.True(
				t,
				slices.Equal(wanted(), sorted(lines[1:])),
				"killed at write %d, %v of it done",
				kill,
				part,
			)
			if !killed {
				return
			}
		}
	}
}

func appending(t *testing.T, output, path string, f *fuse) (int, error) {
	t.Helper()
	file, err := os.OpenFile(output, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	return run(path, fusedFile{file, f}, f)
}

func TestKilledAtEveryWriteTwoFilesTogetherHoldEachLineOnce(t *testing.T) {
	t.Parallel() // it waits for the disk
	if _, err := os.Readlink("/proc/self/fd/0"); err != nil {
		t.Skip("this system does not tell the path of an open file")
	}
	for kill := 1; ; kill++ {
		for _, part := range []float64{0, 0.5, 1} {
			dir := t.TempDir()
			path := filepath.Join(dir, "journal")
			_, err := appending(t, filepath.Join(dir, "one"), path, &fuse{kill, part})
			killed := err != nil
			doubt, err := appending(t, filepath.Join(dir, "two"), path, &fuse{left: 1 << 30})
			require.NoError(t, err)
			require.Zero(t, doubt)
			one, _ := os.ReadFile(filepath.Join(dir, "one"))
			two, _ := os.ReadFile(filepath.Join(dir, "two"))
			lines := strings.Fields(string(one) + string(two))
			require.True(
				t,
				slices.Equal(wanted(), sorted(lines)),
				"killed at write %d, %v of it done",
				kill,
				part,
			)
			if !killed {
				return
			}
		}
	}
}

func TestKilledAtEveryWriteAPipeLosesNothingAndDoubtIsTold(t *testing.T) {
	t.Parallel() // it waits for the disk
	for kill := 1; ; kill++ {
		for _, part := range []float64{0, 1} {
			path := filepath.Join(t.TempDir(), "journal")
			var out bytes.Buffer
			f := &fuse{kill, part}
			_, err := run(path, fusedPipe{&out, f}, f)
			killed := err != nil
			f = &fuse{left: 1 << 30}
			doubt, err := run(path, fusedPipe{&out, f}, f)
			require.NoError(t, err)
			got := sorted(strings.Fields(out.String()))
			once := slices.Compact(slices.Clone(got))
			require.True(t, slices.Equal(wanted(), once), "killed at write %d", kill)
			require.LessOrEqual(
				t,
				len(got)-len(once),
				max(doubt, 1),
				"the head may come twice untold",
			)
			if !killed {
				return
			}
		}
	}
}

func TestAnEmptiedOutputIsWrittenAgain(t *testing.T) {
	dir := t.TempDir()
	output, path := filepath.Join(dir, "out"), filepath.Join(dir, "journal")
	_, err := appending(t, output, path, &fuse{left: 1 << 30})
	require.NoError(t, err)
	for _, size := range []int64{0, 1000} {
		require.NoError(t, os.Truncate(output, size))
		_, err = appending(t, output, path, &fuse{left: 1 << 30})
		require.NoError(t, err)
		got, err := os.ReadFile(output)
		require.NoError(t, err)
		assert.True(t, slices.Equal(wanted(), sorted(strings.Fields(string(got)))))
	}
	_, err = appending(t, output, path, &fuse{left: 1 << 30})
	require.NoError(t, err)
	got, err := os.ReadFile(output)
	require.NoError(t, err)
	assert.Len(
		t,
		strings.Fields(string(got)),
		len(wanted()),
		"nothing was missing, nothing is written",
	)
}

func TestLinesThatOthersAppendAfterAWholePageStay(t *testing.T) {
	dir := t.TempDir()
	output, path := filepath.Join(dir, "out"), filepath.Join(dir, "journal")
	_, err := appending(t, output, path, &fuse{11, 0})
	require.ErrorIs(t, err, errCrash)
	file, err := os.OpenFile(output, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = file.WriteString("somebody's\n")
	require.NoError(t, err)
	require.NoError(t, file.Close())
	_, err = appending(t, output, path, &fuse{left: 1 << 30})
	require.NoError(t, err)
	got, err := os.ReadFile(output)
	require.NoError(t, err)
	assert.True(
		t,
		slices.Equal(sorted(append(wanted(), "somebody's")), sorted(strings.Fields(string(got)))),
	)
}

func TestAJournalIsForOneCommandAndOneRunAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	began := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	j, err := Open(path, "images", io.Discard, began)
	require.NoError(t, err)
	_, err = Open(path, "images", io.Discard, began)
	require.ErrorContains(t, err, "another run")
	require.NoError(t, j.Close())
	_, err = Open(path, "tags", io.Discard, began)
	require.ErrorContains(t, err, "belongs to another command (images)")
	j, err = Open(path, "images", io.Discard, began.AddDate(1, 0, 0))
	require.NoError(t, err)
	assert.Equal(t, began, j.Began())
	require.NoError(t, j.Close())
	info, err := os.Stat(path)
	require.NoError(t, err)
	if runtime.GOOS != "windows" { // where a file is what its folder lets it be
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

func TestAFileThatIsNoJournalIsLeftAlone(t *testing.T) {
	for _, text := range []string{"a list of mine", "a list\nof mine\n", `{"reference":"acme/api:1"}` + "\n"} {
		path := filepath.Join(t.TempDir(), "mine")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := Open(path, "images", io.Discard, time.Now())
		require.Error(t, err)
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, text, string(got))
	}
}

func TestATornJournalIsReadAsFarAsItIsWhole(t *testing.T) {
	t.Parallel() // it waits for the disk
	dice := rand.New(rand.NewPCG(1, 2))
	whole := filepath.Join(t.TempDir(), "journal")
	var first bytes.Buffer
	_, err := run(whole, &first, &fuse{left: 1 << 30})
	require.NoError(t, err)
	content, err := os.ReadFile(whole)
	require.NoError(t, err)
	head := bytes.IndexByte(content, '\n') + 1
	for range 50 {
		path := filepath.Join(t.TempDir(), "journal")
		require.NoError(t, os.WriteFile(path, content[:head+dice.IntN(len(content)-head)], 0o600))
		var out bytes.Buffer
		_, err := run(path, &out, &fuse{left: 1 << 30})
		require.NoError(t, err)
		got := sorted(strings.Fields(first.String() + out.String()))
		require.True(t, slices.Equal(wanted(), slices.Compact(got)), "nothing is lost")
	}
}

func sorted(all []string) []string {
	all = slices.Clone(all)
	slices.Sort(all)
	return all
}
