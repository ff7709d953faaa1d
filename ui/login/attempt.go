package login

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/ui/task"
)

// submit sends what was typed, once.
func (f *Form) submit() tea.Cmd {
	name, secret := f.name.Value(), f.secret.Value()
	switch {
	case f.attempt.Busy():
		return nil
	case name == "":
		f.missing = "Type your user name, or an organization's for its access token."
		f.focus(nameRow)
		return nil
	case credentials.CheckName(name) != nil:
		f.missing = "Not sent: what stands in the user name's place looks like an access token. It goes into the row below."
		f.name.Set("")
		f.focus(nameRow)
		return nil
	case secret == "" && f.at == nameRow:
		return f.focus(secretRow)
	case secret == "":
		f.missing = "Type your password or an access token."
		f.focus(secretRow)
		return nil
	}
	f.opening.Stop()
	f.refusal, f.missing, f.notices = nil, "", nil
	f.lock++
	accounts, client, typed := f.env.Accounts, f.env.Hub, hub.NewSecret(secret)
	f.keep.typed = typed
	insisted := f.insist == name
	f.insist = ""
	return f.attempt.Start(f.ctx, func(ctx context.Context, deliver func(outcome) bool) error {
		if err := accounts.Locked(name); err != nil && !insisted {
			deliver(outcome{tries: accounts.Tries(name), unsent: name})
			return err
		}
		session, err := accounts.Login(ctx, client, name, typed)
		deliver(outcome{session: session, tries: accounts.Tries(name)})
		return err
	})
}

// answered takes the Hub's word. Once the Hub has judged the secret, it has done
// its work and is wiped; it goes on only where the person wants it kept. What says
// nothing about the secret, such as a broken network, leaves it to be sent again.
func (f *Form) answered(p task.Progress[outcome]) tea.Cmd {
	if !p.Done {
		if f.tries, f.insist = p.Value.tries, p.Value.unsent; p.Value.session == nil {
			return p.Next
		}
		keeping := f.keep.take()
		f.forget()
		f.then.LoggedIn(p.Value.session, keeping)
		return nil
	}
	keeping := f.keep.take()
	if challenge, ok := errors.AsType[*hub.Challenge](p.Err); ok {
		f.secret.Set("")
		f.then.Challenged(challenge, keeping)
		return nil
	}
	if judged[hub.KindOf(p.Err)] && f.insist == "" {
		f.secret.Set("")
	}
	if f.refusal = p.Err; p.Err != nil {
		f.focus(secretRow)
	}
	return f.countDown(lockTick{f.lock})
}

// judged are the refusals after which the same secret is of no use, for now at least.
var judged = map[hub.Kind]bool{
	hub.BadCredentials: true, hub.SSORequired: true, hub.TokenNotAllowed: true, hub.LockedOut: true,
}

// opened takes what this machine had to begin with.
func (f *Form) opened(p task.Progress[Opened]) tea.Cmd {
	if p.Done {
		return p.Next
	}
	found := p.Value
	if found.Waiting != "" {
		f.waiting = string(found.Waiting)
		return p.Next
	}
	f.opening.Stop()
	f.notices = found.Notices
	var count tea.Cmd
	if f.name.Value() == "" && found.Name != "" && len(f.ahead) == 0 {
		f.name.Set(found.Name)
		count = f.focus(secretRow)
	}
	challenge, challenged := errors.AsType[*hub.Challenge](found.Err)
	switch {
	case challenged:
		f.ahead = nil
		f.then.Challenged(challenge, f.keep.safe())
	case found.Session != nil:
		f.ahead = nil
		f.then.LoggedIn(found.Session, Keeping{})
		if len(found.Notices) > 0 {
			f.env.Toast(string(found.Notices[0]))
		}
	case f.then.Nothing != nil:
		f.forget()
		f.then.Nothing(found.Err)
		return nil
	default:
		f.refusal = found.Err
		return tea.Batch(f.countDown(lockTick{f.lock}), count, f.catchUp())
	}
	return tea.Batch(f.countDown(lockTick{f.lock}), count)
}

// count finds out how many tries a name has left, which is said before anything
// is sent for it.
func (f *Form) count() tea.Cmd {
	name, accounts := f.name.Value(), f.env.Accounts
	if name == "" || f.ctx == nil {
		return nil
	}
	return f.counting.Start(f.ctx, func(
		_ context.Context, deliver func(credentials.Tries) bool,
	) error {
		deliver(accounts.Tries(name))
		return nil
	})
}

type lockTick struct{ number uint64 }

// countDown keeps the time that is left of a lock-out ticking.
func (f *Form) countDown(msg lockTick) tea.Cmd {
	var refusal *hub.Error
	locked := errors.As(f.refusal, &refusal) && refusal.Kind == hub.LockedOut
	if msg.number != f.lock || !locked {
		return nil
	}
	if !f.env.Now().Before(refusal.Until) {
		f.refusal, f.insist = nil, ""
		f.secret.Set("") // nothing secret stands on a screen for so long
		return nil
	}
	_, next := hub.Left(refusal.Until.Sub(f.env.Now()))
	return tea.Tick(next, func(time.Time) tea.Msg { return msg })
}
