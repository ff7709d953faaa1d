package search

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

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
	switch {
	case s.failure != nil:
		return s.middle(s.failed())
	case s.pending() && s.shown != nil && s.shown.some():
		return s.veiled()
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

// veiled dims the rows that are about to be replaced.
func (s *Search) veiled() string {
	lines := strings.Split(ansi.Strip(s.shown.list.View()), "\n")
	for i, line := range lines {
		lines[i] = s.env.Theme.Veil(line)
	}
	return strings.Join(lines, "\n")
}

func (s *Search) middle(lines []string) string {
	height := max(s.height-s.above(), 0)
	lines = lines[:min(len(lines), height)]
	return lipgloss.Place(s.width, height, lipgloss.Center, lipgloss.Center, strings.Join(lines, "\n"))
}

func (s *Search) wrap(role theme.Role, words string) []string {
	return s.env.Theme.Wrap(role, words, min(s.width-4, widest))
}

// start says what can be done here, before anything is typed.
func (s *Search) start() []string {
	lines := append(s.wrap(theme.Strong, "Search all public repositories of the Hub."), "")
	for _, example := range [][2]string{
		{"redis", "a name"}, {"postgres backup", "words, all of them"}, {"grafana/", "what a namespace publishes"},
	} {
		line := text.Pad(example[0], exampleRoom) + s.env.Theme.Paint(theme.Dim, example[1])
		lines = append(lines, text.Pad(line, min(s.width-4, 2*exampleRoom+8)))
	}
	return append(append(lines, ""), s.wrap(theme.Dim, s.byName())...)
}

// byName is the way to what a search can not find.
func (s *Search) byName() string {
	way := "Private repositories are not found here: " + s.env.Keys.Form.Cancel.Help().Key + " goes back"
	return way + ", and " + s.env.Keys.Global.Goto.Help().Key + " opens one by its name."
}

// nothing says that nothing was found, and what may find something.
func (s *Search) nothing() []string {
	q := s.shown.query
	lines := s.wrap(theme.Strong, "Nothing on the Hub matches "+clean.Line(q.Text)+in(q)+".")
	if q.Narrowed() {
		return append(append(lines, ""), s.wrap(theme.Dim, s.narrowKey().Help().Key+" narrows by less · fewer words find more")...)
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

// failed says why there is no answer, by either route, and the way out.
func (s *Search) failed() []string {
	lines := s.wrap(theme.Bad, clean.Line(hub.Sentence(s.failure)))
	e, _ := errors.AsType[*hub.Error](s.failure)
	if e != nil {
		if older, both := errors.AsType[*hub.Error](e.Err); both {
			lines = append(lines, s.wrap(theme.Bad, "The index, which is the older search, did not help: "+lower(clean.Line(hub.Sentence(older))))...)
		} else if s.asked.query.Narrowed() {
			lines = append(lines, s.wrap(theme.Dim, "The index, which is the older search, can not narrow and was not asked: "+
				s.narrowKey().Help().Key+" narrows by nothing.")...)
		}
	}
	lines = append(lines, s.wrap(theme.Dim, clean.Line(hub.Advice(s.failure)))...)
	ways := s.env.Keys.Search.Into.Help().Key + " tries again · " + s.env.Keys.Form.Cancel.Help().Key + " goes back, and " +
		s.env.Keys.Global.Goto.Help().Key + " opens a repository by its name"
	return append(append(lines, ""), s.wrap(theme.Dim, ways)...)
}

// lower lets a sentence stand after a colon.
func lower(sentence string) string { return strings.ToLower(sentence[:min(1, len(sentence))]) + sentence[min(1, len(sentence)):] }

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
