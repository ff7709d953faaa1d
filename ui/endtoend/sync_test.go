//go:build !windows

package endtoend_test

import (
	"bufio"
	"io"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refresh"
)

func TestASyncThatWaitsForAnotherLeavesWithCtrlCAndGoesOnWhenThatEnds(t *testing.T) {
	t.Parallel()
	url, _ := account(t)
	p := &person{t, t.TempDir(), url}
	p.does(token+"\n", "login", "carol", "--password-stdin", "--file")
	release, err := refresh.InTurn(t.Context(), filepath.Join(p.home, ".local/state/tagboat"), nil)
	require.NoError(t, err)
	term := open(t, 100, 30, []string{"HOME=" + p.home}, tagboat, "sync", "--hub", url)
	term.waitFor("another sync is at work")
	term.press("ctrl+c")
	assert.Equal(t, 130, term.exit())

	cmd := p.command("sync")
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	said := bufio.NewReader(stderr)
	line, err := said.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, line, "another sync is at work")
	release()
	rest, err := io.ReadAll(said)
	require.NoError(t, err)
	assert.Zero(t, ended(t, cmd), string(rest))
	assert.Contains(t, string(rest), "8 lists up to date: 8 read whole · 261 tags")
}
