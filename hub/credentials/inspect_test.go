package credentials_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

// wide is a text in UTF-16.
func wide(text string, mark, big bool) string {
	var b strings.Builder
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		pair := []byte{byte(u), byte(u >> 8)}
		if big {
			pair[0], pair[1] = pair[1], pair[0]
		}
		b.Write(pair)
	}
	return b.String()
}

const aToken = "dckr_pat_aB3-x_Y"

func TestATokenIsTakenOutOfWhatWasLeftRoundIt(t *testing.T) {
	for _, text := range []string{
		aToken, aToken + "\n", aToken + "\r\n", aToken + "\n\n", " " + aToken + "\t", "\ufeff" + aToken, "\u00a0" + aToken + "\u200b",
		`"` + aToken + `"`, "'" + aToken + "'", "`" + aToken + "`", "“" + aToken + "”", `"` + aToken + "\"\r\n",
		"export TAGBOAT_TOKEN=" + aToken, `export TAGBOAT_TOKEN="` + aToken + `"`, "TAGBOAT_TOKEN=" + aToken + ";", "set T=" + aToken,
		`$env:TAGBOAT_TOKEN = "` + aToken + `"`, "token: " + aToken, "alice:" + aToken, "  password: '" + aToken + "'",
		"Bearer " + aToken, "bearer  " + aToken, "Authorization: Bearer " + aToken + "\r\n", "\r\n" + aToken + "\r\n",
		wide(aToken+"\r\n", true, false), wide(aToken, true, true), wide(aToken+"\n", false, false), wide(aToken, false, true),
		aToken + "\x00",
	} {
		for name, read := range map[string]func(string) (hub.Secret, error){"typed": credentials.Typed, "piped": credentials.FromPipe} {
			secret, err := read(text)
			require.NoError(t, err, "%s %q", name, text)
			assert.Equal(t, aToken, secret.Reveal(), "%s %q", name, text)
		}
	}
}

func TestAPasswordIsNeverTrimmed(t *testing.T) {
	for _, password := range []string{
		"anchor-chain", " anchor", "anchor ", "\tanchor\t", `"anchor"`, "'anchor'", "`", "a=b", "export", "Bearer of news", "a\u00a0", "\u200b",
		"pässwörd", "パスワード", "${x", "$HOME/x", "a:b:c", "{}", "{a}", "YWxpY2U6eA==", "eyJ", "a.b.c", "***", "%41", "dckr_", "dckr", "ghp_short", "-----",
		strings.Repeat("x", 4096),
	} {
		for _, ending := range []string{"", "\n", "\r\n", "\n\n"} {
			secret, err := credentials.FromPipe(password + ending)
			require.NoError(t, err, "%q", password)
			assert.Equal(t, password, secret.Reveal())
		}
		secret, err := credentials.Typed(password)
		require.NoError(t, err)
		assert.Equal(t, password, secret.Reveal())
	}
	for _, password := range []string{"export X=y", "A_TOKEN=x", "$PASSWORD", "${SECRET}", "%SECRET%", `{"a":"b"}`, "Authorization: x"} {
		secret, err := credentials.Typed(password)
		require.NoError(t, err, "nobody types a line of a file by mistake")
		assert.Equal(t, password, secret.Reveal())
	}
}

func TestWhatCannotBeASecretIsRefusedWithWhatItLooksLike(t *testing.T) {
	jwt := "eyJhbGciOi.eyJzdWIi.c2ln"
	always := map[string]string{
		"\ufeffanchor-chain": "byte order mark", wide("anchor-chain\r\n", true, false): "UTF-16", wide("anchor-chain", true, true): "UTF-16",
		wide("anchor-chain", false, false): "UTF-16", wide("anchor-chain", false, true): "UTF-16", "anchor\x00chain": "zero bytes",
		" ": "nothing but blanks", "\t \u00a0": "nothing but blanks", "anchor\xff": "not UTF-8", "caf\xe9": "not UTF-8", "one\ntwo": "more than one line", "one\rtwo": "more than one line", "\x1b[200~anchor\x1b[201~": "control characters", "anchor\x7f": "control characters",
		strings.Repeat("x", 4097): "longer than any password", jwt: "short-lived token", "Bearer " + jwt: "short-lived token",
		"ghp_" + strings.Repeat("a", 36): "a token of GitHub", "github_pat_" + strings.Repeat("a", 36): "a token of GitHub", "glpat-" + strings.Repeat("a", 20): "a token of GitLab",
		"-----BEGIN PRIVATE KEY-----": "a key or a certificate", "********": "the mask of a secret", "••••••••": "the mask of a secret", "[redacted]": "the mask of a secret",
		"dckr_pat_": "cut off, masked", "dckr_pat_****": "cut off, masked", "DCKR_PAT_ABC": "capital letters", "dckr_pat_abc…xyz": "among other characters",
		aToken + " dckr_pat_other": "among other characters", "docker login -u alice -p " + aToken: "among other characters", `{"token":"` + aToken + `"}`: "among other characters",
		aToken + " # of alice": "among other characters",
	}
	piped := map[string]string{
		"export TAGBOAT_PASSWORD=anchor": "file of variables", "TAGBOAT_PASSWORD=anchor": "file of variables", "HUB_TOKEN=x": "file of variables", "$env:P = 'x'": "file of variables",
		"Bearer aaaabbbbccccdddd": "header of HTTP", "Authorization: Basic YTpi": "header of HTTP", "${TAGBOAT_TOKEN}": "not filled in", "$TAGBOAT_TOKEN": "not filled in",
		"$(cat token)": "not filled in", "%TAGBOAT_TOKEN%": "not filled in", "${{ secrets.HUB }}": "not filled in", "op://vault/hub/token": "not filled in",
		`{"username":"alice"}`: "JSON", encoded("alice:" + aToken): "config.json",
	}
	refused := func(text, looks string, read func(string) (hub.Secret, error)) {
		secret, err := read(text)
		require.ErrorContains(t, err, looks, "%q", text)
		unfit := new(credentials.Unfit)
		require.ErrorAs(t, err, &unfit)
		assert.NotEmpty(t, unfit.Advice)
		assert.True(t, secret.IsZero())
		for _, part := range []string{"anchor", aToken, jwt, "ABC", "secrets.HUB"} {
			assert.NotContains(t, err.Error(), part)
		}
	}
	for text, looks := range always {
		refused(text, looks, credentials.FromPipe)
		refused(text, looks, credentials.Typed)
	}
	for text, looks := range piped {
		refused(text, looks, credentials.FromPipe)
	}
}

func TestAnUnfitSecretIsSentByNoneOfTheWaysInAndTheSentenceSaysWhereItStands(t *testing.T) {
	m := newMachine(t, "web")
	m.environment["TAGBOAT_USERNAME"] = "alice"
	for variable, text := range map[string]string{"TAGBOAT_PASSWORD": "\ufeffanchor-chain", "TAGBOAT_TOKEN": "dckr_pat_***"} {
		m.environment[variable] = text
		found, said := m.find(credentials.Ask{})
		assert.Equal(t, credentials.Found{Username: "alice"}, found)
		assert.Contains(t, said, "What stands in "+variable+" was not sent: it ")
		delete(m.environment, variable)
	}
	delete(m.environment, "TAGBOAT_USERNAME")
	for _, secret := range []string{"\ufeffanchor-chain", "eyJhbGciOi.eyJzdWIi.c2ln", "ghp_" + strings.Repeat("a", 36)} {
		m.dockerLogin("alice", secret)
		found, said := m.find(credentials.Ask{})
		assert.False(t, found.Ready())
		assert.Contains(t, said, "What docker login stored in the file ")
		assert.Contains(t, said, " was not sent: it ")
	}
	m.docker(`{"credsStore":"web"}`)
	_, said := m.find(credentials.Ask{})
	assert.Contains(t, said, "was not sent: it looks like a short-lived token")
	for _, send := range []func(string) error{
		func(text string) error {
			_, err := m.accounts().Login(t.Context(), m.client, "alice", hub.NewSecret(text))
			return err
		},
		func(text string) error {
			_, err := m.accounts().LoginUnattended(t.Context(), m.client, "alice", hub.NewSecret(text))
			return err
		},
		func(text string) error {
			_, err := m.open(credentials.Found{Username: "alice", Secret: hub.NewSecret(text), Origin: credentials.FromInput})
			return err
		},
	} {
		require.ErrorContains(t, send("\ufeffanchor-chain"), "the secret was not sent: it begins with a byte order mark")
		require.Error(t, send(""), "who presses Enter alone has not tried a password")
	}
	for _, nobody := range []string{"", "  "} {
		_, err := m.accounts().Login(t.Context(), m.client, nobody, hub.NewSecret("anchor-chain"))
		require.ErrorContains(t, err, "the user name was not sent: it is empty")
		_, err = m.accounts().LoginUnattended(t.Context(), m.client, nobody, hub.NewSecret("anchor-chain"))
		require.ErrorContains(t, err, "the user name was not sent: it is empty")
	}
	assert.Empty(t, m.hub.Requests())
	assert.NoDirExists(t, m.state)
	for _, text := range []string{"\"dckr_pat_alice\"\r\n", "export TAGBOAT_TOKEN='dckr_pat_alice'"} {
		m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "\"alice\"\r", text
		found, said := m.find(credentials.Ask{})
		assert.Empty(t, said)
		_, err := m.open(found)
		require.NoError(t, err)
	}
}

func TestATokenInTheNamesPlaceIsNeitherSentNorWrittenNorRepeated(t *testing.T) {
	for _, name := range []string{"dckr_pat_alice", " dckr_oat_acme ", "alice:dckr_pat_alice", "DCKR_PAT_ALICE", "eyJhbGciOi.eyJzdWIi.c2ln", "ghp_" + strings.Repeat("a", 36), "ali\x00ce", "alice\nbob"} {
		m := newMachine(t)
		m.login("alice", "anchor-chain", m.file())
		require.Error(t, credentials.CheckName(name))
		m.hub.Forget()
		a := m.accounts()
		_, err := a.Login(t.Context(), m.client, name, hub.NewSecret("anchor-chain"))
		require.ErrorContains(t, err, "the user name was not sent: it ")
		_, unattended := a.LoginUnattended(t.Context(), m.client, name, hub.NewSecret("anchor-chain"))
		require.Error(t, unattended)
		said := []string{err.Error(), unattended.Error()}
		for _, ask := range []credentials.Ask{{Account: name}, {Account: name, Input: hub.NewSecret("anchor-chain")}} {
			found, notices := m.find(ask)
			assert.Equal(t, credentials.Found{}, found, "and no other account is taken in its place")
			said = append(said, notices)
		}
		m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = name, "anchor-chain"
		found, notices := m.find(credentials.Ask{})
		assert.Equal(t, credentials.Found{}, found)
		m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_PASSWORD"] = "", ""
		m.dockerLogin(strings.ReplaceAll(name, ":", ""), "anchor-chain")
		_, docker := m.find(credentials.Ask{})
		for _, text := range append(said, notices, docker) {
			assert.NotContains(t, strings.ToLower(text), strings.ToLower(strings.TrimSpace(name)))
		}
		assert.Empty(t, m.hub.Requests())
		assertNowhere(t, m.home, []string{strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(name))}, "config.json")
	}
	for _, name := range []string{"alice", "docker", "eyj.ay.x", "a.b.c", "alice@example.org", "Ünal"} {
		require.NoError(t, credentials.CheckName(name))
	}
}
