package session

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
)

func TestRecordedLoginsDecode(t *testing.T) {
	answers.Each(t, "login_200", checkGrant)
	answers.Each(t, "auth_token_200", checkGrant)
	answers.Each(t, "login_401__2fa", checkChallenge)
	answers.Each(t, "auth_token_jwt_claims", checkClaims)
}

func TestRecordedClaimsOfADeviceLoginDecode(t *testing.T) {
	if os.Getenv("TAGBOAT_FIXTURES") == "" {
		t.Skip("TAGBOAT_FIXTURES is not set: no folder of recorded answers to read")
	}
	answers.Each(t, "jwt_claims", checkClaims)
}

func checkGrant(t *testing.T, body []byte) {
	assert.True(t, Usable(readGrant(body).token.Reveal()))
}

func checkChallenge(t *testing.T, body []byte) {
	assert.False(t, readGrant(body).challenge.IsZero())
}

func checkClaims(t *testing.T, body []byte) {
	var compact bytes.Buffer
	require.NoError(t, json.Compact(&compact, body))
	c := readClaims(asToken(compact.Bytes()))
	assert.True(t, c.expires.After(c.issued))
	assert.Greater(t, c.ends(time.Unix(1e9, 0)).Unix(), int64(1e9))
}
