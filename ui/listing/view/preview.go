package view

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tagboat/ui/theme"
)

const (
	previewShare  = 40 // of the room, in percent
	leastShare    = 20
	mostShare     = 70
	shareStep     = 5
	besideWidth   = 90 // from here on the preview stands beside the list
	belowHeight   = 14 // and below it, from here on
	previewMargin = 3  // cells between the list and the preview
	frameHeight   = 3  // lines of the window around every screen
)

// Preview is what is shown of the selected row, beside the list or below it.
type Preview struct {
	// Rest draws what was fetched of the selected row, below what the row itself tells; nil until
	// then.
	Rest func(width int) []string

	open  bool
	share int // of the room, in percent
}

// IsOpen reports whether the preview is shown.
func (p *Preview) IsOpen() bool { return p.open }

func (p *Preview) beside(width int) bool { return width >= besideWidth }

// width is what the preview takes of the list's width, its margin included.
func (p *Preview) width(width int) int {
	if !p.open || !p.beside(width) {
		return 0
	}
	return width * p.share / 100
}

// height is what the preview takes of the list's height, its rule included.
func (p *Preview) height(width, height int) int {
	if !p.open || p.beside(width) || height < belowHeight {
		return 0
	}
	return height * p.share / 100
}

// TogglePreview opens the preview or closes it; then call KeepInSight. Where there is no room it
// stays closed, and refusal says how much it needs.
func (v *View[T]) TogglePreview() (refusal string) {
	p := &v.Preview
	if p.open = !p.open; p.open && !p.beside(v.width) && v.height < belowHeight {
		p.open = false
		return fmt.Sprintf(
			"Preview needs %d columns or %d lines", besideWidth, belowHeight+frameHeight,
		)
	}
	v.layOut()
	return ""
}

// OpenPreview opens the preview, to be seen where there is room.
func (v *View[T]) OpenPreview() {
	v.Preview.open = true
	v.layOut()
}

// ClosePreview closes it.
func (v *View[T]) ClosePreview() {
	v.Preview.open = false
	v.layOut()
}

// ShowsPreview reports whether the preview is open and has room.
func (v *View[T]) ShowsPreview() bool {
	return v.Preview.width(v.width) > 0 || v.Preview.height(v.width, v.height) > 0
}

// ResizePreview gives an open preview a step more of the room, or less with -1; then call
// KeepInSight.
func (v *View[T]) ResizePreview(direction int) {
	if p := &v.Preview; p.open {
		p.share = max(min(p.share+direction*shareStep, mostShare), leastShare)
		v.layOut()
	}
}

// withPreview puts the preview beside the list, or below it.
func (v *View[T]) withPreview(list string) string {
	p, edge := &v.Preview, v.config.Theme.Ink(theme.Dim, false)
	if below := p.height(v.width, v.height); below > 0 {
		lines := clip(v.details(v.width-2), below-1)
		rule := edge.Paint(strings.Repeat("─", v.width))
		return list + "\n" + rule + "\n " + strings.Join(lines, "\n ")
	}
	width := p.width(v.width)
	if width <= previewMargin {
		return list
	}
	lines := clip(v.details(width-previewMargin), v.height)
	var b strings.Builder
	for y, line := range strings.Split(list, "\n") {
		if y > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
		b.WriteString(spaces(v.Width() - ansi.StringWidth(line)))
		b.WriteString(edge.Paint(" │ "))
		if y < len(lines) {
			b.WriteString(lines[y])
		}
	}
	return b.String()
}

// details are the lines about the selected row.
func (v *View[T]) details(width int) []string {
	row := v.Selected()
	if row == nil || width < 1 {
		return nil
	}
	lines := v.config.Preview(row, width)
	if v.Preview.Rest != nil {
		lines = append(append(lines, ""), v.Preview.Rest(width)...)
	}
	return lines
}

func clip(lines []string, most int) []string { return lines[:min(len(lines), max(most, 0))] }
