package clipboard

import (
	"context"
	"strings"
)

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

// Surroundings is what the choice of a route depends on.
type Surroundings struct {
	Mode     Mode // empty: Auto
	Getenv   func(string) string
	OS       string                       // as runtime.GOOS
	LookPath func(string) (string, error) // nil: exec.LookPath
	// nil: a process in a session of its own
	Run func(ctx context.Context, argv []string, in string) error
	// nil: the same, for what it prints
	Ask func(ctx context.Context, argv []string) (string, error)
}

func (s Surroundings) has(names ...string) bool {
	for _, name := range names {
		if s.Getenv(name) != "" {
			return true
		}
	}
	return false
}

// remote reports whether a native tool would succeed where nobody sees it.
func (s Surroundings) remote() bool { return s.has("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT") }

// between is what stands between the program and the terminal, the innermost first.
type between uint8

const (
	nothing between = iota
	// takes OSC 52 only with set-clipboard on, a wrapped one only with allow-passthrough on or
	// before tmux 3.3.
	inTmux
	inScreen // takes none, and passes on what is wrapped for it
	inEither // one of the two on the other side of an SSH connection
)

// around finds what a sequence meets first. GNU screen inside tmux and tmux inside GNU screen
// leave the variables of both; each names its own kind of terminal.
func (s Surroundings) around() between {
	term := s.Getenv("TERM")
	tmux, screen := strings.HasPrefix(term, "tmux"), strings.HasPrefix(term, "screen")
	switch {
	case s.has("TMUX") && (!s.has("STY") || !strings.HasPrefix(term, "screen.")), tmux:
		return inTmux
	case s.has("STY"):
		return inScreen
	case screen:
		return inEither
	default:
		return nothing
	}
}

// TakesSequences is false for terminals that have no clipboard at all, nor anything else that is
// told in an operating system command: some show it as text.
func TakesSequences(term, os string) bool {
	switch kind, _, _ := strings.Cut(term, "-"); kind {
	case "dumb", "linux", "ansi", "sun", "cons25", "wsvt25", "emacs", "eterm", "vt52", "vt100",
		"vt102", "vt220", "vt320", "vt420":
		return false
	case "":
		return os == "windows"
	default:
		return true
	}
}

const (
	tmuxDrops   = "tmux passes it on only with set-clipboard on"
	eitherDrops = "the tmux or screen in between may drop it"
)

// doubt is why a sequence is not known to arrive, as half a sentence; empty where nothing speaks
// against it. Nobody answers, so this is what the surroundings are known to do as they are shipped.
func (s Surroundings) doubt() string {
	term := s.Getenv("TERM")
	switch s.around() {
	case inTmux:
		return tmuxDrops
	case inEither:
		return eitherDrops
	case inScreen:
		if outer, ok := strings.CutPrefix(term, "screen."); ok && strings.HasPrefix(outer, "tmux") {
			return tmuxDrops
		}
		return ""
	case nothing:
	}
	switch {
	case s.has("INSIDE_EMACS"):
		return "Emacs may drop it"
	case s.has("NVIM", "VIM_TERMINAL"):
		return "the editor around it may drop it"
	case strings.HasPrefix(term, "rxvt"):
		return "rxvt drops it without an extension"
	case s.has("XTERM_VERSION"):
		return "xterm drops it unless allowWindowOps is set"
	case s.Getenv("TERM_PROGRAM") == "Apple_Terminal":
		return "Terminal.app may drop it"
	case s.has("VTE_VERSION"):
		return "this terminal may drop it"
	default:
		return ""
	}
}

// candidates are the native tools to try, the surest first.
func candidates(s Surroundings) [][]string {
	switch s.OS {
	case "darwin":
		return [][]string{{"pbcopy"}}
	case "windows":
		return [][]string{{clip}}
	}
	var all [][]string
	if s.has("WSL_DISTRO_NAME", "WSL_INTEROP") {
		all = append(all, []string{clip})
	}
	if s.has("WAYLAND_DISPLAY") {
		all = append(all, []string{"wl-copy"})
	}
	if s.has("DISPLAY") {
		all = append(
			all, []string{"xclip", "-selection", "clipboard", "-in"},
			[]string{"xsel", "--clipboard", "--input"},
		)
	}
	return all
}
