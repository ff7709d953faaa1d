package theme

import tea "charm.land/bubbletea/v2"

// AtRow is the terminal's cursor where a row's own text begins: what is not typed in has a line
// below it, which does not blink.
func AtRow(x, y int) *tea.Cursor {
	cursor := tea.NewCursor(x, y)
	cursor.Shape, cursor.Blink = tea.CursorUnderline, false
	return cursor
}
