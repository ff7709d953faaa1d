package listing

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// Preview says what is shown of a row beside the list. The zero Preview shows
// nothing, and its key is off.
type Preview[T any] struct {
	// Known draws what the row itself tells, in at most width cells.
	Known func(row *T, width int) []string
	// Fetch, if set, asks for the rest and returns what draws it below.
	Fetch func(ctx context.Context, row T) (func(width int) []string, error)
}

const (
	previewPause  = 150 * time.Millisecond // so that holding a key asks for nothing
	previewShare  = 40                     // of the room, in percent
	leastShare    = 20
	mostShare     = 70
	shareStep     = 5
	besideWidth   = 90 // from here on the preview stands beside the list
	belowHeight   = 14 // and below it, from here on
	previewMargin = 3  // cells between the list and the preview
	frameHeight   = 3  // lines of the window around every screen
)

// preview is the state of a list's preview.
type preview[T any] struct {
	open  bool
	share int // of the room, in percent
	slot  task.Slot[func(width int) []string]
	key   string                   // of the row that rest belongs to
	rest  func(width int) []string // what was fetched of it; nil until then
	err   error
}

func (p *preview[T]) beside(width int) bool { return width >= besideWidth }

// width is what the preview takes of the list's width, its margin included.
func (p *preview[T]) width(width int) int {
	if !p.open || !p.beside(width) {
		return 0
	}
	return width * p.share / 100
}

// height is what the preview takes of the list's height, its rule included.
func (p *preview[T]) height(width, height int) int {
	if !p.open || p.beside(width) || height < belowHeight {
		return 0
	}
	return height * p.share / 100
}

func (l *List[T]) togglePreview() {
	if l.config.Preview.Known == nil {
		return
	}
	l.preview.open = !l.preview.open
	if p := &l.preview; p.open && !p.beside(l.width) && l.height < belowHeight {
		p.open = false
		l.env.Toast(
			fmt.Sprintf(
				"Preview needs %d columns or %d lines", besideWidth, belowHeight+frameHeight,
			),
		)
		return
	}
	l.layOut()
	l.keepInSight()
}

func (l *List[T]) resizePreview(direction int) {
	if l.preview.open {
		l.preview.share = max(min(l.preview.share+direction*shareStep, mostShare), leastShare)
		l.layOut()
		l.keepInSight()
	}
}

// lookCloser asks for the rest of the selected row after a pause. A key that
// comes sooner replaces the question, so nothing is asked while one is held.
func (l *List[T]) lookCloser() tea.Cmd {
	row, p := l.current(), &l.preview
	if !p.open || row == nil || l.config.Preview.Fetch == nil {
		if p.slot.Busy() { // what has not come by then is asked for anew
			p.key = ""
		}
		p.slot.Stop()
		return nil
	}
	key := l.config.Listing.Key(*row)
	if key == p.key {
		return nil
	}
	p.key, p.rest, p.err = key, nil, nil
	fetch, wanted := l.config.Preview.Fetch, *row
	return p.slot.StartAfter(l.ctx, previewPause, func(
		ctx context.Context, deliver func(func(int) []string) bool,
	) error {
		rest, err := fetch(ctx, wanted)
		if err == nil {
			deliver(rest)
		}
		return err
	})
}

// again has what failed asked for once more.
func (p *preview[T]) again() {
	if p.err != nil {
		p.key = ""
	}
}

func (p *preview[T]) take(msg tea.Msg) tea.Cmd {
	progress, ok := p.slot.Take(msg)
	if !ok {
		return nil
	}
	if progress.Done {
		p.err = progress.Err
	} else {
		p.rest = progress.Value
	}
	return progress.Next
}

// withPreview puts the preview beside the list, or below it.
func (l *List[T]) withPreview(list string) string {
	p, edge := &l.preview, l.env.Theme.Ink(theme.Dim, false)
	if below := p.height(l.width, l.height); below > 0 {
		lines := clip(l.details(l.width-2), below-1)
		return list + "\n" + edge.Paint(
			strings.Repeat("─", l.width),
		) + "\n " + strings.Join(lines, "\n ")
	}
	width := p.width(l.width)
	if width <= previewMargin {
		return list
	}
	lines := clip(l.details(width-previewMargin), l.height)
	var b strings.Builder
	for y, line := range strings.Split(list, "\n") {
		if y > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
		b.WriteString(spaces(l.listWidth() - ansi.StringWidth(line)))
		b.WriteString(edge.Paint(" │ "))
		if y < len(lines) {
			b.WriteString(lines[y])
		}
	}
	return b.String()
}

// details are the lines about the selected row: what is known at once, then
// what was fetched.
func (l *List[T]) details(width int) []string {
	row := l.current()
	if row == nil || width < 1 {
		return nil
	}
	lines := l.config.Preview.Known(row, width)
	switch {
	case l.preview.rest != nil:
		lines = append(append(lines, ""), l.preview.rest(width)...)
	case l.preview.err != nil:
		lines = append(
			append(lines, ""),
			l.env.Theme.Wrap(theme.Bad, clean.Line(hub.Sentence(l.preview.err)), width)...,
		)
	}
	return lines
}

func clip(lines []string, most int) []string { return lines[:min(len(lines), max(most, 0))] }
