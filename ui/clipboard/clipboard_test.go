package clipboard_test

import (
	"cmp"
	"context"
	"errors"
	"maps"
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
	// old is a tmux before 3.2; on is what tmux itself is shown on.
	old  bool
	on   string
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
			if d.fail || d.old && slices.Contains(argv, "-w") {
				return errors.New("no display")
			}
			return nil
		},
		Ask: func(context.Context, []string) (string, error) { return cmp.Or(d.on, "xterm-256color") + "\n", nil },
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
	assert.Equal(t, "Copied redis to the tmux buffer, sent to the terminal", outcome.Sentence("redis"))
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
		clipboard.Auto:   {Stored: true, Tmux: true, Forwarded: true, Sent: true},
		clipboard.OSC52:  {Sent: true, Doubt: "tmux passes it on only with set-clipboard on"},
		clipboard.Native: {Stored: true, Tmux: true},
		clipboard.Print:  {Chosen: true},
	} {
		d := &desk{mode: mode, env: everything, has: []string{"xclip", "tmux"}}
		c := d.clipboard("linux")
		assert.Equal(t, want, c.Copy(t.Context(), "x"), mode)
		assert.Equal(t, want.Sent, c.Sequence("x") != "", mode)
	}
}

// The sequences by which a text can be sent: plain, and wrapped for what stands in between.
const (
	plain     = "\x1b]52;c;cmVkaXM=\x07"
	forScreen = "\x1bP\x1b]52;c;cmVkaXM=\x07\x1b\\"
	forTmux   = "\x1bPtmux;\x1b\x1b]52;c;cmVkaXM=\x07\x1b\\"
)

func TestTheSurroundingsDecideTheWayAndTheWords(t *testing.T) {
	const hint = "; --clipboard print shows it"
	ssh := map[string]string{"SSH_CONNECTION": "a b", "DISPLAY": ":0"}
	for name, c := range map[string]struct {
		desk           desk
		env            map[string]string
		sequence, then string
		words          string
	}{
		"a plain terminal": {env: ssh, sequence: plain, words: "Sent redis to the terminal's clipboard"},
		"a desktop": {
			desk: desk{has: []string{"xclip"}}, env: map[string]string{"DISPLAY": ":0"}, sequence: plain, words: "Copied redis",
		},
		"SSH, although a tool is there":  {desk: desk{has: []string{"xclip"}}, env: ssh, sequence: plain, words: "Sent redis to the terminal's clipboard"},
		"the console of Linux":           {env: map[string]string{"TERM": "linux"}, words: "No clipboard can be reached, so here is the text to select"},
		"a dumb terminal":                {env: map[string]string{"TERM": "dumb"}, words: "No clipboard can be reached, so here is the text to select"},
		"a serial line":                  {env: map[string]string{"TERM": "vt220"}, words: "No clipboard can be reached, so here is the text to select"},
		"a serial line, eight bits":      {env: map[string]string{"TERM": "vt100-8bit"}, words: "No clipboard can be reached, so here is the text to select"},
		"Emacs' term":                    {env: map[string]string{"TERM": "eterm-color"}, words: "No clipboard can be reached, so here is the text to select"},
		"no TERM":                        {env: map[string]string{"TERM": ""}, words: "No clipboard can be reached, so here is the text to select"},
		"the console, a desktop besides": {desk: desk{has: []string{"wl-copy"}}, env: map[string]string{"TERM": "linux", "WAYLAND_DISPLAY": "w"}, words: "Copied redis"},
		"tmux": {
			desk: desk{has: []string{"tmux"}}, env: map[string]string{"TERM": "tmux-256color", "TMUX": "x"}, sequence: plain,
			words: "Copied redis to the tmux buffer, sent to the terminal",
		},
		"tmux before 3.2": {
			desk: desk{has: []string{"tmux"}, old: true}, env: map[string]string{"TERM": "screen-256color", "TMUX": "x"}, sequence: plain, then: forTmux,
			words: "Copied redis to the tmux buffer; tmux passes it on only with set-clipboard on",
		},
		"tmux on the console of Linux": {
			desk: desk{has: []string{"tmux"}, on: "linux"}, env: map[string]string{"TERM": "tmux", "TMUX": "x"}, sequence: plain,
			words: "Copied redis to the tmux buffer, from where its prefix and ] paste it",
		},
		"tmux in tmux": {
			desk: desk{has: []string{"tmux"}, on: "tmux-256color"}, env: map[string]string{"TERM": "tmux", "TMUX": "x"}, sequence: plain,
			words: "Copied redis to the tmux buffer; the tmux around it passes it on only with set-clipboard on",
		},
		"tmux in GNU screen": {
			desk: desk{has: []string{"tmux"}, on: "screen.xterm-256color"}, env: map[string]string{"TERM": "tmux", "TMUX": "x", "STY": "1.pts"}, sequence: plain,
			words: "Copied redis to the tmux buffer, from where its prefix and ] paste it",
		},
		"tmux, whose server is gone": {
			desk: desk{has: []string{"tmux"}, fail: true}, env: map[string]string{"TERM": "tmux", "TMUX": "x"}, sequence: plain, then: forTmux,
			words: "Sent redis to the terminal, but tmux passes it on only with set-clipboard on" + hint,
		},
		"tmux, and no tmux to call": {
			env: map[string]string{"TERM": "screen", "TMUX": "x"}, sequence: plain + forTmux,
			words: "Sent redis to the terminal, but tmux passes it on only with set-clipboard on" + hint,
		},
		"tmux at the other end of SSH": {
			env: map[string]string{"TERM": "tmux-256color", "SSH_TTY": "x"}, sequence: plain + forTmux,
			words: "Sent redis to the terminal, but tmux passes it on only with set-clipboard on" + hint,
		},
		"either at the other end of SSH": {
			env: map[string]string{"TERM": "screen-256color", "SSH_TTY": "x"}, sequence: plain + forScreen,
			words: "Sent redis to the terminal, but the tmux or screen in between may drop it" + hint,
		},
		"GNU screen": {env: map[string]string{"TERM": "screen", "STY": "1.pts"}, sequence: forScreen, words: "Sent redis to the terminal's clipboard"},
		"GNU screen in tmux": {
			desk: desk{has: []string{"tmux"}}, env: map[string]string{"TERM": "screen.tmux-256color", "STY": "1.pts", "TMUX": "x"}, sequence: forScreen,
			words: "Copied redis to the tmux buffer, sent to the terminal",
		},
		"GNU screen, in a tmux at the other end of SSH": {
			env: map[string]string{"TERM": "screen.tmux-256color", "STY": "1.pts", "SSH_TTY": "x"}, sequence: forScreen,
			words: "Sent redis to the terminal, but tmux passes it on only with set-clipboard on" + hint,
		},
		"Zellij, which takes it":      {env: map[string]string{"ZELLIJ": "0"}, sequence: plain, words: "Sent redis to the terminal's clipboard"},
		"VS Code":                     {env: map[string]string{"TERM_PROGRAM": "vscode"}, sequence: plain, words: "Sent redis to the terminal's clipboard"},
		"Emacs' vterm":                {env: map[string]string{"INSIDE_EMACS": "29.1,vterm"}, sequence: plain, words: "Sent redis to the terminal, but Emacs may drop it" + hint},
		"a terminal in an editor":     {env: map[string]string{"NVIM": "/run/n"}, sequence: plain, words: "Sent redis to the terminal, but the editor around it may drop it" + hint},
		"xterm as it comes":           {env: map[string]string{"XTERM_VERSION": "XTerm(379)"}, sequence: plain, words: "Sent redis to the terminal, but xterm drops it unless allowWindowOps is set" + hint},
		"rxvt":                        {env: map[string]string{"TERM": "rxvt-unicode-256color"}, sequence: plain, words: "Sent redis to the terminal, but rxvt drops it without an extension" + hint},
		"GNOME's terminal":            {env: map[string]string{"VTE_VERSION": "7600"}, sequence: plain, words: "Sent redis to the terminal, but this terminal may drop it" + hint},
		"GNOME's terminal, at a desk": {desk: desk{has: []string{"xsel"}}, env: map[string]string{"VTE_VERSION": "7600", "DISPLAY": ":0"}, sequence: plain, words: "Copied redis"},
		"WSL":                         {desk: desk{has: []string{"clip.exe", "xclip"}}, env: map[string]string{"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"}, sequence: plain, words: "Copied redis"},
		"the way is chosen: osc52": {
			desk: desk{mode: clipboard.OSC52, has: []string{"tmux", "xclip"}}, env: map[string]string{"TERM": "tmux", "TMUX": "x", "DISPLAY": ":0"}, sequence: plain + forTmux,
			words: "Sent redis to the terminal, but tmux passes it on only with set-clipboard on" + hint,
		},
		"the way is chosen: native, without one": {desk: desk{mode: clipboard.Native}, words: "No clipboard can be reached, so here is the text to select"},
		"the way is chosen: print":               {desk: desk{mode: clipboard.Print, has: []string{"xclip"}}, env: map[string]string{"DISPLAY": ":0"}, words: "Here is the text to select"},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.desk
			d.env = map[string]string{"TERM": "xterm-256color"}
			maps.Copy(d.env, c.env)
			board := d.clipboard("linux")
			outcome := board.Copy(t.Context(), "redis")
			assert.Equal(t, c.sequence, board.Sequence("redis"))
			assert.Equal(t, c.then, outcome.Then)
			assert.Equal(t, c.words, outcome.Sentence("redis"))
			assert.Equal(t, strings.Contains(c.words, "--clipboard print"), outcome.Doubtful())
		})
	}
}

func TestATextTooLargeForTheTerminalIsNotSaidToBePassedOnByTmux(t *testing.T) {
	d := &desk{env: map[string]string{"TERM": "tmux", "TMUX": "x"}, has: []string{"tmux"}}
	outcome := d.clipboard("linux").Copy(t.Context(), strings.Repeat("x", 60_000))
	assert.Equal(t, "Copied it to the tmux buffer, from where its prefix and ] paste it", outcome.Sentence("it"))
}

func TestTheNextToolIsTriedWhereOneFails(t *testing.T) {
	d := &desk{env: map[string]string{"WAYLAND_DISPLAY": "stale", "DISPLAY": ":0"}, has: []string{"wl-copy", "xclip"}, fail: true}
	d.clipboard("linux").Copy(t.Context(), "x")
	assert.Len(t, d.ran, 2)
}

func TestWindowsReadsWhatIsNoASCIIInUTF16(t *testing.T) {
	d := &desk{has: []string{"clip.exe"}}
	d.clipboard("windows").Copy(t.Context(), "redis")
	assert.Equal(t, "redis", d.text)
	d.clipboard("windows").Copy(t.Context(), "é")
	assert.Equal(t, "\xff\xfe\xe9\x00", d.text)
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

func TestTheWaysAreToldWithWhatEachCanPromise(t *testing.T) {
	told := func(d *desk, os string) (all []string) {
		for _, w := range d.clipboard(os).Ways() {
			all = append(all, w.Name+": "+w.Promise+"; "+w.Doubt)
		}
		assert.Empty(t, d.ran, "nothing is run for it")
		return all
	}
	const mute = "OSC 52: no terminal answers whether it took a text; "
	assert.Equal(t, []string{"xclip: it tells whether it took a text; ", mute},
		told(&desk{env: map[string]string{"TERM": "xterm", "DISPLAY": ":0"}, has: []string{"xclip"}}, "linux"))
	assert.Equal(t, []string{"tmux: its buffer, and the terminal where tmux 3.2 or newer passes it on; ", mute + "tmux passes it on only with set-clipboard on"},
		told(&desk{env: map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/1", "SSH_TTY": "/dev/pts/1"}, has: []string{"tmux", "xclip"}}, "linux"))
	assert.Empty(t, told(&desk{env: map[string]string{"TERM": "linux"}}, "linux"))
	d := &desk{env: map[string]string{"TERM": "xterm"}, mode: clipboard.Print}
	assert.Empty(t, told(d, "linux"))
	assert.True(t, d.clipboard("linux").IsChosen())
}
