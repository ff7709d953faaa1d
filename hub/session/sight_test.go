package session

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/redact"
)

func TestWhatASessionIsShownIsReadFromItsToken(t *testing.T) {
	const person, organization, password = "dckr_pat_x", "dckr_oat_x", "x"
	for _, c := range []struct {
		secret, claims string
		want           Sight
	}{
		{person, `{"scope":"repo:public_read"}`, SeesPublic},
		{person, `{"scope":"repo:read"}`, SeesAccount},
		{person, `{"scope":"repo:write"}`, SeesAccount},
		{person, `{"scope":"repo:admin"}`, SeesAccount},
		{person, `{"scope":"repo:public_read repo:read"}`, SeesAccount},
		{person, `{"scope":"openid,repo:public_read"}`, SeesPublic},
		{person, `{"scope":""}`, SeesGiven},
		{person, `{"scope":"something:new"}`, SeesGiven},
		{person, `{"scope":["repo:read"]}`, SeesGiven},
		{person, `{}`, SeesGiven},
		{person, `no JSON`, SeesGiven},
		{organization, `{"scope":"repo:read"}`, SeesGiven},
		{organization, `{"scope":"repo:public_read"}`, SeesPublic},
		{organization, `{}`, SeesGiven},
		{password, `{}`, SeesAccount},
		{password, `{"scope":"openid offline_access"}`, SeesAccount},
		{password, `{"scope":"repo:public_read"}`, SeesPublic}, // a token of the years before the prefix
	} {
		token := "e30." + base64.RawURLEncoding.EncodeToString([]byte(c.claims)) + ".x"
		s := &Session{Kind: redact.NewSecret(c.secret).Kind(), life: &life{token: redact.NewSecret(token)}}
		assert.Equal(t, c.want, s.Sight(), "%s by %s", c.claims, s.Kind)
	}
	assert.Equal(t, SeesPublic, (*Session)(nil).Sight())
	assert.Equal(t, SeesGiven, (&Session{Kind: redact.PersonalAccessToken, life: &life{}}).Sight(), "before it was exchanged")
}
