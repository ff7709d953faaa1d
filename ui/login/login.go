// Package login is the form that opens a session: a name, a password or access
// token, or neither. It is given what comes next and does not know it.
package login

import (
	"context"
	"errors"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Then is what the form goes on with. Back may be nil, when there is nothing
// to go back to.
type Then struct {
	LoggedIn   func(*hub.Session)
	Challenged func(*hub.Challenge)
	Anonymous  func()
	Back       func()
}

// Form is the login screen.
type Form struct {
	screen.Box

	env    screen.Env
	then   Then
	reason string

	ctx          context.Context //nolint:containedctx // the screen's own, given by Init
	name, secret field.Field
	attempt      task.Slot[*hub.Session]
	refusal      error
	missing      string // what the form still wants, in words
	width        int
	height       int
}

// New returns the form. The reason, if any, says why it is shown; name fills
// the first field.
func New(env screen.Env, reason, name string, then Then) *Form {
	f := &Form{
		env: env, then: then, reason: reason,
		name:   field.New(env.Theme, nameLabel, "Docker ID"),
		secret: field.Secret(env.Theme, "Password   ", "or access token"),
	}
	f.name.Set(name)
	f.focus(name != "")
	return f
}

// Init waits for nothing.
func (f *Form) Init(ctx context.Context) tea.Cmd {
	f.ctx = ctx
	return nil
}

// Title names the box.
func (f *Form) Title() string { return "Log in to Docker Hub" }

// Status is empty: a form has nothing to count.
func (f *Form) Status() string { return "" }

// Capturing reports that letters are text here.
func (f *Form) Capturing() bool { return true }

// Keys are the form's keys.
func (f *Form) Keys() help.KeyMap { return keys{f} }

type keys struct{ f *Form }

func (k keys) ShortHelp() []key.Binding {
	form, global := k.f.env.Keys.Form, k.f.env.Keys.Global
	back := form.Cancel
	back.SetEnabled(k.f.then.Back != nil)
	anonymous := form.Anonymous
	anonymous.SetEnabled(k.f.then.Anonymous != nil)
	return []key.Binding{form.Submit, form.Next, anonymous, back, global.ForceQuit}
}

func (k keys) FullHelp() [][]key.Binding { return [][]key.Binding{k.ShortHelp()} }

// Resize remembers the room for the box.
func (f *Form) Resize(width, height int) {
	f.width, f.height = width, height
	room := min(width, boxWidth) - labelWidth - 1
	f.name.SetWidth(room)
	f.secret.SetWidth(room)
}

// Update takes keys, pastes, clicks and the Hub's answer.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	if progress, ok := f.attempt.Take(msg); ok {
		return f.answered(progress)
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.press(msg)
	case tea.PasteMsg:
		f.enter(msg)
	case tea.MouseClickMsg:
		if line := f.lineOf(msg.Y); line >= 0 {
			f.focus(line == 1)
		}
	}
	return nil
}

func (f *Form) press(msg tea.KeyPressMsg) tea.Cmd {
	keys := f.env.Keys.Form
	switch {
	case key.Matches(msg, keys.Submit):
		if f.name.Focused() && f.secret.Value() == "" {
			f.focus(true)
			return nil
		}
		return f.submit()
	case key.Matches(msg, keys.Next), key.Matches(msg, keys.Previous):
		f.focus(f.name.Focused())
	case key.Matches(msg, keys.Anonymous) && f.then.Anonymous != nil:
		f.forget()
		f.then.Anonymous()
	case key.Matches(msg, keys.Cancel):
		switch {
		case f.attempt.Busy():
			f.attempt.Stop()
		case f.then.Back != nil:
			f.forget()
			f.then.Back()
		}
	default:
		f.enter(msg)
	}
	return nil
}

func (f *Form) enter(msg tea.Msg) {
	f.missing = ""
	if f.name.Focused() {
		f.name.Update(msg)
	} else {
		f.secret.Update(msg)
	}
}

// focus moves to the secret, or back to the name.
func (f *Form) focus(secret bool) {
	f.name.Focus(!secret)
	f.secret.Focus(secret)
}

func (f *Form) submit() tea.Cmd {
	name, secret := f.name.Value(), f.secret.Value()
	f.refusal, f.missing = nil, ""
	switch {
	case f.attempt.Busy():
		return nil
	case name == "":
		f.missing = "Type your user name, or an organization's for its access token."
		f.focus(false)
		return nil
	case secret == "":
		f.missing = "Type your password or an access token."
		return nil
	}
	client, typed := f.env.Hub, hub.NewSecret(secret)
	return f.attempt.Start(f.ctx, func(ctx context.Context, deliver func(*hub.Session) bool) error {
		session, err := client.Login(ctx, name, typed)
		if err == nil {
			deliver(session)
		}
		return err
	})
}

// answered takes the Hub's word. The secret has done its work and is wiped,
// whatever the word is.
func (f *Form) answered(p task.Progress[*hub.Session]) tea.Cmd {
	f.secret.Set("")
	var challenge *hub.Challenge
	switch {
	case !p.Done:
		f.forget()
		f.then.LoggedIn(p.Value)
	case errors.As(p.Err, &challenge):
		f.then.Challenged(challenge)
	case p.Err != nil:
		f.refusal = p.Err
		f.focus(true)
	}
	return p.Next
}

func (f *Form) forget() {
	f.attempt.Stop()
	f.secret.Set("")
}
