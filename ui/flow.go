package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/ui/home"
	"tagboat/ui/login"
	"tagboat/ui/prompt"
	"tagboat/ui/references"
	"tagboat/ui/screen"
	"tagboat/ui/twofactor"
)

// The way through the program: login, perhaps a second factor, then home, without an account under
// the prompt for a name. The screens that answer a
// question are given what comes next here, and know nothing of it.

// first is the login form, which looks for a login on this machine while it is
// shown, unless the person just left.
func (a *App) first(opening login.Opening) screen.Screen {
	then := a.then(a.begin)
	then.Anonymous = func() {
		a.anonymous()
		a.Push(prompt.New(a.env))
	}
	if a.options.Open != "" || a.options.View != "" || a.options.Check != nil {
		then.Anonymous = a.anonymous
		then.Nothing = func(err error) {
			a.anonymous()
			if err != nil {
				a.Fail(err)
			}
		}
	}
	return login.New(a.env, login.Subject{Opening: opening}, then)
}

// again asks for a session above what is open, and calls done once the client
// has it.
func (a *App) again(reason, name string, done func()) screen.Screen {
	then := a.then(func(s *hub.Session, k login.Keeping) {
		a.use(s, k)
		done()
	})
	then.Back = a.Pop
	return login.New(a.env, login.Subject{Reason: reason, Name: name}, then)
}

// then goes on with a session, whether or not a second factor is asked for it.
func (a *App) then(goOn func(*hub.Session, login.Keeping)) login.Then {
	return login.Then{LoggedIn: goOn, Challenged: func(c *hub.Challenge, k login.Keeping) {
		a.challenge(c, func(s *hub.Session) { goOn(s, k) })
	}}
}

func (a *App) challenge(c *hub.Challenge, then func(*hub.Session)) {
	a.Push(twofactor.New(a.env, c, then))
}

// begin shows what a new session can see, and the place that the program was started for.
func (a *App) begin(s *hub.Session, k login.Keeping) {
	a.use(s, k)
	a.home()
	a.openGiven()
}

// openGiven opens what the program was started for, once.
func (a *App) openGiven() {
	if how := a.options.Check; how != nil {
		a.options.Check = nil
		a.Push(references.New(a.env, a.options.References, *how))
	}
	if text := a.options.Open; text != "" {
		a.options.Open = ""
		a.open(text)
	}
}

// home leaves every screen for the home of the session in use, or of nobody.
func (a *App) home() { a.restart(home.New(a.env)) }

// use takes a session into use, and keeps of it what the person chose.
func (a *App) use(s *hub.Session, k login.Keeping) {
	a.env.Hub.Use(s)
	a.changeAccount()
	if k.At.Place == credentials.InMemory {
		return
	}
	accounts := a.env.Accounts
	ctx, arrived := a.tellingWaits()
	a.await(a.keeping.Do(func() tea.Msg {
		defer arrived()
		err := accounts.Save(ctx, s, k.Password, k.At)
		return sessionSaved{accounts.News(), err}
	}))
}

// changeAccount makes the App the one of who is logged in now. Nothing that is shown or under way
// for the account before is shown to another one.
func (a *App) changeAccount() {
	a.choice.Stop()
	a.forgetWays()
	a.toast.Text, a.failed = "", failed{}
	if len(a.stack) > 0 {
		a.sayMistakes()
		a.options.Mistakes = ""
	}
	a.later(a.history.Change())
	a.listAccounts(nil, nil)
}

// sessionSaved says how saving a session ended, and what came up meanwhile.
type sessionSaved struct {
	news []credentials.Notice
	err  error
}

// awaited says what is waited for.
type awaited credentials.Notice

// tellingWaits is a context for work that may have to wait for a credential
// helper: then a toast says so. It ends with no screen.
func (a *App) tellingWaits() (ctx context.Context, arrived func()) {
	told, over := make(chan credentials.Notice, 1), make(chan struct{})
	a.later(func() tea.Msg {
		select {
		case n := <-told:
			return awaited(n)
		case <-over:
			return nil
		}
	})
	tell := func(n credentials.Notice) {
		select {
		case told <- n:
		default:
		}
	}
	return credentials.WithWaiting(context.WithoutCancel(a.ctx), tell), func() { close(over) }
}

func (a *App) anonymous() {
	a.env.Hub.Use(nil)
	a.changeAccount()
	a.home()
	a.openGiven()
}

// byPassword is said without a network: a password has to be sent before anything is shown in its
// name, and may ask for a second factor.
const byPassword = "What was seen by this password is known: tagboat images --offline prints it, so do tags and inspect."

// opening begins with what this machine has: the environment, a kept session,
// or what docker login stored.
func (a *App) opening(ask credentials.Ask) login.Opening {
	accounts, client := a.env.Accounts, a.env.Hub
	return func(ctx context.Context) login.Opened {
		found, notices := accounts.Find(ctx, ask)
		opened := login.Opened{Name: found.Username, Notices: notices}
		if found.Ready() {
			opened.Session, opened.Err = accounts.Open(ctx, client, found)
			if later := accounts.Later(client, found); hub.Unreached(opened.Err) && later != nil &&
				a.env.Index.Knows(hub.As(ctx, later), client) {
				// what it saw is shown until the Hub can be asked
				opened.Session, opened.Err = later, nil
			}
			if hub.Unreached(opened.Err) && a.env.Index.KnowsByPassword(client, found.Username) {
				opened.Notices = append(opened.Notices, byPassword)
			}
			opened.Notices = append(opened.Notices, accounts.News()...)
		}
		return opened
	}
}
