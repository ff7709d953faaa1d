package command

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/config"
)

func TestTheFileInTheREADMEIsWhatIsWritten(t *testing.T) {
	const readme, from, to = "../../README.md", "<!-- configuration -->\n", "<!-- end of configuration -->"
	bytes, err := os.ReadFile(readme)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(bytes), from)
	require.True(t, found)
	shown, after, found := strings.Cut(rest, to)
	require.True(t, found)
	want := "\n```toml\n" + config.Example(vocabulary()) + "```\n\n"
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile(readme, []byte(before+from+want+to+after), 0o600))
		return
	}
	assert.Equal(t, want, shown, "go test ./ui/command -run README -update writes it anew")
}
