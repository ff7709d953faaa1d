package command

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"tagboat/hub"
	"tagboat/ui"
	"tagboat/ui/clipboard"
	"tagboat/ui/config"
	"tagboat/ui/linear"
	"tagboat/ui/signals"
	"tagboat/ui/text"
)

// mostLine is how many bytes of a line are looked at.
const mostLine = 64 << 10

// isLinear reports whether nothing is to be drawn: because somebody asked for it, or because the
// terminal can not.
func (f *flags) isLinear(m Machine) (bool, error) {
	wanted := f.linear || isOnTerminal(m) && (accessible(m) || isDumb(m))
	if wanted && f.isGiven("clipboard") && f.config.Clipboard == string(clipboard.OSC52) {
		return false, usage{errors.New("--clipboard osc52 is a control sequence, and with --linear none is written: choose native or print")}
	}
	return wanted, nil
}

// accessible reads ACCESSIBLE, by which other terminal programs are asked to draw nothing, too.
func accessible(m Machine) bool {
	set := strings.ToLower(m.Getenv("ACCESSIBLE"))
	return !slices.Contains([]string{"", "0", "no", "off", "false"}, set)
}

func isDumb(m Machine) bool { return m.Getenv("TERM") == "dumb" }

// byLines makes options those of a conversation, and returns what holds it.
func byLines(
	m Machine, f flags, options *ui.Options,
) (talk func(context.Context, *ui.App) error) {
	_, charset := drawn(m, f.config)
	worded := keys(f.config).Worded()
	options.Env.Keys, options.Charset = &worded, text.Unicode // it is drawn where it is written
	options.Outside = withoutScreen(options.Outside)
	scripted := !term.IsTerminal(m.In.Fd())
	options.Clipboard = spokenBoard(m, f.config, scripted)
	if draw := options.Configure; draw != nil {
		options.Configure = func(ctx context.Context) (ui.Configured, error) {
			now, err := draw(ctx)
			now.Keys, now.Charset = keys(now.Config).Worded(), text.Unicode
			now.Outside = withoutScreen(now.Outside)
			now.Clipboard = spokenBoard(m, now.Config, scripted)
			return now, err
		}
	}
	var printed []string
	options.Print = func(whole string) { printed = append(printed, whole) }
	return func(ctx context.Context, app *ui.App) error {
		next, shown := make(chan struct{}, 1), echo{m: m}
		defer shown.hide(false) //nolint:errcheck // showing again does not fail
		c := linear.New(linear.Options{
			App: app, Out: m.results, Progress: progressOf(m, scripted), Width: widthOf(m),
			Greeting: greeting(m, f), Draw: charset.Draw, Scripted: scripted, Now: m.Now,
			Hide: shown.hide, Next: func() { next <- struct{}{} },
			Forget: func() { flush(m.In) },
			Printed: func() []string {
				whole := printed
				printed = nil
				return whole
			},
		})
		return converse(ctx, m, c, next)
	}
}

// greeting says why nothing is drawn, to whoever has not asked for that.
func greeting(m Machine, f flags) string {
	if f.linear || accessible(m) {
		return ""
	}
	return "This terminal can not repaint, so tagboat talks in lines. Say help to hear how."
}

// withoutScreen is what can be started outside by a program that leaves the terminal as it is.
func withoutScreen(found ui.Outside) ui.Outside {
	const why = "that is for the full screen"
	found.Reader, found.Suspend, found.Stop = nil, nil, nil
	found.NoPull, found.NoRun = cmp.Or(found.NoPull, why), cmp.Or(found.NoRun, why)
	return found
}

// spokenBoard writes no control sequence. A script's copies are printed, whatever tools are there.
func spokenBoard(m Machine, c config.Config, scripted bool) *clipboard.Clipboard {
	if c.Clipboard != string(clipboard.Print) {
		c.Clipboard = string(clipboard.Native)
	}
	if scripted || !term.IsTerminal(m.Out.Fd()) {
		c.Clipboard = string(clipboard.Print)
	}
	return board(m, c)
}

// progressOf is where a wait is told of: not among the results of a script.
func progressOf(m Machine, scripted bool) io.Writer {
	switch {
	case !scripted && term.IsTerminal(m.Out.Fd()):
		return m.results
	case term.IsTerminal(m.Err.Fd()):
		return m.Err
	default:
		return nil
	}
}

// widthOf is how wide lines are: as the terminal is by then, and in a pipe as long as they are.
func widthOf(m Machine) func() int {
	return func() int {
		if !term.IsTerminal(m.Out.Fd()) {
			return 0
		}
		return columns(m, m.Out)
	}
}

// echo is whether what is typed is shown.
type echo struct {
	m    Machine
	show func() // shows it again; nil: it is shown
}

func (e *echo) hide(yes bool) error {
	switch {
	case !yes && e.show != nil:
		e.show()
		e.show = nil
	case yes && e.show == nil && term.IsTerminal(e.m.In.Fd()):
		show, err := hide(e.m)
		if err != nil {
			return fmt.Errorf("the terminal would show what is typed: %w", err)
		}
		e.show = show
	}
	return nil
}

// converse runs a conversation until it is left, its input ends, or a signal comes.
func converse(
	ctx context.Context, m Machine, c *linear.Conversation, next <-chan struct{},
) error {
	program := tea.NewProgram(c, tea.WithoutSignalHandler(), tea.WithoutRenderer(),
		tea.WithInput(nil), tea.WithOutput(io.Discard))
	defer context.AfterFunc(ctx, program.Quit)()
	reading, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		readLines(reading, m, next, func(line string) {
			program.Send(linear.Line{Text: line, Asked: c.Asked()})
		})
		program.Send(linear.End{})
	}()
	_, err := program.Run()
	switch i := signals.Of(ctx); {
	case i != nil:
		if term.IsTerminal(m.Out.Fd()) {
			tell(m.results) // the shell's prompt does not stand behind ours
		}
		return i
	case err != nil:
		return fmt.Errorf("the conversation failed: %w", err)
	}
	return spoken(c.Err())
}

// spoken is how a conversation ended that failed.
func spoken(err error) error {
	if errors.Is(err, linear.ErrEnded) || slices.Contains([]hub.Kind{
		hub.BadCredentials, hub.SecondFactorNeeded, hub.CodeRefused, hub.LockedOut,
		hub.SessionEnded, hub.SSORequired, hub.TokenNotAllowed,
	}, hub.KindOf(err)) {
		return exit{code: codeLogin, err: err}
	}
	return err
}

// readLines reads lines, one ahead of that which is being done, until there are no more.
func readLines(ctx context.Context, m Machine, next <-chan struct{}, line func(string)) {
	in := io.Reader(patient{ctx, m.In})
	if term.IsTerminal(m.In.Fd()) {
		typed, done, err := answers(ctx, m.In, m.Signals)
		if err != nil {
			return
		}
		defer done()
		in = typed
	}
	lines := bufio.NewReaderSize(in, mostLine)
	for {
		typed, err := lines.ReadSlice('\n')
		if len(typed) > 0 {
			line(strings.TrimRight(string(typed), "\r\n"))
		}
		for errors.Is(err, bufio.ErrBufferFull) { // the rest of what is longer than any line
			_, err = lines.ReadSlice('\n')
		}
		if err != nil {
			return
		}
		select {
		case <-next:
		case <-ctx.Done():
			return
		}
	}
}
