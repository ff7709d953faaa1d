package child

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/windows"
)

func TestEachArgumentIsReadAsItWasGiven(t *testing.T) {
	argv := []string{
		`C:\Program Files\tool.exe`, `a b`, `"`, `\"`, `a\\"b`, `c:\dir\`, `c:\a dir\`, `%PATH%`, `^&|<>`, ``, `--x=y z`,
	}
	read, err := windows.DecomposeCommandLine(windows.ComposeCommandLine(argv))
	require.NoError(t, err)
	assert.Equal(t, argv, read)
}

func TestABatchFileIsRefused(t *testing.T) {
	_, err := find("tool", "windows", func(string) (string, error) { return `C:\bin\tool.cmd`, nil })
	require.ErrorContains(t, err, "batch file")
}
