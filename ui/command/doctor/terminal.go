package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tagboat/ui/clipboard"
	"tagboat/ui/frame"
)

// Terminal is what is known of the terminal.
type Terminal struct {
	IsThere                 bool
	Getenv                  func(name string) string
	Columns, Lines          int // 0: it does not tell
	DrawnColumns, DrawnRows int // what is drawn on
	Colours                 string
	Theme                   string
	Assumed                 string // what is taken for the background that nobody tells
	Answers                 Answers
	Clipboard               *clipboard.Clipboard
}

// Findings are those of the terminal, of what it answered, and of the ways to a clipboard.
func (t Terminal) Findings() []Finding {
	if !t.IsThere {
		var none []Finding
		for _, about := range []string{"terminal", "answers", "colours", "background", "keyboard"} {
			none = append(none, unasked(about, "no terminal"))
		}
		return append(none, t.clipboard())
	}
	return []Finding{
		t.kind(), t.answers(), fine("colours", "%s; the theme is %s", t.Colours, t.Theme),
		t.background(), t.keyboard(), t.clipboard(),
	}
}

func (t Terminal) kind() Finding {
	const about = "terminal"
	says := cmp.Or(t.Getenv("TERM"), "TERM is not set")
	if program := t.Getenv("TERM_PROGRAM"); program != "" {
		says += ", in " + strings.TrimSpace(program+" "+t.Getenv("TERM_PROGRAM_VERSION"))
	}
	if around := t.around(); len(around) > 0 {
		says += ", " + strings.Join(around, ", ")
	}
	size := fmt.Sprintf("%d×%d", t.Columns, t.Lines)
	if t.Columns == 0 || t.Lines == 0 {
		size = fmt.Sprintf("its size is not told, and taken for %d×%d", t.DrawnColumns, t.DrawnRows)
	}
	says += ", " + size
	fits := frame.Frame{Width: t.DrawnColumns, Height: t.DrawnRows}.Fits()
	switch term := t.Getenv("TERM"); {
	case term == "":
		return look(about, "Set TERM to what the terminal is, as in TERM=xterm-256color.", "%s", says)
	case term == "dumb":
		return fine(about, "%s; it cannot repaint, so tagboat talks in lines", says)
	case t.Columns == 0 || t.Lines == 0:
		return look(about, "Set COLUMNS and LINES, or have stty tell it: stty cols 80 rows 24.", "%s", says)
	case !fits:
		return look(about, "Make the window larger, or use tagboat --linear, which needs no room.", "%s", says)
	default:
		return fine(about, "%s", says)
	}
}

// around is what stands between the program and whoever looks at it.
func (t Terminal) around() (all []string) {
	for _, between := range []struct{ variable, name string }{
		{"TMUX", "inside tmux"}, {"STY", "inside GNU screen"}, {"SSH_CONNECTION", "over SSH"},
		{"SSH_TTY", "over SSH"}, {"INSIDE_EMACS", "inside Emacs"}, {"NVIM", "inside Neovim"},
		{"VIM_TERMINAL", "inside Vim"}, {"WSL_DISTRO_NAME", "inside WSL"},
	} {
		if t.Getenv(between.variable) != "" && !slices.Contains(all, between.name) {
			all = append(all, between.name)
		}
	}
	return all
}

func (t Terminal) answers() Finding {
	const about = "answers"
	a := t.Answers
	switch {
	case a.Unasked != "":
		return unasked(about, "not asked: %s", a.Unasked)
	case !a.Whole:
		return look(about,
			"tagboat works without. Where the background is taken for the wrong one, set theme = \"dark\" or \"light\"; "+
				"where letters appear that nobody typed, they are late answers: report that, with the terminal's name.",
			"the terminal did not answer within %s", span(a.Within))
	}
	says := []string{fmt.Sprintf("after %d ms", a.Took.Milliseconds())}
	if a.Name != "" {
		says = append(says, a.Name)
	}
	if a.Device != "" {
		says = append(says, "device "+a.Device)
	}
	return fine(about, "%s", strings.Join(says, ", "))
}

func (t Terminal) background() Finding {
	const about = "background"
	dark := map[bool]string{true: "dark", false: "light"}
	switch a := t.Answers; {
	case a.Background != "":
		return fine(about, "%s, %s", a.Background, dark[a.IsDark])
	case a.Unasked != "":
		return unasked(about, "not asked: %s; %s", a.Unasked, t.Assumed)
	default:
		return fine(about, "not told; %s", t.Assumed)
	}
}

func (t Terminal) keyboard() Finding {
	const about = "keyboard"
	switch a := t.Answers; {
	case a.Unasked != "":
		return unasked(about, "not asked: %s", a.Unasked)
	case a.Keyboard:
		return fine(about, "the kitty protocol: each key is told apart, and where it lies")
	case !a.Whole:
		return unasked(about, "the terminal did not answer")
	default:
		return fine(about, "the usual one: some keys look like others, and none tells where it lies")
	}
}

// takesOSC52 reports whether the terminal itself says that it has a clipboard.
func (t Terminal) takesOSC52() bool {
	return slices.Contains(strings.Split(t.Answers.Device, ";"), "52")
}

func (t Terminal) clipboard() Finding {
	const about = "clipboard"
	if t.Clipboard.IsChosen() {
		return fine(about, "none, as was chosen: texts are shown, to be selected")
	}
	var ways []string
	isSure := false
	for _, w := range t.Clipboard.Ways() {
		says := w.Name + " (" + w.Promise + ")"
		switch {
		case w.Name != "OSC 52":
			isSure = true
		case !t.IsThere:
			continue
		case t.takesOSC52():
			says, isSure = "OSC 52 (the terminal says that it has it)", true
		case w.Doubt != "":
			says = "OSC 52 (" + w.Promise + "; " + w.Doubt + ")"
		default:
			isSure = true
		}
		ways = append(ways, says)
	}
	switch {
	case !t.IsThere && len(ways) == 0:
		return unasked(about, "no terminal")
	case len(ways) == 0:
		return look(about,
			"Texts are shown, to be selected. On a display of this machine, install wl-copy, xclip or xsel.",
			"no way to one")
	case !isSure:
		return look(about,
			"Copy something with y and paste it. If it is not there, --clipboard print shows texts to be selected.",
			"%s", strings.Join(ways, "; "))
	default:
		return fine(about, "%s", strings.Join(ways, "; "))
	}
}

// span is a time as a person writes it.
func span(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}
