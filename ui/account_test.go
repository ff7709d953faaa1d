package ui_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

// at is a machine with a home, whose accounts outlive a story.
func at(home string, environment map[string]string) func(hub string) *credentials.Accounts {
	return func(hub string) *credentials.Accounts {
		return credentials.New(credentials.Options{
			Hub: hub, Home: home, State: filepath.Join(home, "state"), Now: time.Now,
			Getenv: func(name string) string { return environment[name] },
		})
	}
}

// dockerLogin writes what a plain "docker login" leaves behind.
func dockerLogin(t *testing.T, home, entry string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Join(home, ".docker"), 0o700))
	config := `{"auths":{"hub.example":` + entry + `,"https://index.docker.io/v1/":` + entry + `},"unknown":{"field":[1]}}`
	require.NoError(t, os.WriteFile(filepath.Join(home, ".docker", "config.json"), []byte(config), 0o600))
}

func auth(name, secret string) string {
	return `{"auth":"` + base64.StdEncoding.EncodeToString([]byte(name+":"+secret)) + `"}`
}

func TestWhoeverRanDockerLoginTypesNothing(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("alice", "dckr_pat_demo"))
	tell(t, setting{accounts: at(home, nil)}, func(s *story) {
		s.sees("acme", "3 of 3")
		s.misses("Log in to Docker Hub")
	})
}

func TestADockerLoginWithASecondFactorAsksOnlyForTheCode(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("bob", "harbor"))
	tell(t, setting{accounts: at(home, nil)}, func(s *story) {
		s.sees("Second factor", "bob")
		s.types("123456")
		s.sees("globex")
	})
}

func TestAnIdentityTokenIsToldInWordsAndTheNameIsFilledIn(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, `{"username":"alice","identitytoken":"opaque"}`)
	tell(t, setting{accounts: at(home, nil)}, func(s *story) {
		s.sees("Log in to Docker Hub", "alice", "is a token")
	})
}

func TestTheEnvironmentComesFirst(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("bob", "harbor"))
	environment := map[string]string{"TAGBOAT_USERNAME": "alice", "TAGBOAT_TOKEN": "dckr_pat_demo"}
	tell(t, setting{accounts: at(home, environment)}, func(s *story) { s.sees("alice", "acme") })
}

func TestASessionIsKeptOnlyWhereThePersonSaysSo(t *testing.T) {
	home := t.TempDir()
	accounts := at(home, nil)
	tell(t, setting{accounts: accounts}, func(s *story) {
		s.sees("Keep", "this session only")
		s.types("alice")
		s.press("tab")
		s.types("anchor")
		s.press("tab", "space")
		s.sees("in a file of yours", "only you can read")
		s.press("enter")
		s.sees("acme")

		s.restart()
		s.sees("acme")
		s.misses("Log in to Docker Hub")
		assert.Empty(t, logins(s), "the kept session goes on")
	})
	for path, content := range files(t, home) {
		assert.NotContains(t, content, "anchor", path)
		info, err := os.Stat(path)
		require.NoError(t, err)
		if runtime.GOOS != "windows" { // where a file is what its folder lets it be
			assert.Zero(t, info.Mode().Perm()&0o077, path)
		}
	}
}

func TestNothingIsKeptUnlessAsked(t *testing.T) {
	home := t.TempDir()
	accounts := at(home, nil)
	tell(t, setting{accounts: accounts}, func(s *story) {
		s.logIn("alice", "anchor")
		s.sees("acme")
		s.restart()
		s.sees("Log in to Docker Hub")
	})
}

func TestLoggingOutForgetsTheAccount(t *testing.T) {
	home := t.TempDir()
	accounts := at(home, nil)
	tell(t, setting{accounts: accounts}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.types("anchor")
		s.press("tab", "space", "enter")
		s.press("ctrl+a")
		s.sees("Accounts", "log out alice", "another account")
		s.types("x")
		s.sees("Log out alice?", "stay logged in")
		s.press("enter")
		s.sees("acme")
		s.misses("Log out alice?")
		assert.NotNil(t, s.client.Session(), "enter in one breath with the letter logs nobody out")
		s.logsOut()
		s.sees("Log in to Docker Hub", "Logged out alice")
		s.restart()
		s.sees("Log in to Docker Hub")
	})
}

func TestSwitchingAccountsInMidBrowse(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.types("anchor")
		s.press("tab", "space", "enter")
		s.press("ctrl+a")
		s.types("n")
		s.types("bob")
		s.press("tab")
		s.types("harbor")
		s.press("enter")
		s.types("123456")
		s.sees("bob", "globex")
		s.misses("acme")
		s.press("ctrl+a")
		s.types("1")
		s.sees("acme")
	})
}

func TestAFewRefusalsSayHowManyTriesAreLeft(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil)}, func(s *story) {
		s.logIn("alice", "wrong")
		s.sees("4 more tries")
		s.types("wronger")
		s.press("enter")
		s.sees("3 more tries")
		s.types("anchor")
		s.press("enter")
		s.sees("acme")
	})
}

func TestALockOutCountsDownAndSendsNothing(t *testing.T) {
	tell(t, setting{accounts: at(t.TempDir(), nil), options: []hubtest.Option{hubtest.WithLockout(2, 10*time.Minute)}}, func(s *story) {
		s.logIn("alice", "wrong")
		for _, again := range []string{"wronger", "anchor"} {
			s.types(again)
			s.press("enter")
		}
		s.sees("for another 10 min")
		before := s.screen()
		s.pass(50 * time.Second)
		assert.Equal(t, before, s.screen(), "nobody is disturbed each second")
		s.pass(20 * time.Second)
		assert.NotEqual(t, before, s.screen(), "it counts down")
		sent := len(logins(s))
		s.types("anchor")
		s.press("enter")
		assert.Len(t, logins(s), sent, "the right password would be refused too, so it is not sent")
		s.pass(11 * time.Minute)
		s.types("anchor")
		s.press("enter")
		s.sees("acme")
	})
}

func TestARefusedStoredSecretIsNeverSentTwice(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("alice", "outdated"))
	accounts := at(home, nil)
	for start := range 2 {
		tell(t, setting{accounts: accounts}, func(s *story) {
			s.sees("Log in to Docker Hub", "alice")
			assert.Len(t, logins(s), 1-start, "start %d", start+1)
		})
	}
}

// files are all files below a folder, by path.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "config.json") {
			return err
		}
		content, err := os.ReadFile(path)
		found[path] = string(content)
		return err
	}))
	return found
}

func TestTheAccountsAreOfferedOnceAndOnlyWhereTheyWereAskedFor(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.breath("ctrl+a", "ctrl+a")
		s.sees("another account")
		s.press("esc")
		s.misses("another account")
		s.breath("ctrl+a", "/", "a")
		s.misses("another account")
		s.press("esc", "ctrl+a")
		s.sees("another account")
	})
}
