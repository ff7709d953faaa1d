//go:build unix

package clipboard_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
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

func TestATmuxThatCannotPassOnHasTheTextInItsBuffer(t *testing.T) {
	needs(t, "tmux")
	folder := t.TempDir()
	program, err := exec.LookPath("tmux")
	require.NoError(t, err)
	old := "#!/bin/sh\nfor word; do [ \"$word\" = -w ] && { echo 'load-buffer: unknown flag -w' >&2; exit 1; }; done\nexec " + program + " \"$@\"\n"
	require.NoError(t, os.WriteFile(filepath.Join(folder, "tmux"), []byte(old), 0o755))
	socket := filepath.Join(folder, "socket")
	output(t, program, "-S", socket, "-f", os.DevNull, "new-session", "-d", "cat")
	t.Cleanup(func() { _ = exec.Command(program, "-S", socket, "kill-server").Run() }) //nolint:noctx // after the test's context
	t.Setenv("TMUX", strings.TrimSpace(output(t, program, "-S", socket, "display-message", "-p", "#{socket_path},#{pid},0")))
	t.Setenv("SSH_TTY", "over there")
	t.Setenv("TERM", "screen-256color")
	t.Setenv("PATH", folder+":"+os.Getenv("PATH"))

	outcome := clipboard.New(clipboard.Surroundings{Getenv: os.Getenv, OS: "linux"}).Copy(t.Context(), copiedForReal)
	assert.Equal(t, "Copied it to the tmux buffer; tmux passes it on only with set-clipboard on", outcome.Sentence("it"))
	assert.Contains(t, outcome.Then, "\x1bPtmux;")
	assert.Equal(t, copiedForReal, output(t, program, "-S", socket, "show-buffer"))
}

func TestARealGNUScreenPassesTheSequenceOn(t *testing.T) {
	needs(t, "screen")
	folder := t.TempDir()
	getenv := func(name string) string { return map[string]string{"TERM": "screen", "STY": "1.pts"}[name] }
	long := strings.Repeat(copiedForReal, 20)
	sequence := clipboard.New(clipboard.Surroundings{Getenv: getenv, OS: "linux"}).Sequence(long)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "sequence"), []byte(sequence), 0o600))

	settings := filepath.Join(folder, "settings")
	require.NoError(t, os.WriteFile(settings, []byte("autodetach off\n"), 0o600))
	sockets, err := os.MkdirTemp("", "screen") //nolint:usetesting // for its owner only, and short
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(sockets) })

	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	screen := exec.CommandContext(ctx, "screen", "-c", settings, "cat", filepath.Join(folder, "sequence"), "-")
	screen.Env = append(os.Environ(), "TERM=xterm-256color", "SCREENDIR="+sockets, "STY=")
	terminal, err := pty.Start(screen)
	require.NoError(t, err)
	defer func() { _ = terminal.Close() }()
	whole, seen := ansi.SetSystemClipboard(long), ""
	for piece := make([]byte, 4096); !strings.Contains(seen, whole); {
		n, err := terminal.Read(piece)
		require.NoError(t, err, "%q", seen)
		seen += string(piece[:n])
	}
}

func TestARealDisplayHasTheTextOnItsClipboard(t *testing.T) {
	needs(t, "Xvfb", "xclip")
	server := exec.CommandContext(t.Context(), "Xvfb", "-displayfd", "1", "-screen", "0", "64x64x8", "-nolisten", "tcp")
	display, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() { // with it ends whatever holds a selection there
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	number, err := bufio.NewReader(display).ReadString('\n')
	require.NoError(t, err)
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	t.Setenv("HOME", t.TempDir()) // xsel does nothing without one, and says so
	for _, elsewhere := range []string{"TMUX", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "WAYLAND_DISPLAY"} {
		t.Setenv(elsewhere, "")
	}

	for _, tool := range []string{"xclip", "xsel"} {
		needs(t, tool)
		only := func(name string) (string, error) {
			if name != tool {
				return "", exec.ErrNotFound
			}
			return exec.LookPath(name)
		}
		around := clipboard.Surroundings{Getenv: os.Getenv, OS: "linux", LookPath: only}
		assert.True(t, clipboard.New(around).Copy(t.Context(), copiedForReal+tool).Stored)
		assert.Eventually(t, func() bool { // xsel takes the selection after it has ended, so to say
			out, err := exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-out").Output()
			return err == nil && string(out) == copiedForReal+tool
		}, time.Minute, 10*time.Millisecond)
	}
}
