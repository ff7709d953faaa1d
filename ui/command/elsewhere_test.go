package command

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnEngineIsForDockersHubHoweverItIsSpelt(t *testing.T) {
	m := Machine{Getenv: func(string) string { return "" }}
	for _, address := range []string{"", "https://hub.docker.com", "https://HUB.docker.com:443/", "https://registry.hub.docker.com"} {
		assert.Empty(t, server(flags{hub: address}), address)
		assert.Empty(t, outside(m, flags{hub: address}).NoPull, address)
	}
	for address, name := range map[string]string{
		"https://HUB.example:443/below/": "hub.example/below", "https://hub.example": "hub.example",
		"https://hub.docker.com:8443": "hub.docker.com:8443", "http://localhost:5000": "localhost:5000",
	} {
		assert.Equal(t, name, server(flags{hub: address}))
		assert.Equal(t, "it would ask Docker Hub, not "+name, outside(m, flags{hub: address}).NoPull)
	}
}

func TestTheDemoIsDockersHubAndNotTheRealOne(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) }
	c, err := connect(Machine{Getenv: func(string) string { return "" }, Now: now}, flags{demo: true})
	require.NoError(t, err)
	defer c.close()
	assert.True(t, c.client.Docker())
	assert.Empty(t, server(flags{demo: true}))
}
