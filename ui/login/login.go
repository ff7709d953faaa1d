// Package login is the form that opens a session: a name, a password or access
// token, and what is to be kept of it; or neither. It is given what comes next
// and does not know it.
package login

import (
	"context"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/keymap"
	"tagboat/ui/field"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Then is what the form goes on with. Anonymous, Back and Nothing may be nil, when there is no such
// way.
type Then struct {
	LoggedIn   func(*hub.Session, Keeping)
	Challenged func(*hub.Challenge, Keeping)
	Anonymous  func()
	Back       func()
	Nothing    func(error) // goes on where this machine had no login, or one that failed
}

// Keeping is what the person wants kept for the next start: the session, and
// the password only when it is given.
type Keeping struct {
	At       credentials.Where
	Password hub.Secret
}

// Opening looks for something to begin with before anybody types.
type Opening func(ctx context.Context) Opened

// Opened is what was found: a session, a challenge in Err, or at least a name
// for the form. With Waiting nothing is found yet, and it says why.
type Opened struct {
	Waiting credentials.Notice
	Session *hub.Session
	Name    string
	Notices []credentials.Notice
	Err     error
}

// Subject is what the form is about.
type Subject struct {
	Reason  string // why it is shown; may be empty
	Name    string // what the first field holds
	Opening Opening
}

// Form is the login screen.
type Form struct {
	screen.Box

	env     screen.Env
	then    Then
	subject Subject

	ctx          context.Context //nolint:containedctx // the screen's own, given by Init
	name, secret field.Field
	keep         keep
	at           row // which row has the keys

	opening  task.Slot[Opened]
	attempt  task.Slot[outcome]
	places   task.Slot[[]credentials.Where]
	counting task.Slot[credentials.Tries]

	ahead []tea.Msg // what was typed while the form was looking for a login

	refusal error
	tries   credentials.Tries
	missing string // what the form still wants, in words
	waiting string // what the opening waits for, in words
	insist  string // the locked name for which Enter sends all the same
	notices []credentials.Notice
	lock    uint64 // numbers the ticks of a lock-out's countdown
	width   int
	height  int
}

// outcome is how an attempt ended: with a session, or with fewer tries left.
type outcome struct {
	session *hub.Session
	tries   credentials.Tries
	unsent  string // the name, known to be locked, for which nothing was sent
}

// New returns the form.
func New(env screen.Env, subject Subject, then Then) *Form {
	f := &Form{
		env: env, then: then, subject: subject,
		name:   field.New(env.Theme, nameLabel, "Docker ID"),
		secret: field.Secret(env.Theme, secretLabel, "or access token"),
	}
	f.name.Set(subject.Name)
	f.focus(nameRow)
	if subject.Name != "" {
		f.focus(secretRow)
	}
	return f
}

// Init asks this machine where a session could be kept, and looks for one that
// is. What is typed before that is known waits.
func (f *Form) Init(ctx context.Context) tea.Cmd {
	f.ctx = ctx
	accounts := f.env.Accounts
	look := f.places.Start(ctx, func(
		_ context.Context, deliver func([]credentials.Where) bool,
	) error {
		deliver(accounts.Places())
		return nil
	})
	count := f.count()
	if f.subject.Opening == nil {
		return tea.Batch(look, count)
	}
	opening := f.subject.Opening
	return tea.Batch(look, count, f.opening.Start(ctx, func(
		ctx context.Context, deliver func(Opened) bool,
	) error {
		deliver(opening(credentials.WithWaiting(ctx, func(n credentials.Notice) {
			deliver(Opened{Waiting: n})
		})))
		return nil
	}))
}

// OwnToastsOnly keeps what was said elsewhere off the form.
func (*Form) OwnToastsOnly() {}

// Capturing reports whether letters are text here: always.
func (f *Form) Capturing() bool { return true }

// Keys are the form's keys.
func (f *Form) Keys() help.KeyMap {
	form, global := f.env.Keys.Form, f.env.Keys.Global
	form.Cancel.SetEnabled(f.then.Back != nil || f.attempt.Busy() || f.opening.Busy())
	form.Anonymous.SetEnabled(f.then.Anonymous != nil)
	form.Change.SetEnabled(f.at == keepRow)
	failure := keymap.WhileTyping(global.Failure)
	failure.SetEnabled(f.refusal != nil)
	return screen.Keys{
		form.Submit, form.Next, form.Change, form.Anonymous, form.Cancel, failure, global.ForceQuit,
	}
}

// Failure is the refusal of the last attempt.
func (f *Form) Failure() error { return f.refusal }

// Resize remembers the room for the box.
func (f *Form) Resize(width, height int) {
	f.width, f.height = width, height
	room := min(width, boxWidth) - labelWidth - 1
	f.name.SetWidth(room)
	f.secret.SetWidth(room)
}

// Update takes keys, pastes, clicks and answers.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	if p, ok := f.attempt.Take(msg); ok {
		return f.answered(p)
	}
	if p, ok := f.opening.Take(msg); ok {
		return f.opened(p)
	}
	if p, ok := f.places.Take(msg); ok {
		if !p.Done {
			f.keep.offer(p.Value)
		}
		return p.Next
	}
	if p, ok := f.counting.Take(msg); ok {
		if !p.Done {
			f.tries = p.Value
		}
		return p.Next
	}
	if f.waits(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.press(msg)
	case tea.PasteMsg:
		f.enter(msg)
	case tea.MouseClickMsg:
		if at, ok := f.rowAt(msg.Y); ok {
			return f.focus(at)
		}
	case lockTick:
		return f.countDown(msg)
	}
	return nil
}

func (f *Form) press(msg tea.KeyPressMsg) tea.Cmd {
	keys := f.env.Keys.Form
	switch {
	case key.Matches(msg, keys.Submit):
		return f.submit()
	case key.Matches(msg, keys.Next):
		return f.focus((f.at + 1) % (f.lastRow() + 1))
	case key.Matches(msg, keys.Previous):
		return f.focus((f.at + f.lastRow()) % (f.lastRow() + 1))
	case key.Matches(msg, keys.Anonymous) && f.then.Anonymous != nil:
		f.forget()
		f.then.Anonymous()
	case key.Matches(msg, keys.Cancel):
		return f.cancel()
	case f.at == keepRow && key.Matches(msg, keys.Change):
		f.keep.next()
	default:
		f.enter(msg)
	}
	return nil
}

func (f *Form) cancel() tea.Cmd {
	switch {
	case f.attempt.Busy():
		f.attempt.Stop()
	case f.opening.Busy():
		f.opening.Stop()
		return f.catchUp()
	case f.then.Back != nil:
		f.forget()
		f.then.Back()
	}
	return nil
}

// enter takes text.
func (f *Form) enter(msg tea.Msg) {
	f.missing = ""
	switch f.at {
	case nameRow:
		if f.name.Update(msg) {
			f.tries = credentials.Tries{}
		}
	case secretRow:
		f.secret.Update(msg)
	}
}

// forget wipes what was typed.
func (f *Form) forget() {
	f.attempt.Stop()
	f.opening.Stop()
	f.ahead = nil
	f.secret.Set("")
}
