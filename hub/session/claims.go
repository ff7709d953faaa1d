package session

import (
	"cmp"
	"encoding/base64"
	"strings"
	"time"

	"tagboat/hub/wire"
)

const (
	maxLifetime = 400 * 24 * time.Hour
	firstMoment = 5e8 // a number below is no moment of our time
)

// claims are what a client may read from the Hub's token: when it ends, whose it is, and what it
// may do. The signature is not checked, because nothing is decided by it; the Hub decides.
type claims struct {
	expires, issued time.Time
	username        string
	scope           string // as "repo:read"; "" where the token does not tell
}

// readClaims reads as much as it can; a token that is no JWT has none.
func readClaims(token string) claims {
	var c claims
	if len(token) > wire.MaxToken {
		return c
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return c
	}
	var answer wire.Object[struct {
		Expires  wire.Number `json:"exp"`
		Issued   wire.Number `json:"iat"`
		Username wire.Name   `json:"username"`
		Scope    wire.Text   `json:"scope"`
		OfHub    wire.Object[struct {
			Username wire.Name `json:"username"`
		}] `json:"https://hub.docker.com"`
	}]
	if wire.Decode(payload, &answer) != nil {
		return c
	}
	v := answer.Value
	return claims{
		expires: moment(v.Expires), issued: moment(v.Issued),
		username: string(cmp.Or(v.OfHub.Value.Username, v.Username)), scope: string(v.Scope),
	}
}

// moment reads seconds since 1970; what cannot be a moment of our time reads as none.
func moment(n wire.Number) time.Time {
	if n.N < firstMoment || n.N > 1e11 {
		return time.Time{}
	}
	return time.Unix(n.N, 0)
}

// ends is when the token is over by our clock. Where the token says how long it lives, that is
// counted from now, so that a clock that is wrong by an hour does not end a session at once.
func (c claims) ends(now time.Time) time.Time {
	if life := c.life(); life > 0 {
		return now.Add(life)
	}
	return c.expires
}

// life is how long the token lives by its own words; 0: it does not say.
func (c claims) life() time.Duration {
	life := c.expires.Sub(c.issued)
	if c.expires.IsZero() || c.issued.IsZero() || life < 0 || life >= maxLifetime {
		return 0
	}
	return life
}

// Usable reports whether a token can stand in a header.
func Usable(token string) bool {
	if token == "" || len(token) > wire.MaxToken {
		return false
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return false
		}
	}
	return true
}
