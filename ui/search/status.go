package search

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"

	"tagboat/hub"
	"tagboat/keymap"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// between parts the pieces of the status line.
const between = " · "

// Status says how much is shown of how much, and by which route it came.
func (s *Search) Status() string {
	dim := func(words string) string { return s.env.Theme.Paint(theme.Dim, words) }
	switch {
	case s.failure != nil:
		return ""
	case s.pending():
		return dim("searching …")
	case s.shown == nil || !s.shown.some():
		return ""
	case s.typing:
		count := text.Count(s.shown.rows) + " of " + text.Count(max(s.shown.count, s.shown.rows))
		parts := []string{count, routeWords(s.shown.route)}
		return dim(strings.Join(fitting(parts, s.width-2), between))
	}
	parts := s.shown.list.StatusParts()
	parts = slices.Insert(parts, min(1, len(parts)), routeWords(s.shown.route))
	return dim(strings.Join(fitting(parts, s.width-2), between))
}

// routeWords names the way the results came.
func routeWords(r hub.Route) string {
	switch r {
	case hub.IndexRoute:
		return "from the index, the older search"
	case hub.OlderRoute:
		return "from the Hub's older search"
	default:
		return "from the Hub's search"
	}
}

// fitting are the parts that fit into so many cells, whole.
func fitting(parts []string, cells int) []string {
	var kept []string
	room := cells + text.Width(between)
	for _, p := range parts {
		if cost := text.Width(between + p); cost <= room {
			kept, room = append(kept, p), room-cost
		}
	}
	return kept
}

// manner says how the results are sorted and narrowed.
func (s *Search) manner() string {
	if s.query.Text == "" && !s.query.Narrowed() && s.query.Sort == hub.ByMatch {
		return ""
	}
	sorted := s.query.Sort.String()
	if s.shown != nil && !s.pending() && s.failure == nil {
		switch s.shown.route {
		case hub.IndexRoute:
			sorted = "in the index's own order"
		case hub.OlderRoute:
			sorted = "in the older search's own order"
		}
	}
	return strings.Join(append([]string{sorted}, narrowed(s.query)...), between)
}

// narrowed are the words of what a query is narrowed to.
func narrowed(q hub.SearchQuery) []string {
	var words []string
	for _, n := range narrowings {
		if word := n.current(q); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// narrowKey is the key that narrows now.
func (s *Search) narrowKey() key.Binding {
	narrow := s.env.Keys.Search.Narrow
	if s.typing {
		return keymap.WhileTyping(narrow)
	}
	return narrow
}

// Keys are the keys that work now.
func (s *Search) Keys() help.KeyMap { return keys{s} }

type keys struct{ s *Search }

func (k keys) ShortHelp() []key.Binding {
	if !k.s.typing {
		return k.ofList(k.s.shown.list.Keys().ShortHelp())
	}
	into, back, text := k.s.env.Keys.Search.Into, k.s.env.Keys.Form.Cancel, k.s.query.Text != ""
	into.SetEnabled(
		text && (k.s.pending() || k.s.failure != nil || k.s.shown != nil && k.s.shown.some()),
	)
	if k.s.failure != nil {
		into.SetHelp(into.Help().Key, "try again")
	}
	narrow := k.s.narrowKey()
	narrow.SetEnabled(text && narrow.Enabled())
	failure := keymap.WhileTyping(k.s.env.Keys.Global.Failure)
	failure.SetEnabled(k.s.failure != nil)
	return []key.Binding{into, narrow, back, failure, k.s.env.Keys.Global.ForceQuit}
}

func (k keys) FullHelp() [][]key.Binding {
	if k.s.typing {
		return [][]key.Binding{k.ShortHelp()}
	}
	var groups [][]key.Binding
	for _, group := range k.s.shown.list.Keys().FullHelp() {
		groups = append(groups, k.ofList(group))
	}
	return groups
}

// ofList are a list's keys as they are here: the Hub sorts, and the line takes
// the place of the filter.
func (k keys) ofList(list []key.Binding) []key.Binding {
	own, all := k.s.env.Keys.List, make([]key.Binding, 0, len(list)+2)
	for _, b := range list {
		switch b.Help() {
		case own.Filter.Help():
			all = append(all, k.s.env.Keys.Search.Line, own.Sort, k.s.env.Keys.Search.Narrow)
		case own.Sort.Help(), own.HighlightOnly.Help():
		default:
			all = append(all, b)
		}
	}
	return all
}
