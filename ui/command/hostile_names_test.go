//go:build unix

package command_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

var hostileNames = []string{
	"v\x1b]0;title\x07", "v\x1b[2J", "v\x00nul", "v\xff\xfe", "v\r\nnext", "v\u202egnp", "v$(reboot)", "v`id`", "v;id",
	"v" + strings.Repeat("long", 2_500),
}

const hostileText = "\x1b[31mred\x00\xff\u202e\r\nnext"

// Rows with such names are malformed, so that nothing of them is kept.
func TestHostileNamesOfTheHubAreNeitherKeptNorReachTheTerminalOrTheShell(t *testing.T) {
	m := stocked(t, 0)
	tags := []hubtest.Tag{built("v1.0", m.now.Add(-time.Hour))}
	for _, name := range hostileNames {
		tags = append(tags, built(name, m.now.Add(-2*time.Hour)))
		m.hub.World().Publish("acme/"+name, built("1", m.now.Add(-time.Hour)))
		m.hub.World().AddOrganization(hubtest.Organization{
			Name: name, FullName: hostileText, Members: map[string]string{"alice": hostileText},
		})
	}
	m.hub.World().Publish("acme/api", tags...)
	m.hub.World().Update("acme/api", func(r *hubtest.Repository) { r.Description = hostileText })
	_, said, code := m.run("anchor-chain\n", "login", "alice", "--password-stdin", "--file")
	require.Zero(t, code, said)
	for _, args := range [][]string{
		{"tags", "acme/api"}, {"images", "acme"}, {"images"}, {"tags", "acme/api", "--offline"},
		{"images", "--offline"}, {"index"}, {"__complete", "images", ""}, {"__complete", "images", "v"},
		{"__complete", "images", "acme/"}, {"__complete", "images", "acme/api:v"},
	} {
		shown := m.asked(args...)
		for _, text := range []string{shown.printed, shown.said} {
			assert.Equal(t, -1, strings.IndexFunc(text, func(r rune) bool {
				return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u202e'
			}), "%v: %q", args, text)
		}
		if args[0] == "__complete" {
			assert.NotContains(t, shown.printed, "reboot", args)
		}
	}
	shown := m.asked("__complete", "images", "acme/api:v")
	assert.Regexp(t, `^acme/api:v1\.0\n:`, shown.printed, "what came beside them is known")
	require.True(t, m.holds("v1.0"))
	assert.False(t, m.holds("longlong"), "in the file")
}
