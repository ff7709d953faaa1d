package credentials

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func FuzzDockersConfigurationIsReadOrRefusedWithoutRepeatingIt(f *testing.F) {
	for _, seed := range []string{
		`{"auths":{"https://index.docker.io/v1/":{"auth":"YWxpY2U6YW5jaG9yLWNoYWlu"}},"credsStore":"pass"}`,
		`{"auths":{"docker.io":{"username":"a","password":"b","identitytoken":"c"}},"credHelpers":{"docker.io":"x"}}`,
		`{"auths":null,"credsStore":"","x":[{}]}`, `[]`, `{"auths":{"https://":{"auth":":"}}}`, "\ufeff{}", `{"auths":{"docker.io":{"auth":"Og=="}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := parseConfig(content)
		if err != nil {
			assert.Less(t, len(err.Error()), 60)
			return
		}
		for _, keys := range []keys{dockerKeys(""), dockerKeys("http://127.0.0.1:5000")} {
			_ = c.helperFor(keys)
			_ = namesIn(keys, c.Auths)
		}
		l, ok, _ := c.plainLogin(dockerKeys(""))
		if ok && !l.identity {
			assert.NotEmpty(t, l.username)
			assert.False(t, l.secret.IsZero())
		}
	})
}

func FuzzASecretIsSentAsItIsOrAsTheTokenInItOrNotAtAll(f *testing.F) {
	for _, seed := range []string{
		"anchor-chain\n", " a ", "\ufeffx", "\xff\xfea\x00", "dckr_pat_x", "export T='dckr_pat_x'", "Bearer dckr_oat_y", "eyJ.a.b", "a\x00b\x00", "${X}", "\n\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func(string) (hub.Secret, error){Typed, FromPipe} {
			secret, err := read(text)
			sent := secret.Reveal()
			switch {
			case err != nil:
				assert.Empty(t, sent)
				assert.Less(t, len(err.Error()), 200)
			case tokenStart().MatchString(sent):
				assert.Regexp(t, "^dckr_[a-z]{2,8}_[A-Za-z0-9_-]+$", sent)
			default:
				assert.True(t, strings.HasPrefix(text, sent))
				assert.Empty(t, strings.Trim(text[len(sent):], "\r\n"), "nothing but line endings is left out")
			}
		}
		if CheckName(text) == nil {
			assert.False(t, tokenStart().MatchString(text))
		}
	})
}

func FuzzAKeptSessionIsReadOrRefusedWithoutRepeatingIt(f *testing.F) {
	f.Add(`{"v":1,"username":"alice","kind":0,"ends":1893456000,"token":"a.b.c"}`)
	f.Add(`{"v":1,"username":"alice","kind":1,"identifier":"alice","secret":"dckr_pat_x"}`)
	f.Add(`{"v":9,"username":"alice","kind":300,"ends":-1}`)
	f.Add("{")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := decode(hub.NewSecret(text))
		if err != nil {
			assert.Less(t, len(err.Error()), 60)
			return
		}
		again, err := decode(h.encode())
		require.NoError(t, err)
		assert.Equal(t, h.session.Username, again.session.Username)
		assert.Equal(t, h.session.Kind, again.session.Kind)
		assert.Equal(t, h.session.Secret.Reveal(), again.session.Secret.Reveal())
		assert.Equal(t, h.password.Reveal(), again.password.Reveal())
		if len(text) < maxStored/6 { // what is kept may take six times the room when it is written
			assert.True(t, h.session.Ends.Equal(again.session.Ends))
			assert.Equal(t, h.session.Token.Reveal(), again.session.Token.Reveal())
		}
	})
}

func FuzzAnEntryOfTheAccountsIsPutAndRemoved(f *testing.F) {
	f.Add("https://hub.docker.com", "Alice", "bob")
	f.Fuzz(func(t *testing.T, address, one, two string) {
		var p accountsFile
		p.put(storedAccount{Hub: address, Username: one})
		p.put(storedAccount{Hub: address, Username: two})
		p.put(storedAccount{Hub: address, Username: strings.ToUpper(one)})
		assert.NotEmpty(t, p.Accounts)
		p.remove(address, one)
		p.remove(address, two)
		_, known := p.account(address, two)
		assert.False(t, known)
	})
}

func TestAnAccessTokensSessionFitsIntoTheSmallestStore(t *testing.T) {
	h := savedSession{session: hub.SavedSession{
		Username: "alice", Kind: hub.PersonalAccessToken, Token: hub.NewSecret(strings.Repeat("t", 4000)), Secret: hub.NewSecret("dckr_pat_alice"),
	}}
	text := h.encode().Reveal()
	assert.LessOrEqual(t, len(text), maxStored)
	again, err := decode(hub.NewSecret(text))
	require.NoError(t, err)
	assert.True(t, again.session.Token.IsZero())
	assert.Equal(t, "dckr_pat_alice", again.session.Secret.Reveal())
	assert.False(t, again.session.IsZero())
}
