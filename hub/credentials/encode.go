package credentials

import (
	"encoding/json"
	"errors"
	"time"

	"tagboat/hub"
)

// maxStored, in bytes, is what every helper takes; Windows' store ends at 2,560 bytes.
const maxStored = 2500

// sessionJSON is a saved session in a helper or in the file: the only form in which a secret is
// written anywhere.
type sessionJSON struct {
	Version    int            `json:"v"`
	Username   string         `json:"username"`
	Kind       hub.SecretKind `json:"kind"`
	Claimed    bool           `json:"claimed,omitempty"`
	Identifier string         `json:"identifier,omitempty"`
	Ends       int64          `json:"ends,omitempty"` // seconds since 1970; 0: unknown
	Token      string         `json:"token,omitempty"`
	Secret     string         `json:"secret,omitempty"`
	Password   string         `json:"password,omitempty"`
}

// savedSession is what is saved for an account, its secrets covered.
type savedSession struct {
	session  hub.SavedSession
	password hub.Secret
}

func (saved savedSession) secrets() []hub.Secret {
	return []hub.Secret{saved.session.Token, saved.session.Secret, saved.password}
}

// encode leaves a token that lasts minutes out where it would need more room than there is.
func (saved savedSession) encode() hub.Secret {
	k := saved.session
	r := sessionJSON{
		Version: version, Username: k.Username, Kind: k.Kind, Claimed: k.Claimed,
		Identifier: k.Identifier,
		Token:      k.Token.Reveal(), Secret: k.Secret.Reveal(), Password: saved.password.Reveal(),
	}
	if !k.Ends.IsZero() {
		r.Ends = k.Ends.Unix()
	}
	text := r.text()
	if len(text) > maxStored && r.Kind != hub.Password {
		r.Token, r.Ends = "", 0
		text = r.text()
	}
	return hub.NewSecret(text)
}

func (r sessionJSON) text() string {
	text, err := json.Marshal(r) //nolint:gosec // Only a helper or a file of mode 0600 gets it.
	if err != nil {
		return ""
	}
	return string(text)
}

// decode never says what it read.
func decode(text hub.Secret) (savedSession, error) {
	var r sessionJSON
	if json.Unmarshal([]byte(text.Reveal()), &r) != nil || r.Username == "" ||
		r.Kind > hub.OrganizationAccessToken {
		return savedSession{}, errors.New("what is kept is damaged; log in again")
	}
	if r.Version > version {
		return savedSession{}, errors.New("what is kept was written by a newer tagboat")
	}
	k := hub.SavedSession{
		Username: r.Username, Kind: r.Kind, Claimed: r.Claimed, Identifier: r.Identifier,
		Token: hub.NewSecret(r.Token), Secret: hub.NewSecret(r.Secret),
	}
	if r.Ends != 0 {
		k.Ends = time.Unix(r.Ends, 0)
	}
	return savedSession{k, hub.NewSecret(r.Password)}, nil
}
