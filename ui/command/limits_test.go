//go:build unix

package command_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestLimitsTellWhoseTheyAre(t *testing.T) {
	printed, said, code := run(t, "limits", "--demo")
	assert.Equal(t, 0, code)
	assert.Empty(t, said)
	assert.Regexp(t, `^hub         https://hub\.docker\.com/demo
requests    59\d of 600 left, until \d\d:\d\d:\d\d, as alice
pulls       10 of 10 left in any hour, without an account; log in with a token to see yours
$`, printed)
	printed, _, code = run(t, "limits", "--demo", "--format", "json")
	assert.Equal(t, 0, code)
	var found map[string]any
	require.NoError(t, json.Unmarshal([]byte(printed), &found))
	assert.Equal(t, "alice", found["account"])
	pulls, _ := found["pulls"].(map[string]any)
	assert.InDelta(t, 3600, pulls["window"], 0)
	assert.Nil(t, pulls["account"])
}

func TestBesideAnotherHubLimitsAskItAloneAndNoneIsAWord(t *testing.T) {
	m := newMachine(t, hubtest.WithRateLimit(0, 0))
	printed, said, code := m.run("", "limits")
	assert.Equal(t, 0, code, said)
	assert.Equal(t, "hub         "+m.address+"\nrequests    none, without an account, by this address\n"+
		"pulls       not asked: the registry is Docker's, which knows Docker Hub only\n", printed)
	assert.Len(t, m.hub.Requests(), 1)
	printed, _, _ = m.run("", "limits", "--format", "json")
	assert.JSONEq(t, `{"hub":"`+m.address+`","account":null,"requests":{"limited":false,"limit":null,"remaining":null,"reset":null},"pulls":null}`, printed)
}

func TestLimitsThatCannotBeReadAreNoZeroes(t *testing.T) {
	m := newMachine(t)
	m.hub.Inject(hubtest.Fault{Do: hubtest.Gateway(502)})
	printed, said, code := m.run("", "limits")
	assert.Equal(t, 1, code)
	assert.Empty(t, printed)
	assert.Contains(t, said, "Could not ask for the rate limit: ")
	m.hub.Heal()
	m.hub.Inject(hubtest.Fault{Do: hubtest.TooMany(hubtest.RateLimitReset, 40e9)})
	printed, _, code = m.run("", "limits")
	assert.Equal(t, 0, code)
	assert.Contains(t, printed, "requests    0 of 180 left, until ")
	for _, args := range [][]string{{"limits", "--format", "csv"}, {"limits", "alice"}} {
		_, _, code = m.run("", args...)
		assert.Equal(t, 2, code)
	}
}
