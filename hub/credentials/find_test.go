package credentials_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func TestTheEnvironmentComesBeforeTheKeptSessionAndThatBeforeDocker(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "dckr_pat_docker")
	found, _ := m.find(credentials.Ask{})
	assert.Equal(t, credentials.FromDocker, found.Origin)

	m.login("alice", "anchor-chain", m.file())
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, credentials.FromSaved, found.Origin)
	assert.Equal(t, m.file(), found.Where)
	assert.Equal(t, hub.Password, found.Session.Kind)

	m.environment["TAGBOAT_USERNAME"] = "Alice"
	m.environment["TAGBOAT_PASSWORD"] = "typed:with:colons\n"
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "Alice by the environment (environment variable TAGBOAT_PASSWORD)", found.String())
	assert.Equal(t, "typed:with:colons", found.Secret.Reveal())
	m.environment["TAGBOAT_TOKEN"] = "dckr_pat_environment"
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "dckr_pat_environment", found.Secret.Reveal())

	found, _ = m.find(credentials.Ask{Input: hub.NewSecret("from-stdin")})
	assert.Equal(t, "Alice by standard input (standard input)", found.String())
	found, _ = m.find(credentials.Ask{Account: "bob", Input: hub.NewSecret("from-stdin")})
	assert.Equal(t, "bob", found.Username)
	found, _ = m.find(credentials.Ask{Account: "bob"})
	assert.Equal(t, credentials.Found{Username: "bob"}, found, "the environment and Docker speak of another account")
	assert.Equal(t, "bob", found.String())
}

func TestASecretWithoutANameIsNotUsedAndThatIsSaid(t *testing.T) {
	m := newMachine(t)
	m.environment["TAGBOAT_TOKEN"] = "dckr_pat_environment"
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, "nobody", found.String())
	assert.Equal(t, "TAGBOAT_TOKEN is set without TAGBOAT_USERNAME and was not used.", said)
	found, said = m.find(credentials.Ask{Input: hub.NewSecret("from-stdin")})
	assert.False(t, found.Ready())
	assert.Contains(t, said, "without a name")
}

func TestANameInTheEnvironmentChoosesTheAccount(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "anchor-chain", m.file())
	m.environment["TAGBOAT_USERNAME"] = "bob"
	found, _ := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "bob"}, found)
	m.environment["TAGBOAT_USERNAME"] = "ALICE"
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "alice", found.Username)
	assert.True(t, found.Ready())
}

func TestASessionIsAskedForItsSecondFactorOnceAMonthAndNotOnceAStart(t *testing.T) {
	m := newMachine(t)
	a := m.accounts()
	_, err := a.Login(t.Context(), m.client, "bob", hub.NewSecret("harbor-light"))
	challenge, ok := errors.AsType[*hub.Challenge](err)
	require.True(t, ok)
	session, err := a.Answer(t.Context(), m.client, challenge, "123456")
	require.NoError(t, err)
	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, m.file()))
	logins := m.asked("/v2/users/")

	m.now = m.now.Add(20 * 24 * time.Hour)
	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	resumed, err := m.open(found)
	require.NoError(t, err)
	assert.Equal(t, "bob", resumed.Username)
	assert.Equal(t, session.Expires.Unix(), resumed.Expires.Unix())
	assert.Equal(t, logins, m.asked("/v2/users/"), "nothing is sent")
	m.client.Use(resumed)
	_, err = m.client.Namespaces().Page(t.Context(), 1)
	require.NoError(t, err)

	m.now = m.now.Add(20 * 24 * time.Hour)
	found, said = m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "bob"}, found)
	assert.Equal(t, "The session of bob has ended; log in again.", said)
	list, err := a.List()
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.True(t, list[0].Ended)
	assert.False(t, list[0].Password)
}

func TestAPasswordIsKeptOnlyWhenGivenAndOpensTheNextSession(t *testing.T) {
	m := newMachine(t, "good")
	m.docker(`{"credsStore":"good"}`)
	a := m.accounts()
	session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	require.NoError(t, a.Save(t.Context(), session, hub.NewSecret("anchor-chain"), good()))
	m.now = m.now.Add(40 * 24 * time.Hour)
	found, said := m.find(credentials.Ask{})
	assert.Empty(t, said)
	assert.Equal(t, "anchor-chain", found.Secret.Reveal())
	_, err = m.open(found)
	require.NoError(t, err)
	found, _ = m.find(credentials.Ask{})
	assert.False(t, found.Session.IsZero(), "the new session took the old one's place")
	list, err := a.List()
	require.NoError(t, err)
	assert.True(t, list[0].Password)
	assert.Equal(t, good(), list[0].Where)

	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, good()))
	m.now = m.now.Add(40 * 24 * time.Hour)
	found, _ = m.find(credentials.Ask{})
	assert.True(t, found.Secret.IsZero(), "it is kept no longer")
}

func TestASessionThatTheHubRevokedIsNotUsedAgain(t *testing.T) {
	m := newMachine(t)
	session := m.login("alice", "anchor-chain", m.file())
	require.NoError(t, m.accounts().Ended(t.Context(), session))
	found, _ := m.find(credentials.Ask{})
	assert.True(t, found.Ready(), "the Hub did not say so")
	m.hub.Revoke()
	m.client.Use(session)
	_, err := m.client.Namespaces().Page(t.Context(), 1)
	require.Same(t, session, hub.EndedSession(err))
	require.NoError(t, m.accounts().Ended(t.Context(), session))
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, found)
	assert.Contains(t, said, "has ended")
	m.now = m.now.Add(time.Hour)
	m.login("alice", "anchor-chain", m.file())
	require.NoError(t, m.accounts().Ended(t.Context(), session), "the news of the old session comes late")
	found, said = m.find(credentials.Ask{})
	assert.True(t, found.Ready())
	assert.Empty(t, said)
}

func TestAnAccessTokenThatIsRevokedInUseIsMarked(t *testing.T) {
	m := newMachine(t)
	k := m.login("alice", "dckr_pat_alice", m.file()).Keep()
	k.Secret, k.Ends = hub.NewSecret("dckr_pat_revoked"), m.now
	session := m.client.Resume(k)
	require.NoError(t, m.accounts().Save(t.Context(), session, hub.Secret{}, m.file()))
	m.client.Use(session)
	for range 2 {
		m.now = m.now.Add(time.Minute)
		_, err := m.client.Namespaces().Page(t.Context(), 1)
		require.ErrorIs(t, err, hub.SessionEnded)
		require.NoError(t, m.accounts().Ended(t.Context(), session))
	}
	found, said := m.find(credentials.Ask{})
	assert.False(t, found.Ready())
	assert.Contains(t, said, "The Hub refused the personal access token of alice kept by tagboat at ")
	require.NoError(t, m.accounts().Ended(t.Context(), nil))
}

func TestAccountsAreListedSwitchedAndForgotten(t *testing.T) {
	m := newMachine(t, "good")
	m.docker(`{"credsStore":"good"}`)
	a := m.accounts()
	assert.Equal(t, []credentials.Where{good(), m.file(), {}}, a.Places())
	m.login("alice", "anchor-chain", good())
	m.login(" alice", "dckr_pat_alice", m.file())
	list, err := a.List()
	require.NoError(t, err)
	require.Len(t, list, 1, "one account, kept in another place now")
	assert.Equal(t, m.file(), list[0].Where)

	_, err = a.Login(t.Context(), m.client, "bob", hub.NewSecret("harbor-light"))
	challenge, ok := errors.AsType[*hub.Challenge](err)
	require.True(t, ok)
	session, err := a.Answer(t.Context(), m.client, challenge, "123 456")
	require.NoError(t, err)
	require.NoError(t, a.Save(t.Context(), session, hub.Secret{}, good()))
	list, err = a.List()
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.True(t, list[0].Default)
	assert.Equal(t, hub.PersonalAccessToken, list[0].Kind)
	assert.Equal(t, "bob", list[1].Username)
	assert.False(t, list[1].Expires.IsZero())

	require.NoError(t, a.SetDefault(t.Context(), "Bob"))
	found, _ := m.find(credentials.Ask{})
	assert.Equal(t, "bob", found.Username)
	found, _ = m.find(credentials.Ask{Account: "alice"})
	assert.Equal(t, "alice", found.Username)
	assert.True(t, found.Ready())

	kept, err := a.Load(t.Context(), "bob")
	require.NoError(t, err)
	assert.True(t, kept.Holds(m.now))
	require.NoError(t, a.Forget(t.Context(), "bob"))
	_, err = a.Load(t.Context(), "bob")
	require.ErrorIs(t, err, credentials.ErrNotSaved)
	found, _ = m.find(credentials.Ask{})
	assert.Equal(t, "alice", found.Username, "the only one left")
	require.NoError(t, a.Forget(t.Context(), "alice"))
	require.NoError(t, a.Forget(t.Context(), "nobody"))
	list, err = a.List()
	require.NoError(t, err)
	assert.Empty(t, list)
}

func TestWhoLoggedOutIsNotLoggedInAgainByWhatDockerHolds(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "anchor-chain")
	require.NoError(t, m.accounts().Forget(t.Context(), "alice"))
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{Username: "alice"}, found)
	assert.Empty(t, said)
	found, _ = m.find(credentials.Ask{Account: "alice"})
	assert.True(t, found.Ready(), "who names the account wants it")
	_, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	found, _ = m.find(credentials.Ask{})
	assert.True(t, found.Ready())
}

func TestWhatIsKeptForThisSessionOnlyLeavesNoTrace(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "anchor-chain", credentials.Where{})
	assert.NoDirExists(t, m.state)
	m.login("alice", "anchor-chain", m.file())
	m.login("alice", "anchor-chain", credentials.Where{})
	found, said := m.find(credentials.Ask{})
	assert.Equal(t, credentials.Found{}, found)
	assert.Empty(t, said)
	assert.Equal(t, "this session only", credentials.Where{}.String())
}

func TestKeptSessionsOfOneHubAreNotSentToAnother(t *testing.T) {
	m := newMachine(t)
	m.login("alice", "anchor-chain", m.file())
	m.address = "https://hub.example"
	found, _ := m.find(credentials.Ask{Account: "alice"})
	assert.False(t, found.Ready())
	list, err := m.accounts().List()
	require.NoError(t, err)
	assert.Empty(t, list)
}
