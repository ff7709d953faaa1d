package errand

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/child"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Run runs a program; see child.Run.
type Run func(ctx context.Context, argv []string) child.Result

// Outcome is what became of command lines, of which those after one that failed were not run.
type Outcome struct {
	Results []child.Result
	Took    time.Duration
}

// Last is the result of the last one that was run.
func (o Outcome) Last() child.Result { return o.Results[len(o.Results)-1] }

// Running is the box over a screen while command lines run, one after the other.
type Running struct {
	screen.Dialog

	env   screen.Env
	name  string
	lines [][]string
	run   Run
	// duty has something done even if the program ends meanwhile
	duty func(func() tea.Msg) tea.Cmd
	then func(Outcome)

	began  time.Time
	cancel context.CancelFunc
	ending bool
	at     atomic.Int64 // which of them runs
	width  int
}

// ended is the end of all of it, and ticked a second of it.
type (
	ended struct {
		of *Running
		Outcome
	}
	ticked struct{ of *Running }
)

// NewRunning runs command lines while it is on the stack, up to the first that fails. Their ends
// are awaited as a duty, and told to then, which takes the box off the stack.
func NewRunning(
	env screen.Env, name string, lines [][]string, run Run,
	duty func(func() tea.Msg) tea.Cmd, then func(Outcome),
) *Running {
	return &Running{env: env, name: name, lines: lines, run: run, duty: duty, then: then}
}

// Init begins.
func (r *Running) Init(ctx context.Context) tea.Cmd {
	ctx, r.cancel = context.WithCancel(ctx)
	r.began = r.env.Now()
	return tea.Batch(r.tick(), r.duty(func() tea.Msg {
		defer r.cancel()
		o := Outcome{}
		for i, line := range r.lines {
			r.at.Store(int64(i))
			o.Results = append(o.Results, r.run(ctx, line))
			if o.Last().Err != nil {
				break
			}
		}
		o.Took = r.env.Now().Sub(r.began)
		return ended{r, o}
	}))
}

func (r *Running) tick() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return ticked{r} })
}

// Interrupt has the commands end: what ends programs elsewhere ends these here.
func (r *Running) Interrupt() {
	r.ending = true
	r.cancel()
}

// Title names the box.
func (r *Running) Title() string { return r.name }

// Keys are those that cancel.
func (r *Running) Keys() help.KeyMap {
	cancel := r.env.Keys.Form.Cancel
	cancel.SetHelp(cancel.Help().Key+"/"+r.env.Keys.Global.ForceQuit.Help().Key, "cancel")
	return screen.Keys{cancel}
}

// Resize takes the width of the box.
func (r *Running) Resize(width, _ int) { r.width = width }

// Update tells what became of it, or cancels.
func (r *Running) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ended:
		if msg.of == r {
			r.then(msg.Outcome)
		}
	case ticked:
		if msg.of == r {
			return r.tick()
		}
	case tea.KeyPressMsg:
		if key.Matches(msg, r.env.Keys.Form.Cancel) {
			r.Interrupt()
		}
	}
	return nil
}

// View says what runs, and how long it has.
func (r *Running) View() string {
	at := int(r.at.Load())
	state := "runs since "
	if r.ending {
		state = "is being ended, after "
	}
	state += r.env.Now().Sub(r.began).Truncate(time.Second).String()
	if n := len(r.lines); n > 1 {
		state = text.Count(at+1) + " of " + text.Count(n) + " " + state
	}
	lines := r.env.Theme.Wrap(theme.Plain, own.Readable(r.lines[at]), r.width)
	const most = 4 // of what runs, which was asked for in full where that was wanted
	if len(lines) > most {
		lines = append(lines[:most-1], text.Ellipsis)
	}
	return strings.Join(append(lines, "", r.env.Theme.Paint(theme.Dim, state)), "\n")
}
