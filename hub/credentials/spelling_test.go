package credentials_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func TestWhatIsKeptForAHubIsFoundHoweverItsAddressIsSpelt(t *testing.T) {
	for _, spellings := range [][]string{
		{"", "https://hub.docker.com/", "https://HUB.docker.com", "https://hub.docker.com:443", "https://registry.hub.docker.com"},
		{"https://hub.example/below", "https://HUB.example:443/below/"},
	} {
		m := newMachine(t)
		m.address = spellings[0]
		m.login("alice", "anchor-chain", m.file())
		for _, m.address = range spellings {
			list, err := m.accounts().List()
			require.NoError(t, err)
			assert.Len(t, list, 1, m.address)
			found, _ := m.find(credentials.Ask{Account: "alice"})
			assert.Equal(t, hub.Password, found.Session.Kind, m.address)
			assert.False(t, found.Session.IsZero(), m.address)
		}
		for _, m.address = range []string{"https://hub.docker.com:8443", "https://hub.example", "https://hub.example/other", "https://docker.com"} {
			list, err := m.accounts().List()
			require.NoError(t, err)
			assert.Empty(t, list, m.address)
		}
	}
}

func TestDockersLoginIsForDockersHubHoweverItIsSpelt(t *testing.T) {
	m := newMachine(t)
	m.dockerLogin("alice", "anchor-chain")
	for address, want := range map[string]string{
		"": "alice", "https://HUB.docker.com/": "alice", "https://hub.docker.com:443": "alice", "https://registry.hub.docker.com": "alice",
		"https://hub.docker.com:8443": "", "https://hub.docker.com.example": "",
	} {
		m.address = address
		found, _ := m.find(credentials.Ask{})
		assert.Equal(t, want, found.Username, address)
	}
}
