//go:build unix

package foreground

import (
	"io"
	"os"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATerminalIsAsItWasHoweverAProgramLeftIt(t *testing.T) {
	person, terminal, err := pty.Open()
	require.NoError(t, err)
	defer func() { _, _ = person.Close(), terminal.Close() }()
	before, err := term.GetState(terminal.Fd())
	require.NoError(t, err)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	restore := keep(terminal, write)
	_, err = term.MakeRaw(terminal.Fd())
	require.NoError(t, err)
	restore()
	after, err := term.GetState(terminal.Fd())
	require.NoError(t, err)
	assert.Equal(t, before, after)
	require.NoError(t, write.Close())
	text, err := io.ReadAll(read)
	require.NoError(t, err)
	assert.Equal(t, plain, string(text))
}
