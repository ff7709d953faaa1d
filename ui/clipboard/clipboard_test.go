package clipboard_test

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/clipboard"
)

type desk struct {
	env  map[string]string
	has  []string
	fail bool
	ran  [][]string
	text string
}

func (d *desk) clipboard(os string) *clipboard.Clipboard {
	return clipboard.New(clipboard.Surroundings{
		OS:     os,
		Getenv: func(name string) string { return d.env[name] },
		LookPath: func(tool string) (string, error) {
			if slices.Contains(d.has, tool) {
				return "/bin/" + tool, nil
			}
			return "", exec.ErrNotFound
		},
		Run: func(_ context.Context, argv []string, in string) error {
			d.ran, d.text = append(d.ran, argv), in
			if d.fail {
				return errors.New("no display")
			}
			return nil
		},
	})
}

func TestALocalDisplayTakesTheTextAndTheTerminalToo(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "xterm-256color", "DISPLAY": ":0"}, has: []string{"xclip"}}
	c := d.clipboard("linux")
	outcome := c.Copy(t.Context(), "nginx:1.27")
	assert.True(t, c.Terminal())
	assert.Equal(t, clipboard.Outcome{Stored: true, Sent: true}, outcome)
	assert.Equal(t, [][]string{{"/bin/xclip", "-selection", "clipboard", "-in"}}, d.ran)
	assert.Equal(t, "nginx:1.27", d.text)
	assert.Equal(t, "Copied nginx:1.27", outcome.Sentence("nginx:1.27"))
}

func TestOverSSHNoNativeToolIsRun(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "xterm", "DISPLAY": ":0", "SSH_CONNECTION": "a b"}, has: []string{"xclip"}}
	outcome := d.clipboard("linux").Copy(t.Context(), "redis")
	assert.Empty(t, d.ran)
	assert.Equal(t, "Sent redis to the terminal's clipboard", outcome.Sentence("redis"))
}

func TestInsideTmuxTheBufferIsLoadedEvenOverSSH(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "tmux-256color", "TMUX": "/x", "SSH_TTY": "y"}, has: []string{"tmux"}}
	outcome := d.clipboard("linux").Copy(t.Context(), "redis")
	assert.Equal(t, [][]string{{"/bin/tmux", "load-buffer", "-w", "-"}}, d.ran)
	assert.Equal(t, "Copied redis to the tmux buffer", outcome.Sentence("redis"))
}

func TestAFailingToolIsNotCalledASuccess(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "xterm", "DISPLAY": ":9"}, has: []string{"xclip"}, fail: true}
	outcome := d.clipboard("linux").Copy(t.Context(), "redis")
	assert.Equal(t, clipboard.Outcome{Sent: true}, outcome)
}

func TestWithNoRouteTheTextItselfIsShown(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "dumb"}}
	c := d.clipboard("linux")
	assert.False(t, c.Terminal())
	assert.Equal(t, "No clipboard here, select it: redis", c.Copy(t.Context(), "redis").Sentence("redis"))
}

func TestEachSystemHasItsOwnTool(t *testing.T) {
	for os, tool := range map[string]string{"darwin": "pbcopy", "windows": "clip.exe"} {
		d := &desk{has: []string{tool}}
		assert.True(t, d.clipboard(os).Copy(t.Context(), "x").Stored, os)
		assert.Equal(t, "/bin/"+tool, d.ran[0][0])
	}
	wayland := &desk{env: map[string]string{"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, has: []string{"wl-copy", "xclip"}}
	wayland.clipboard("linux").Copy(t.Context(), "x")
	assert.Equal(t, "/bin/wl-copy", wayland.ran[0][0])
}
