// Package view is how the rows of a list are looked at: which of them are in sight, which one is
// selected, which are marked, in which columns they are drawn, and what stands above, beside and
// below them. It draws only the rows in sight, does nothing in proportion to the rows while drawing
// or moving, and asks nobody for anything.
package view

import (
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	headerHeight = 1
	inkRoom      = 120 // bytes of styles in a row, for a start
	rightMargin  = 1   // as the frame's own lines have
	leastRows    = 5   // lines that what stands above must leave to the rows
)

// Config is what a View is made of.
type Config[T any] struct {
	Theme   *theme.Theme
	Now     func() time.Time
	Clock   text.Clock
	Columns Columns[T]
	// Above, if set, draws lines over the column titles.
	Above   func(width int) []string
	Preview func(row *T, width int) []string // nil: there is none
	// Favourite, if set, reports whether a row is one; its name bears the sign of that.
	Favourite func(row *T) bool
	// Note, if set, is a word about a row that stands behind its name where there is room.
	Note func(row *T) string
}

// View shows the rows of a store.
type View[T any] struct {
	Rows    *rows.Store[T]  // Replace sets it
	Filter  query.Filter[T] // what it finds in the names is highlighted
	SoFar   bool            // not all rows are there
	Below   []string        // lines below the rows
	Preview Preview

	config        Config[T]
	width, height int
	line          []placed
	sorted        string // the order that line was made for
	above         []string
	revision      int // of the rows and how they are shown
	drawn         drawn

	// selected is the row that the cursor is on, and at its place in the view; until the cursor was
	// moved it stays at the top, whatever arrives there.
	selected rows.ID
	moved    bool
	held     bool // it stays with its row all the same
	at       int
	first    int     // the place of the first row in sight
	anchor   rows.ID // where a range of marks began; -1 for none
}

// New shows the rows of a store.
func New[T any](config Config[T], store *rows.Store[T]) *View[T] {
	v := &View[T]{
		Rows: store, Preview: Preview{share: previewShare},
		config: config, selected: -1, anchor: -1,
	}
	v.choose(config.Columns, config.Clock)
	return v
}

func (v *View[T]) choose(columns Columns[T], clock text.Clock) {
	if clock.Dates {
		columns = columns.dated()
	}
	v.config.Columns, v.config.Clock = columns, clock
}

// Set shows other columns, and times in another way.
func (v *View[T]) Set(columns Columns[T], clock text.Clock) {
	v.choose(columns, clock)
	v.LayOut()
}

// Resize gives the view its area, in which what stands beside and below the rows lies too; then
// call KeepInSight.
func (v *View[T]) Resize(width, height int) {
	v.width, v.height = width, height
	v.layOut()
}

// LayOut draws what stands above the rows anew, when it has changed.
func (v *View[T]) LayOut() {
	v.layOut()
	v.revision++
	v.KeepInSight()
}

func (v *View[T]) layOut() {
	v.sorted = v.Rows.Order().By.Name
	v.line = fit(v.config.Columns, v.sorted, v.Width()-rightMargin)
	v.above = nil
	if v.config.Above != nil {
		v.above = v.config.Above(v.Width())
		v.above = v.above[:min(len(v.above), max(v.height-leastRows, 0))]
	}
}

// Width is the room for the rows, beside a preview.
func (v *View[T]) Width() int { return v.width - v.Preview.width(v.width) }

// Visible is how many rows there is room for.
func (v *View[T]) Visible() int {
	height := v.height - headerHeight - len(v.Below) - len(v.above)
	return max(height-v.Preview.height(v.width, v.height), 0)
}

// Draw draws the column titles and the rows in sight, with what stands around them.
func (v *View[T]) Draw() string {
	v.refresh(v.config.Now())
	var b strings.Builder
	b.Grow(v.Visible() * (v.width + inkRoom))
	for _, line := range v.above {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	v.titles(&b)
	end := min(v.first+v.Visible(), v.Rows.Shown())
	for place := v.first; place < end; place++ {
		b.WriteByte('\n')
		v.row(&b, place)
	}
	for range v.first + v.Visible() - end {
		b.WriteByte('\n')
	}
	for _, line := range v.Below {
		b.WriteString("\n  " + line)
	}
	if v.Preview.open {
		return v.withPreview(b.String())
	}
	return b.String()
}

// Instead draws lines in the middle of where the rows would be, below the column titles once it is
// known which rows there are.
func (v *View[T]) Instead(lines []string, known bool) string {
	var titles strings.Builder
	if known {
		v.titles(&titles)
	}
	picture := lipgloss.Place(
		v.width, v.InsteadHeight(), lipgloss.Center, lipgloss.Center, strings.Join(lines, "\n"),
	)
	return strings.Join(append(slices.Clone(v.above), titles.String(), picture), "\n")
}

// InsteadHeight is how many lines Instead has room for.
func (v *View[T]) InsteadHeight() int { return max(v.height-len(v.above)-headerHeight, 0) }

// Shows reports whether a column is in sight.
func (v *View[T]) Shows(column string) bool {
	return slices.ContainsFunc(v.line, func(p placed) bool {
		return v.config.Columns[p.column].Name == column
	})
}

// ShowsOrder reports whether the title of a column says what the rows are sorted by.
func (v *View[T]) ShowsOrder() bool {
	order := v.Rows.Order().By.Name
	return slices.ContainsFunc(v.line, func(p placed) bool {
		return slices.Contains(v.config.Columns[p.column].Orders, order)
	})
}
