// Package twofactor asks for the code of the second factor, when the Hub does.
// It is given what comes next and does not know it.
package twofactor

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

// Digits is how long a code is.
const Digits = 6

const boxWidth = 46

// Prompt is the second-factor screen.
type Prompt struct {
	screen.Dialog

	env       screen.Env
	challenge *hub.Challenge
	then      func(*hub.Session)

	ctx     context.Context //nolint:containedctx // the screen's own, given by Init
	code    field.Field
	attempt task.Slot[*hub.Session]
	refusal error
	width   int
}

// New asks for the code that answers the challenge.
func New(env screen.Env, challenge *hub.Challenge, then func(*hub.Session)) *Prompt {
	p := &Prompt{
		env: env, challenge: challenge, then: then, code: field.Digits(env.Theme, "Code  ", Digits),
	}
	p.code.Focus(true)
	return p
}

// Init waits for nothing.
func (p *Prompt) Init(ctx context.Context) tea.Cmd {
	p.ctx = ctx
	return nil
}

// Title names the box.
func (p *Prompt) Title() string { return "Second factor" }

// Capturing reports whether keys are text here: always.
func (p *Prompt) Capturing() bool { return true }

// Keys are the prompt's keys.
func (p *Prompt) Keys() help.KeyMap {
	failure := keymap.WhileTyping(p.env.Keys.Global.Failure)
	failure.SetEnabled(p.refusal != nil)
	return screen.Keys{
		p.env.Keys.Form.Submit, p.env.Keys.Form.Cancel, failure, p.env.Keys.Global.ForceQuit,
	}
}

// Failure is the refusal of the last code.
func (p *Prompt) Failure() error { return p.refusal }

// Resize remembers the room for the box.
func (p *Prompt) Resize(width, _ int) { p.width = text.Room(width, boxWidth) }

// Update takes digits, pastes and the Hub's answer.
func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	if progress, ok := p.attempt.Take(msg); ok {
		return p.answered(progress)
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, p.env.Keys.Form.Cancel):
			p.attempt.Stop()
			p.env.Pop()
			return nil
		case key.Matches(msg, p.env.Keys.Form.Submit):
			return p.submit()
		}
		return p.enter(msg)
	case tea.PasteMsg:
		return p.enter(msg)
	}
	return nil
}

// enter takes text and submits by itself with the last digit.
func (p *Prompt) enter(msg tea.Msg) tea.Cmd {
	if p.attempt.Busy() {
		return nil
	}
	if p.refusal != nil && replaces(msg) {
		p.code.Set("") // another code is typed or pasted in place of the one that failed
	}
	if !p.code.Update(msg) {
		return nil
	}
	p.refusal = nil
	return p.submit()
}

// replaces reports whether a message is a digit or a paste.
func replaces(msg tea.Msg) bool {
	press, isKey := msg.(tea.KeyPressMsg)
	return !isKey || press.Text >= "0" && press.Text <= "9"
}

func (p *Prompt) submit() tea.Cmd {
	if p.attempt.Busy() || len(p.code.Value()) < Digits {
		return nil
	}
	accounts, client, challenge, code := p.env.Accounts, p.env.Hub, p.challenge, p.code.Value()
	return p.attempt.Start(p.ctx, func(ctx context.Context, deliver func(*hub.Session) bool) error {
		session, err := accounts.Answer(ctx, client, challenge, code)
		if err == nil {
			deliver(session)
		}
		return err
	})
}

// spent are the refusals after which the same code is of no use. What says nothing about the code,
// such as a broken network, leaves it to be sent again.
var spent = map[hub.Kind]bool{
	hub.CodeRefused: true, hub.BadCredentials: true, hub.LockedOut: true, hub.SessionEnded: true,
	hub.SSORequired: true, hub.Refused: true,
}

// answered takes the Hub's word.
func (p *Prompt) answered(progress task.Progress[*hub.Session]) tea.Cmd {
	if !progress.Done || spent[hub.KindOf(progress.Err)] {
		p.code.Set("")
	}
	if !progress.Done {
		p.attempt.Stop()
		p.then(progress.Value)
		return nil
	}
	p.refusal = progress.Err
	return progress.Next
}

// View draws the question, the digits, and what became of the last code.
func (p *Prompt) View() string {
	lines := append([]string{p.env.Theme.Paint(theme.Dim, p.asks()), p.code.View()}, p.news()...)
	lines[1] += strings.Repeat(" ", max(p.width-lipgloss.Width(lines[1]), 0))
	return strings.Join(lines, "\n")
}

func (p *Prompt) asks() string {
	return "The code of " + clean.Line(p.challenge.User()) + "'s authenticator app:"
}

// news is what became of the last code, or what will be of this one.
func (p *Prompt) news() []string {
	wrap, paint := p.env.Theme.Wrap, p.env.Theme.Paint
	switch {
	case p.attempt.Busy():
		return []string{paint(theme.Dim, "Asking the Hub …")}
	case p.refusal != nil:
		why := wrap(theme.Bad, clean.Line(hub.Sentence(p.refusal)), p.width)
		return append(why, wrap(theme.Dim, hub.Advice(p.refusal), p.width)...)
	default:
		return []string{paint(theme.Dim, "It is sent with the sixth digit.")}
	}
}

// Cursor stands at the next digit.
func (p *Prompt) Cursor() *tea.Cursor {
	cursor := p.code.Cursor()
	if cursor != nil {
		cursor.Y++
	}
	return cursor
}
