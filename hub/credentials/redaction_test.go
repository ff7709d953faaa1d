package credentials_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

func nothing(context.Context) (hub.SavedSession, error) { return hub.SavedSession{}, hub.NoNetwork }

// everyWay prints values in all the ways a program does, also by mistake.
func everyWay(values ...any) string {
	var b strings.Builder
	for _, v := range values {
		_, _ = fmt.Fprintf(&b, "%v %+v %#v %s %q %x %d\n", v, v, v, v, v, v, v)
		if encoded, err := json.Marshal(v); err == nil {
			b.Write(encoded)
		}
		slog.New(slog.NewJSONHandler(&b, nil)).Info("value", "it", v)
		slog.New(slog.NewTextHandler(&b, nil)).Info("value", "it", v)
	}
	return b.String()
}

func TestNoSecretIsSeenInAnyValueAnyNoticeOrAnyErrorAndOnlyTheChosenPlaceHoldsOne(t *testing.T) {
	var seen strings.Builder
	show := func(values ...any) { seen.WriteString(everyWay(values...)) }
	m := newMachine(t, "good", "garbage", "floods", "fails-telling", "fails-telling-again", "hangs")
	a := m.accounts()
	m.patience = 300 * time.Millisecond
	hasty := m.accounts()
	tokens := []string{"anchor-chain", "harbor-light", "dckr_pat_", "mistyped-password", encoded("alice:mistyped-password")}
	for _, secret := range []string{"anchor-chain", "dckr_pat_alice", "mistyped-password"} {
		session, err := a.Login(t.Context(), m.client, "alice", hub.NewSecret(secret))
		show(session, err, a)
		if err != nil {
			continue
		}
		tokens = append(tokens, session.Keep().Token.Reveal())
		for _, helper := range []string{"good", "garbage", "floods", "fails-telling", "fails-telling-again", "hangs", "absent"} {
			at, by := credentials.Where{Place: credentials.InHelper, Name: helper}, a
			if helper == "hangs" {
				by = hasty
			}
			show(by.Save(t.Context(), session, hub.NewSecret("anchor-chain"), at), at)
			list, err := a.List()
			show(list, err)
			found, notices := a.Find(t.Context(), credentials.Ask{Input: hub.NewSecret("anchor-chain"), Account: "alice"})
			show(found, notices, credentials.Ask{Input: hub.NewSecret("anchor-chain")})
			found, notices = a.Find(t.Context(), credentials.Ask{})
			show(found, notices)
			kept, err := a.Load(t.Context(), "alice")
			show(kept, err)
			show(a.Forget(t.Context(), "alice"))
		}
		require.NoError(t, a.Save(t.Context(), session, hub.NewSecret("anchor-chain"), good()))
	}
	for _, config := range []string{`{"auths":{"` + dockersKey + `":{"auth":anchor-chain}}}`, `{"credsStore":"anchor-chain/x"}`, `{"credsStore":"garbage"}`} {
		m.docker(config)
		found, notices := a.Docker(t.Context())
		show(found, notices)
	}
	for _, token := range tokens {
		assert.NotContains(t, strings.ReplaceAll(seen.String(), prefixedName, ""), token)
	}
	assertNowhere(t, m.home, tokens, "good.json", "config.json")
}

// prefixedName is a "helper" that a configuration named; what stands in the place of a program's
// name is not secret.
const prefixedName = helperPrefix + "anchor-chain/x"

// assertNowhere searches every file below a directory, but for the ones that are meant to hold
// secrets.
func assertNowhere(t *testing.T, directory string, secrets []string, except ...string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(directory, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		for _, name := range except {
			if d.Name() == name {
				return nil
			}
		}
		content, err := os.ReadFile(path)
		for _, secret := range secrets {
			assert.NotContains(t, string(content), secret, path)
		}
		return err
	}))
}
