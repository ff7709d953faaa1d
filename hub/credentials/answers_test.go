package credentials_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

// written is what accounts.json holds of refusals after an answer: nothing, or these words.
var written = map[string][]string{
	hubtest.SaysRefused: {`"refused"`, `"failures"`},
	hubtest.SaysSSO:     {`"refused"`},
	hubtest.SaysLocked:  {`"failures"`, `"locked"`},
}

// TestWhatEachAnswerToALoginMayWriteAndSay goes through every answer by every route: only the
// Hub's own word marks a secret or counts a failure, the next run hears of it, and a secret that
// is good after all works a minute later.
func TestWhatEachAnswerToALoginMayWriteAndSay(t *testing.T) {
	t.Parallel()
	for n, answer := range hubtest.LoginAnswers() {
		for k, secret := range []string{"anchor-chain", "dckr_pat_alice"} {
			if testing.Short() && k != n%2 { // each try costs a hash that is slow on purpose
				continue
			}
			t.Run(answer.Name+" "+secret, func(t *testing.T) {
				t.Parallel() // what is kept is waited for until it is on the disk
				m := newMachine(t)
				m.dockerLogin("alice", secret)
				m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/"}, Do: answer.Do})
				found, _ := m.find(credentials.Ask{})
				_, err := m.open(found)
				m.hub.Heal()
				if answer.Says != hubtest.SaysGood {
					require.Error(t, err)
				}
				content := m.accountsFile()
				for _, word := range []string{`"refused"`, `"failures"`, `"locked"`} {
					assert.Equal(t, slices.Contains(written[answer.Says], word), strings.Contains(content, word), "%s in %s", word, content)
				}
				m.heldBack(answer.Says, credentials.Found{Username: "alice", Secret: hub.NewSecret(secret), Origin: credentials.FromDocker})
				found, _ = m.find(credentials.Ask{})
				_, err = m.open(found)
				require.NoError(t, err, "a good secret works when the pause is over")
				content = m.accountsFile()
				assert.NotContains(t, content, `"refused"`)
				assert.NotContains(t, content, `"failures"`)
			})
		}
	}
}

// heldBack checks what the next run says and sends, and lets the pause go by.
func (m *machine) heldBack(says string, same credentials.Found) {
	m.t.Helper()
	m.hub.Forget()
	_, said := m.find(credentials.Ask{})
	paused := says == hubtest.SaysRefused || says == hubtest.SaysSSO
	assert.Equal(m.t, paused, strings.Contains(said, "so it is not sent again before "), said)
	for _, word := range []string{"revoked", "wrong", "for ever"} {
		assert.NotContains(m.t, strings.ToLower(said), word)
	}
	if !paused && says != hubtest.SaysLocked {
		return
	}
	_, err := m.open(same)
	require.Error(m.t, err)
	assert.Empty(m.t, m.hub.Requests(), "not before the pause is over")
	if m.now = m.now.Add(time.Minute + time.Second); !paused {
		m.now = m.now.Add(time.Hour)
	}
}

func (m *machine) accountsFile() string {
	content, _ := os.ReadFile(filepath.Join(m.state, "accounts.json"))
	return string(content)
}

func TestWhatEachAnswerToACodeMayWrite(t *testing.T) {
	for _, answer := range hubtest.LoginAnswers() {
		m := newMachine(t)
		a := m.accounts()
		_, err := a.Login(t.Context(), m.client, "bob", hub.NewSecret("harbor-light"))
		challenge, ok := errors.AsType[*hub.Challenge](err)
		require.True(t, ok)
		m.hub.Inject(hubtest.Fault{Do: answer.Do})
		_, _ = a.Answer(t.Context(), m.client, challenge, "123456")
		content := m.accountsFile()
		refused := answer.Says == hubtest.SaysRefused || answer.Says == hubtest.SaysCode && strings.HasPrefix(answer.Name, "401")
		assert.Equal(t, refused || answer.Says == hubtest.SaysLocked, strings.Contains(content, `"failures"`), answer.Name)
		assert.NotContains(t, content, `"refused"`, "a code is no secret that is sent again")
	}
}

func TestTheSameSecretIsTriedAgainWithGrowingPausesAndAnotherOneAtOnce(t *testing.T) {
	t.Parallel()
	for origin, given := range map[string]func(m *machine, secret string) error{
		"piped": func(m *machine, secret string) error {
			found, _ := m.find(credentials.Ask{Account: "alice", Input: hub.NewSecret(secret)})
			_, err := m.open(found)
			return err
		},
		"login": func(m *machine, secret string) error {
			_, err := m.accounts().LoginUnattended(m.t.Context(), m.client, "alice", hub.NewSecret(secret))
			return err
		},
		"environment": func(m *machine, secret string) error {
			m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "alice", secret
			found, _ := m.find(credentials.Ask{})
			_, err := m.open(found)
			return err
		},
		"docker login": func(m *machine, secret string) error {
			m.dockerLogin("alice", secret)
			found, _ := m.find(credentials.Ask{})
			_, err := m.open(found)
			return err
		},
	} {
		t.Run(origin, func(t *testing.T) {
			t.Parallel() // what is kept is waited for until it is on the disk
			m := newMachine(t)
			began := m.now
			pauses := []int{0, 1, 6, 21, 51, 111, 171}
			if testing.Short() && origin != "login" { // each try costs a hash that is slow on purpose
				pauses = pauses[:3]
			}
			for i, minutes := range pauses {
				at := began.Add(time.Duration(minutes) * time.Minute)
				m.now = at.Add(-time.Second)
				if i > 0 {
					require.Error(t, given(m, "old-password"))
					assert.Equal(t, i, m.asked("login"), "a second too early")
				}
				m.now = at
				require.Error(t, given(m, "old-password"))
				assert.Equal(t, i+1, m.asked("login"), "after %d minutes", minutes)
			}
			require.ErrorIs(t, given(m, "another-wrong-one"), hub.BadCredentials)
			require.NoError(t, given(m, "anchor-chain"), "at once")
			before := m.asked("login")
			require.Error(t, given(m, "old-password"))
			assert.Equal(t, before, m.asked("login"), "what was right clears no other secret")
		})
	}
}

func TestARefusedSecretIsNotTriedAgainWhereOneMoreRefusalMightLockTheName(t *testing.T) {
	m := newMachine(t)
	for _, secret := range []string{"one", "two", "three", "four"} {
		_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret(secret))
		require.ErrorIs(t, err, hub.BadCredentials)
	}
	sent := m.asked("login")
	m.now = m.now.Add(2 * time.Minute)
	_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("one"))
	require.ErrorContains(t, err, "because one more refusal might lock the name")
	assert.Equal(t, sent, m.asked("login"))
	paused, ok := errors.AsType[*credentials.Paused](err)
	require.True(t, ok)
	m.now = paused.Again.Add(time.Second)
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("one"))
	require.NotErrorAs(t, err, &paused)
	assert.Equal(t, sent+1, m.asked("login"))
}

func TestAClockThatWasSetBackHoldsNobodyUp(t *testing.T) {
	m := newMachine(t)
	m.now = m.now.Add(300 * 24 * time.Hour)
	_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.Answer(429, "application/json", `{"detail":"too many failed login attempts"}`)})
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("older-password"))
	require.ErrorIs(t, err, hub.LockedOut)
	m.now = m.now.Add(-300 * 24 * time.Hour)
	assert.Equal(t, credentials.Tries{Left: credentials.MostTries}, m.accounts().Tries("alice"))
	sent := m.asked("login")
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	assert.Equal(t, sent+1, m.asked("login"))
}

func TestThePauseIsToldInWordsAndNotAsAWrongPassword(t *testing.T) {
	m := newMachine(t)
	_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	require.ErrorIs(t, err, hub.BadCredentials)
	_, err = m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret("old-password"))
	told := fmt.Sprint(hub.Sentence(err), hub.Advice(err))
	assert.Regexp(t, `^the Hub refused this password of alice at \d\d:\d\d:\d\d.*; it is not sent again before \d\d:\d\d:\d\d.*, and another one is sent at once$`, told)
}
