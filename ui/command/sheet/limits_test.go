package sheet_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/ui/command/sheet"
)

func TestLimitsInWordsAndInJSON(t *testing.T) {
	at := time.Date(2026, 11, 1, 12, 0, 42, 0, time.UTC)
	l := sheet.Limits{
		Hub: "https://hub.docker.com", Account: "alice",
		Requests: &hub.Budget{Limit: 180, Remaining: 0, Reset: at, Known: true},
		Pulls:    &hub.Allowance{Limited: true, Limit: 100, Remaining: 76, Window: 6 * time.Hour, Account: "alice", Source: "10.0.0.1\x1b"},
	}
	clock := at.Local().Format(time.TimeOnly)
	assert.Equal(t, "hub         https://hub.docker.com\nrequests    0 of 180 left, until "+clock+", as alice\n"+
		"pulls       76 of 100 left in any 6 hours, as alice\n", string(l.Append(nil, false)))
	assert.JSONEq(t, `{"hub":"https://hub.docker.com","account":"alice",
		"requests":{"limited":true,"limit":180,"remaining":0,"reset":"2026-11-01T12:00:42Z"},
		"pulls":{"limited":true,"limit":100,"remaining":76,"window":21600,"account":"alice","source":"10.0.0.1\u001b"}}`, string(l.Append(nil, true)))
	assert.NotContains(t, string(l.Append(nil, true)), "\x1b")

	l = sheet.Limits{Hub: "https://hub.docker.com", Requests: &hub.Budget{Reset: at, Known: true}, Pulls: &hub.Allowance{}}
	assert.Contains(t, string(l.Append(nil, false)), "requests    none left, until "+clock+", without an account, by this address\npulls       none, without an account\n")
	l.Pulls, l.Requests = nil, nil
	assert.Contains(t, string(l.Append(nil, false)), "requests    could not be read\npulls       could not be read\n")
	assert.Contains(t, string(l.Append(nil, true)), `"requests":null,"pulls":null}`)
}
