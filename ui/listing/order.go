package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/listing/rows"
	"tagboat/ui/menu"
)

// sortedOnTheSpot is how many rows are sorted without leaving the loop: fewer
// than a key press can notice.
const sortedOnTheSpot = 2000

// chooseOrder offers the orders, each with its letter.
func (l *List[T]) chooseOrder() {
	orders := l.config.Schema.Orders
	if len(orders) == 0 {
		return
	}
	current, _ := l.store.Order()
	items, start := make([]menu.Item, len(orders)), 0
	for i, order := range orders {
		items[i] = menu.Item{Letter: string(order.Letter), Name: order.Name, Note: order.Help}
		if order.Name == current.Name {
			items[i].Note = "again turns it round"
			start = i
		}
	}
	l.env.Push(menu.New(l.env, "Sort "+l.config.Noun+" by", items, start, func(i int) tea.Cmd {
		return l.sortBy(orders[i])
	}))
}

// sortBy sorts by an order, and against it when it is asked for again.
func (l *List[T]) sortBy(order query.Order[T]) tea.Cmd {
	current, turned := l.store.Order()
	turned = current.Name == order.Name && !turned
	return l.sortAs(order, turned)
}

// sortAs sorts by an order in a direction, here where that is quick and else
// off the loop.
func (l *List[T]) sortAs(order query.Order[T], turned bool) tea.Cmd {
	plain, _ := l.config.Schema.Order(order.Name)
	order = l.favouritesFirst(plain, turned)
	if l.loading.fresh != nil {
		l.loading.fresh.Sort(order, turned)
	}
	job := l.store.SetOrder(order, turned)
	if l.store.Len() <= sortedOnTheSpot {
		job.Run()
		l.store.Apply(job)
		l.follow()
		return nil
	}
	return l.sorting.Start(l.ctx, func(_ context.Context, deliver func(*rows.Job[T]) bool) error {
		job.Run()
		deliver(job)
		return nil
	})
}

// sortByTitle sorts by the order that belongs to a column.
func (l *List[T]) sortByTitle(column int) tea.Cmd {
	if order, ok := l.config.Schema.Order(l.config.Columns[column].Order); ok {
		return l.sortBy(order)
	}
	return nil
}

// favouritesFirst puts favourites before all other rows, whatever the direction.
func (l *List[T]) favouritesFirst(order query.Order[T], turned bool) query.Order[T] {
	if l.config.PlaceOf == nil {
		return order
	}
	names, placeOf := l.env.Names, l.config.PlaceOf
	isFirst := func(row *T) bool { return names.IsFavourite(placeOf(row)) }
	descending := order.Descending != turned
	switch number, read := order.Number, order.Text; {
	case order.IsZero():
		order.Number = func(row *T) (int64, bool) {
			if isFirst(row) {
				return 0, true
			}
			return 1, true
		}
	case number != nil:
		far := int64(-1) << 61
		if descending {
			far = 1 << 61
		}
		order.Number = func(row *T) (int64, bool) {
			n, known := number(row)
			if isFirst(row) {
				return n + far, true
			}
			return n, known
		}
	case read != nil && !descending:
		order.Text = func(row *T) string {
			if isFirst(row) {
				return "\x00" + read(row)
			}
			return read(row)
		}
	case read != nil:
		order.Text = func(row *T) string {
			if isFirst(row) {
				return "\U0010ffff" + read(row)
			}
			return read(row)
		}
	}
	return order
}

// Place is where the list itself is.
func (l *List[T]) Place() places.Place { return l.config.Place }

// Pointed is where the selected row leads, or where the list itself is.
func (l *List[T]) Pointed() places.Place {
	if row := l.current(); row != nil && l.config.PlaceOf != nil {
		return l.config.PlaceOf(row)
	}
	return l.config.Place
}
