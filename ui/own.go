package ui

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/ui/child"
	"tagboat/ui/config"
	"tagboat/ui/errand"
	"tagboat/ui/foreground"
	"tagboat/ui/manual"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// NoRun is why own commands are off; empty where they work.
func (a *App) NoRun() string {
	if a.options.Outside.Run == nil && a.options.Outside.NoRun == "" {
		return "nothing can be started here"
	}
	return a.options.Outside.NoRun
}

// Run runs a person's own command for rows. Whatever keeps it from that is said before anything
// runs.
func (a *App) Run(c own.Command, rows []own.Row) tea.Cmd {
	program, lines, err := a.ready(c, rows)
	switch {
	case err != nil:
		a.refuse(clean.Line(err.Error()))
	case c.Confirm:
		a.Push(errand.NewAsk(a.env, c.Name, lines, func() { a.start(c, program, lines) }))
	default:
		a.start(c, program, lines)
	}
	return nil
}

// ready is the program of a command, and its command lines for rows; or why it is not run.
func (a *App) ready(c own.Command, rows []own.Row) (program string, lines [][]string, err error) {
	why := a.NoRun()
	if why == "" && c.NamesImage() {
		why = a.options.Outside.NoReference
	}
	if why != "" {
		return "", nil, fmt.Errorf("No %s: %s", c.Name, why) //nolint:staticcheck // A sentence.
	}
	if lines, err = c.Lines(rows); err == nil {
		program, err = child.Find(lines[0][0])
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s is not run: %w", c.Name, err)
	}
	return program, lines, nil
}

// start runs command lines with the program that their first words were found to be.
func (a *App) start(c own.Command, program string, lines [][]string) {
	if c.Show == "" || c.Show == config.InTerminal {
		a.runOnTerminal(onTerminal{c.Name, program, lines, 0})
		return
	}
	run := func(ctx context.Context, line []string) child.Result {
		return a.options.Outside.Run(ctx, append([]string{program}, line[1:]...))
	}
	var box *errand.Running
	box = errand.NewRunning(a.env, c.Name, lines, run, a.duties.Do, func(o errand.Outcome) {
		a.remove(box)
		a.tellRun(c, lines, o)
	})
	a.Push(box)
}

// remove takes a screen off the stack, on top or not.
func (a *App) remove(s screen.Screen) {
	a.stack = slices.DeleteFunc(a.stack, func(e *entry) bool {
		if e.screen == s {
			e.rest()
		}
		return e.screen == s
	})
	a.arrive()
}

// tellRun tells what became of command lines where their command wants it told, and of a failure
// everywhere.
func (a *App) tellRun(c own.Command, lines [][]string, o errand.Outcome) {
	last, n := o.Last(), len(o.Results)
	how := c.Name
	if len(lines) > 1 {
		how += ", " + text.Count(n) + " of " + text.Count(len(lines))
	}
	ended := child.Ended(last.Err)
	switch {
	case ended == "cancelled" && (c.Show != config.InPager || n == 1 || written(o) == ""):
		a.refuse(how + ": cancelled")
	case c.Show == config.InPager && written(o) != "":
		title := how + " · " + ended + " · " + o.Took.Round(100*time.Millisecond).String()
		a.Push(manual.Output(a.env, title, report(lines, o)))
	case last.Err != nil:
		a.refuse(how + " failed, " + clean.Line(ended+lastLine(": ", last.Output)))
	case c.Show == config.InPager:
		a.Toast(how + " ended well and wrote nothing")
	case c.Show == config.InToast:
		a.Toast(clean.Line(how + lastLine(": ", last.Output)))
	}
}

func written(o errand.Outcome) string {
	var all strings.Builder
	for _, r := range o.Results {
		all.WriteString(strings.TrimSpace(clean.Text(r.Output)))
	}
	return all.String()
}

// report is what command lines wrote; of several each stands over what it did.
func report(lines [][]string, o errand.Outcome) string {
	var all strings.Builder
	for i, r := range o.Results {
		if len(lines) > 1 {
			all.WriteString("$ " + own.Readable(lines[i]) + "\n")
		}
		if r.LeftOut > 0 {
			all.WriteString(text.Count(int(r.LeftOut)) + " bytes of the middle are left out.\n")
		}
		all.WriteString(strings.TrimRight(clean.Text(r.Output), "\n") + "\n")
	}
	return strings.TrimRight(all.String(), "\n")
}

// lastLine is the last line of an output that says something, behind between; empty for none.
func lastLine(between, output string) string {
	lines := strings.Split(strings.TrimSpace(clean.Text(output)), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return between + last
	}
	return ""
}

// onTerminal are command lines that have the terminal, one after the other.
type onTerminal struct {
	name, program string
	lines         [][]string
	at            int
}

// ran is the end of one of them.
type ran struct {
	of  onTerminal
	err error
}

func (a *App) runOnTerminal(r onTerminal) {
	line := r.lines[r.at]
	first := "$ " + own.Readable(line) + "\n"
	if n := len(r.lines); n > 1 {
		first = text.Count(r.at+1) + " of " + text.Count(n) + "  " + first
	}
	command := exec.CommandContext(a.ctx, r.program, line[1:]...)
	work := foreground.New(a.ctx, a.options.Outside.Lend, first, command)
	if left := len(r.lines) - r.at - 1; left > 0 {
		work.InSeries(text.Count(left))
	}
	a.handOver(work, func(err error) tea.Msg { return ran{r, err} })
}

// takeRan goes on with the next command line, and stops at the first that fails.
func (a *App) takeRan(msg ran) {
	r := msg.of
	line := clean.Line(own.Readable(r.lines[r.at]))
	if errors.Is(msg.err, foreground.ErrInterrupted) {
		a.refuse(r.name + ": ended after " + text.Count(r.at+1) + " of " + text.Count(len(r.lines)))
		return
	}
	if msg.err != nil {
		a.refuse(r.name + " failed, " + clean.Line(child.Ended(msg.err)) + ": " + line)
		return
	}
	if r.at++; r.at < len(r.lines) {
		a.runOnTerminal(r)
		return
	}
	a.Toast(r.name + " ended, " + child.Ended(nil) + ": " + line)
}
