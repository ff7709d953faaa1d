package credentials_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
)

func TestARenewalThatBringsTheSessionOfAnotherIsNotKept(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "dckr_pat_alice", m.file())
	before, err := os.ReadFile(m.file().Name)
	require.NoError(t, err)
	other := hubtest.NewWorld(m.now)
	other.AddUser(hubtest.User{Name: "dora", Password: "other-harbor"})
	elsewhere := hubtest.New(other, hubtest.WithClock(func() time.Time { return m.now }))
	client, err := hub.New(hub.Options{BaseURL: elsewhere.URL(), Transport: elsewhere.Transport(), Now: func() time.Time { return m.now }})
	require.NoError(t, err)
	dora, err := client.Login(t.Context(), "dora", hub.NewSecret("other-harbor"))
	require.NoError(t, err)
	hers := dora.Keep().Token.Reveal()

	m.now = m.now.Add(time.Hour)
	m.hub.Inject(hubtest.Fault{
		Match: hubtest.Match{Path: "/auth/token", Times: 1},
		Do:    hubtest.Answer(200, "application/json", `{"access_token":"`+hers+`"}`),
	})
	found, _ := m.find(credentials.Ask{})
	_, err = m.open(found)
	require.ErrorIs(t, err, hub.Unreadable)
	after, err := os.ReadFile(m.file().Name)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))

	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	session, err := m.open(found)
	require.NoError(t, err)
	assert.Equal(t, "alice", session.Username)
}
