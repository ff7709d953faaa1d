package command

import (
	"cmp"
	"context"
	"io"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"tagboat/ui/command/doctor"
	"tagboat/ui/signals"
	"tagboat/ui/text"
)

// How long a terminal's answers are waited for, and how long after the questions what comes late is
// kept from whoever reads the terminal next.
const (
	answerTime = time.Second
	lateTime   = 3 * time.Second
)

// ask puts questions to the terminal. Until settled is called what comes from it is not shown, and
// belongs to nobody else; that waits for what is late.
func (x examination) ask(ctx context.Context, m Machine) (a doctor.Answers, settled func()) {
	a.Within = x.within
	switch {
	case !isOnTerminal(m):
		a.Unasked = "no terminal"
	case m.OS == "windows":
		a.Unasked = "a console of Windows tells nothing of that"
	case isDumb(m):
		a.Unasked = "TERM is dumb"
	case !signals.InForeground(m.In):
		a.Unasked = "the terminal is another program's at the moment"
	}
	if a.Unasked != "" {
		return a, func() {}
	}
	back, err := altered(m, byTheByte)
	if err != nil {
		a.Unasked = "the terminal cannot be set"
		return a, func() {}
	}
	limited, cancel := context.WithTimeout(ctx, x.late)
	terminal := listen(limited, m)
	began := m.Now()
	if _, err := io.WriteString(m.Out, doctor.Questions(m.Getenv, m.OS)); err != nil {
		cancel()
	}
	a.Read(terminal.wait(x.within))
	a.Took = m.Now().Sub(began)
	return a, func() {
		if !a.Whole {
			terminal.wait(x.late)
		}
		cancel()
		terminal.end()
		if !a.Whole {
			flush(m.In)
		}
		back()
	}
}

// listener hears what a terminal answers.
type listener struct {
	parts chan []byte
	come  []byte
}

// listen reads a terminal until all is answered, or ctx ends.
func listen(ctx context.Context, m Machine) *listener {
	l := &listener{parts: make(chan []byte, 64)}
	go func() {
		defer close(l.parts)
		in, done, err := answers(ctx, m.In, m.Signals)
		if err != nil {
			return
		}
		defer done()
		var come []byte
		part := make([]byte, 256)
		for !doctor.IsAnswered(come) {
			n, err := in.Read(part)
			if err != nil || n == 0 {
				return
			}
			come = append(come, part[:n]...)
			select {
			case l.parts <- append([]byte{}, part[:n]...):
			case <-ctx.Done():
				return
			}
		}
	}()
	return l
}

// wait gives what came, once all is answered or a time is over.
func (l *listener) wait(most time.Duration) []byte {
	timer := time.NewTimer(most)
	defer timer.Stop()
	for !doctor.IsAnswered(l.come) {
		select {
		case part, more := <-l.parts:
			if !more {
				return l.come
			}
			l.come = append(l.come, part...)
		case <-timer.C:
			return l.come
		}
	}
	return l.come
}

// end returns once nobody here reads the terminal any more.
func (l *listener) end() {
	for range l.parts {
	}
}

func (x examination) terminal(
	ctx context.Context, m Machine, answers doctor.Answers,
) doctor.Terminal {
	t := doctor.Terminal{
		IsThere: isOnTerminal(m), Getenv: m.Getenv, Answers: answers,
		Clipboard: board(m, x.config), Theme: x.config.Theme, Assumed: assumed(m),
	}
	if t.IsThere {
		t.Columns, t.Lines, _ = term.GetSize(m.Out.Fd())
		t.DrawnColumns, t.DrawnRows = size(m, t.Columns, t.Lines)
		t.Colours = coloursOf(ctx, m)
	}
	return t
}

// assumed is what is taken for the background that the terminal does not tell.
func assumed(m Machine) string {
	switch dark, known := background(m.Getenv("COLORFGBG")); {
	case known && dark:
		return "dark, as COLORFGBG says"
	case known:
		return "light, as COLORFGBG says"
	case m.Getenv("TERM") == "linux":
		return "dark, as that of the console is"
	default:
		return "colours are those that can be read on both"
	}
}

// coloursOf is how many colours the screen takes the terminal to have.
func coloursOf(ctx context.Context, m Machine) string {
	if len(colours(m)) > 0 {
		return "none, as the environment says"
	}
	var environment []string
	for _, name := range []string{
		"TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TMUX", "WT_SESSION",
		"GOOGLE_CLOUD_SHELL", "TTY_FORCE", "ConEmuANSI", "ANSICON",
	} {
		if value := m.Getenv(name); value != "" {
			environment = append(environment, name+"="+value)
		}
	}
	found := make(chan colorprofile.Profile, 1)
	go func() { found <- colorprofile.Detect(m.Out, environment) }() // it asks tmux
	timer := time.NewTimer(answerTime)
	defer timer.Stop()
	select {
	case profile := <-found:
		return map[colorprofile.Profile]string{
			colorprofile.TrueColor: "all that there are", colorprofile.ANSI256: "256",
			colorprofile.ANSI: "16",
		}[max(profile, colorprofile.ANSI)]
	case <-timer.C:
	case <-ctx.Done():
	}
	return "unknown: tmux did not answer"
}

// locale is what the terminal is taken to be able to show, and by which word.
func (x examination) locale(m Machine) doctor.Finding {
	found := doctor.Finding{About: "locale", Says: "none is set"}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := m.Getenv(name); value != "" {
			found.Says = name + "=" + value
			break
		}
	}
	if m.OS == "windows" {
		found.Says = "Windows'"
	}
	_, set := drawn(m, x.config)
	found.Says += ", signs " + [...]string{
		text.Unicode: "in Unicode", text.ASCII: "in ASCII", text.Console: "of the console's font",
	}[set]
	switch glyphs := cmp.Or(x.config.Glyphs, "auto"); {
	case glyphs != "auto":
		found.Says += ", as glyphs = " + glyphs + " says"
	case set == text.ASCII && isOnTerminal(m):
		found.State = doctor.Look
		found.Do = "Where the terminal knows UTF-8, LC_ALL=C.UTF-8 shows all signs; else leave it."
	}
	return found
}
