package history_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/places"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/history"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// story is a history, with somebody before a screen that is a place.
type story struct {
	screen.Host // what is not told below is not asked for
	screen.Screen

	t       *testing.T
	names   *places.Index
	history *history.History
	server  *hubtest.Hub
	place   places.Place
	told    int // how often a screen was told of marks

	toasts   []string
	failures []error
	opened   []screen.Screen
}

func (s *story) Toast(text string)         { s.toasts = append(s.toasts, text) }
func (s *story) Fail(err error)            { s.failures = append(s.failures, err) }
func (s *story) Push(opened screen.Screen) { s.opened = append(s.opened, opened) }
func (s *story) Place() places.Place       { return s.place }
func (s *story) Pointed() places.Place     { return s.place }
func (s *story) NoPull() string            { return "" }

func (s *story) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(screen.Marked); ok {
		s.told++
	}
	return nil
}

// does runs a command, and what comes of it.
func (s *story) does(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, each := range msg {
			s.does(each)
		}
	default:
		next, taken := s.history.Take(msg)
		if !taken {
			next = s.Update(msg)
		}
		s.does(next)
	}
}

// tell begins a run of the program with the places that a folder keeps.
func tell(t *testing.T, folder, account string) *story {
	t.Helper()
	now := func() time.Time { return time.Unix(1_800_000_000, 0) }
	s := &story{t: t, names: places.NewIndex(now), server: hubtest.New(hubtest.Demo(now()))}
	client, err := hub.New(hub.Options{BaseURL: s.server.URL(), Transport: s.server.Transport(), UserAgent: "tagboat/test", Now: now})
	require.NoError(t, err)
	if account != "" {
		session, err := client.Login(t.Context(), account, hub.NewSecret("anchor"))
		require.NoError(t, err)
		client.Use(session)
	}
	env := screen.Env{Host: s, Hub: client, Keys: new(keymap.New()), Config: new(config.Config), Theme: theme.New(), Now: now, Names: s.names}
	var duties task.Duties
	s.history = history.New(t.Context(), env, folder, duties.Queue())
	s.place, _ = places.Parse("acme/api")
	return s
}

func TestPlacesAndFavouritesOutliveTheProgram(t *testing.T) {
	folder := t.TempDir()
	s := tell(t, folder, "")
	s.does(s.history.Change())
	s.does(s.history.Visit(s.place))
	s.does(s.history.Favourite(s))
	assert.Equal(t, []string{"acme/api is a favourite now"}, s.toasts)
	assert.Equal(t, 2, s.told, "once what was kept is read, and once the mark is set")

	s = tell(t, folder, "")
	assert.False(t, s.names.IsFavourite(s.place))
	s.does(s.history.Change())
	assert.True(t, s.names.IsFavourite(s.place))
	assert.Equal(t, 1, s.told)
	assert.Empty(t, s.failures)
}

func TestThatPlacesCanNotBeKeptIsSaidOnce(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(folder, nil, 0o600))
	s := tell(t, folder, "")
	s.does(s.history.Change())
	for range 3 {
		s.does(s.history.Favourite(s))
	}
	assert.Len(t, s.failures, 1)
}

func TestTheGatheringLetsAPersonGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := tell(t, "", "alice")
		asked := len(s.server.Requests())
		s.history.Wait(true)
		done := make(chan struct{})
		go func() {
			s.does(s.history.Change())
			close(done)
		}()
		time.Sleep(time.Minute)
		assert.Len(t, s.server.Requests(), asked, "a person waits for the Hub")
		s.history.Wait(false)
		<-done
		assert.Greater(t, len(s.server.Requests()), asked)
		assert.True(t, s.names.Has(s.place), "and then all names of the account are known")
	})
}

func TestEveryPlaceHasAScreenOfItsOwn(t *testing.T) {
	s := tell(t, "", "")
	for _, written := range []string{"acme/", "acme/api", "nginx:1.27"} {
		p, ok := places.Parse(written)
		require.True(t, ok)
		opened, ok := s.history.Open(p).(screen.Placed)
		require.True(t, ok, written)
		assert.Equal(t, p.Crumbs()[:min(2, len(p.Crumbs()))], opened.Place().Crumbs(), written)
	}
	home, ok := s.history.Open(places.Home()).(screen.Placed)
	require.True(t, ok)
	assert.Equal(t, places.Home(), home.Place())
	assert.Nil(t, s.history.Open(places.Place{}))
}
