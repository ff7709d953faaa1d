package home

import (
	"time"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	soon      = 3 * 24 * time.Hour // before its end a session is near it
	noteRoom  = 8                  // lines of the area, for a note to be drawn at all
	mostNotes = 4                  // lines
)

// notes are the lines above the rows: names that the Hub has locked, and a session near its end.
func (h *Home) notes() []string {
	if h.height < noteRoom {
		return nil
	}
	var lines []string
	say := func(s string) {
		for _, line := range h.env.Theme.Wrap(theme.Warn, s, h.width-2*gutter) {
			lines = append(lines, "  "+line)
		}
	}
	now := h.env.Now()
	login := h.env.Keys.Global.Account.Help().Key + " logs in again."
	session := h.env.Hub.Session()
	if session != nil && !session.Renews() && !session.Expires.IsZero() {
		switch left := session.Expires.Sub(now); {
		case left <= 0:
			say("The session has ended; " + login)
		case left <= soon:
			at := h.env.Clock().In(session.Expires).Format("15:04 on Monday, 2 January")
			say("The session ends at " + at + "; " + login)
		}
	}
	for _, lock := range h.locks {
		if now.Before(lock.Until) {
			say("The Hub has locked " + clean.Line(text.Middle(lock.Username, mostName)) + " until " +
				h.env.Clock().In(lock.Until).Format(time.TimeOnly) +
				"; before that even the right password is refused.")
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines[:min(len(lines), mostNotes)], "")
}
