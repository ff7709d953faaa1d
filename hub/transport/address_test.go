package transport

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryPathElementIsEscapedAndNoneClimbs(t *testing.T) {
	base, err := ParseAddress("https://hub.example/below/a%2Fpath/", "")
	require.NoError(t, err)
	u, err := URLUnder(base, nil, "v2", "a/b?c#d", "ü %2e", "tags", "")
	require.NoError(t, err)
	assert.Equal(t, "https://hub.example/below/a%2Fpath/v2/a%2Fb%3Fc%23d/%C3%BC%20%252e/tags/", u.String())
	for _, bad := range []string{".", "..", "", strings.Repeat("x", 300)} {
		_, err := URLUnder(base, nil, "v2", bad, "tags")
		require.Error(t, err, bad)
	}
}

func TestTheSameHostIsSchemeHostAndPort(t *testing.T) {
	base, _ := ParseAddress("https://hub.example/below", "")
	for link, here := range map[string]bool{
		"https://hub.example/x": true, "https://HUB.example:443/x": true, "/v2/x": true, "x?page=2": true, "": true,
		"http://hub.example/x": false, "https://hub.example:8443/x": false, "https://hub.example.evil/x": false, "//evil.example/x": false,
		"https://evil.example": false, "https://hub.example@evil.example/x": false,
	} {
		u, err := url.Parse(link)
		require.NoError(t, err)
		assert.Equal(t, here, SameHost(base.ResolveReference(u), base), link)
	}
}

func TestAnAddressWithoutAHostOrAPortIsNone(t *testing.T) {
	for _, address := range []string{"https://", "https://:8443", "http://:8080/x", "https://hub.example:", "http://[::1]:", "https:///x"} {
		_, err := ParseAddress(address, "")
		assert.Error(t, err, address)
	}
	for _, address := range []string{"https://hub.example", "http://[::1]", "http://[::1]:8080/x", "https://hub.example:8443/"} {
		_, err := ParseAddress(address, "")
		assert.NoError(t, err, address)
	}
}
