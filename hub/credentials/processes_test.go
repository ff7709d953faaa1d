package credentials_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

// many is how often a process does its part. Logins wait for one another, and for the Hub.
func many() int {
	if testing.Short() {
		return 8
	}
	return 25
}

// playPart is what a second process of this test does: its part, its state directory and the Hub's
// address come in variables.
func playPart(part string) int {
	address := os.Getenv("TAGBOAT_TEST_HUB")
	ctx := context.Background()
	a := credentials.New(credentials.Options{Hub: address, State: os.Getenv("TAGBOAT_TEST_STATE")})
	client, err := hub.New(hub.Options{BaseURL: address})
	if err != nil {
		return 2
	}
	kind, number, _ := strings.Cut(part, " ")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until all are ready
	times, err := strconv.Atoi(os.Getenv("TAGBOAT_TEST_TIMES"))
	if err != nil {
		return 2
	}
	if kind == "refused" || kind == "wrong" {
		times = 3 // each looks its secret up among the marks, which is slow on purpose
	}
	for i := range times {
		switch kind {
		case "keep":
			k := hub.SavedSession{
				Username: "user-" + number + "-" + strconv.Itoa(i), Kind: hub.PersonalAccessToken,
				Identifier: "x", Secret: hub.NewSecret("dckr_pat_" + strings.Repeat("x", 500)),
			}
			at := credentials.Where{Place: credentials.InFile, Name: filepath.Join(os.Getenv("TAGBOAT_TEST_STATE"), "sessions.json")}
			if err := a.Save(ctx, client.Resume(k), hub.Secret{}, at); err != nil {
				say(err.Error())
				return 1
			}
		case "open":
			found, _ := a.Find(ctx, credentials.Ask{})
			session, err := a.Open(ctx, client, found)
			if err != nil || session == nil {
				say(fmt.Sprint(found, err))
				return 1
			}
		case "wrong":
			if _, err := a.LoginUnattended(ctx, client, "alice", hub.NewSecret(number)); !errors.Is(err, hub.BadCredentials) {
				say(fmt.Sprint(err))
				return 1
			}
		case "right":
			if _, err := a.LoginUnattended(ctx, client, "alice", hub.NewSecret(number)); err != nil {
				say(fmt.Sprint(err))
				return 1
			}
		case "refused":
			found, _ := a.Find(ctx, credentials.Ask{Account: "alice"})
			_, _ = a.Open(ctx, client, found)
		}
	}
	return 0
}

// together runs parts in processes of their own, all at once, and returns when all have ended well.
func together(t *testing.T, address, state string, parts ...string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	var all sync.WaitGroup
	start, begin, err := os.Pipe()
	require.NoError(t, err)
	for _, part := range parts {
		c := exec.CommandContext(t.Context(), self)
		c.Env = append(os.Environ(), "TAGBOAT_TEST_PART="+part, "TAGBOAT_TEST_HUB="+address, "TAGBOAT_TEST_STATE="+state, "TAGBOAT_TEST_TIMES="+strconv.Itoa(many()))
		c.Stdin = start
		var out strings.Builder
		c.Stdout, c.Stderr = &out, &out
		require.NoError(t, c.Start())
		all.Go(func() { assert.NoError(t, c.Wait(), out.String()) })
	}
	_, err = begin.Write(make([]byte, len(parts)))
	require.NoError(t, err)
	all.Wait()
}

func TestProcessesThatKeepAtTheSameTimeLoseAndTearNothing(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "tagboat")
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			for _, file := range []string{"accounts.json", "sessions.json"} {
				content, err := os.ReadFile(filepath.Join(state, file))
				if err == nil {
					assert.True(t, json.Valid(content), "%s is torn", file)
				}
			}
		}
	}()
	together(t, "http://127.0.0.1:1", state, "keep 1", "keep 2", "keep 3")
	close(stop)
	<-done
	a := credentials.New(credentials.Options{Hub: "http://127.0.0.1:1", State: state})
	list, err := a.List()
	require.NoError(t, err)
	require.Len(t, list, 3*many())
	for _, account := range list {
		_, err := a.Load(t.Context(), account.Username)
		require.NoError(t, err)
	}
	left, err := filepath.Glob(filepath.Join(state, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "temporary files are left")
}

// overTCP is a fake Hub that other processes can reach.
func overTCP(t *testing.T) (*hubtest.Hub, string) {
	t.Helper()
	w := hubtest.NewWorld(time.Now())
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain", Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}}})
	h := hubtest.New(w, hubtest.WithLatency(50*time.Millisecond))
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return h, server.URL
}

func keepToken(t *testing.T, address, state, secret string) {
	t.Helper()
	client, err := hub.New(hub.Options{BaseURL: address})
	require.NoError(t, err)
	k := hub.SavedSession{Username: "alice", Kind: hub.PersonalAccessToken, Identifier: "alice", Secret: hub.NewSecret(secret)}
	at := credentials.Where{Place: credentials.InFile, Name: filepath.Join(state, "sessions.json")}
	a := credentials.New(credentials.Options{Hub: address, State: state})
	require.NoError(t, a.Save(t.Context(), client.Resume(k), hub.Secret{}, at))
}

func count(h *hubtest.Hub, part string) (n int) {
	for _, r := range h.Requests() {
		if strings.Contains(r.Path, part) {
			n++
		}
	}
	return n
}

func TestProcessesThatStartAtTheSameTimeRenewOnce(t *testing.T) {
	t.Parallel()
	h, address := overTCP(t)
	state := filepath.Join(t.TempDir(), "tagboat")
	keepToken(t, address, state, "dckr_pat_alice")
	together(t, address, state, "open", "open", "open")
	assert.Equal(t, 1, count(h, "/v2/auth/token"))
}

func TestEightProcessesWithOneWrongSecretMakeOneFailedLogin(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"old-password", "dckr_pat_revoked"} {
		h, address := overTCP(t)
		state := filepath.Join(t.TempDir(), "tagboat")
		part := "wrong " + secret
		parts := slices.Repeat([]string{part}, 8)
		if testing.Short() { // each looks the secret up by a hash that is slow on purpose
			parts = parts[:4]
		}
		together(t, address, state, parts...)
		assert.Len(t, h.Requests(), 1)
		a := credentials.New(credentials.Options{Hub: address, State: state})
		assert.Equal(t, credentials.MostTries-1, a.Tries("Alice").Left)
		together(t, address, state, "right anchor-chain")
		assert.Len(t, h.Requests(), 1+many(), "another secret waits for nothing")
		assert.Equal(t, credentials.MostTries, a.Tries("Alice").Left)
	}
}

func TestEightProcessesThatMeetAnOddAnswerMarkNothing(t *testing.T) {
	t.Parallel()
	h, address := overTCP(t)
	state := filepath.Join(t.TempDir(), "tagboat")
	h.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.Answer(401, "text/html", "<html>sign in</html>")})
	a := credentials.New(credentials.Options{Hub: address, State: state})
	client, err := hub.New(hub.Options{BaseURL: address})
	require.NoError(t, err)
	_, err = a.LoginUnattended(t.Context(), client, "alice", hub.NewSecret("anchor-chain"))
	require.ErrorIs(t, err, hub.NotTheHub)
	together(t, address, state, "right anchor-chain", "right anchor-chain")
	assert.NoFileExists(t, filepath.Join(state, "accounts.json"), "nothing was learned")
}

func TestARefusedTokenIsSentOnceByAllProcessesTogether(t *testing.T) {
	t.Parallel()
	h, address := overTCP(t)
	state := filepath.Join(t.TempDir(), "tagboat")
	keepToken(t, address, state, "dckr_pat_revoked")
	together(t, address, state, "refused", "refused", "refused")
	assert.Equal(t, 1, count(h, "/v2/auth/token"))
	a := credentials.New(credentials.Options{Hub: address, State: state})
	assert.Equal(t, credentials.MostTries-1, a.Tries("Alice").Left)
}
