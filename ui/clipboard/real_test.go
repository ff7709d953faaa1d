//go:build unix

package clipboard_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/clipboard"
)

const copiedForReal = "docker.io/library/nginx:1.27@sha256:ab"

// needs says that the test was skipped where a part of the real world is
// missing; .ci/run installs them all.
func needs(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("skipped: %s is not installed here", tool)
		}
	}
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	require.NoError(t, err)
	return string(out)
}

func TestARealTmuxHasTheTextInItsBuffer(t *testing.T) {
	needs(t, "tmux")
	socket := filepath.Join(t.TempDir(), "tmux")
	output(t, "tmux", "-S", socket, "-f", os.DevNull, "new-session", "-d", "cat")
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() }) //nolint:noctx // after the test's context
	t.Setenv("TMUX", strings.TrimSpace(output(t, "tmux", "-S", socket, "display-message", "-p", "#{socket_path},#{pid},0")))
	t.Setenv("SSH_TTY", "over there")

	outcome := clipboard.New(clipboard.Surroundings{Getenv: os.Getenv, OS: "linux"}).Copy(t.Context(), copiedForReal)
	assert.True(t, outcome.Tmux)
	assert.Equal(t, copiedForReal, output(t, "tmux", "-S", socket, "show-buffer"))
}

func TestARealDisplayHasTheTextOnItsClipboard(t *testing.T) {
	needs(t, "Xvfb", "xclip")
	server := exec.CommandContext(t.Context(), "Xvfb", "-displayfd", "1", "-screen", "0", "64x64x8", "-nolisten", "tcp")
	display, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	number, err := bufio.NewReader(display).ReadString('\n')
	require.NoError(t, err)
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	for _, elsewhere := range []string{"TMUX", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "WAYLAND_DISPLAY"} {
		t.Setenv(elsewhere, "")
	}

	outcome := clipboard.New(clipboard.Surroundings{Getenv: os.Getenv, OS: "linux"}).Copy(t.Context(), copiedForReal)
	assert.True(t, outcome.Stored)
	// xclip ends before the child that it leaves behind owns the selection.
	assert.EventuallyWithT(t, func(seen *assert.CollectT) {
		out, err := exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-out").Output()
		require.NoError(seen, err)
		assert.Equal(seen, copiedForReal, string(out))
	}, time.Minute, 20*time.Millisecond)
}
