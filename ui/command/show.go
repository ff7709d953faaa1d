package command

import (
	"context"
	"fmt"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"tagboat/ui"
	"tagboat/ui/keyboard"
	"tagboat/ui/signals"
)

// leaving brings a terminal back out of everything that the screen switches on.
const leaving = ansi.ResetModeSynchronizedOutput + ansi.ResetModifyOtherKeys + "\x1b[<1u" + ansi.ResetModeMouseButtonEvent +
	ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr + ansi.ResetModeBracketedPaste +
	ansi.ResetModeUnicodeCore +
	ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable

// show runs the screen until it is left, a signal ends it, or the terminal goes
// away. The signals are the owner's alone: a second handler beside it has each
// wait for the other.
func show(ctx context.Context, m Machine, app *ui.App) error {
	const framesPerSecond = 120 // halves the time from a key to the screen for the same idle cost
	m.Signals.Await(m.In)
	before, err := term.GetState(m.In.Fd())
	if err != nil {
		return fmt.Errorf("the terminal does not tell its state: %w", err)
	}
	gone := func() { m.Signals.End(syscall.SIGHUP) }
	input := keyboard.New(m.In, m.Now, gone)
	program := tea.NewProgram(app, append(
		colours(m), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
		tea.WithInput(input), tea.WithOutput(m.Out), tea.WithFilter(sized(m)))...)
	input.Send, input.Insist = program.Send, func() { m.Signals.End(syscall.SIGINT) }
	app.Hears(input.Heard)
	// Bubble Tea's own context would have it leave in the middle of taking the terminal.
	defer context.AfterFunc(ctx, program.Quit)()
	defer m.Signals.OnExit(m.In, func() {
		_ = term.Restore(m.In.Fd(), before)
		_, _ = m.Out.WriteString(leaving)
	})()
	defer m.Signals.Screen(func() { program.Send(ui.Stopped{}) }, func() {
		program.Send(ui.Continued{})
	})()
	_, err = program.Run()
	input.Settle(m.Out)
	if err != nil && !term.IsTerminal(m.In.Fd()) {
		gone()
	}
	switch i := signals.Of(ctx); {
	case i != nil:
		return i
	case err == nil:
		return nil
	}
	return fmt.Errorf("the screen failed: %w", err)
}

// sized sees to it that a terminal which does not tell its size is drawn on.
func sized(m Machine) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if window, ok := msg.(tea.WindowSizeMsg); ok {
			window.Width, window.Height = size(m, window.Width, window.Height)
			return window
		}
		return msg
	}
}
