package refresh_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refresh"
)

// TestMain is also the other process of a test, whose turn it is until it is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv("REFRESH_HELD_IN"); folder != "" {
		_, err := refresh.InTurn(context.Background(), folder, func() {})
		_, _ = fmt.Fprintln(os.Stdout, "held", err)
		_, _ = io.Copy(io.Discard, os.Stdin)
		return
	}
	os.Exit(m.Run())
}

func TestARunThatIsKilledIsWaitedForNoLonger(t *testing.T) {
	folder := t.TempDir() + "/state"
	other := exec.CommandContext(t.Context(), os.Args[0])
	other.Env = append(os.Environ(), "REFRESH_HELD_IN="+folder)
	_, err := other.StdinPipe()
	require.NoError(t, err)
	out, err := other.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, other.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "held <nil>\n", line)
	waited := false
	release, err := refresh.InTurn(t.Context(), folder, func() {
		waited = true
		assert.NoError(t, other.Process.Kill())
	})
	require.NoError(t, err)
	assert.True(t, waited)
	release()
	_ = other.Wait()
}
