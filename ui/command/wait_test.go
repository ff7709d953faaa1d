//go:build unix

package command_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestWaitPrintsThePinnedReferenceAndNothingElse(t *testing.T) {
	m := newMachine(t)
	built := hubtest.Build{Content: "x", Pushed: m.now}.Tag("1.4")
	m.hub.World().Push("alice/api", built)
	for _, args := range [][]string{
		{"alice/api:1.4"}, {"docker.io/alice/api:1.4", "--platform", "arm64", "--platform", "linux/amd64"},
		{"alice/api:1.4@" + built.Digest}, {"alice/api:1.4", "--digest", built.Digest},
		{"alice/api:1.4@" + hubtest.Build{Content: "y"}.Tag("").Digest, "--moved"},
	} {
		m.hub.Forget()
		printed, said, code := m.run("", append([]string{"wait"}, args...)...)
		assert.Equal(t, 0, code, args)
		assert.Equal(t, "alice/api:1.4@"+built.Digest+"\n", printed)
		assert.Empty(t, said)
		assert.Len(t, m.hub.Requests(), 1)
	}
	platform := built.Images[1].Digest
	printed, _, _ := m.run("", "wait", "alice/api:1.4", "--digest", platform)
	assert.Equal(t, "alice/api:1.4@"+platform+"\n", printed)
}

func TestWaitWithoutATagMeansLatest(t *testing.T) {
	m := newMachine(t)
	m.hub.World().Push("alice/api", hubtest.Build{Content: "x", Pushed: m.now}.Tag("latest"))
	printed, said, code := m.run("", "wait", "alice/api")
	assert.Equal(t, 0, code)
	assert.True(t, strings.HasPrefix(printed, "alice/api:latest@sha256:"))
	assert.Equal(t, "tagboat: no tag was named; this is alice/api:latest\n", said)
}

func TestATimeOutIsItsOwnExitCode(t *testing.T) {
	m := newMachine(t)
	printed, said, code := m.run("", "wait", "alice/api:1.4", "--timeout", "20ms")
	assert.Equal(t, 124, code)
	assert.Empty(t, printed)
	assert.Contains(t, said, "tagboat: waited for alice/api:1.4 in vain for 20 ms; ")

	_, said, code = m.run("", "wait", "alice/web:1.4", "--timeout", "200ms")
	assert.Equal(t, 124, code)
	assert.Contains(t, said, "there is no such repository, or it is not visible without an account; waiting all the same\n")
}

// TestALoginIsWaitedForToo has a token in the environment, which is exchanged before the first look.
func TestALoginIsWaitedForToo(t *testing.T) {
	m := newMachine(t)
	m.environment["TAGBOAT_USERNAME"], m.environment["TAGBOAT_TOKEN"] = "alice", "dckr_pat_nobody"
	m.hub.Inject(hubtest.Fault{Do: hubtest.NetworkUnreachable()})
	_, said, code := m.run("", "wait", "alice/api:1.4", "--timeout", "200ms")
	assert.Equal(t, 124, code)
	assert.Contains(t, said, " Waiting all the same.\n")
	m.hub.Heal()
	_, said, code = m.run("", "wait", "alice/api:1.4", "--timeout", "1m")
	assert.Equal(t, 4, code, "a refusal is none that a pause heals")
	assert.NotContains(t, said, "Waiting all the same.")
}

func TestWhatAWaitCannotGetOverHasTheExitCodesOfEverywhere(t *testing.T) {
	m := newMachine(t)
	m.hub.Inject(hubtest.Fault{Do: hubtest.Forbidden("not yours")})
	_, said, code := m.run("", "wait", "alice/api:1.4")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "Could not read tag alice/api:1.4: this account may not see or do that.")
}

func TestWhatCannotBeWaitedForIsToldBeforeAnythingIsAsked(t *testing.T) {
	digest := hubtest.Build{Content: "x"}.Tag("").Digest
	m := newMachine(t)
	for args, words := range map[string]string{
		"":                           "wait takes one reference",
		"a b":                        "wait takes one reference",
		"ghcr.io/acme/api:1":         "is on ghcr.io",
		"acme/api@" + digest:         "the Hub finds tags by name",
		"a:1 --every 0":              `--every "0": expected a time longer than none, as 30s, 10m or 1d`,
		"a:1 --every 200ms":          "--every 200ms is shorter than 1s, and the Hub counts requests",
		"a:1 --timeout -1":           `--timeout "-1": expected a time longer than none`,
		"a:1 --timeout ten":          `--timeout "ten": expected a time`,
		"a:1 --timeout=":             "--timeout is empty",
		"a:1 --digest latest":        `--digest "latest": a digest is sha256: and 64`,
		"a:1 --moved --gone":         "--digest, --moved and --gone are three things to wait for: give one of them",
		"a:1 --gone --platform arm":  "what is gone has no platforms",
		"a:1 --platform toaster/x/y": "--platform: ",
		"a:1@" + digest + " --gone":  "--gone is about a tag, whatever it is",
		"a:1@" + digest + " --digest " + hubtest.Build{Content: "y"}.Tag("").Digest: "name two digests",
	} {
		printed, said, code := m.run("", append([]string{"wait"}, strings.Fields(args)...)...)
		assert.Equal(t, 2, code, args)
		assert.Empty(t, printed)
		assert.Contains(t, said, words)
	}
	assert.Empty(t, m.hub.Requests())
}
