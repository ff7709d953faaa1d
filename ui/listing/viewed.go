package listing

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/ui/text"
)

// isView reports whether the list is opened as a view.
func (c Config[T]) isView() bool {
	v := c.View
	return v.Name != "" || v.Filter != "" || v.Order != "" || len(v.Columns) > 0
}

// viewed is a list as the view has it that it is opened as, which goes before what a person set
// once for all. Columns that are all that there are have their places as room has them.
func (c Config[T]) viewed(all Columns[T]) Config[T] {
	v := c.View
	if !c.isView() {
		return c
	}
	c.Filter = v.Filter
	if _, ok := c.Schema.Order(v.Order); ok {
		c.Order = v.Order
	}
	if len(v.Columns) > 0 {
		c.Columns, c.Show = all, nil
		if !slices.Equal(v.Columns, all.Names()) {
			c.Columns = all.Asked(v.Columns)
		}
	}
	return c
}

// isReversed reports whether the list is opened against its order.
func (c Config[T]) isReversed() bool { return c.View.Reversed && c.Order == c.View.Order }

// isKeepable reports whether the list can be kept as a view.
func (l *List[T]) isKeepable() bool { return l.config.View.List != "" }

// Shown is the list as a view: filter, order and columns as they are now, and the name under which
// it was opened.
func (l *List[T]) Shown() places.View {
	v, order := l.config.View, l.view.Rows.AskedOrder()
	v.Filter = strings.TrimSpace(l.filter.input.Value())
	v.Order, v.Reversed = order.By.Name, order.Reversed
	v.Columns = l.config.shown().Names()
	return v
}

// tellView says what of the view is not known any more; the rest is in force.
func (l *List[T]) tellView() {
	v := l.config.View
	if !l.config.isView() {
		return
	}
	var unknown []string
	if _, ok := l.config.Schema.Order(v.Order); !ok && v.Order != "" {
		unknown = append(unknown, "no order is called "+v.Order)
	}
	if _, err := l.declared.Columns.Choose(v.Columns...); err != nil {
		words, _, _ := strings.Cut(err.Error(), "; ")
		unknown = append(unknown, words)
	}
	for _, w := range l.wrong() {
		unknown = append(unknown, "in the filter "+w.term+": "+w.why)
	}
	if len(unknown) > 0 {
		l.env.Fail(errors.New(clean.Line(text.Sentence("Of " + cmp.Or(v.Name, "this view") +
			" only some is in force: " + strings.Join(unknown, "; ")))))
	}
}
