package ui

import (
	"context"
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/credentials"
	"tagboat/ui/login"
	"tagboat/ui/menu"
	"tagboat/ui/palette"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// mostAccounts is how many accounts the menu gives a digit.
const mostAccounts = 9

// listed are the accounts that this machine keeps. They are offered where they were
// asked for, and nowhere else: by then keys may be text, or mean something else.
type listed struct {
	over     screen.Screen    // who waits for them; nil: nobody does
	actions  *palette.Palette // offers them then; nil: a menu of their own does
	accounts []credentials.Account
	err      error
}

// switched is the session of the account that was chosen.
type switched struct {
	name   string
	opened login.Opened
}

// choice is the account that is about to be switched to, until another choice
// takes its place.
type choice = task.Slot[switched]

// listAccounts looks up the accounts, to offer them over a screen among all actions or in a menu of
// their own, or to know them when they are asked for by name.
func (a *App) listAccounts(over screen.Screen, actions *palette.Palette) {
	accounts := a.env.Accounts
	a.await(func() tea.Msg {
		list, err := accounts.List()
		return listed{over, actions, list, err}
	})
}

// accountChoice is something that can be chosen of accounts.
type accountChoice struct {
	letter, name, note string
	called             string // in the list of all actions
	do                 func()
}

// accountChoices are the kept accounts, another login, and the way out.
func (a *App) accountChoices(kept []credentials.Account) (choices []accountChoice) {
	for i, account := range kept {
		note, letter := account.Kind.String()+", "+account.Where.String(), ""
		if i < mostAccounts {
			letter = strconv.Itoa(i + 1)
		}
		name := clean.Line(account.Username)
		choices = append(choices, accountChoice{letter, name, note, "account " + name, func() {
			a.switchTo(account.Username)
		}})
	}
	choices = append(choices,
		accountChoice{"n", "another account", "log in", "another account", func() {
			a.Push(a.again("", "", a.home))
		}},
		accountChoice{"p", "no account", "browse public repositories", "no account", a.anonymous},
	)
	if session := a.env.Hub.Session(); session != nil {
		name := "log out " + clean.Line(session.Username)
		choices = append(choices, accountChoice{
			"x", name, "forget all that is kept of it", name, func() { a.askLogOut(session) },
		})
	}
	return choices
}

// accountOffers are the same, to be found by name.
func (a *App) accountOffers(kept []credentials.Account) (offers []screen.Offer) {
	key := a.env.Keys.Global.Account.Help().Key
	for _, c := range a.accountChoices(kept) {
		keys := ""
		if c.letter != "" {
			keys = key + " " + c.letter
		}
		offers = append(offers, screen.Offer{
			Name: c.called, Help: c.note, Kind: "account", Keys: keys, Do: func() tea.Cmd {
				c.do()
				return nil
			},
		})
	}
	return offers
}

// accountMenu offers what can be chosen by a letter.
func (a *App) accountMenu(found listed) {
	if found.err != nil {
		a.Fail(found.err)
	}
	if a.env.Hub.Session() == nil && len(found.accounts) == 0 {
		a.Authenticate(nil)
		return
	}
	var items []menu.Item
	var deeds []func()
	for _, c := range a.accountChoices(found.accounts) {
		if c.letter != "" {
			items = append(items, menu.Item{Letter: c.letter, Name: c.name, Note: c.note})
			deeds = append(deeds, c.do)
		}
	}
	box := menu.New(a.env, "Accounts", items, 0, func(i int) tea.Cmd {
		deeds[i]()
		return nil
	})
	a.askLimits(box)
	a.Push(box)
}

// switchTo opens the session of a kept account.
func (a *App) switchTo(name string) {
	opening := a.opening(credentials.Ask{Account: name})
	a.later(a.choice.Start(a.ctx, func(ctx context.Context, deliver func(switched) bool) error {
		deliver(switched{name, opening(credentials.WithWaiting(ctx, func(n credentials.Notice) {
			deliver(switched{name, login.Opened{Waiting: n}})
		}))})
		return nil
	}))
}

// took goes on with the account that was chosen, or asks for what it wants.
func (a *App) took(s switched) {
	challenge, challenged := errors.AsType[*hub.Challenge](s.opened.Err)
	switch {
	case s.opened.Waiting != "":
		a.Toast(clean.Line(string(s.opened.Waiting)))
	case challenged:
		a.challenge(challenge, func(session *hub.Session) { a.begin(session, login.Keeping{}) })
	case s.opened.Session != nil:
		accounts, ctx := a.env.Accounts, context.WithoutCancel(a.ctx)
		a.later(a.keeping.Do(func() tea.Msg {
			_ = accounts.SetDefault(ctx, s.name) // only the order of the next start depends on it
			return nil
		}))
		a.begin(s.opened.Session, login.Keeping{})
	default:
		reason := "Log in again as " + s.name + "."
		if s.opened.Err != nil {
			reason = hub.Sentence(s.opened.Err)
		} else if len(s.opened.Notices) > 0 {
			reason = string(s.opened.Notices[0])
		}
		a.Push(a.again(clean.Line(reason), s.name, a.home))
	}
}

// askLogOut asks once, because what is forgotten has to be typed again.
func (a *App) askLogOut(session *hub.Session) {
	name := clean.Line(session.Username)
	items := []menu.Item{
		{Letter: "y", Name: "log out", Note: "forgets session, favourites and places"},
		{Letter: "n", Name: "stay logged in"},
	}
	a.Push(menu.New(a.env, "Log out "+name+"?", items, 1, func(i int) tea.Cmd {
		if i == 0 && a.env.Hub.Session() == session {
			a.logOut(session)
		}
		return nil
	}))
}

// logOut leaves the account in this very turn: nobody sees, opens or remembers
// anything of it while the disk and the Hub are told.
func (a *App) logOut(session *hub.Session) {
	accounts, client, history := a.env.Accounts, a.env.Hub, a.history
	stay, forget := a.env.Names.Stay(), a.options.ForgetLists
	stay.End()
	client.Use(nil)
	a.changeAccount()
	a.restart(a.first(nil))
	ctx, arrived := a.tellingWaits()
	a.await(a.keeping.Do(func() tea.Msg {
		defer arrived()
		err := accounts.Forget(ctx, session.Username)
		if forget != nil {
			err = errors.Join(err, forget(ctx, session.Username))
		}
		return loggedOut{session.Username, errors.Join(err, history.Forget(ctx, stay.Owner()))}
	}))
	a.later(a.duties.Do(func() tea.Msg {
		// whether the Hub revokes is not known; here the session is gone
		_ = client.End(ctx, session)
		return nil
	}))
}

type loggedOut struct {
	name string
	err  error
}

// ended tells this machine's accounts that the Hub refused a session in use.
func (a *App) ended(session *hub.Session) {
	if session == nil {
		return
	}
	accounts, ctx := a.env.Accounts, context.WithoutCancel(a.ctx)
	a.later(a.keeping.Do(func() tea.Msg {
		_ = accounts.Ended(ctx, session) // at worst the next start asks once more
		return nil
	}))
}

// takeAccount takes the answers of this file's questions, and what became of a session that was to
// be kept.
func (a *App) takeAccount(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	if p, ok := a.choice.Take(msg); ok {
		if !p.Done {
			a.took(p.Value)
		}
		return p.Next, true
	}
	switch msg := msg.(type) {
	case listed:
		a.kept = msg.accounts
		switch {
		case msg.over == nil || msg.over != a.top():
		case msg.actions != nil:
			msg.actions.Add(a.accountOffers(msg.accounts))
		case !a.capturing():
			a.accountMenu(msg)
		}
	case loggedOut:
		a.listAccounts(nil, nil)
		if msg.err != nil {
			a.Fail(msg.err)
		} else {
			a.Toast("Logged out " + clean.Line(msg.name))
		}
	case sessionSaved:
		a.listAccounts(nil, nil)
		for _, n := range msg.news {
			a.Fail(errors.New(string(n)))
		}
		if msg.err != nil {
			a.Fail(msg.err)
		}
	case allowed:
		a.tellLimits(msg)
	case awaited:
		a.Toast(clean.Line(string(msg)))
	default:
		return nil, false
	}
	return nil, true
}
