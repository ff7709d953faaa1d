package search

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/menu"
	"tagboat/ui/screen"
)

// orders are those that the Hub sorts by.
var orders = []struct {
	letter, name string
	by           hub.SearchSort
}{
	{"m", "match", hub.ByMatch}, {"p", "pulls", hub.ByPulls}, {"u", "updated", hub.ByUpdated},
}

// chooseOrder offers the orders.
func (s *Search) chooseOrder() {
	items, start := make([]menu.Item, len(orders)), 0
	for i, order := range orders {
		items[i] = menu.Item{Letter: order.letter, Name: order.name, Note: order.by.String()}
		if order.by == s.query.Sort {
			start = i
		}
	}
	s.env.Push(menu.New(s.env, "Sort by, on the Hub", items, start, func(i int) tea.Cmd {
		return s.sortBy(orders[i].by)
	}))
}

func (s *Search) sortBy(by hub.SearchSort) tea.Cmd {
	s.query.Sort = by
	return s.ask(0)
}

// Offers are the orders, and every value to narrow to.
func (s *Search) Offers() []screen.Offer {
	var all []screen.Offer
	sort, narrow := s.env.Keys.List.Sort.Help().Key, s.env.Keys.Search.Narrow.Help().Key
	for _, order := range orders {
		all = append(all, screen.Offer{
			Name: "sort by " + order.name, Help: order.by.String() + ", on the Hub", Kind: "order",
			Keys: sort + " " + order.letter,
			Do:   func() tea.Cmd { return s.sortBy(order.by) },
		})
	}
	for _, n := range narrowings {
		for _, c := range n.choices {
			all = append(all, screen.Offer{
				Name: "narrow by " + n.name + ": " + c.name, Help: c.note, Kind: "filter",
				Keys: narrow + " " + n.letter + " " + c.letter,
				Do:   func() tea.Cmd { return s.narrowTo(c) },
			})
		}
	}
	if s.shown != nil && !s.typing {
		all = append(all, s.shown.list.OwnOffers()...)
	}
	return all
}

func (s *Search) narrowTo(c choice) tea.Cmd {
	c.set(&s.query)
	return s.ask(0)
}

// choice is a value to narrow to; the empty one takes any.
type choice struct {
	letter, name, note string
	set                func(q *hub.SearchQuery)
}

// narrowing is one property of repositories that the Hub narrows by.
type narrowing struct {
	letter, name string
	current      func(q hub.SearchQuery) string
	choices      []choice
}

func badgeChoice(letter string, b hub.Badge, note string) choice {
	return choice{letter, b.String(), note, func(q *hub.SearchQuery) { q.Badge = b }}
}

func typeChoice(letter, word, note string) choice {
	return choice{letter, word, note, func(q *hub.SearchQuery) { q.Type = word }}
}

func archChoice(letter, word, note string) choice {
	return choice{letter, word, note, func(q *hub.SearchQuery) { q.Architecture = word }}
}

func osChoice(letter, word string) choice {
	return choice{letter, word, "", func(q *hub.SearchQuery) { q.OS = word }}
}

// narrowings are all of them, with the words that the Hub takes.
var narrowings = []narrowing{
	{"b", "badge", func(q hub.SearchQuery) string { return q.Badge.String() }, []choice{
		badgeChoice("o", hub.Official, "reviewed by Docker"),
		badgeChoice("v", hub.VerifiedPublisher, "a company that Docker knows"),
		badgeChoice("s", hub.SponsoredOpenSource, "a project that Docker sponsors"),
		badgeChoice("c", hub.Community, "everybody else"),
		{"a", "any", "", func(q *hub.SearchQuery) { q.Badge = hub.UnknownBadge }},
	}},
	{"t", "type", func(q hub.SearchQuery) string { return q.Type }, []choice{
		typeChoice("i", "image", ""), typeChoice("p", "plugin", "of the Docker engine"),
		typeChoice("e", "extension", "of Docker Desktop"),
		typeChoice("m", "model", "for the model runner"),
		{"a", "any", "", func(q *hub.SearchQuery) { q.Type = "" }},
	}},
	{"c", "architecture", func(q hub.SearchQuery) string { return q.Architecture }, []choice{
		archChoice("x", "amd64", "x86-64"), archChoice("m", "arm64", "64-bit ARM"),
		archChoice("r", "arm", "32-bit ARM"),
		archChoice("3", "386", "x86, 32-bit"), archChoice("p", "ppc64le", "POWER"),
		archChoice("z", "s390x", "IBM Z"),
		archChoice("v", "riscv64", "RISC-V"),
		{"a", "any", "", func(q *hub.SearchQuery) { q.Architecture = "" }},
	}},
	{"o", "operating system", func(q hub.SearchQuery) string { return q.OS }, []choice{
		osChoice("l", "linux"), osChoice("w", "windows"),
		{"a", "any", "", func(q *hub.SearchQuery) { q.OS = "" }},
	}},
}

// chooseField offers what can be narrowed by, and to take it all away.
func (s *Search) chooseField() {
	items := make([]menu.Item, 0, len(narrowings)+1)
	for _, n := range narrowings {
		note := n.current(s.query)
		if note == "" {
			note = "any"
		}
		items = append(items, menu.Item{Letter: n.letter, Name: n.name, Note: note})
	}
	if s.query.Narrowed() {
		items = append(
			items, menu.Item{Letter: "n", Name: "nothing", Note: "find everything again"},
		)
	}
	s.env.Push(menu.New(s.env, "Narrow by", items, 0, func(i int) tea.Cmd {
		if i == len(narrowings) {
			s.query = hub.SearchQuery{Text: s.query.Text, Sort: s.query.Sort}
			return s.ask(0)
		}
		s.chooseValue(narrowings[i])
		return nil
	}))
}

func (s *Search) chooseValue(n narrowing) {
	items, start := make([]menu.Item, len(n.choices)), len(n.choices)-1
	for i, c := range n.choices {
		items[i] = menu.Item{Letter: c.letter, Name: c.name, Note: c.note}
		if c.name == n.current(s.query) {
			start = i
		}
	}
	s.env.Push(menu.New(s.env, "Narrow by "+n.name, items, start, func(i int) tea.Cmd {
		return s.narrowTo(n.choices[i])
	}))
}
