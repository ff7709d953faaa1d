package listing

import (
	"context"
	"maps"

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
	items, start := make([]menu.Item, len(orders)), 0
	for i, order := range orders {
		items[i] = menu.Item{
			Letter: string(order.Letter), Name: order.Name, Note: l.orderNote(order),
		}
		if order.Name == l.view.Rows.AskedOrder().By.Name {
			start = i
		}
	}
	l.env.Push(menu.New(l.env, "Sort "+l.config.Noun+" by", items, start, func(i int) tea.Cmd {
		return l.sortBy(orders[i])
	}))
}

// orderNote says what comes first in an order, or what is done by asking for it again.
func (l *List[T]) orderNote(order query.Order[T]) string {
	if order.Name == l.view.Rows.AskedOrder().By.Name {
		return "again turns it round"
	}
	return order.Help
}

// sortBy sorts by an order, and against it when it is asked for again.
func (l *List[T]) sortBy(by query.Order[T]) tea.Cmd {
	current := l.view.Rows.AskedOrder()
	l.view.Hold(false) // who sorts wants to see what comes first
	sorted := l.sort(l.ordered(by, current.By.Name == by.Name && !current.Reversed))
	return tea.Batch(sorted, l.readSilent())
}

// sort puts the rows in an order, here where that is quick and else off the loop.
func (l *List[T]) sort(order rows.Order[T]) tea.Cmd {
	for _, behind := range l.loader.Stores()[1:] {
		behind.Sort(order)
	}
	job := l.view.Rows.SetOrder(order)
	if l.view.Rows.Len() <= sortedOnTheSpot {
		job.Run()
		l.view.Rows.Apply(job)
		l.view.Follow()
		return nil
	}
	return l.sorting.Start(l.ctx, func(_ context.Context, deliver func(*rows.Job[T]) bool) error {
		job.Run()
		deliver(job)
		return nil
	})
}

// ordered is an order with what was asked for by name, and then favourites, before all other rows.
func (l *List[T]) ordered(by query.Order[T], reversed bool) rows.Order[T] {
	order := rows.Order[T]{By: by, Reversed: reversed}
	if l.config.Wanted != "" {
		order.First = l.isWanted
	}
	l.pinned = l.favourites()
	if favourites, placeOf := l.pinned, l.config.PlaceOf; len(favourites) > 0 {
		order.Pinned = func(row *T) bool { return favourites[placeOf(row)] }
	}
	return order
}

// remark shows which rows are favourites once others are.
func (l *List[T]) remark() tea.Cmd {
	l.view.Follow()
	if maps.Equal(l.pinned, l.favourites()) {
		return nil
	}
	order := l.view.Rows.AskedOrder()
	return l.sort(l.ordered(order.By, order.Reversed))
}

// favourites are those that belong to the list's own place, so that many rows are asked about few.
func (l *List[T]) favourites() map[places.Place]bool {
	found := map[places.Place]bool{}
	if l.config.PlaceOf == nil || l.config.Place.IsZero() {
		return found
	}
	for _, p := range l.env.Names.Favourites() {
		if p.IsIn(l.config.Place) {
			found[p] = true
		}
	}
	return found
}

func (l *List[T]) isFavourite(row *T) bool {
	return l.config.PlaceOf != nil && l.env.Names.IsFavourite(l.config.PlaceOf(row))
}

// Place is where the list itself is.
func (l *List[T]) Place() places.Place { return l.config.Place }

// Pointed is where the selected row leads, or else what the list is about.
func (l *List[T]) Pointed() places.Place {
	if row := l.view.Selected(); row != nil && l.config.PlaceOf != nil {
		return l.config.PlaceOf(row)
	}
	if l.config.Place.IsZero() {
		return l.config.Of
	}
	return l.config.Place
}
