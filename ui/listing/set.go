package listing

import (
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/query"
	"tagboat/ui/config"
)

// bySetting is what of a list is as a person set it and may leave rows out, until it is changed.
type bySetting struct {
	filter string
	noise  bool
}

// Settable are the words in which a list is set: its own name, and those of its columns and orders.
func Settable[T any](
	name string, columns Columns[T], schema query.Schema[T],
) config.ListNames {
	orders := make([]string, len(schema.Orders))
	for i, order := range schema.Orders {
		orders[i] = order.Name
	}
	return config.ListNames{
		Name: name, Columns: columns.Names(), Orders: orders,
		Filter: func(text string) (at int, err error) {
			for _, p := range query.Parse(schema, text, time.Time{}).Problems() {
				if !p.Together {
					return utf8.RuneCountInString(text[:p.Start]), errors.New(p.Message)
				}
			}
			return 0, nil
		},
	}
}

// as is a list as a person set it. A filter that the list is opened with goes before theirs.
func (c Config[T]) as(set config.List) Config[T] {
	if set.Columns != nil {
		c.Columns, c.Show = c.Columns.Asked(set.Columns), nil
	}
	if set.Sort != nil {
		if _, ok := c.Schema.Order(*set.Sort); ok {
			c.Order = *set.Sort
		}
	}
	if set.Filter != nil && c.Filter == "" {
		c.Filter = *set.Filter
	}
	return c
}

// shown are the columns that are shown as far as there is room.
func (c Config[T]) shown() Columns[T] {
	columns, _ := c.Columns.Choose(c.Show...) // Init tells of those that do not exist
	return columns
}

// filterIsSet notes that the filter is the one that a person set once for all, if it is.
func (l *List[T]) filterIsSet() {
	l.bySetting.filter = ""
	if set := l.set.Filter; set != nil && l.config.Filter == *set {
		l.bySetting.filter = *set
	}
}

// setting gives the list what a person set of it beside what [Config] says.
func (l *List[T]) setting(set config.List) {
	l.filterIsSet()
	if set.Noise != nil && !*set.Noise && l.config.Noise != nil {
		l.left.noise, l.bySetting.noise = true, true
		l.view.Rows.Hide(l.config.Noise)
	}
	if set.Preview != nil && *set.Preview && l.config.Preview.Known != nil {
		l.view.OpenPreview()
	}
}

// unhide shows what was named, or what there is in its place, although what a person set once for
// all would leave it out, and says so.
func (l *List[T]) unhide(named []T) tea.Cmd {
	set, words := l.bySetting, ""
	var shown tea.Cmd
	out := func(row T) bool { return !l.filter.parsed.Match(&row) }
	if set.filter != "" && l.filter.input.Value() == set.filter && slices.ContainsFunc(named, out) {
		words = "Your filter " + clean.Line(set.filter) + " leaves out what was named, and is off here"
		shown = l.clearFilter()
	}
	if set.noise && l.left.noise &&
		slices.ContainsFunc(named, func(row T) bool { return l.config.Noise(&row) }) {
		words = "What was named would be hidden, so all " + l.config.Noun + " are shown"
		l.left.noise, l.bySetting.noise = false, false
		shown = tea.Batch(shown, l.leaveOut())
	}
	if words != "" {
		l.env.Toast(words)
	}
	return shown
}

// unhideWanted is unhide for the row that was asked for by name, once it is there.
func (l *List[T]) unhideWanted() tea.Cmd {
	if l.config.Wanted == "" || l.bySetting == (bySetting{}) {
		return nil
	}
	if id, ok := l.view.Rows.ByKey(l.config.Wanted); ok {
		return l.unhide([]T{*l.view.Rows.Row(id)})
	}
	return nil
}
