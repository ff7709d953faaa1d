package listing

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/query"
	"tagboat/keymap"
	"tagboat/ui/screen"
)

// Offers are the orders, the fields that can be filtered by, and what the actions of this
// collection lead to, as far as their keys work now.
func (l *List[T]) Offers() []screen.Offer {
	list := l.live()
	var all []screen.Offer
	if list.Sort.Enabled() {
		for _, order := range l.config.Schema.Orders {
			all = append(all, screen.Offer{
				Name: "sort by " + order.Name, Help: l.orderNote(order), Kind: "order",
				Keys: keymap.Then(list.Sort, string(order.Letter)),
				Do:   func() tea.Cmd { return l.sortBy(order) },
			})
		}
	}
	if list.Filter.Enabled() {
		all = append(all, FilterOffers(l.config.Schema, list.Filter, l.filterBy)...)
	}
	if l.view.Selected() == nil || l.comingFirst() != "" {
		return all
	}
	for _, action := range l.config.Actions {
		if action.Offers != nil && action.Key.Enabled() {
			all = append(all, action.Offers(l.view.Chosen())...)
		}
	}
	return append(all, l.OwnOffers()...)
}

// OwnOffers are a person's own commands, as far as there is a row for them.
func (l *List[T]) OwnOffers() (offers []screen.Offer) {
	if l.env.NoRun() != "" || l.view.Selected() == nil || l.comingFirst() != "" {
		return nil
	}
	for _, command := range l.commands {
		offers = append(offers, command.Offers(l.view.Chosen())...)
	}
	return offers
}

// FilterOffers are the fields of a collection, each of which begins a term of its filter.
func FilterOffers[T any](
	schema query.Schema[T], filter key.Binding, begin func(term string) tea.Cmd,
) []screen.Offer {
	offers := make([]screen.Offer, len(schema.Fields))
	for i, field := range schema.Fields {
		term := field.Name + ":"
		offers[i] = screen.Offer{
			Name: "filter by " + field.Name, Help: field.Help, Kind: "filter", Keys: keymap.Then(filter),
			Do: func() tea.Cmd { return begin(term) },
		}
	}
	return offers
}

// filterBy begins a term behind what is filtered by already.
func (l *List[T]) filterBy(term string) tea.Cmd {
	l.filter.begin()
	l.filter.input.Set(Behind(l.filter.input.Value(), term))
	l.filter.tabs = tabs{}
	return l.apply()
}

// Behind is a filter with the beginning of another term behind its own.
func Behind(filter, term string) string {
	if filter != "" && !strings.HasSuffix(filter, " ") {
		filter += " "
	}
	return filter + term
}
