package ui

import (
	"context"
	"reflect"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/keymap"
	"tagboat/ui/clipboard"
	"tagboat/ui/config"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Configured is the configuration as it was read anew, and what follows from it.
type Configured struct {
	Config    config.Config
	Keys      keymap.Map
	Charset   text.Charset
	Clipboard *clipboard.Clipboard
	Outside   Outside
	Mistakes  string // that there are some, in a few words; empty: none
}

// reconfigured brings what came of reading it.
type reconfigured struct {
	read Configured
	err  error
}

// reloads offers to read the configuration again; nothing where there is none.
func (a *App) reloads() []screen.Offer {
	read := a.options.Configure
	if read == nil {
		return nil
	}
	return []screen.Offer{{
		Name: "reload configuration", Help: "what was set since the start", Kind: "configuration",
		Do: func() tea.Cmd {
			ctx := a.ctx
			a.await(func() tea.Msg {
				found, err := read(ctx)
				return reconfigured{found, err}
			})
			return nil
		},
	}}
}

// takeConfigured keeps what was read until it can be had in force.
func (a *App) takeConfigured(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	m, ok := msg.(reconfigured)
	if ok {
		a.reread = &m
	}
	return nil, ok
}

// useConfigured has in force what was read, once nothing is typed or asked: keys do not change
// under the fingers, and boxes name those that they were opened with. What could not be read leaves
// everything as it is.
func (a *App) useConfigured() {
	m := a.reread
	if m == nil || len(a.stack) == 0 || a.boxed() || a.capturing() || a.asked() {
		return
	}
	a.reread = nil
	if m.err != nil {
		a.refuse("Nothing was changed: " + m.err.Error())
		return
	}
	before := *a.env.Config
	later := fromTheNextStart(before, m.read.Config)
	words := "The configuration is as it was"
	if hold(&m.read.Config, before); !reflect.DeepEqual(before, m.read.Config) {
		words = "The configuration was read again"
		a.configure(m.read)
	}
	if later != "" {
		words += "; " + later + " from the next start on"
	}
	if m.read.Mistakes != "" {
		a.refuse(words + "; " + m.read.Mistakes)
		return
	}
	a.Toast(words)
}

// hold leaves what a client is made of as it is while it is used.
func hold(c *config.Config, before config.Config) {
	c.Hub, c.Account = before.Hub, before.Account
	c.Requests, c.Index = before.Requests, before.Index
}

// configure has the App and its screens do as it was set. They stay as they are in all else.
func (a *App) configure(read Configured) {
	if read.Config.Mouse != a.env.Config.Mouse {
		a.noMouse = !read.Config.Mouse
	}
	*a.env.Config, *a.env.Keys = read.Config, read.Keys
	a.options.Charset, a.options.Outside = read.Charset, read.Outside
	if read.Clipboard != nil {
		a.options.Clipboard = read.Clipboard
	}
	a.suit()
	a.tellConfigured()
}

// tellConfigured tells the screens that work, and notes it for those that rest.
func (a *App) tellConfigured() {
	stacks := [][]*entry{a.stack}
	for _, w := range a.ways {
		stacks = append(stacks, w.stack)
	}
	for _, e := range slices.Concat(stacks...) {
		e.untold = true
	}
	for _, e := range a.stack {
		if !e.resting {
			e.untold = false
			a.later(e.screen.Update(screen.Configured{}))
		}
	}
}

// suit fits the keys and the theme to what is in force and can be done here.
func (a *App) suit() {
	a.env.Keys.Global.Suspend.SetEnabled(a.options.Outside.Suspend != nil)
	a.env.Keys.Tag.Web.SetEnabled(a.env.Hub.Docker())
	// whoever read them told of mistakes
	_ = a.env.Theme.Wear(a.env.Config.Theme, a.env.Config.Roles)
}

// fromTheNextStart names what was changed and takes a start; empty where that is nothing.
func fromTheNextStart(before, now config.Config) string {
	var names []string
	for _, s := range []struct {
		name      string
		isChanged bool
	}{
		{"hub", now.Hub != before.Hub}, {"account", now.Account != before.Account},
		{"requests", now.Requests != before.Requests}, {"index", now.Index != before.Index},
	} {
		if s.isChanged {
			names = append(names, s.name)
		}
	}
	switch last := len(names) - 1; {
	case last < 0:
		return ""
	case last == 0:
		return names[0] + " holds"
	default:
		return strings.Join(names[:last], ", ") + " and " + names[last] + " hold"
	}
}

// sayMistakes tells once that there are mistakes in the configuration.
func (a *App) sayMistakes() {
	if a.options.Mistakes != "" {
		a.refuse(a.options.Mistakes)
		a.toast.unread = a.options.Mistakes
	}
}

// Configure reads the configuration again.
type Configure func(ctx context.Context) (Configured, error)
