package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scene is a folder with a journal and an output, as an earlier run left them.
type scene struct {
	t                       *testing.T
	folder, journal, output string
}

// left is a scene after a run that wrote 30 + 450 lines and so on until its fuse blew.
func left(t *testing.T, f *fuse) scene {
	t.Helper()
	dir := t.TempDir()
	s := scene{t, dir, filepath.Join(dir, "journal"), filepath.Join(dir, "out")}
	require.NoError(t, os.WriteFile(s.output, []byte("before\n"), 0o600))
	_, _ = appending(t, s.output, s.journal, f)
	return s
}

func (s scene) read(path string) string {
	s.t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(s.t, err)
	return string(text)
}

func (s scene) write(path, text string) {
	s.t.Helper()
	require.NoError(s.t, os.WriteFile(path, []byte(text), 0o600))
}

// again runs the command once more, to the output of this name.
func (s scene) again(output string) (doubt int, err error) {
	s.t.Helper()
	return appending(s.t, output, s.journal, &fuse{left: 1 << 30})
}

// refused is again when it must be refused with these words, and everything must stay as it was.
func (s scene) refused(output, words string) {
	s.t.Helper()
	kept := map[string]string{s.journal: s.read(s.journal), output: s.read(output)}
	_, err := s.again(output)
	refusal, ok := errors.AsType[*RefusedError](err)
	require.True(s.t, ok, "%v", err)
	assert.Contains(s.t, refusal.Error(), words)
	for path, text := range kept {
		assert.Equal(s.t, text, s.read(path), path)
	}
}

func forever() *fuse { return &fuse{left: 1 << 30} }

// takesTheNumber makes a file of this name that is the same file to whoever asks for its number.
func takesTheNumber(t *testing.T, path, text string) bool {
	t.Helper()
	before, err := os.Stat(path)
	require.NoError(t, err)
	for range 50 {
		require.NoError(t, os.Remove(path))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		if now, err := os.Stat(path); err == nil && os.SameFile(before, now) {
			return true
		}
	}
	return false
}

func TestAStrangersFileWithTheOldOutputsNameAndNumberIsNotTouched(t *testing.T) {
	t.Parallel() // it waits for the disk
	notes := "my own notes, 40 bytes of them..........\n"
	for kill := 2; kill < 12; kill++ { // while the first lists are written
		for _, part := range []float64{0, 0.5, 1} {
			s := left(t, &fuse{kill, part})
			if !takesTheNumber(t, s.output, notes) {
				t.Skip("this file system gives no number twice")
			}
			other := filepath.Join(s.folder, "other")
			_, err := s.again(other)
			require.NoError(t, err)
			assert.Equal(
				t,
				notes,
				s.read(s.output),
				"killed at write %d, %v of it done",
				kill,
				part,
			)
			assert.True(t, strings.HasSuffix(s.read(other), "\n"))
		}
	}
}

func TestARecordWithoutAProofTouchesNoFile(t *testing.T) {
	dir := t.TempDir()
	path, output := filepath.Join(dir, "journal"), filepath.Join(dir, "out")
	out, err := os.OpenFile(output, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	require.NoError(t, err)
	j, err := Open(path, "images", out, time.Unix(1, 0))
	require.NoError(t, err)
	require.NoError(t, j.Write("a", []Line{{Key: "1", Text: []byte("acme/api:1\n")}}))
	require.NoError(t, j.put(record{Page: &page{List: "a", Keys: []string{"2", "3"}, Bytes: 60}}))
	require.NoError(t, j.disk.Close())
	_, err = out.WriteString("acme/api:2\nacme/a")
	require.NoError(t, err)
	require.NoError(t, out.Close())
	s := scene{t, dir, path, output}
	s.refused(output, "cut the file to 11 bytes and run this again")
	doubt, err := s.again(filepath.Join(dir, "other"))
	require.NoError(t, err)
	assert.Equal(t, 2, doubt)
	assert.Equal(t, "acme/api:1\nacme/api:2\nacme/a", s.read(output))
}

func TestAnOutputThatIsNotAsItWasLeftIsRefusedAndNothingIsTouched(t *testing.T) {
	whole := left(t, forever())
	text := whole.read(whole.output)
	for name, changed := range map[string]string{
		"edited in the middle, same length": strings.Replace(text, "acme/r1:tag-7\n", "acme/r1:tag-8\n", 1),
		"a line taken out":                  strings.Replace(text, "acme/r1:tag-7\n", "", 1),
		"a line put in":                     strings.Replace(text, "acme/r1:tag-7\n", "acme/r1:tag-7\nmine\n", 1),
		"sorted":                            strings.Join(sorted(strings.SplitAfter(text, "\n")), ""),
		"replaced by something longer":      strings.Repeat("my own notes\n", 2000),
		"replaced by something shorter":     strings.Repeat("my own notes\n", 9),
		"another run's output":              strings.ReplaceAll(text, "acme/", "beta/"),
		"zeros after a power cut":           text[:2000] + strings.Repeat("\x00", len(text)-2000),
		"shorter, with a note at its end":   text[:2000] + "mine\n",
		"line ends of Windows":              strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		s := left(t, forever())
		s.write(s.output, changed)
		t.Log(name)
		s.refused(s.output, "is not what the runs before wrote: from byte ")
	}
}

func TestWhateverIsTakenOffTheEndIsWrittenAgain(t *testing.T) {
	t.Parallel() // it waits for the disk
	s := left(t, forever())
	text := s.read(s.output)
	for size := len(text); size >= 0; size -= 97 {
		s := left(t, forever())
		require.NoError(t, os.Truncate(s.output, int64(size)))
		for range 2 { // the second time nothing is missing
			_, err := s.again(s.output)
			require.NoError(t, err)
			got := strings.Fields(strings.TrimPrefix(s.read(s.output), "before"[:min(size, 6)]))
			require.True(
				t,
				slices.Equal(wanted(), sorted(got)),
				"cut to %d bytes: %d lines",
				size,
				len(got),
			)
		}
	}
}

func TestATornLineIsCompletedAndNeverCut(t *testing.T) {
	for _, part := range []float64{0.02, 0.3, 0.985} {
		s := left(t, &fuse{9, part}) // within the first page of acme/r1
		torn := s.read(s.output)
		require.False(t, strings.HasSuffix(torn, "\n"))
		_, err := s.again(s.output)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(s.read(s.output), torn), "what stood there stands there")
	}
}

func TestWhatOthersPutAfterATornLineIsNotTouched(t *testing.T) {
	s := left(t, &fuse{9, 0.5})
	s.write(s.output, s.read(s.output)+"somebody's\n")
	s.refused(s.output, "something else stands there")
}

func TestWhatOthersPutWhereNothingWasWrittenStays(t *testing.T) {
	s := left(t, &fuse{9, 0}) // killed before the first byte of a page went out
	s.write(s.output, s.read(s.output)+"somebody's\n")
	_, err := s.again(s.output)
	require.NoError(t, err)
	got := strings.Fields(strings.TrimPrefix(s.read(s.output), "before\n"))
	assert.True(t, slices.Equal(sorted(append(wanted(), "somebody's")), sorted(got)))
}

func TestATornPageIsCompletedInNoFileThatBeganOtherwise(t *testing.T) {
	s := left(t, &fuse{2, 0.5}) // the first page of all is torn
	torn := s.read(s.output)
	require.Equal(t, "before\nhe", torn)
	stranger := "belong\nhe"
	s.write(s.output, stranger)
	doubt, err := s.again(filepath.Join(s.folder, "other"))
	require.NoError(t, err)
	assert.Zero(t, doubt, "the head is no line of a list")
	assert.Equal(t, stranger, s.read(s.output))
	s = left(t, &fuse{2, 0.5})
	s.write(s.output, stranger)
	s.refused(s.output, "something else stands there")
}

func TestATornPageIsCompletedInNoFileThatIsNotAllOurs(t *testing.T) {
	s := left(t, &fuse{9, 0.5})
	edited := strings.Replace(s.read(s.output), "acme/r0:tag-3\n", "mine/r0:tag-3\n", 1)
	s.write(s.output, edited)
	other := filepath.Join(s.folder, "other")
	doubt, err := s.again(other)
	require.NoError(t, err)
	assert.Equal(t, 100, doubt)
	assert.Equal(t, edited, s.read(s.output))
	assert.Contains(t, s.read(other), "acme/r1:tag-99\n", "it is written again")
}

func TestLinesOfOthersWhileARunWritesAreNoHindrance(t *testing.T) {
	dir := t.TempDir()
	output := filepath.Join(dir, "out")
	open := func(name string) (*Journal, *os.File) {
		out, err := os.OpenFile(output, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		j, err := Open(filepath.Join(dir, name), "images", out, time.Unix(1, 0))
		require.NoError(t, err)
		return j, out
	}
	line := func(text string) []Line { return []Line{{Key: text, Text: []byte(text + "\n")}} }
	one, first := open("one")
	two, second := open("two")
	for n := range 5 {
		require.NoError(t, one.Write("a", line(fmt.Sprint("one-", n))))
		require.NoError(t, two.Write("a", line(fmt.Sprint("two-", n))))
	}
	require.NoError(t, one.disk.Close())
	require.NoError(t, two.disk.Close())
	require.NoError(t, first.Close())
	require.NoError(t, second.Close())
	for _, name := range []string{"one", "two"} {
		j, out := open(name)
		assert.Equal(t, 5, j.Written("a").Len())
		require.NoError(t, j.Close())
		require.NoError(t, out.Close())
	}
}

func TestAnOutputThatWasNotOpenedToAppendIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir()
	output := filepath.Join(dir, "out")
	require.NoError(t, os.WriteFile(output, []byte("before\n"), 0o600))
	out, err := os.OpenFile(output, os.O_RDWR, 0) // as 1<>out
	require.NoError(t, err)
	defer func() { _ = out.Close() }()
	_, err = run(filepath.Join(dir, "journal"), out, forever())
	require.NoError(t, err)
	text, err := os.ReadFile(output)
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(text, []byte("before\nhead\nacme/r0:tag-0\n")))
}

func TestWhatOthersAppendDuringARunStaysInAnOutputThatWasNotOpenedToAppend(t *testing.T) {
	dir := t.TempDir()
	output, path := filepath.Join(dir, "out"), filepath.Join(dir, "journal")
	out, err := os.OpenFile(output, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600) // as > out
	require.NoError(t, err)
	other, err := os.OpenFile(output, os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	line := func(key string) []Line { return []Line{{key, []byte(key + "\n")}} }
	j, err := Open(path, "images", out, time.Unix(1, 0))
	require.NoError(t, err)
	for _, key := range []string{"1", "2"} {
		require.NoError(t, j.Write("a", line("mine-"+key)))
		_, err = other.WriteString("the other's " + key + "\n")
		require.NoError(t, err)
	}
	require.NoError(t, j.Write("a", line("mine-3")))
	require.NoError(t, j.Close())
	require.NoError(t, out.Close())
	require.NoError(t, other.Close())
	text, err := os.ReadFile(output)
	require.NoError(t, err)
	assert.Equal(t, "mine-1\nthe other's 1\nmine-2\nthe other's 2\nmine-3\n", string(text))

	out, err = os.OpenFile(output, os.O_RDWR, 0)
	require.NoError(t, err)
	j, err = Open(path, "images", out, time.Unix(2, 0))
	require.NoError(t, err)
	assert.Equal(t, 3, j.Written("a").Len())
	require.NoError(t, j.Close())
	require.NoError(t, out.Close())
}

func TestTheJournalAndTheOutputAreTwoFiles(t *testing.T) {
	links := map[string]func(file, name string) error{"one name": nil, "a hard link": os.Link}
	if runtime.GOOS != "windows" { // where not everybody may make one
		links["a symbolic link"] = os.Symlink
	}
	for name, link := range links {
		dir := t.TempDir()
		output, path := filepath.Join(dir, "out"), filepath.Join(dir, "out")
		require.NoError(t, os.WriteFile(output, nil, 0o600))
		if link != nil {
			path = filepath.Join(dir, "journal")
			require.NoError(t, link(output, path))
		}
		_, err := appending(t, output, path, forever())
		assert.ErrorContains(t, err, "the journal and the output are one file", name)
		text, err := os.ReadFile(output)
		require.NoError(t, err)
		assert.Empty(t, text)
	}
}

func TestAJournalUnderAnyNameIsHeldByOneRunAtATime(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the lock lies beside the journal there, under the name that was given")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "journal")
	j, err := Open(path, "images", io.Discard, time.Unix(1, 0))
	require.NoError(t, err)
	hard, soft := filepath.Join(dir, "hard"), filepath.Join(dir, "soft")
	require.NoError(t, os.Link(path, hard))
	require.NoError(t, os.Symlink(path, soft))
	for _, name := range []string{path, hard, soft} {
		_, err = Open(name, "images", io.Discard, time.Unix(1, 0))
		assert.ErrorContains(t, err, "another run is writing to this journal")
	}
	require.NoError(t, j.Close())
	for _, name := range []string{hard, soft, path} {
		j, err = Open(name, "images", io.Discard, time.Unix(2, 0))
		require.NoError(t, err)
		assert.Equal(t, int64(1), j.Began().Unix())
		require.NoError(t, j.Close())
	}
}

func TestTheLockIsHeldWhileARunSettlesWhatTheLastOneLeft(t *testing.T) {
	s := left(t, &fuse{9, 0.5})
	before, err := os.Stat(s.journal)
	require.NoError(t, err)
	out, err := os.OpenFile(s.output, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	defer func() { _ = out.Close() }()
	j, err := Open(s.journal, "images", out, time.Unix(1, 0))
	require.NoError(t, err)
	_, err = s.again(s.output)
	require.ErrorContains(t, err, "another run is writing")
	after, err := os.Stat(s.journal)
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after), "the locked file keeps its name")
	require.NoError(t, j.Close())
}

func TestAJournalIsARegularFile(t *testing.T) {
	for _, name := range []string{t.TempDir(), os.DevNull} {
		_, err := Open(name, "images", io.Discard, time.Unix(1, 0))
		assert.ErrorContains(t, err, "a journal is a file, and this is none")
	}
	_, err := Open("-", "images", io.Discard, time.Unix(1, 0))
	assert.ErrorContains(t, err, "give it a name")
	_, err = Open(filepath.Join(t.TempDir(), "no", "such"), "images", io.Discard, time.Unix(1, 0))
	assert.ErrorContains(t, err, "the journal cannot be opened: ")
}

func TestTheJournalOfANewerProgramIsRefused(t *testing.T) {
	s := left(t, forever())
	s.write(s.journal, strings.Replace(s.read(s.journal), `"version":2`, `"version":3`, 1))
	s.refused(s.output, "written by a newer tagboat")
}

func TestADamagedJournalIsRefusedAndNothingIsTouched(t *testing.T) {
	for name, damage := range map[string]func(text string) string{
		"a line of something else": func(text string) string { return strings.Replace(text, "\n", "\nmine\n", 1) },
		"a text that does not sum up": func(text string) string {
			at := strings.Index(text, `"text":"`) + 30
			return text[:at] + "AAAA" + text[at+4:]
		},
		"an answer to nothing": func(text string) string { return strings.Replace(text, "\n", "\n{\"ok\":true}\n", 1) },
		"zeros":                func(text string) string { return text[:800] + strings.Repeat("\x00", 200) + "\n" + text[800:] },
	} {
		s := left(t, forever())
		s.write(s.journal, damage(s.read(s.journal)))
		t.Log(name)
		s.refused(s.output, "the journal is damaged; remove it to begin again")
	}
}

func TestAJournalTornAnywhereLosesNothing(t *testing.T) {
	t.Parallel() // it waits for the disk
	s := left(t, &fuse{30, 0.5})
	text, output := s.read(s.journal), s.read(s.output)
	first := strings.IndexByte(text, '\n') + 1
	all := wanted()
	for cut := 0; cut < len(text); cut += 29 {
		s.write(s.journal, text[:cut])
		s.write(s.output, output)
		if cut < first {
			if cut > 0 {
				s.refused(s.output, "")
			}
			continue
		}
		var out bytes.Buffer // the output is gone into a pipe: nothing can be seen
		_, err := run(s.journal, &out, forever())
		require.NoError(t, err)
		got := slices.Compact(
			sorted(strings.Fields(strings.TrimPrefix(output, "before\n") + out.String())),
		)
		got = slices.DeleteFunc(got, func(line string) bool { // the torn one
			_, ok := slices.BinarySearch(all, line)
			return !ok
		})
		require.True(t, slices.Equal(all, got), "torn at byte %d", cut)
	}
}

func TestAClockThatGoesBackStillBringsTheFilesToTheDisk(t *testing.T) {
	now := time.Unix(1000, 0)
	j, err := Open(filepath.Join(t.TempDir(), "journal"), "images", io.Discard, now)
	require.NoError(t, err)
	synced := &counted{writable: j.file}
	j.file, j.Clock = synced, func() time.Time { return now }
	line := []Line{{Key: "1", Text: []byte("1\n")}}
	require.NoError(t, j.Write("a", line))
	assert.Zero(t, synced.times)
	now = now.Add(-time.Hour)
	require.NoError(t, j.Write("a", line))
	assert.Equal(t, 1, synced.times)
	now = now.Add(syncEvery)
	require.NoError(t, j.Write("a", line))
	assert.Equal(t, 2, synced.times)
	require.NoError(t, j.Close())
}

type counted struct {
	writable

	times int
}

func (c *counted) Sync() error {
	c.times++
	return c.writable.Sync()
}

// The first version wrote a journal anew when it had something to settle: what had been written
// stood in it before the first run, with no bytes.
func TestAJournalThatTheFirstVersionWroteAnewIsRead(t *testing.T) {
	dir := t.TempDir()
	s := scene{t, dir, filepath.Join(dir, "journal"), filepath.Join(dir, "out")}
	s.write(s.output, "head\n")
	s.write(
		s.journal,
		`{"head":{"version":1,"command":"images","began":"2026-01-01T00:00:00Z"}}`+"\n"+
			`{"page":{"list":"","keys":null,"bytes":0}}`+"\n"+`{"ok":true}`+"\n"+
			`{"done":{"list":"acme/r0","rows":30}}`+"\n"+
			`{"page":{"list":"acme/r1","keys":["tag-0","tag-1"],"bytes":0}}`+"\n"+`{"ok":true}`+"\n"+
			`{"run":{"at":0}}`+"\n"+
			`{"page":{"list":"acme/r1","keys":["tag-2"],"bytes":14}}`+"\n",
	)
	doubt, err := s.again(s.output)
	require.NoError(t, err)
	assert.Equal(t, 1, doubt, "it was a pipe")
	got := strings.Fields(s.read(s.output))
	assert.Len(t, got, len(wanted())-30-2)
	assert.Equal(t, []string{"head", "acme/r1:tag-2", "acme/r1:tag-3"}, got[:3])
}

func TestAJournalThatWasCopiedIsForItsOwnerAloneAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes tell nothing there")
	}
	s := left(t, &fuse{9, 0.5})
	require.NoError(t, os.Chmod(s.journal, 0o644))
	_, err := s.again(s.output)
	require.NoError(t, err)
	about, err := os.Stat(s.journal)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), about.Mode().Perm())

	other := filepath.Join(s.folder, "other")
	require.NoError(t, os.WriteFile(other, []byte("mine\n"), 0o600))
	require.NoError(t, os.Chmod(other, 0o644))
	_, err = appending(t, s.output, other, forever())
	require.Error(t, err)
	about, err = os.Stat(other)
	require.NoError(t, err)
	assert.Equal(
		t,
		os.FileMode(0o644),
		about.Mode().Perm(),
		"of what is no journal not even the mode is changed",
	)
}
