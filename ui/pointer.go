package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// cursor puts the terminal's own cursor where the top screen wants it, and else where its first
// text begins: whoever follows the cursor is told why there is nothing to select.
func (a *App) cursor() *tea.Cursor {
	var cursor *tea.Cursor
	if c, ok := a.top().(screen.Cursored); ok {
		cursor = c.Cursor()
	}
	if cursor == nil {
		cursor = firstText(a.top().View())
	}
	if cursor == nil {
		return nil
	}
	left, top := a.origin()
	if _, height := a.frame.Area(a.boxed()); cursor.Y >= height { // in the status line
		left, top = a.frame.Origin()
		_, cursor.Y = a.frame.Area(false)
	}
	cursor.X += left
	cursor.Y += top
	return cursor
}

func firstText(view string) *tea.Cursor {
	for y, line := range strings.Split(ansi.Strip(view), "\n") {
		if trimmed := strings.TrimLeft(line, " "); trimmed != "" {
			return theme.AtRow(len(line)-len(trimmed), y)
		}
	}
	return nil
}

// origin is where the top screen's own area begins in the window.
func (a *App) origin() (left, top int) {
	if !a.boxed() {
		return a.frame.Origin()
	}
	return a.frame.BoxOrigin(a.stack[len(a.stack)-1].layer())
}

// takePointer gives clicks and the wheel to the top screen, but for a click on a toast that lies
// over rows: it takes off the toast, and none of the rows that were not seen is meant.
func (a *App) takePointer(msg tea.Msg) (cmd tea.Cmd, taken bool) {
	if _, ok := msg.(tea.MouseMsg); !ok {
		return nil, false
	}
	if !a.frame.Fits() {
		return nil, true
	}
	a.fadeToast()
	left, top := a.origin()
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if a.onToast(msg.Y) {
			a.dismissToast()
			return nil, true
		}
		msg.X, msg.Y = msg.X-left, msg.Y-top
		return a.top().Update(msg), true
	case tea.MouseWheelMsg:
		msg.X, msg.Y = msg.X-left, msg.Y-top
		return a.top().Update(msg), true
	default:
		return nil, true
	}
}

// onToast reports whether a line of the window belongs to a toast that lies over rows.
func (a *App) onToast(y int) bool {
	_, top := a.frame.Origin()
	_, height := a.frame.Area(false)
	end := top + height
	return y < end && y >= end-a.frame.Overlies(a.shownToast())
}

// toggleMouse gives the mouse back to the terminal, whose own way of selecting
// text it is, or takes it again.
func (a *App) toggleMouse() {
	a.noMouse = !a.noMouse
	if a.noMouse {
		back := a.env.Keys.Global.Mouse.Help().Key + " takes it back"
		a.Toast("The mouse selects text now; " + back)
	} else {
		a.Toast("The mouse moves and opens again")
	}
}
