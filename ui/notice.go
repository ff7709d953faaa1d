package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
)

// notice is what the client is doing about a difficulty: waiting, retrying.
// Its number keeps an old countdown from ticking for a new notice.
type notice struct {
	event  hub.Event
	shown  bool
	number uint64
}

type hubEvent hub.Event

type tick struct{ number uint64 }

// listen waits for the client's next event.
func (a *App) listen() tea.Cmd {
	events, ctx := a.options.Events, a.ctx
	if events == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case e := <-events:
			return hubEvent(e)
		case <-ctx.Done():
			return nil
		}
	}
}

func (a *App) takeNotice(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	switch msg := msg.(type) {
	case hubEvent:
		return a.heard(msg), true
	case tick:
		if msg.number == a.notice.number {
			cmd = a.count()
		}
		return cmd, true
	default:
		return nil, false
	}
}

// isUnseen reports whether a message changes nothing that is shown.
func isUnseen(msg tea.Msg) bool {
	e, ok := msg.(hubEvent)
	return ok && (e.Kind == hub.BudgetChanged || e.Kind == hub.Renewed)
}

func (a *App) heard(e hubEvent) tea.Cmd {
	if isUnseen(e) { // these end no wait
		return a.listen()
	}
	a.notice.number++
	a.notice.event = hub.Event(e)
	a.notice.shown = e.Kind != hub.Resumed
	return tea.Batch(a.listen(), a.count())
}

// linger is how long the news of another attempt stays after it has begun.
const linger = 2 * time.Second

// count keeps a countdown ticking, and ends it with the wait. It tells every second of the last ten
// only: a screen that is painted each second leaves nobody time to listen to it.
func (a *App) count() tea.Cmd {
	n := &a.notice
	if !n.shown {
		return nil
	}
	end := n.event.Until
	if n.event.Kind == hub.Retrying {
		end = end.Add(linger)
	}
	if !a.env.Now().Before(end) {
		n.shown = false
		return nil
	}
	_, next := hub.Left(end.Sub(a.env.Now()))
	if left := toastLife - a.env.Now().Sub(a.toast.at); a.toast.Text != "" && left > 0 {
		next = min(next, left)
	}
	return after(next, tick{n.number})
}

func (a *App) noticeText() string {
	if !a.notice.shown {
		return ""
	}
	e := a.notice.event
	left, _ := hub.Left(e.Until.Sub(a.env.Now()))
	return e.Words(e.Until.Add(-left))
}
