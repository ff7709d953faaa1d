//go:build !windows

package endtoend_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The other of the two commands is how this test is run. Where the checkout is a fresh clone, both
// run in one.
func TestTheFirstCommandOfTheREADMERuns(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program again")
	}
	t.Parallel()
	_, section, found := strings.Cut(string(readme(t)), "### Try it, test it\n")
	require.True(t, found)
	commands := regexp.MustCompile("(?m)^```sh\n(.+)\n```$").FindAllStringSubmatch(section, 2)
	require.Len(t, commands, 2)
	assert.Equal(t, "go test ./...", commands[1][1])

	var caches []string
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOFLAGS"} {
		value, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
		require.NoError(t, err)
		caches = append(caches, name+"="+strings.TrimSpace(string(value)))
	}
	term := open(t, 80, 24, caches, "sh", "-c", "cd ../.. && exec "+commands[0][1])
	logIn(term, "alice", "anchor")
	term.waitFor("NAMESPACE")
	term.waitForSelection("alice")
	term.press("q")
	assert.Equal(t, 0, term.exit())
}

func readme(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	return text
}
