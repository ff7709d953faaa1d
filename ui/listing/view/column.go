package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Column is one column of a list.
type Column[T any] struct {
	Name  string // by which it is chosen: small letters, and no other column's
	Title string
	// Orders are the names of those that sort by what the column shows, in either direction. The
	// first is the one that a click on the title asks for.
	Orders    []string
	SaysOrder bool // its orders differ in more than their direction; the title says which it is
	Right     bool // numbers stand to the right
	SoFar     bool // more may come to be known of every row until all are there; the title says so
	// Rank is the column's importance: as room shrinks the highest rank leaves first; rank 0, the
	// name of the row, never leaves and is cut last. The column that shows what the rows are
	// sorted by comes next to it, whatever its rank.
	Rank int
	// Stays says that the column never leaves either, though it is not the name.
	Stays bool
	// Spare is a column that comes only when all others have Enough.
	Spare bool
	// Moment says that the column shows a moment, which takes more cells where it is a date.
	Moment bool
	// Told, if set, reports whether anything is known of what the column shows; before, it has no
	// room unless the rows are sorted by it.
	Told func() bool
	// Spoken is how the column is told in words, with %s for its text: "pushed %s"; empty: not at
	// all. The text is ours or, where Foreign is set, may be anybody's.
	Spoken  string
	Foreign bool
	// Least and Most bound the width in cells; without Most it is Least. Enough is what a column
	// grows to before spare columns come, and before those grow that have none. What is left over
	// is shared by the columns that can grow.
	Least, Enough, Most int
	brief               int // cells that do where there are no more; 0: only Least does
	// Cell is the row's own text, foreign or not, and what it is.
	Cell func(row *T, at Place) (string, theme.Role)
}

// Place is where and when a cell is drawn.
type Place struct {
	Now   time.Time
	Clock text.Clock
	Width int // cells
	// Spoken says that the cell is told: what has no room in it is counted
	Spoken bool
}

// Ago says when something was, as the person wants it and as far as there is room.
func (p Place) Ago(t time.Time) string { return p.Clock.Ago(t, p.Now, p.Width) }

// Period says from when to when something was, as far as there is room.
func (p Place) Period(from, to time.Time) string {
	return p.Clock.Period(from, to, p.Now, p.Width)
}

// Columns are those of one list.
type Columns[T any] []Column[T]

// Choose returns the columns with these names, in their order; all of them for none. A name that no
// column has is left out, and the error says which there are.
func (c Columns[T]) Choose(names ...string) (Columns[T], error) {
	if len(names) == 0 {
		return c, nil
	}
	var chosen Columns[T]
	var unknown []string
	for _, name := range names {
		at := slices.Index(c.Names(), name)
		if at < 0 {
			unknown = append(unknown, fmt.Sprintf("%q", name))
			continue
		}
		chosen = append(chosen, c[at])
	}
	if unknown != nil {
		return chosen, fmt.Errorf(
			"no column is called %s; there are %s",
			strings.Join(unknown, " or "), strings.Join(c.Names(), ", "),
		)
	}
	return chosen, nil
}

// Asked are the columns that a person asked for by name, in their order: each is there as far as
// there is room. The name of the row stands first where it was left out, and all are there where
// none was named.
func (c Columns[T]) Asked(names []string) Columns[T] {
	chosen, _ := c.Choose(names...) // whoever read the names told of those that no column has
	if len(chosen) == 0 {
		return c
	}
	asked := slices.Clone(chosen)
	for i := range asked {
		asked[i].Spare = false
	}
	isName := func(column Column[T]) bool { return column.Rank == 0 }
	if name := slices.IndexFunc(c, isName); name >= 0 && !slices.ContainsFunc(asked, isName) {
		asked = slices.Insert(asked, 0, c[name])
	}
	return asked
}

// dated are the columns with room for dates, as far as there is some.
func (c Columns[T]) dated() Columns[T] {
	dated := slices.Clone(c)
	for i := range dated {
		if d := &dated[i]; d.Moment {
			d.brief, d.Least = d.least(), max(d.Least, text.DateWidth)
			d.Most = max(d.Most, d.Least)
		}
	}
	return dated
}

// Names are those of the columns, in their order.
func (c Columns[T]) Names() []string {
	names := make([]string, len(c))
	for i := range c {
		names[i] = c[i].Name
	}
	return names
}
