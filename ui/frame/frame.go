// Package frame draws the calm frame around every screen: a line above that says where we are, two
// below that say what is here and what can be done. It knows values, not screens.
package frame

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	above, below = 1, 2
	leastWidth   = 40
	leastHeight  = 10
	edge         = 1 // blank cells on either side of the frame's own lines
	crumb        = " ▸ "
	mostOfCrumb  = 24
	tightBudget  = 0.2 // of what the Hub allows
)

// Frame is as large as the window. The zero value has no window yet.
type Frame struct {
	Theme         *theme.Theme
	Width, Height int // cells of the window
}

// Layer is one screen as it is drawn: over the whole area, or as a box in the middle of it.
type Layer struct {
	Title, View string
	Boxed       bool
}

// Picture is everything that is drawn but the screens.
type Picture struct {
	Way    []string // who, and the titles of the screens that lead here
	Budget hub.Budget
	Status string // painted: how much is shown of what
	Notice string // what the client waits for; may be empty
	Toast  Toast
	Keys   []key.Binding // those that work now and matter here
	Help   key.Binding   // the one that names them all
	Out    []key.Binding // those that lead out, which are not left out for others
}

// Fits reports whether the window has room for a screen.
func (f Frame) Fits() bool { return f.Width >= leastWidth && f.Height >= leastHeight }

// Area is what lies between the frame's lines, or the most that a box may fill of it.
func (f Frame) Area(boxed bool) (width, height int) {
	width, height = max(f.Width, 0), max(f.Height-above-below, 0)
	if boxed {
		return width - theme.FrameWidth - 2*edge, height - theme.FrameHeight
	}
	return width, height
}

// Origin is where the area of a full screen begins in the window.
func (f Frame) Origin() (left, top int) { return 0, above }

// BoxOrigin is where the area within a box begins in the window.
func (f Frame) BoxOrigin(l Layer) (left, top int) {
	width, height := f.Area(false)
	box := f.box(l)
	left = max((width-text.Width(box[0]))/2, 0) + theme.FrameWidth/2
	top = above + max((height-len(box))/2, 0) + theme.FrameHeight/2
	return left, top
}

// Draw draws the topmost full screen and the boxes above it, each over what lies below, and the
// frame's lines around them.
func (f Frame) Draw(layers []Layer, p Picture) string {
	beside, below, above := f.news(p)
	return strings.Join([]string{
		f.header(p.Way, p.Budget), f.body(layers, above), f.spread(p.Status, beside),
		f.footer(p, below),
	}, "\n")
}

// TooSmall says what stands in a window without room for a screen, in as many words as fit.
func (f Frame) TooSmall() string {
	needed := fmt.Sprintf("%d×%d", leastWidth, leastHeight)
	for _, says := range []string{
		fmt.Sprintf("tagboat needs %s, this is %d×%d", needed, f.Width, f.Height),
		"tagboat needs " + needed, "needs " + needed,
	} {
		if text.Width(says) <= f.Width {
			return says
		}
	}
	return text.Truncate(needed, f.Width)
}

// body is what the layers show, and news over the end of it.
func (f Frame) body(layers []Layer, news []string) string {
	width, height := f.Area(false)
	picture := ""
	for _, l := range layers {
		if l.Boxed {
			picture = f.Theme.Over(picture, f.box(l), width, height)
		} else {
			picture = l.View
		}
	}
	lines := strings.Split(picture, "\n")
	for len(lines) < height {
		lines = append(lines, "")
	}
	for i, line := range news {
		lines[height-len(news)+i] = " " + text.Pad(line, f.Width-edge)
	}
	return strings.Join(lines[:height], "\n")
}

func (f Frame) box(l Layer) []string {
	most, _ := f.Area(true)
	title := clean.Line(l.Title) // with the part of it that is in sight
	lines, width := strings.Split(l.View, "\n"), min(text.Width(title), most)
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, most, text.Ellipsis)
		width = max(width, ansi.StringWidth(lines[i]))
	}
	return f.Theme.Box(title, lines, width)
}

// header says where we are. When room is short the budget leaves first, then
// the middle of what is long, then the beginning of the way here.
func (f Frame) header(way []string, b hub.Budget) string {
	width := f.Width - 2*edge
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
		way[i] = f.Theme.Paint(role, title)
	}
	left := strings.Join(way, f.Theme.Paint(theme.Dim, crumb))
	budget := f.budget(b)
	if text.Width(left)+text.Width(budget) >= width {
		budget = ""
	}
	return f.spread(left, budget)
}

// budget is what the Hub allows: quiet until it matters.
func (f Frame) budget(b hub.Budget) string {
	if !b.Known || b.Limit <= 0 {
		return ""
	}
	role := theme.Dim
	if float64(b.Remaining) < tightBudget*float64(b.Limit) {
		role = theme.Warn
	}
	return f.Theme.Paint(role, fmt.Sprintf("%d of %d requests left", b.Remaining, b.Limit))
}

// news is a toast or else what the client waits for, painted. It stands beside the status where all
// of both is seen, otherwise below it, beside the keys, and what needs several lines above it, over
// the last rows: it never hides how much is shown.
func (f Frame) news(p Picture) (beside, below string, above []string) {
	const apart = 2 // cells
	width := f.Width - 2*edge
	room := width
	if p.Status != "" {
		room -= text.Width(p.Status) + apart
	}
	if p.Toast.Text != "" {
		if text.Width(p.Toast.Text) <= room {
			return f.Theme.Paint(p.Toast.Role, p.Toast.Text), "", nil
		}
		if line, fits := p.Toast.in(width); fits {
			return "", f.Theme.Paint(p.Toast.Role, line), nil
		}
		for _, line := range p.Toast.lines(width) {
			above = append(above, f.Theme.Paint(p.Toast.Role, line))
		}
		return "", "", above
	}
	notice := p.Notice
	if _, next, ok := strings.Cut(notice, ", "); ok && text.Width(notice) > width {
		notice = next // what comes of it rather than why
	}
	if text.Width(notice) <= room {
		return f.Theme.Paint(theme.Warn, notice), "", nil
	}
	return "", f.Theme.Paint(theme.Warn, notice), nil
}

// Overlies is how many of the last rows of the screen a toast lies over.
func (f Frame) Overlies(t Toast) int {
	if _, fits := t.in(f.Width - 2*edge); fits {
		return 0
	}
	return len(t.lines(f.Width - 2*edge))
}

// footer names the keys that matter here, closer where that makes room for more, and the news that
// have no place above at the right. A key that does not fit is left out whole, and help, which
// names them all, last.
func (f Frame) footer(p Picture, news string) string {
	const least = 3 // cells between the keys and the news
	room := f.Width - 2*edge
	if news != "" {
		room -= text.Width(news) + least
	}
	between := "   "
	items, first := f.items(p, between, room)
	if narrow, more := f.items(p, "  ", room); more > first {
		items, between = narrow, "  "
	}
	line := strings.Join(items, between)
	if news == "" {
		return " " + line
	}
	return f.spread(line, news)
}

// items are the keys that fit beside each other into so many cells, and how many come before the
// first that does not.
func (f Frame) items(p Picture, between string, cells int) (items []string, first int) {
	item := func(b key.Binding) (string, int) {
		h := b.Help()
		words := f.Theme.Paint(theme.Accent, h.Key) + " " + f.Theme.Paint(theme.Dim, h.Desc)
		return words, text.Width(between + h.Key + " " + h.Desc)
	}
	room, kept := cells+text.Width(between), 0
	for _, b := range p.Keys {
		if _, width := item(b); b.Enabled() && p.isKept(b) {
			kept += width
		}
	}
	first = -1
	for _, b := range p.Keys {
		if !b.Enabled() {
			continue
		}
		words, width := item(b)
		if p.isKept(b) {
			kept -= width
		}
		switch {
		case width+kept <= room:
			items, room = append(items, words), room-width
		case first < 0:
			first = len(items)
		}
	}
	if first < 0 {
		first = len(items)
	}
	return items, first
}

// isKept reports whether others give way to a key.
func (p Picture) isKept(b key.Binding) bool {
	return b.Help() == p.Help.Help() || slices.ContainsFunc(p.Out, func(out key.Binding) bool {
		return slices.Equal(out.Keys(), b.Keys())
	})
}

// spread puts one text at the left and one at the right; when both do not fit,
// the right one, which is the news, wins.
func (f Frame) spread(left, right string) string {
	width := f.Width - 2*edge
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
