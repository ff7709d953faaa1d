package ui

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// cursor puts the terminal's own cursor where the top screen wants it.
func (a *App) cursor() *tea.Cursor {
	c, ok := a.top().(screen.Cursored)
	if !ok {
		return nil
	}
	cursor := c.Cursor()
	if cursor == nil {
		return nil
	}
	left, top := a.origin()
	cursor.X += left
	cursor.Y += top
	return cursor
}

// origin is where the top screen's own area begins in the window.
func (a *App) origin() (left, top int) {
	if !a.boxed() {
		return 0, above
	}
	width, height := a.area()
	box := a.box(a.top())
	boxWidth := text.Width(box[0])
	left = max((width-boxWidth)/2, 0) + theme.FrameWidth/2
	top = above + max((height-len(box))/2, 0) + theme.FrameHeight/2
	return left, top
}

func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if !a.fits() {
		return nil
	}
	left, top := a.origin()
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		msg.X, msg.Y = msg.X-left, msg.Y-top
		return a.top().Update(msg)
	case tea.MouseWheelMsg:
		msg.X, msg.Y = msg.X-left, msg.Y-top
		return a.top().Update(msg)
	default:
		return nil
	}
}
