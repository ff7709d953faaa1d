package ui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
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
	mostOfCrumb          = 24
	tightBudget  float64 = 0.2
)

func (a *App) fits() bool { return a.width >= leastWidth && a.height >= leastHeight }

// View draws the whole picture.
func (a *App) View() tea.View {
	view := tea.NewView(a.picture())
	view.AltScreen = true
	view.WindowTitle = clean.Line("tagboat " + strings.Join(a.crumbs(), "/"))
	if _, selecting := a.shown().(screen.Selectable); !a.noMouse && !selecting {
		view.MouseMode = tea.MouseModeCellMotion
	}
	if a.fits() && len(a.stack) > 0 {
		view.Cursor = a.cursor()
	}
	view.KeyboardEnhancements = a.keyboard()
	return view
}

// keyboard asks for the places of keys. While keys are commands every key tells
// its own; text is left to the terminal, which knows dead keys and input methods.
func (a *App) keyboard() tea.KeyboardEnhancements {
	commands := len(a.stack) > 0 && !a.capturing()
	return tea.KeyboardEnhancements{
		ReportAlternateKeys: true, ReportAllKeysAsEscapeCodes: commands,
		ReportAssociatedText: commands,
	}
}

func (a *App) picture() string {
	if a.width == 0 || len(a.stack) == 0 {
		return ""
	}
	if !a.fits() {
		return text.Truncate(
			fmt.Sprintf(
				"tagboat needs %d×%d, this is %d×%d", leastWidth, leastHeight, a.width, a.height,
			),
			a.width,
		)
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

// crumbs are the titles of the full screens. A title that begins with that of
// the screen before says only what is new.
func (a *App) crumbs() []string {
	var titles []string
	before := ""
	for _, e := range a.stack {
		title := clean.Line(e.screen.Title())
		if title == "" || e.boxed {
			continue
		}
		titles = append(titles, strings.TrimPrefix(title, before+"/"))
		before = title
	}
	return titles
}

// header says where we are. When room is short the budget leaves first, then
// the middle of what is long, then the beginning of the way here.
func (a *App) header() string {
	crumbs, who := a.crumbs(), "tagboat"
	if session := a.env.Hub.Session(); session != nil {
		who = clean.Line(session.Username)
	} else if len(crumbs) > 0 {
		who = "public"
	}
	width, paint := a.width-2*edge, a.env.Theme.Paint
	way := append([]string{who}, crumbs...)
	if text.Width(strings.Join(way, crumb)) > width {
		for i := range way {
			way[i] = text.Middle(way[i], mostOfCrumb)
		}
	}
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

// status is the top screen's, or below a box that has none that of the screen it
// covers, dimmed as the rest of it.
func (a *App) status() string {
	left, width := a.top().Status(), a.width-2*edge
	if left == "" && a.boxed() {
		left = a.env.Theme.Veil(a.shown().Status())
	}
	notice := a.noticeText()
	if _, next, ok := strings.Cut(notice, ", "); ok && text.Width(notice) > width {
		notice = next // what comes of it rather than why
	}
	right := a.env.Theme.Paint(theme.Warn, notice)
	if _, own := a.top().(screen.OwnToasts); a.toast.text != "" && (a.toast.over == a.top() || !own) {
		right = a.env.Theme.Paint(a.toast.role, a.toast.in(width))
	}
	return a.spread(left, right)
}

// shown is the topmost full screen.
func (a *App) shown() screen.Screen {
	for _, e := range slices.Backward(a.stack) {
		if !e.boxed {
			return e.screen
		}
	}
	return a.top()
}

// footer names the keys that matter here; what does not fit is left out whole,
// and help, which names them all, last.
func (a *App) footer() string {
	const between = "   "
	line, room := "", a.width-2*edge
	item := func(b key.Binding) (string, int) {
		h := b.Help()
		return a.env.Theme.Paint(theme.Accent, h.Key) + " " + a.env.Theme.Paint(theme.Dim, h.Desc), text.Width(between + h.Key + " " + h.Desc)
	}
	room += text.Width(between)
	help := a.env.Keys.Global.Help.Help()
	kept := 0
	for _, b := range a.top().Keys().ShortHelp() {
		if b.Enabled() && b.Help() == help {
			_, kept = item(b)
		}
	}
	for _, b := range a.top().Keys().ShortHelp() {
		if !b.Enabled() {
			continue
		}
		words, width := item(b)
		if b.Help() == help {
			kept = 0
		}
		if width+kept > room {
			continue
		}
		if line != "" {
			line += between
		}
		line += words
		room -= width
	}
	return " " + line
}

// spread puts one text at the left and one at the right; when both do not fit,
// the right one, which is the news, wins.
func (a *App) spread(left, right string) string {
	width := a.width - 2*edge
	right = text.Truncate(right, width)
	room := width - text.Width(right)
	if right != "" {
		room--
	}
	const least = 8 // cells that still say something
	if room < min(text.Width(left), least) {
		left = ""
	}
	return " " + text.Pad(left, max(room, 0)) + strings.Repeat(
		" ", min(1, text.Width(right)),
	) + right
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
