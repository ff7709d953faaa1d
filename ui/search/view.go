package search

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	roomy       = 14 // lines from which on the search line has one below it
	widest      = 72 // cells of running text
	exampleRoom = 20
)

// above is how many lines stand over the results.
func (s *Search) above() int {
	if s.height >= roomy {
		return 2
	}
	return 1
}

// View draws the line, how it is sorted and narrowed, and the results or what
// there is instead.
func (s *Search) View() string {
	head := []string{" " + s.line.View()}
	if s.above() > 1 {
		head = append(head, text.Truncate(" "+s.env.Theme.Paint(theme.Dim, s.manner()), s.width))
	}
	return strings.Join(append(head, s.results()), "\n")
}

func (s *Search) results() string {
	exact := s.exact()
	switch {
	case s.typing && exact != "":
		open := s.env.Keys.List.Open.Help().Key + " opens " + clean.Line(exact)
		return s.middle(s.wrap(theme.Strong, open))
	case s.failure != nil:
		return s.middle(s.failed())
	case s.pending() && s.shown != nil && s.shown.some():
		return s.env.Theme.Veil(s.shown.list.View()) // they are about to be replaced
	case s.pending():
		return s.middle([]string{s.env.Theme.Paint(theme.Dim, "Searching …")})
	case s.shown == nil:
		return s.middle(s.start())
	case !s.shown.some():
		return s.middle(s.nothing())
	default:
		return s.shown.list.View()
	}
}

func (s *Search) middle(lines []string) string {
	height := max(s.height-s.above(), 0)
	lines = lines[:min(len(lines), height)]
	return lipgloss.Place(
		s.width, height, lipgloss.Center, lipgloss.Center, strings.Join(lines, "\n"),
	)
}

func (s *Search) wrap(role theme.Role, words string) []string {
	return s.env.Theme.Wrap(role, words, text.Room(s.width-4, widest))
}

// start says what can be done here, before anything is typed.
func (s *Search) start() []string {
	lines := append(s.wrap(theme.Strong, "Search all public repositories of the Hub."), "")
	for _, example := range [][2]string{
		{"redis", "a name"}, {"bitnami kafka", "a publisher and a name"},
		{"postgres backup", "words of a description"},
	} {
		line := text.Pad(example[0], exampleRoom) + s.env.Theme.Paint(theme.Dim, example[1])
		lines = append(lines, text.Pad(line, min(s.width-4, 2*exampleRoom+8)))
	}
	return append(append(lines, ""), s.wrap(theme.Dim, s.byName())...)
}

// byName is the way to what a search can not find.
func (s *Search) byName() string {
	back, open := s.env.Keys.Form.Cancel.Help().Key, s.env.Keys.Global.Goto.Help().Key
	return "Private repositories are not found here: " + back + " goes back, and " + open +
		" opens one by its name."
}

// nothing says that nothing was found, and what may find something.
func (s *Search) nothing() []string {
	q := s.shown.query
	if s.shown.count > 0 {
		found := "The Hub finds " + text.Count(s.shown.count) + " for " + clean.Line(q.Text) +
			in(q) + ", of which none can be read."
		return append(append(s.wrap(theme.Strong, found), ""), s.wrap(theme.Dim, s.byName())...)
	}
	lines := s.wrap(theme.Strong, "Nothing on the Hub matches "+clean.Line(q.Text)+in(q)+".")
	if q.Narrowed() {
		return append(
			append(lines, ""),
			s.wrap(
				theme.Dim, s.narrowKey().Help().Key+" narrows by less · fewer words find more",
			)...,
		)
	}
	return append(append(lines, ""), s.wrap(theme.Dim, "Fewer words find more. "+s.byName())...)
}

// in says what a query is narrowed to.
func in(q hub.SearchQuery) string {
	if words := narrowed(q); len(words) > 0 {
		return " among " + strings.Join(words, ", ")
	}
	return ""
}

// failed says why there is no answer, by either route, and the way out. Where
// room is short the advice is left out, then what the other route said, each
// whole: the first sentence and the keys stay.
func (s *Search) failed() []string {
	what, advice := clean.Line(hub.Sentence(s.failure)), clean.Line(hub.Advice(s.failure))
	other := s.other()
	again := s.env.Keys.Search.Into.Help().Key + " tries again"
	back, open := s.env.Keys.Form.Cancel.Help().Key, s.env.Keys.Global.Goto.Help().Key
	ways := again + between + back + " goes back, and " + open + " opens a repository by its name"
	var lines []string
	for _, words := range [][4]string{
		{what, other, advice, ways}, {what, other, "", ways}, {what, "", "", ways},
		{what, "", "", again},
	} {
		lines = append(s.wrap(theme.Bad, words[0]), s.wrap(theme.Bad, words[1])...)
		lines = append(append(lines, s.wrap(theme.Dim, words[2])...), "")
		lines = append(lines, s.wrap(theme.Dim, words[3])...)
		if len(lines) <= s.height-s.above() {
			break
		}
	}
	return lines
}

// other says why no other route helped either: of several, the last.
func (s *Search) other() string {
	e, ok := errors.AsType[*hub.Error](s.failure)
	if !ok || e.Kind == hub.NoSearch {
		return ""
	}
	var last *hub.Error
	who := "The older search"
	below := errors.AsType[*hub.Error]
	for next, more := below(e.Err); more; next, more = below(next.Err) {
		if last != nil {
			who = "The older searches"
		}
		last = next
	}
	switch {
	case last != nil:
		_, why, _ := strings.Cut(clean.Line(hub.Sentence(last)), ": ")
		return who + " did not help either: " + why
	case s.query.Narrowed():
		narrow := s.narrowKey().Help().Key
		return "The older searches can not narrow: " + narrow + " narrows by nothing."
	default:
		return ""
	}
}

// Cursor stands in the line while it is typed on, and else where the list has
// it.
func (s *Search) Cursor() *tea.Cursor {
	if s.typing {
		cursor := s.line.Cursor()
		if cursor != nil {
			cursor.X++
		}
		return cursor
	}
	if s.shown == nil || s.failure != nil {
		return nil
	}
	cursor := s.shown.list.Cursor()
	if cursor != nil {
		cursor.Y += s.above()
	}
	return cursor
}
