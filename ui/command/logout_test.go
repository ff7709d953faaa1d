package command_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/places"
	"tagboat/ui/command"
)

func TestLoggingOutForgetsFavouritesAndRecentPlacesToo(t *testing.T) {
	const nowhere = "http://127.0.0.1:1"
	home := t.TempDir()
	state := filepath.Join(home, "tagboat")
	now := func() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) }

	client, err := hub.New(hub.Options{BaseURL: nowhere})
	require.NoError(t, err)
	session := client.Resume(hub.SavedSession{Username: "alice", Token: hub.NewSecret("e30.e30.e30")})
	accounts := credentials.New(credentials.Options{Hub: nowhere, State: state, Now: now})
	require.NoError(t, accounts.Save(t.Context(), session, hub.Secret{}, credentials.Where{Place: credentials.InFile}))
	book := places.NewIndex(now)
	book.Reset(places.OwnerOf("127.0.0.1:1", "alice"))
	book.Visit(places.OfNamespace("secret-project"))
	changes, _ := book.Unsaved()
	require.NoError(t, places.NewStore(state, now).Write(t.Context(), changes))

	run := func(args ...string) int {
		return command.Run(t.Context(), command.Machine{
			Args: append(args, "--hub", nowhere), OS: runtime.GOOS, Now: now, In: os.Stdin, Out: null(t), Err: null(t),
			Getenv: func(name string) string { return map[string]string{"XDG_STATE_HOME": home}[name] },
		})
	}
	for _, other := range [][]string{{"logout", "--account", "bob"}, {"logout", "bob"}, {"logout", ""}} {
		assert.Equal(t, 2, run(other...), other)
		kept, err := accounts.List()
		require.NoError(t, err)
		assert.Len(t, kept, 1, "the account that was not named stays")
	}
	assert.Zero(t, run("logout", "Alice"))
	content, err := os.ReadFile(filepath.Join(state, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "alice")
	assert.NotContains(t, string(content), "secret-project")
}

func TestPlacesOfOneHubAreNotThoseOfAnotherOnTheSameHost(t *testing.T) {
	const nowhere = "http://127.0.0.1:1"
	home := t.TempDir()
	state := filepath.Join(home, "tagboat")
	now := func() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) }
	client, err := hub.New(hub.Options{BaseURL: nowhere})
	require.NoError(t, err)
	for _, below := range []string{"/one", "/two"} {
		accounts := credentials.New(credentials.Options{Hub: nowhere + below, State: state, Now: now})
		session := client.Resume(hub.SavedSession{Username: "alice", Token: hub.NewSecret("e30.e30.e30")})
		require.NoError(t, accounts.Save(t.Context(), session, hub.Secret{}, credentials.Where{Place: credentials.InFile}))
		book := places.NewIndex(now)
		book.Reset(places.OwnerOf("127.0.0.1:1"+below, "alice"))
		book.Visit(places.OfNamespace(hub.Namespace("secret-of-" + below[1:])))
		changes, _ := book.Unsaved()
		require.NoError(t, places.NewStore(state, now).Write(t.Context(), changes))
	}
	code := command.Run(t.Context(), command.Machine{
		Args: []string{"logout", "--hub", nowhere + "/one/"}, OS: runtime.GOOS, Now: now, In: os.Stdin, Out: null(t), Err: null(t),
		Getenv: func(name string) string { return map[string]string{"XDG_STATE_HOME": home}[name] },
	})
	assert.Zero(t, code)
	content, err := os.ReadFile(filepath.Join(state, "places.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "secret-of-one")
	assert.Contains(t, string(content), "secret-of-two")
}

func null(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestThatNobodyIsLoggedInIsSaidOnlyWhereEverythingWasRead(t *testing.T) {
	for name, spoil := range map[string]func(home string) error{
		"own list": func(home string) error {
			return os.MkdirAll(filepath.Join(home, ".local", "state", "tagboat", "accounts.json"), 0o700)
		},
		"docker's": func(home string) error {
			return os.MkdirAll(filepath.Join(home, ".docker", "config.json"), 0o700)
		},
	} {
		home := t.TempDir()
		require.NoError(t, spoil(home))
		errs, err := os.Create(filepath.Join(t.TempDir(), "err"))
		require.NoError(t, err)
		code := command.Run(t.Context(), command.Machine{
			Args: []string{"accounts"}, OS: "linux", Now: time.Now, In: errs, Out: null(t), Err: errs,
			Getenv: func(name string) string { return map[string]string{"HOME": home}[name] },
		})
		assert.Equal(t, 1, code, name)
		said := content(t, errs)
		assert.NotContains(t, said, "is logged in here", name)
		assert.Contains(t, said, "no regular file", name)
		assert.NoError(t, errs.Close())
	}
}
