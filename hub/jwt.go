package hub

import (
	"encoding/base64"
	"strings"
	"time"
)

const (
	maxToken    = 16 << 10
	maxLifetime = 400 * 24 * time.Hour
	claimOfHub  = "https://hub.docker.com"
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
	if len(token) > maxToken {
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
	s := newScanner(payload)
	var top string
	if _, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "exp":
			c.expires, err = s.unix()
		case "iat":
			c.issued, err = s.unix()
		case "username":
			top, _, err = s.text(maxName)
		case "scope":
			c.scope, _, err = s.text(maxText)
		case claimOfHub:
			c.username, err = s.usernameClaim()
		default:
			err = s.dec.SkipValue()
		}
		return err
	}); err != nil {
		return claims{}
	}
	if c.username == "" {
		c.username = top
	}
	return c
}

func (s *scanner) usernameClaim() (username string, err error) {
	_, err = s.object(func(name []byte) (err error) {
		if string(name) == "username" {
			username, _, err = s.text(maxName)
			return err
		}
		return s.dec.SkipValue()
	})
	return username, err
}

// unix reads seconds since 1970; what cannot be a moment of our time reads as none.
func (s *scanner) unix() (time.Time, error) {
	n, whole, err := s.number()
	if err != nil || !whole || n < timestampMin || n > 1e11 {
		return time.Time{}, err
	}
	return time.Unix(n, 0), nil
}

// ends is when the token is over by our clock. Where the token says how long it lives, that is counted from now, so that a clock that is
// wrong by an hour does not end a session at once.
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

// usable tells whether a token can stand in a header.
func usable(token string) bool {
	if token == "" || len(token) > maxToken {
		return false
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return false
		}
	}
	return true
}
