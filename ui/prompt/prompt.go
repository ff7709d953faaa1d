// Package prompt opens a place by whatever names it: at once, or by a box to type the name into,
// which asks the Hub where only that knows what a name is.
package prompt

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/keymap"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/task"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const boxWidth = 58

// Prompt is the screen.
type Prompt struct {
	screen.Box

	env screen.Env

	ctx     context.Context //nolint:containedctx // the screen's own, given by Init
	where   field.Field
	lookup  task.Slot[destination]
	problem error
	width   int
	height  int
}

// New returns an empty prompt. It leaves the stack before it opens anything.
func New(env screen.Env) *Prompt {
	p := &Prompt{env: env, where: field.New(env.Theme, "Open  ", "nginx")}
	p.where.Focus(true)
	return p
}

// Open opens what a text names as if it had been typed: at once or, where only the Hub knows what
// it is, by a prompt that asks. Where it leads nowhere the error says why.
func Open(env screen.Env, text string) error {
	to, err := read(text)
	switch {
	case err != nil:
		return err
	case to.asks:
		p := New(env)
		p.where.Set(to.reference.Repository.Name)
		env.Push(p)
	default:
		to.open(env)
	}
	return nil
}

// Init asks what the text names that is there already; mostly none is.
func (p *Prompt) Init(ctx context.Context) tea.Cmd {
	p.ctx = ctx
	if p.where.Value() == "" {
		return nil
	}
	return p.submit()
}

// Title names the box.
func (p *Prompt) Title() string { return "Open by name" }

// Capturing reports whether letters are text here: always.
func (p *Prompt) Capturing() bool { return true }

// Waiting reports whether the Hub is asked what a name is.
func (p *Prompt) Waiting() bool { return p.lookup.Busy() }

// Keys are the prompt's keys.
func (p *Prompt) Keys() help.KeyMap {
	form := p.env.Keys.Form
	open, back := form.Submit, form.Cancel
	open.SetHelp(open.Help().Key, "open")
	failure := keymap.WhileTyping(p.env.Keys.Global.Failure)
	failure.SetEnabled(p.problem != nil)
	return screen.Keys{open, back, failure, p.env.Keys.Global.ForceQuit}
}

// Failure is why the text leads nowhere.
func (p *Prompt) Failure() error { return p.problem }

// Resize remembers the room for the box.
func (p *Prompt) Resize(width, height int) {
	p.width, p.height = text.Room(width, boxWidth), height
	p.where.SetWidth(p.width - 8)
}

// Update takes text and answers.
func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	if progress, ok := p.lookup.Take(msg); ok {
		return p.found(progress)
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch form := p.env.Keys.Form; {
		case key.Matches(msg, form.Submit):
			return p.submit()
		case key.Matches(msg, form.Cancel):
			p.leave()
			return nil
		}
		p.enter(msg)
	case tea.PasteMsg:
		return p.paste(hub.FirstLine(msg.Content))
	}
	return nil
}

// paste takes text into the line. What is being asked for is whole: a paste takes its place, and
// the same one, as of a terminal that pastes twice, changes nothing.
func (p *Prompt) paste(text string) tea.Cmd {
	if !p.lookup.Busy() {
		p.enter(tea.PasteMsg{Content: text})
		return nil
	}
	former := p.where.Value()
	p.where.Set("")
	p.where.Update(tea.PasteMsg{Content: text})
	if p.where.Value() == former {
		return nil
	}
	p.lookup.Stop()
	return p.submit()
}

func (p *Prompt) enter(msg tea.Msg) {
	if p.where.Update(msg) {
		p.lookup.Stop()
		p.problem = nil
	}
}

func (p *Prompt) leave() {
	if p.lookup.Busy() {
		p.lookup.Stop()
	} else {
		p.env.Pop()
	}
}

// submit goes where the text says. A word alone may be an official image or a namespace, which only
// the Hub knows.
func (p *Prompt) submit() tea.Cmd {
	var to destination
	if to, p.problem = read(strings.TrimSpace(p.where.Value())); p.problem != nil {
		return nil
	}
	if !to.asks {
		p.goTo(to)
		return nil
	}
	client := p.env.Hub
	return p.lookup.Start(p.ctx, func(ctx context.Context, deliver func(destination) bool) error {
		found, err := resolve(ctx, client, to.reference.Repository)
		if err == nil {
			deliver(found)
		}
		return err
	})
}

// goTo opens a place instead of the prompt.
func (p *Prompt) goTo(to destination) {
	p.env.Pop()
	to.open(p.env)
}

func (p *Prompt) found(progress task.Progress[destination]) tea.Cmd {
	if progress.Done {
		p.problem = progress.Err
		return progress.Next
	}
	p.lookup.Stop()
	p.goTo(progress.Value)
	return nil
}

// View draws the line to type on, what is wrong, and examples.
func (p *Prompt) View() string {
	paint := p.env.Theme.Paint
	lines := []string{p.where.View()}
	switch {
	case p.lookup.Busy():
		lines = append(lines, paint(theme.Dim, "Asking the Hub …"))
	case p.problem != nil:
		lines = append(
			lines, p.env.Theme.Wrap(theme.Bad, clean.Line(hub.Sentence(p.problem)), p.width)...,
		)
		lines = append(lines, p.env.Theme.Wrap(theme.Dim, hub.Advice(p.problem), p.width)...)
	default:
		lines = append(lines, paint(theme.Dim, hint(p.where.Value())))
	}
	for _, example := range [][2]string{
		{"nginx", "an official image"},
		{"grafana/grafana", "a repository"},
		{"docker.io/bitnami/redis:7", "a reference"},
		{"bitnami/", "all repositories of a namespace"},
	} {
		if len(lines) < p.height {
			lines = append(
				lines,
				example[0]+strings.Repeat(" ", 28-len(example[0]))+paint(theme.Dim, example[1]),
			)
		}
	}
	lines[0] += strings.Repeat(" ", max(p.width-lipgloss.Width(lines[0]), 0))
	return strings.Join(lines, "\n")
}

// Cursor stands in the text.
func (p *Prompt) Cursor() *tea.Cursor { return p.where.Cursor() }
