package index_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

func (s *setting) path() string { return filepath.Join(s.folder, "index.db") }

// ask has other eyes than the program's look into the file.
func (s *setting) ask(sql string) (answers []string) {
	s.t.Helper()
	db, err := sqlite3.Open(s.path())
	require.NoError(s.t, err)
	defer func() { _ = db.Close() }()
	stmt, _, err := db.Prepare(sql)
	require.NoError(s.t, err)
	for stmt.Step() {
		answers = append(answers, stmt.ColumnText(0))
	}
	require.NoError(s.t, stmt.Close())
	return answers
}

func (s *setting) do(sql string) {
	s.t.Helper()
	db, err := sqlite3.Open(s.path())
	require.NoError(s.t, err)
	defer func() { _ = db.Close() }()
	require.NoError(s.t, db.Exec(sql))
}

// goesOn reads a list without what was kept of it, and gives what was said.
func (s *setting) goesOn() []string {
	s.t.Helper()
	r := s.run()
	for range 2 {
		rows := 0
		for _, err := range r.index.Tags(r.client, api).All(s.t.Context()) {
			require.NoError(s.t, err)
			rows++
		}
		assert.Len(s.t, s.world.Tags(api.String()), rows)
		r.index.Flush(s.t.Context())
	}
	return r.index.Notices()
}

func TestNothingIsMadeBeforeThereIsSomethingToKeep(t *testing.T) {
	s := at(t, 150)
	r := s.run()
	r.index.Tags(r.client, api)
	r.index.Close(t.Context())
	assert.NoFileExists(t, s.path())
	assert.NoDirExists(t, s.folder)
	none := s.run(func(o *index.Options) { o.Folder = "" })
	_, v, _ := none.read()
	assert.Equal(t, hub.Complete, v.State)
}

func TestADamagedFileIsPutAsideAndBegunAnew(t *testing.T) {
	for name, content := range map[string][]byte{
		"no database": bytes.Repeat([]byte("no database at all "), 400),
		"half of one": nil,
		"another's":   nil,
	} {
		t.Run(name, func(t *testing.T) {
			s := at(t, 150)
			s.run().read()
			s.closeAll()
			switch name {
			case "half of one":
				whole, err := os.ReadFile(s.path())
				require.NoError(t, err)
				content = slices.Concat(whole[:100], bytes.Repeat([]byte{7}, 4000))
			case "another's":
				require.NoError(t, os.Remove(s.path()))
				s.do("create table mine (n)")
				require.NoError(t, os.Chmod(s.path(), 0o600))
			}
			if content != nil {
				require.NoError(t, os.WriteFile(s.path(), content, 0o600))
			}
			said := s.goesOn()
			require.Len(t, said, 1)
			assert.Contains(t, said[0], "was damaged and is put aside")
			assert.FileExists(t, s.path()+".damaged")
			s.closeAll()
			_, v, _ := s.run().read()
			assert.Equal(t, hub.KeptRoute, v.Route)
		})
	}
}

// closeAll ends the runs there were.
func (s *setting) closeAll() {
	for _, r := range s.runs {
		r.index.Close(s.t.Context())
	}
}

func TestAPageThatTurnsOutDamagedEndsTheUseOfTheFile(t *testing.T) {
	s := at(t, 1500)
	s.run().read()
	s.closeAll()
	whole, err := os.ReadFile(s.path())
	require.NoError(t, err)
	for i := len(whole) / 8192 * 4096; i < len(whole); i++ {
		whole[i] = 0xA5
	}
	require.NoError(t, os.WriteFile(s.path(), whole, 0o600))
	said := s.goesOn()
	require.NotEmpty(t, said)
	assert.Contains(t, said[0], "is damaged; this run goes on without")
	s.closeAll()
	s.run().read()
	s.closeAll()
	_, v, _ := s.run().read()
	assert.Equal(t, hub.KeptRoute, v.Route)
}

func TestAFileOfANewerProgramIsLeftAloneAndNotUsed(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	s.closeAll()
	s.do("pragma user_version=99")
	before, err := os.ReadFile(s.path())
	require.NoError(t, err)
	said := s.goesOn()
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "was written by a newer tagboat and is left as it is")
	after, err := os.ReadFile(s.path())
	require.NoError(t, err)
	assert.Equal(t, before, after)
	assert.NoFileExists(t, s.path()+".damaged")
}

func TestALogoutTakesEveryNameOutOfTheBytes(t *testing.T) {
	s := at(t, 350)
	secret := s.built("very-secret-tag", s.clock.Now())
	s.world.Push(api.String(), secret)
	s.world.Publish("acme/classified", s.built("hidden-tag", s.clock.Now()))
	s.world.Update(api.String(), func(r *hubtest.Repository) {
		r.Private, r.Description = true, "classified words"
	})
	r := s.run().as("anchor-chain")
	r.read()
	for _, err := range r.index.Repositories(r.client, "acme", hub.NameAscending).All(t.Context()) {
		require.NoError(t, err)
	}
	for _, err := range r.index.Namespaces(r.client).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	assert.True(t, s.contains("very-secret-tag"))
	s.push("very-secret-tag")
	r.read()
	assert.NotEmpty(t, s.ask("select name from former where name='very-secret-tag'"))
	require.NoError(t, r.index.Forget(t.Context(), s.hub.URL(), "Alice"))
	for _, name := range []string{"very-secret-tag", "t-00007", "acme", "classified", "hidden", "alice"} {
		assert.Falsef(t, s.contains(name), "%q is in the bytes", name)
	}
	// whatever that session still reads is not kept; another login's is
	s.hub.Inject()
	for _, err := range r.index.Tags(r.client, api).All(t.Context()) {
		require.NoError(t, err)
	}
}

// contains reports whether a text is in the bytes of any file of the folder.
func (s *setting) contains(text string) bool {
	s.t.Helper()
	entries, err := os.ReadDir(s.folder)
	require.NoError(s.t, err)
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		content, err := os.ReadFile(filepath.Join(s.folder, e.Name()))
		require.NoError(s.t, err)
		return bytes.Contains(content, []byte(text))
	})
}

func TestAWalkThatBeganBeforeALogoutStoresNothingAfterIt(t *testing.T) {
	s := at(t, 350)
	r := s.run().as("anchor-chain")
	reader := r.index.Tags(r.client, api).Reader()
	pages := 0
	for _, err := range reader.Pages(t.Context(), 0) {
		require.NoError(t, err)
		if pages++; pages == 2 {
			require.NoError(t, r.index.Forget(t.Context(), s.hub.URL(), "alice"))
		}
	}
	r.index.Flush(t.Context())
	assert.False(t, s.contains("t-00349"))
	assert.Empty(t, r.index.Notices())
	r.as("anchor-chain").read()
	assert.True(t, s.contains("t-00349"), "a new login keeps again")
}

func TestWhatAnotherProcessForgotIsNotStoredAgain(t *testing.T) {
	s := at(t, 150)
	r := s.run().as("anchor-chain")
	r.read()
	require.NoError(t, s.run().index.Forget(t.Context(), s.hub.URL(), "alice"))
	for _, err := range r.index.Tags(r.client, api).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	assert.Equal(t, []string{"the account was logged out elsewhere, so lists are not kept any more"}, r.index.Notices())
	assert.False(t, s.contains("t-00149"))
}

func TestChangesOfADigestAndGoneTagsAreRemembered(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	first := s.ask("select lower(hex(digest)) from tag where name='t-00003'")
	s.clock.pass(24 * time.Hour)
	s.push("t-00003")
	s.world.Delete(api.String(), "t-00100")
	s.run().read()
	assert.Equal(t, first, s.ask("select lower(hex(digest)) from former where name='t-00003'"))
	assert.Equal(t, []string{"2026-11-20 13:00:00"}, s.ask("select datetime(since/1000000, 'unixepoch') from former"))
	assert.Equal(t, []string{"2026-11-21 13:00:02"}, s.ask("select datetime(until/1000000, 'unixepoch') from former"))
	assert.Equal(t, []string{"t-00100"}, s.ask("select name from tag where gone is not null"))
	s.push("t-00100")
	s.run().read()
	assert.Empty(t, s.ask("select name from tag where gone is not null"))
	assert.Equal(t, []string{"t-00100"}, s.ask("select name from former where gone"))
}

func TestAClockThatGoesBackChangesNothingOfWhatIsKnown(t *testing.T) {
	s := at(t, 150)
	s.run().read()
	for _, ahead := range []time.Duration{-40 * 24 * time.Hour, 400 * 24 * time.Hour, 0} {
		r := s.run(func(o *index.Options) {
			o.Now = func() time.Time { return s.clock.Now().Add(ahead) }
		})
		s.push("t-00003", "new")
		tags, v, _ := r.read()
		s.holds(tags, v)
		s.world.Delete(api.String(), "new")
		tags, v, _ = r.read()
		s.holds(tags, v)
	}
}

func TestListsNotLookedAtForTheLongestTimeMakeRoom(t *testing.T) {
	s := at(t, 400)
	other := hub.RepositoryName{Namespace: "acme", Name: "older"}
	s.world.Publish(other.String(), s.world.Tags(api.String())...)
	r := s.run()
	for _, err := range r.index.Tags(r.client, other).All(t.Context()) {
		require.NoError(t, err)
	}
	s.clock.pass(time.Hour)
	r.read()
	assert.Len(t, s.ask("select repository from list"), 2)
	small := s.run(func(o *index.Options) { o.Most = 310 << 10 })
	s.world.Delete(api.String(), "t-00100")
	small.read()
	assert.Equal(t, []string{"api"}, s.ask("select repository from list"))
}
