package view

import (
	"regexp"
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
// columns show, with commas between them. Spare columns are left out.
func (v *View[T]) Words(place int) string {
	id := v.Rows.At(place)
	row := v.Rows.Row(id)
	var words []string
	for i := range v.config.Columns {
		column := &v.config.Columns[i]
		if column.Spoken == "" || column.Spare {
			continue
		}
		at := Place{Now: v.config.Now(), Clock: v.config.Clock, Width: spokenWidth}
		if column.Foreign {
			at.Width = text.Unbroken
		}
		if said := column.say(row, at); said != "" {
			words = append(words, said)
		}
		if column.Rank == 0 {
			words = append(words, v.signs(row, place)...)
		}
	}
	return strings.Join(words, ", ")
}

// say is what the column tells of a row; empty where that is nothing.
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
