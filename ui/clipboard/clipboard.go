// Package clipboard knows the ways a text can reach a clipboard from here and
// tells what can be known of its success. The escape sequence OSC 52, which
// also works over SSH, is written by the caller: only the program that owns
// the screen may write on it.
package clipboard

import (
	"context"
	"encoding/base64"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Bound is how long the native tools together may take, and tmux once more,
// before the copy goes on without them.
const Bound = 2 * time.Second

const (
	// mostEncoded is how many bytes of base64 terminals are known to take.
	mostEncoded = 74_994
	// screenChunk is how much GNU screen passes on in one piece.
	screenChunk = 512
)

// Clipboard copies by the routes of one set of surroundings.
type Clipboard struct {
	chosen   bool // that there is no route is what the person asked for
	terminal bool
	around   between
	doubt    string // why a sequence may not arrive
	native   [][]string
	tmux     string // its path
	run      func(ctx context.Context, argv []string, in string) error
	ask      func(ctx context.Context, argv []string) (string, error)
}

// New finds the routes. Over SSH a native tool would succeed where nobody
// sees it, so none is used there.
func New(s Surroundings) *Clipboard {
	if s.LookPath == nil {
		s.LookPath = exec.LookPath
	}
	if s.Run == nil {
		s.Run = run
	}
	if s.Ask == nil {
		s.Ask = ask
	}
	if s.Mode == Print {
		return &Clipboard{chosen: true}
	}
	c := &Clipboard{
		run: s.Run, ask: s.Ask,
		terminal: s.Mode != Native && TakesSequences(s.Getenv("TERM"), s.OS),
		around:   s.around(), doubt: s.doubt(),
	}
	if s.Mode == OSC52 {
		return c
	}
	if !s.remote() {
		for _, argv := range candidates(s) {
			if path, err := s.LookPath(argv[0]); err == nil {
				c.native = append(c.native, append([]string{path}, argv[1:]...))
			}
		}
	}
	if path, err := s.LookPath("tmux"); err == nil && s.has("TMUX") {
		c.tmux = path
	}
	return c
}

// Sequence is what the owner of the screen must write so that the terminal takes
// the text; empty where that can not work. Where it is not known what stands in
// between it is written plain and wrapped: each kind ignores the other's.
func (c *Clipboard) Sequence(text string) string {
	if !c.takes(text) {
		return ""
	}
	plain := ansi.SetSystemClipboard(text)
	switch {
	case c.around == inScreen:
		return ansi.ScreenPassthrough(plain, screenChunk)
	case c.around == inEither:
		return plain + ansi.ScreenPassthrough(plain, screenChunk)
	case c.around == inTmux && c.tmux == "":
		return plain + ansi.TmuxPassthrough(plain)
	default:
		return plain
	}
}

func (c *Clipboard) takes(text string) bool {
	return c.terminal && len(text) <= base64.StdEncoding.DecodedLen(mostEncoded)
}

// Copy tries every route but the terminal's and reports the outcome, counting
// the terminal's sequence as sent when there is one. It blocks for at most
// twice Bound and belongs off the loop.
func (c *Clipboard) Copy(ctx context.Context, text string) Outcome {
	o := Outcome{Stored: c.store(ctx, text), Sent: c.takes(text), Doubt: c.doubt, Chosen: c.chosen}
	if c.tmux != "" {
		c.load(ctx, text, &o)
	}
	if c.terminal && !o.Sent {
		o.TooLarge = len(text)
	}
	return o
}

// store gives the text to the first native tool that takes it.
func (c *Clipboard) store(ctx context.Context, text string) bool {
	ctx, cancel := context.WithTimeout(ctx, Bound)
	defer cancel()
	for _, argv := range c.native {
		if err := c.run(ctx, argv, input(argv[0], text)); err == nil {
			return true
		}
	}
	return false
}

// load puts the text into tmux's buffer, and asks tmux to pass it on. One before
// 3.2 can not do that, but lets through what is wrapped for it.
func (c *Clipboard) load(ctx context.Context, text string, o *Outcome) {
	ctx, cancel := context.WithTimeout(ctx, Bound)
	defer cancel()
	if c.run(ctx, []string{c.tmux, "load-buffer", "-w", "-"}, text) == nil {
		o.Tmux = true
		client, _ := c.ask(ctx, []string{c.tmux, "display-message", "-p", "#{client_termname}"})
		o.Doubt, o.Forwarded = beyond(strings.TrimSpace(client))
		o.Forwarded = o.Forwarded && o.Sent
		return
	}
	o.Tmux = c.run(ctx, []string{c.tmux, "load-buffer", "-"}, text) == nil
	if o.Sent {
		o.Then = ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))
	}
}

// beyond is what is known of a terminal that tmux itself is shown on: whether it
// is sent the text, and why that may not arrive.
func beyond(term string) (doubt string, sent bool) {
	switch {
	case strings.HasPrefix(term, "tmux"):
		return "the tmux around it passes it on only with set-clipboard on", true
	case strings.HasPrefix(term, "screen"), strings.HasPrefix(term, "rxvt"),
		!TakesSequences(term, ""):
		return "", false
	default:
		return "", true
	}
}
