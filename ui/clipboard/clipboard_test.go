package clipboard_test

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/clipboard"
)

type desk struct {
	mode clipboard.Mode
	env  map[string]string
	has  []string
	fail bool
	ran  [][]string
	text string
}

func (d *desk) clipboard(os string) *clipboard.Clipboard {
	return clipboard.New(clipboard.Surroundings{
		OS: os, Mode: d.mode,
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
	assert.Equal(t, "\x1b]52;c;bmdpbng6MS4yNw==\x07", c.Sequence("nginx:1.27"))
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
	assert.Empty(t, c.Sequence("redis"))
	assert.Contains(t, c.Copy(t.Context(), "redis").Sentence("redis"), "No clipboard can be reached")
}

func TestAPersonCanChooseTheRoutes(t *testing.T) {
	everything := map[string]string{"TERM": "xterm", "DISPLAY": ":0", "TMUX": "x"}
	for mode, want := range map[clipboard.Mode]clipboard.Outcome{
		clipboard.Auto:   {Stored: true, Tmux: true, Sent: true},
		clipboard.OSC52:  {Sent: true},
		clipboard.Native: {Stored: true, Tmux: true},
		clipboard.Print:  {Chosen: true},
	} {
		d := &desk{mode: mode, env: everything, has: []string{"xclip", "tmux"}}
		c := d.clipboard("linux")
		assert.Equal(t, want, c.Copy(t.Context(), "x"), mode)
		assert.Equal(t, want.Sent, c.Sequence("x") != "", mode)
	}
}

func TestGNUScreenIsToldToPassTheSequenceOnInPieces(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "screen", "STY": "1.pts"}}
	sequence := d.clipboard("linux").Sequence(strings.Repeat("x", 900))
	for piece := range strings.SplitSeq(strings.TrimSuffix(sequence, "\x1b\\"), "\x1b\\") {
		assert.True(t, strings.HasPrefix(piece, "\x1bP"))
		assert.LessOrEqual(t, len(piece), 514)
	}
}

func TestATextThatNoTerminalTakesIsNotSaidToBeSent(t *testing.T) {
	c := (&desk{env: map[string]string{"TERM": "xterm"}}).clipboard("linux")
	long := strings.Repeat("x", 60_000)
	assert.Empty(t, c.Sequence(long))
	assert.False(t, c.Copy(t.Context(), long).Sent)
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

func TestATextTooLargeForTheTerminalIsSaidToBeSoWithItsSize(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "xterm"}}
	large := strings.Repeat("nginx:1.27\n", 20_000)
	outcome := d.clipboard("linux").Copy(t.Context(), large)
	assert.False(t, outcome.Reached())
	assert.Equal(t, "Terminals take 56 kB, and this is 220 kB: here it is to select", outcome.Sentence("20,000 references"))
	d = &desk{env: map[string]string{"TERM": "xterm", "DISPLAY": ":0"}, has: []string{"xclip"}}
	assert.Equal(t, "Copied it", d.clipboard("linux").Copy(t.Context(), large).Sentence("it"), "the other route took it")
}

func TestTheRouteThatAPersonChoseIsNoFailure(t *testing.T) {
	outcome := (&desk{mode: clipboard.Print}).clipboard("linux").Copy(t.Context(), "redis")
	assert.Equal(t, "Here is the text to select", outcome.Sentence("redis"))
}
