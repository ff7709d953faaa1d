package view

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"tagboat/hub/clean"
	"tagboat/ui/text"
)

// spokenWidth is how many cells a column has of which as much is told as fits.
const spokenWidth = 30

// left is how many a column leaves out.
var left = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(` \+(\d+)$`) })

// Words tells the row at a place of the view: its name, what the signs beside it say, and what the
// columns show, with commas between them. Spare columns are left out, but the one that shows what
// the rows are sorted by.
func (v *View[T]) Words(place int) string {
	id := v.Rows.At(place)
	row := v.Rows.Row(id)
	var words []string
	tell := func(column *Column[T]) {
		if said := v.say(column, row); said != "" {
			words = append(words, said)
		}
	}
	names := func(column Column[T]) bool { return column.Rank == 0 }
	name := slices.IndexFunc(v.config.Columns, names)
	if name >= 0 {
		tell(&v.config.Columns[name])
	}
	words = append(words, v.signs(row, place)...)
	for i := range v.config.Columns {
		if i != name {
			tell(&v.config.Columns[i])
		}
	}
	return strings.TrimRight(strings.Join(words, ", "), ".")
}

// say is what a column tells of a row; empty where that is nothing.
func (v *View[T]) say(column *Column[T], row *T) string {
	isOrder := slices.Contains(column.Orders, v.Rows.Order().By.Name)
	if column.Spoken == "" || column.Spare && !isOrder {
		return ""
	}
	at := Place{Now: v.config.Now(), Clock: v.config.Clock, Width: spokenWidth, Spoken: true}
	if column.Foreign {
		at.Width = text.Unbroken
	}
	return column.say(row, at)
}

func (c *Column[T]) say(row *T, at Place) string {
	s, _ := c.Cell(row, at)
	s = strings.TrimSpace(clean.Line(s))
	if !c.Foreign {
		s = strings.ReplaceAll(left().ReplaceAllString(text.InWords(s), " and $1 more"), "  ", " and ")
		for _, sign := range []string{"= ", "+ ", "- "} { // whose word stands behind it
			s = strings.TrimPrefix(s, sign)
		}
		s = text.Plain(s)
	}
	if s == "" || s == text.Unknown {
		return ""
	}
	spoken := c.Spoken
	if counted, ok := strings.CutPrefix(spoken, "%s "); ok && s == "1" {
		noun, rest, _ := strings.Cut(counted, " ")
		spoken = strings.TrimSpace("%s " + strings.TrimSuffix(noun, "s") + " " + rest)
	}
	return strings.Replace(spoken, "%s", s, 1)
}

// signs are the words for what stands beside a name.
func (v *View[T]) signs(row *T, place int) (words []string) {
	if v.marked(place, v.Rows.At(place)) {
		words = append(words, "marked")
	}
	if v.config.Favourite != nil && v.config.Favourite(row) {
		words = append(words, "favourite")
	}
	if v.config.Note != nil {
		if note := v.config.Note(row); note != "" {
			words = append(words, note)
		}
	}
	return words
}
