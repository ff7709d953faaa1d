package session

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
)

func asToken(claims []byte) string {
	return "eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString(claims) + ".signature"
}

func TestClaimsAreReadAsFarAsTheyGo(t *testing.T) {
	now := time.Unix(2e9, 0)
	c := readClaims(asToken([]byte(`{"exp":1769819388,"iat":1769818788,"https://hub.docker.com":{"username":"curator"}}`)))
	assert.Equal(t, "curator", c.username)
	assert.Equal(t, now.Add(10*time.Minute), c.ends(now), "a wrong clock does not end a session at once")
	assert.Equal(t, "old", readClaims(asToken([]byte(`{"username":"old","exp":1769819388}`))).username)
	assert.Equal(t, int64(1769819388), readClaims(asToken([]byte(`{"exp":1769819388}`))).ends(now).Unix())
	for _, token := range []string{"", "a.b", "a.b.c", "....", asToken([]byte(`{"exp":`)), asToken([]byte(`[]`)), asToken([]byte(`{"exp":"x","iat":{}}`)),
		asToken([]byte(`{"exp":-1}`)), asToken([]byte(`{"exp":1e300}`)), strings.Repeat("x", 1<<20)} {
		assert.Equal(t, claims{}, readClaims(token), "%.30s", token)
		assert.True(t, readClaims(token).ends(now).IsZero())
	}
	assert.False(t, Usable("a b"))
	assert.False(t, Usable("a\nb"))
	assert.False(t, Usable(""))
}

func FuzzJWT(f *testing.F) {
	for _, payload := range []string{`{"exp":1769819388,"iat":1769818788,"https://hub.docker.com":{"username":"curator"}}`, `{}`, `[]`, `{"exp":{"a":[]}}`} {
		f.Add(asToken([]byte(payload)))
	}
	f.Add("a.b.c")
	now := time.Unix(2e9, 0)
	f.Fuzz(func(t *testing.T, token string) {
		c := readClaims(token)
		if len(c.username) > name.Longest {
			t.Fatal("a name without bound")
		}
		if ends := c.ends(now); !ends.IsZero() && (ends.Year() < 1980 || ends.Year() > 5200) {
			t.Fatal(ends)
		}
		_ = Usable(token)
	})
}

func FuzzGrant(f *testing.F) {
	answers.Seed(f)
	f.Fuzz(func(_ *testing.T, body []byte) { _ = readGrant(body) })
}
