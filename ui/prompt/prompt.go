// Package prompt opens a place by its name: what a person without an account
// starts from, and a short way for everybody else.
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
	"tagboat/ui/field"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

const boxWidth = 58

// Prompt is the screen.
type Prompt struct {
	screen.Box

	env  screen.Env
	back func() // nil: there is nothing behind it

	ctx     context.Context //nolint:containedctx // the screen's own, given by Init
	where   field.Field
	lookup  task.Slot[destination]
	problem error
	// selected: the text is that of the last time, and typing replaces it.
	selected bool
	width    int
	height   int
}

// New returns an empty prompt; back, if any, is where Esc leads.
func New(env screen.Env, back func()) *Prompt {
	p := &Prompt{env: env, back: back, where: field.New(env.Theme, "Open  ", "nginx")}
	p.where.Focus(true)
	return p
}

// Init waits for nothing.
func (p *Prompt) Init(ctx context.Context) tea.Cmd {
	p.ctx = ctx
	return nil
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
	back.SetEnabled(p.back != nil)
	return screen.Keys{open, back, p.env.Keys.Global.ForceQuit}
}

// Resize remembers the room for the box.
func (p *Prompt) Resize(width, height int) {
	p.width, p.height = min(width, boxWidth), height
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
			return p.open(strings.TrimSpace(p.where.Value()))
		case key.Matches(msg, form.Cancel):
			p.leave()
			return nil
		}
		p.enter(msg)
	case tea.PasteMsg:
		p.enter(msg)
	}
	return nil
}

func (p *Prompt) enter(msg tea.Msg) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: hub.FirstLine(paste.Content)}
	}
	if p.selected && replaces(msg) {
		p.where.Set("")
	}
	p.selected = false
	if p.where.Update(msg) {
		p.lookup.Stop()
		p.problem = nil
	}
}

// replaces reports whether a message puts something in place of selected text.
func replaces(msg tea.Msg) bool {
	press, isKey := msg.(tea.KeyPressMsg)
	return !isKey || press.Text != "" || press.Code == tea.KeyBackspace ||
		press.Code == tea.KeyDelete
}

func (p *Prompt) leave() {
	if p.lookup.Busy() {
		p.lookup.Stop()
	} else if p.back != nil {
		p.back()
	}
}

// open goes where the text says. A word alone may be an official image or a
// namespace, which only the Hub knows.
func (p *Prompt) open(where string) tea.Cmd {
	var to destination
	if to, p.problem = read(where); p.problem != nil {
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

// goTo opens a place. The text stays for when one comes back, selected: typing
// replaces it.
func (p *Prompt) goTo(to destination) {
	p.selected = true
	if to.namespace != "" {
		p.env.Push(repositories.New(p.env, to.namespace))
	} else {
		p.env.Push(tags.New(p.env, to.reference))
	}
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
	lines := []string{p.line()}
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

// line is what is typed; text that typing would replace looks like a match.
func (p *Prompt) line() string {
	if !p.selected || !p.where.Fits() {
		return p.where.View()
	}
	return p.env.Theme.Paint(theme.Accent, p.where.Prompt()) + p.env.Theme.Paint(
		theme.Match, clean.Line(p.where.Value()),
	)
}

// Cursor stands in the text.
func (p *Prompt) Cursor() *tea.Cursor { return p.where.Cursor() }
