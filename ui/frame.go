package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"tagboat/hub/clean"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// The frame around every screen: a line above that says where we are, two
// below that say what is here and what can be done.
const (
	above, below         = 1, 2
	leastWidth           = 40
	leastHeight          = 10
	edge                 = 1 // blank cells on either side of the frame's own lines
	crumb                = " ▸ "
	tightBudget  float64 = 0.2
)

func (a *App) fits() bool { return a.width >= leastWidth && a.height >= leastHeight }

// View draws the whole picture.
func (a *App) View() tea.View {
	view := tea.NewView(a.picture())
	view.AltScreen = true
	view.WindowTitle = clean.Line("tagboat " + strings.Join(a.crumbs(), "/"))
	if !a.noMouse {
		view.MouseMode = tea.MouseModeCellMotion
	}
	if a.fits() && len(a.stack) > 0 {
		view.Cursor = a.cursor()
	}
	return view
}

func (a *App) picture() string {
	if a.width == 0 || len(a.stack) == 0 {
		return ""
	}
	if !a.fits() {
		return text.Truncate(fmt.Sprintf("tagboat needs %d×%d, this is %d×%d", leastWidth, leastHeight, a.width, a.height), a.width)
	}
	return strings.Join([]string{a.header(), a.body(), a.status(), a.footer()}, "\n")
}

// body draws the topmost full screen and the floats above it.
func (a *App) body() string {
	width, height := a.area()
	base, picture := 0, ""
	for i, e := range a.stack {
		if !e.boxed {
			base = i
		}
	}
	floats := a.stack[base:]
	if !a.stack[base].boxed {
		picture = a.stack[base].screen.View()
		floats = floats[1:]
	}
	for _, e := range floats {
		picture = a.env.Theme.Over(picture, a.box(e.screen), width, height)
	}
	lines := strings.Split(picture, "\n")
	for len(lines) < height {
		lines = append(lines, "")
	}
	return strings.Join(lines[:height], "\n")
}

func (a *App) box(s screen.Screen) []string {
	lines, width := strings.Split(s.View(), "\n"), 0
	most, _ := a.area()
	most -= theme.FrameWidth + 2*edge
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, most, text.Ellipsis)
		width = max(width, ansi.StringWidth(lines[i]))
	}
	return a.env.Theme.Box(clean.Line(s.Title()), lines, width)
}

func (a *App) crumbs() []string {
	var titles []string
	for _, e := range a.stack {
		title := clean.Line(e.screen.Title())
		if title == "" || e.boxed {
			continue
		}
		if n := len(titles); n > 0 {
			title = strings.TrimPrefix(title, titles[n-1]+"/")
		}
		titles = append(titles, title)
	}
	return titles
}

// header says where we are. When room is short the budget leaves first, then
// the beginning of the way here.
func (a *App) header() string {
	crumbs, who := a.crumbs(), "tagboat"
	if session := a.env.Hub.Session(); session != nil {
		who = clean.Line(session.Username)
	} else if len(crumbs) > 0 {
		who = "public"
	}
	width, paint := a.width-2*edge, a.env.Theme.Paint
	way := append([]string{who}, crumbs...)
	for len(way) > 2 && text.Width(strings.Join(way, crumb)) > width {
		way = append([]string{text.Ellipsis}, way[2:]...)
	}
	for i, title := range way {
		role := theme.Plain
		switch i {
		case 0:
			role = theme.Accent
		case len(way) - 1:
			role = theme.Strong
		}
		way[i] = paint(role, title)
	}
	left := strings.Join(way, paint(theme.Dim, crumb))
	budget := a.budget()
	if text.Width(left)+text.Width(budget) >= width {
		budget = ""
	}
	return a.spread(left, budget)
}

// budget is what the Hub allows: quiet until it matters.
func (a *App) budget() string {
	b := a.env.Hub.Budget()
	if !b.Known || b.Limit <= 0 {
		return ""
	}
	role := theme.Dim
	if float64(b.Remaining) < tightBudget*float64(b.Limit) {
		role = theme.Warn
	}
	return a.env.Theme.Paint(role, fmt.Sprintf("%d of %d requests left", b.Remaining, b.Limit))
}

func (a *App) status() string {
	right := a.env.Theme.Paint(theme.Warn, a.noticeText())
	if a.toast.text != "" {
		right = a.env.Theme.Paint(a.toast.role, text.Truncate(clean.Line(a.toast.text), a.width-2*edge))
	}
	return a.spread(a.top().Status(), right)
}

// footer names the keys that matter here; what does not fit is left out whole.
func (a *App) footer() string {
	const between = "   "
	line, room := "", a.width-2*edge
	for _, b := range a.top().Keys().ShortHelp() {
		if !b.Enabled() {
			continue
		}
		item := a.env.Theme.Paint(theme.Accent, b.Help().Key) + " " + a.env.Theme.Paint(theme.Dim, b.Help().Desc)
		if line != "" {
			item = between + item
		}
		if width := text.Width(item); width <= room {
			line += item
			room -= width
		}
	}
	return " " + line
}

// spread puts one text at the left and one at the right; when both do not fit,
// the right one, which is the news, wins.
func (a *App) spread(left, right string) string {
	width := a.width - 2*edge
	room := width - text.Width(right)
	if right != "" {
		room--
	}
	return " " + text.Pad(left, max(room, 0)) + strings.Repeat(" ", min(1, text.Width(right))) + right
}

// area is what lies between the frame's lines.
func (a *App) area() (width, height int) {
	return max(a.width, 0), max(a.height-above-below, 0)
}

func (a *App) resize() {
	width, height := a.area()
	for _, e := range a.stack {
		if e.boxed {
			e.screen.Resize(width-theme.FrameWidth-2*edge, height-theme.FrameHeight)
		} else {
			e.screen.Resize(width, height)
		}
	}
}

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
	return max((width-boxWidth)/2, 0) + theme.FrameWidth/2, above + max((height-len(box))/2, 0) + theme.FrameHeight/2
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
