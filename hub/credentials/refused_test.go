package credentials_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

func TestARefusedSecretIsNotSentAgainByItself(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "old-password")
	found, _ := m.find(credentials.Ask{})
	_, err := m.open(found)
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Equal(t, 1, m.asked("login"))

	again, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, again)
	assert.Contains(t, said, "The Hub refused the password of alice that docker login stored at ")
	assert.Contains(t, said, "Run docker login again, or log in here.")
	_, err = m.open(found)
	require.ErrorIs(t, err, hub.BadCredentials, "nor when it was found before")
	assert.Equal(t, 1, m.asked("login"))
	_, err = m.open(again)
	require.ErrorIs(t, err, credentials.ErrNotSaved)

	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", "old-password"
	found, said = m.find(credentials.Ask{})
	assert.False(t, found.Ready())
	assert.Contains(t, said, "in TAGBOAT_PASSWORD")
	delete(m.environment, "TAGBOAT_PASSWORD")

	m.dockerLogin("alice", "anchor-chain")
	found, said = m.find(credentials.Ask{})
	assert.Empty(t, said)
	_, err = m.open(found)
	require.NoError(t, err, "another secret is another matter")
}

func TestWhatAPersonTypesIsAlwaysSentAndSuccessTakesTheMarkAway(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "anchor-chain")
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/login", Times: 1}, Do: hubtest.Unauthorized("Incorrect authentication credentials")})
	found, _ := m.find(credentials.Ask{})
	_, err := m.open(found)
	require.ErrorIs(t, err, hub.BadCredentials)
	found, _ = m.find(credentials.Ask{})
	assert.False(t, found.Ready())
	_, err = m.accounts().Login(t.Context(), m.client, " alice ", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	found, _ = m.find(credentials.Ask{})
	assert.True(t, found.Ready())
	assert.Equal(t, credentials.Tries{Left: credentials.MostTries}, m.accounts().Tries("alice"))
}

func TestTheFormCanSayHowManyTriesRemainAndCountDown(t *testing.T) {
	m := newMachine(t)
	a := m.accounts()
	for left := credentials.MostTries - 1; left > 0; left-- {
		_, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("wrong"))
		require.ErrorIs(t, err, hub.BadCredentials)
		assert.Equal(t, credentials.Tries{Left: left}, m.accounts().Tries("ALICE"))
	}
	_, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("wrong"))
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Zero(t, a.Tries("alice").Left)
	_, err = a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.ErrorIs(t, err, hub.LockedOut)
	until := m.accounts().Tries("alice").Locked
	assert.WithinDuration(t, m.now.Add(credentials.LockTime), until, time.Minute)

	sent := m.asked("login")
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.ErrorIs(t, err, hub.LockedOut)
	e, ok := errors.AsType[*hub.Error](err)
	require.True(t, ok)
	assert.True(t, until.Equal(e.Until))
	assert.Equal(t, sent, m.asked("login"), "nothing is sent to a locked name by itself")
	_, err = m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.ErrorIs(t, err, hub.LockedOut)
	assert.Equal(t, sent+1, m.asked("login"), "what a person types is sent, who saw until when the name is locked")

	m.now = until.Add(time.Second)
	assert.True(t, a.Tries("alice").Locked.IsZero())
	_, err = m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	assert.Equal(t, credentials.MostTries, a.Tries("alice").Left)
}

func TestARefusedCodeCountsAndMarksNothing(t *testing.T) {
	m := newMachine(t)
	a := m.accounts()
	_, err := a.Login(t.Context(), m.client, "bob", hub.NewSecret("harbor-light"))
	challenge, ok := errors.AsType[*hub.Challenge](err)
	require.True(t, ok)
	_, err = a.Answer(t.Context(), m.client, challenge, "000000")
	require.ErrorIs(t, err, hub.CodeRefused)
	assert.Equal(t, credentials.MostTries-1, a.Tries("bob").Left)
	m.dockerLogin("bob", "harbor-light")
	found, _ := m.find(credentials.Ask{})
	assert.True(t, found.Ready())
}

func TestABrokenNetworkMarksNothing(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "anchor-chain")
	for _, fault := range []hubtest.Action{hubtest.Drop(), hubtest.HTMLOK(), hubtest.ServerError(), hubtest.BotChallenge()} {
		m.hub.Heal()
		m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/login"}, Do: fault})
		found, _ := m.find(credentials.Ask{})
		_, err := m.open(found)
		require.Error(t, err)
	}
	m.hub.Heal()
	found, said := m.find(credentials.Ask{})
	assert.True(t, found.Ready())
	assert.Empty(t, said)
	assert.Equal(t, credentials.MostTries, m.accounts().Tries("alice").Left)
}

func TestMarksHoldForAsLongAsTheProgramRunsWhereNothingCanBeWritten(t *testing.T) {
	for state, reason := range map[string]string{"": "there is no folder", "/dev/null/nowhere": "cannot be made"} {
		m := newMachine(t)
		m.state = state
		m.dockerLogin("alice", "old-password")
		a := m.accounts()
		found, _ := a.Find(t.Context(), credentials.Ask{})
		_, err := a.Open(t.Context(), m.client, found)
		require.ErrorIs(t, err, hub.BadCredentials)
		news := fmt.Sprint(a.News())
		assert.Contains(t, news, "cannot be written down: ")
		assert.Contains(t, news, reason)
		assert.Contains(t, news, "one of the few tries")
		assert.Empty(t, a.News(), "each is said once")
		for range 3 {
			found, _ = a.Find(t.Context(), credentials.Ask{})
			assert.False(t, found.Ready())
		}
		assert.Equal(t, credentials.MostTries-1, a.Tries("alice").Left)
		assert.Equal(t, 1, m.asked("login"))

		m.dockerLogin("alice", "anchor-chain")
		a = m.accounts()
		found, _ = a.Find(t.Context(), credentials.Ask{})
		_, err = a.Open(t.Context(), m.client, found)
		require.NoError(t, err)
		assert.Empty(t, a.News(), "a secret that is right teaches nothing that has to be kept")
	}
}

func TestAMarkTellsNothingOfItsSecret(t *testing.T) {
	m := newMachine(t)
	_, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("a-mistyped-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	content, err := os.ReadFile(filepath.Join(m.state, "accounts.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(content), "mistyped")
	assert.NotContains(t, string(content), encoded("a-mistyped-password"))
	assert.Regexp(t, `"print": "[^"]{4}"`, string(content), "three bytes: too few to tell which of many guesses was right")
}
