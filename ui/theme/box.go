package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Frame is what Box adds to its content in each direction, in cells.
const (
	FrameWidth  = 6 // border and two blanks on either side
	FrameHeight = 2
)

// Box draws a frame with a title around lines, each padded to width cells.
func (t *Theme) Box(title string, lines []string, width int) []string {
	edge := t.ordinary[Dim]
	inner := width + FrameWidth - 2
	title = ansi.Truncate(title, max(inner-4, 0), "…")
	rule := strings.Repeat("─", max(inner-ansi.StringWidth(title)-3, 0))
	box := make([]string, 0, len(lines)+FrameHeight)
	box = append(box, edge.Paint("╭─ ")+t.ordinary[Strong].Paint(title)+edge.Paint(" "+rule+"╮"))
	side := edge.Paint("│")
	for _, line := range lines {
		gap := strings.Repeat(" ", max(width-ansi.StringWidth(line), 0))
		box = append(box, side+"  "+line+gap+"  "+side)
	}
	return append(box, edge.Paint("╰"+strings.Repeat("─", inner)+"╯"))
}

// Over lays a box in the middle of a picture of width cells and height lines
// whose own text is dimmed; the place of what lies below is not lost.
func (t *Theme) Over(below string, box []string, width, height int) string {
	base := strings.Split(ansi.Strip(below), "\n")
	top := max((height-len(box))/2, 0)
	boxWidth := 0
	if len(box) > 0 {
		boxWidth = ansi.StringWidth(box[0])
	}
	left := max((width-boxWidth)/2, 0)
	lines := make([]string, height)
	for y := range lines {
		line := ""
		if y < len(base) {
			line = base[y]
		}
		if y < top || y >= top+len(box) {
			lines[y] = t.veil.Paint(line)
			continue
		}
		before := ansi.Truncate(line, left, "")
		gap := strings.Repeat(" ", max(left-ansi.StringWidth(before), 0))
		lines[y] = t.veil.Paint(before) + gap + box[y-top] + t.veil.Paint(from(line, left+boxWidth))
	}
	return strings.Join(lines, "\n")
}

// from is a line from a cell on. Of a character that lies on both sides of where it begins there is
// a blank.
func from(line string, cell int) string {
	rest, room := ansi.TruncateLeft(line, cell, ""), max(ansi.StringWidth(line)-cell, 0)
	if ansi.StringWidth(rest) > room {
		rest = " " + ansi.TruncateLeft(rest, 2, "")
	}
	return rest
}
