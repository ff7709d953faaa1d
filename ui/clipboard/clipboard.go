// Package clipboard knows the ways a text can reach a clipboard from here and
// tells what can be known of its success. The escape sequence OSC 52, which
// also works over SSH, is written by the caller: only the program that owns
// the screen may write on it.
package clipboard

import (
	"context"
	"encoding/base64"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"
)

// Bound is how long a native tool may take before the copy goes on without it.
const Bound = 2 * time.Second

// Mode is which routes are used.
type Mode string

// The modes, as a person names them.
const (
	Auto   Mode = "auto"   // what the surroundings allow
	OSC52  Mode = "osc52"  // only the terminal's
	Native Mode = "native" // only the system's
	Print  Mode = "print"  // none: the text is shown, to be selected
)

// Modes are all of them.
var Modes = []Mode{Auto, OSC52, Native, Print}

const (
	// mostEncoded is how many bytes of base64 terminals are known to take.
	mostEncoded = 74_994
	// screenChunk is how much GNU screen passes on in one piece.
	screenChunk = 512
)

// Surroundings is what the choice of a route depends on.
type Surroundings struct {
	Mode     Mode // empty: Auto
	Getenv   func(string) string
	OS       string                                                    // as runtime.GOOS
	LookPath func(string) (string, error)                              // nil: exec.LookPath
	Run      func(ctx context.Context, argv []string, in string) error // nil: a process in a session of its own
}

// Clipboard copies by the routes of one set of surroundings.
type Clipboard struct {
	chosen   bool // that there is no route is what the person asked for
	terminal bool
	screen   bool // inside GNU screen, which must be told to pass sequences on
	native   []string
	tmux     []string
	run      func(ctx context.Context, argv []string, in string) error
}

// Outcome is what is known once every route was tried.
type Outcome struct {
	Stored bool // a native clipboard took the text
	Tmux   bool // tmux took it into its buffer, and passed it on to the terminal
	Sent   bool // the terminal was asked to take it; it does not answer

	// Chosen tells that the person wanted the text shown and not copied.
	Chosen bool
	// TooLarge is the size in bytes of a text that the terminal would not take
	// whole; 0 where size is not the matter.
	TooLarge int
}

// Reached reports whether the text went anywhere.
func (o Outcome) Reached() bool { return o.Stored || o.Tmux || o.Sent }

// New finds the routes. Over SSH a native tool would succeed where nobody
// sees it, so none is used there.
func New(s Surroundings) *Clipboard {
	if s.LookPath == nil {
		s.LookPath = exec.LookPath
	}
	if s.Run == nil {
		s.Run = run
	}
	if s.Mode == Print {
		return &Clipboard{chosen: true}
	}
	c := &Clipboard{run: s.Run, terminal: s.Mode != Native && takesSequences(s.Getenv("TERM"), s.OS), screen: s.Getenv("STY") != ""}
	if s.Mode == OSC52 {
		return c
	}
	remote := s.Getenv("SSH_CONNECTION") != "" || s.Getenv("SSH_TTY") != "" || s.Getenv("SSH_CLIENT") != ""
	if !remote {
		c.native = firstPresent(s, candidates(s))
	}
	if s.Getenv("TMUX") != "" {
		c.tmux = firstPresent(s, [][]string{{"tmux", "load-buffer", "-w", "-"}})
	}
	return c
}

// Sequence is what the owner of the screen must write so that the terminal takes
// the text; empty where that can not work.
func (c *Clipboard) Sequence(text string) string {
	switch {
	case !c.takes(text):
		return ""
	case c.screen:
		return ansi.ScreenPassthrough(ansi.SetSystemClipboard(text), screenChunk)
	default:
		return ansi.SetSystemClipboard(text)
	}
}

func (c *Clipboard) takes(text string) bool {
	return c.terminal && len(text) <= base64.StdEncoding.DecodedLen(mostEncoded)
}

// Copy tries every route but the terminal's and reports the outcome, counting
// the terminal's sequence as sent when there is one. It blocks for at most
// twice Bound and belongs off the loop.
func (c *Clipboard) Copy(ctx context.Context, text string) Outcome {
	o := Outcome{
		Stored: c.try(ctx, c.native, text),
		Tmux:   c.try(ctx, c.tmux, text),
		Sent:   c.takes(text),
		Chosen: c.chosen,
	}
	if c.terminal && !o.Sent {
		o.TooLarge = len(text)
	}
	return o
}

// Sentence tells the truth about what became of a text, named by what.
func (o Outcome) Sentence(what string) string {
	switch {
	case o.Stored:
		return "Copied " + what
	case o.Tmux:
		return "Copied " + what + " to the tmux buffer"
	case o.Sent:
		return "Sent " + what + " to the terminal's clipboard"
	case o.Chosen:
		return "Here is the text to select"
	case o.TooLarge > 0:
		most := base64.StdEncoding.DecodedLen(mostEncoded)
		return fmt.Sprintf("Terminals take %s, and this is %s: here it is to select", size(most), size(o.TooLarge))
	default:
		return "No clipboard can be reached, so here is the text to select"
	}
}

func size(bytes int) string { return humanize.Bytes(uint64(max(bytes, 0))) }

func (c *Clipboard) try(ctx context.Context, argv []string, text string) bool {
	if argv == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, Bound)
	defer cancel()
	return c.run(ctx, argv, text) == nil
}

func takesSequences(term, os string) bool {
	switch term {
	case "dumb", "linux":
		return false
	case "":
		return os == "windows"
	default:
		return true
	}
}

func candidates(s Surroundings) [][]string {
	switch s.OS {
	case "darwin":
		return [][]string{{"pbcopy"}}
	case "windows":
		return [][]string{{"clip.exe"}}
	}
	var all [][]string
	if s.Getenv("WAYLAND_DISPLAY") != "" {
		all = append(all, []string{"wl-copy"})
	}
	if s.Getenv("DISPLAY") != "" {
		all = append(all, []string{"xclip", "-selection", "clipboard", "-in"}, []string{"xsel", "--clipboard", "--input"})
	}
	if s.Getenv("WSL_DISTRO_NAME") != "" {
		all = append(all, []string{"clip.exe"})
	}
	return all
}

func firstPresent(s Surroundings, all [][]string) []string {
	for _, argv := range all {
		if path, err := s.LookPath(argv[0]); err == nil {
			return append([]string{path}, argv[1:]...)
		}
	}
	return nil
}

func run(ctx context.Context, argv []string, in string) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin = strings.NewReader(in)
	detach(cmd)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run %s: %w", argv[0], err)
	}
	return nil
}
