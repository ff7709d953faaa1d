package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/menu"
	"tagboat/ui/text"
)

// allowed is what the registry says of pulls, for a menu that may have been left by then.
type allowed struct {
	box   *menu.Menu
	pulls hub.Allowance
	err   error
}

// askLimits asks what may be pulled, while the menu is open already. Of the requests it shows what
// the newest answer told.
func (a *App) askLimits(box *menu.Menu) {
	client := a.env.Hub
	if !client.Docker() {
		a.tellLimits(allowed{box: box, err: hub.ErrNoRegistry})
		return
	}
	box.Tell(a.limitLines("asking" + text.Ellipsis)...)
	ctx := hub.With(hub.As(a.ctx, client.Session()), hub.Patient)
	a.await(func() tea.Msg {
		pulls, err := client.ReadAllowance(ctx)
		return allowed{box, pulls, err}
	})
}

func (a *App) tellLimits(l allowed) {
	switch {
	case errors.Is(l.err, hub.ErrNoRegistry):
		l.box.Tell(a.limitLines("")...)
	case l.err != nil:
		l.box.Tell(a.limitLines("could not be read")...)
	default:
		l.box.Tell(a.limitLines(clean.Line(l.pulls.Words()))...)
	}
}

// limitLines are what is left of requests and pulls, as far as it is known.
func (a *App) limitLines(pulls string) (lines []string) {
	if b := a.env.Hub.Budget(); b.Known {
		lines = append(lines, "requests  "+b.Words())
	}
	if pulls != "" {
		lines = append(lines, "pulls     "+pulls)
	}
	return lines
}
