//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestOfflineNobodyIsAskedAndTheAgeIsTold(t *testing.T) {
	m := stocked(t, 3)
	first, day := m.asked("images"), m.now.Local().Format(time.DateOnly)
	m.now = m.now.Add(26 * time.Hour)
	before := len(m.hub.Requests())
	for _, args := range [][]string{{"acme"}, {}, {"acme", "--max-age", "2d"}} {
		kept := m.asked(slices.Concat([]string{"images", "--offline"}, args)...)
		assert.Zero(t, kept.code, kept.said)
		assert.Equal(t, strings.Fields(first.printed), strings.Fields(kept.printed))
		assert.Contains(t, kept.said, "Offline, as of "+day)
		assert.Contains(t, kept.said, "(1 d ago).")
		assert.NotContains(t, kept.said, "verified")
	}
	for _, c := range []struct {
		args []string
		says string
		code int
	}{
		{[]string{"images", "acme", "--max-age", "1d"}, "is older than it may be. Tags of", 3},
		{[]string{"images", "other"}, "0 repositories. The list of repositories of other was never read completely, so it is not known offline. Tags of", 3},
		{[]string{"tags", "acme/other"}, "is not known offline", 3},
		{[]string{"tags", "acme/other", "--max-age", "often"}, "expected an age", 2},
		{[]string{"tags", "acme/other", "--dry-run"}, "asks nobody", 2},
	} {
		r := m.asked(append(c.args, "--offline")...)
		assert.Equal(t, c.code, r.code, c.args)
		assert.Contains(t, r.said, c.says)
		assert.NotContains(t, r.said, "Offline, as of", "nothing was printed")
		assert.Empty(t, r.printed)
	}
	assert.Len(t, m.hub.Requests(), before)
}

func TestOfflineEachWayInShowsWhatItSawAndNoOther(t *testing.T) {
	const token = "dckr_pat_alice"
	env := func(secret string) func(m *machine) {
		return func(m *machine) {
			m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "alice", secret
		}
	}
	keeps := func(secret string) func(m *machine) {
		return func(m *machine) {
			_, said, code := m.run(secret+"\n", "login", "alice", "--password-stdin", "--file")
			require.Zero(m.t, code, said)
		}
	}
	docker := func(secret string) func(m *machine) { return func(m *machine) { m.docker(secret) } }
	for name, c := range map[string]struct {
		saw, comes func(m *machine)
		known      bool
	}{
		"a kept password session":            {keeps("anchor-chain"), nil, true},
		"a kept token session":               {keeps(token), nil, true},
		"docker login with a password":       {docker("anchor-chain"), nil, true},
		"docker login with a token":          {docker(token), nil, true},
		"the environment, a password":        {env("anchor-chain"), nil, true},
		"the environment, a token":           {env(token), nil, true},
		"kept, then the same token":          {keeps(token), env(token), true},
		"a password's, with a token":         {docker("anchor-chain"), docker(token), false},
		"a token's, with a password":         {docker(token), docker("anchor-chain"), false},
		"a token's, with another token":      {docker(token), docker("dckr_pat_other"), false},
		"an account's, after docker log out": {docker(token), func(m *machine) { require.NoError(t, os.RemoveAll(filepath.Join(m.home, ".docker"))) }, false},
	} {
		m := newMachine(t, hubtest.WithRateLimit(0, 0))
		m.hub.World().Push("alice/api", built("one", m.now.Add(-time.Hour)))
		c.saw(m)
		m.now = m.now.Add(time.Hour)
		first := m.asked("images", "alice/api", "--index")
		require.Equal(t, "alice/api:one\n", first.printed, first.said)
		m.now = m.now.Add(26 * time.Hour)
		if c.comes != nil {
			c.comes(m)
		}
		r, requests := m.counted("images", "alice/api", "--offline")
		assert.Zero(t, requests, name)
		if !c.known {
			assert.Equal(t, 3, r.code, name)
			assert.Empty(t, r.printed, name)
			continue
		}
		assert.Zero(t, r.code, name+": "+r.said)
		assert.Equal(t, first.printed, r.printed, name)
	}
}

func TestOfflineATagAndTwoAreToldAsFarAsTheyAreKnown(t *testing.T) {
	m := loggedIn(t, 1, 1)
	m.asked("images", "org-0")
	day := m.now.Local().Format(time.DateOnly)
	m.now = m.now.Add(3 * time.Hour)
	online := m.asked("inspect", "org-0/r-00:one")
	for _, c := range []struct {
		args   []string
		prints string
		says   string
		code   int
	}{
		{[]string{"inspect", "org-0/r-00:one"}, online.printed, "Offline, as of " + day + " ", 0},
		{[]string{"inspect", "org-0/r-00:one", "--layers"}, online.printed, "layers are not kept, so they are not known offline", 3},
		{[]string{"inspect", "org-0/r-00:three"}, "", "the tag three was not among those of org-0/r-00", 3},
		{[]string{"inspect", "org-0/other:one"}, "", "was never read completely, so it is not known offline", 3},
		{[]string{"inspect", "org-0/r-00:one", "--max-age", "2h"}, "", "is older than it may be", 3},
		{[]string{"inspect", "org-0/r-00:one", "--max-age", "soon"}, "", "expected an age", 2},
		{[]string{"inspect", "org-0/r-00:one", "--no-index"}, "", "--no-index was given", 2},
		{[]string{"inspect", "org-0/r-00:one@sha256:" + strings.Repeat("1", 64)}, "", "is another image now", 1},
		{[]string{"compare", "org-0/r-00:one", ":two"}, "another image, of ", "Offline, as of " + day + " ", 0},
		{[]string{"compare", "org-0/r-00:one", ":two", "--format", "markdown"}, "another image, of ", "", 0},
		{[]string{"compare", "org-0/r-00:one", ":two", "--format", "json"}, `"same":false,"download":null`, "", 0},
		{[]string{"compare", "org-0/r-00:one", ":one"}, "the very same image", "", 0},
		{[]string{"compare", "org-0/r-00:one", ":two", "--layers"}, "another image, of ", "layers are not kept", 3},
		{[]string{"compare", "org-0/r-00:one", ":three"}, "", "the tag three was not among", 3},
		{[]string{"compare", "org-0/r-00:one", ":two", "--platform", "windows"}, "", "neither tag is built for that platform", 1},
	} {
		r, requests := m.counted(append(c.args, "--offline")...)
		assert.Zero(t, requests, c.args)
		assert.Equal(t, c.code, r.code, "%v: %s", c.args, r.said)
		assert.Contains(t, r.printed, c.prints, c.args)
		assert.Equal(t, c.prints == "", r.printed == "", c.args)
		assert.Contains(t, r.said, c.says, c.args)
	}
}
