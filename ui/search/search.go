// Package search looks for public repositories on the whole Hub, while one
// types: a line to type on, and below it what was found, as a list.
package search

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/ui/field"
	"tagboat/ui/prompt"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Search is the screen.
type Search struct {
	env screen.Env
	ctx context.Context //nolint:containedctx // the screen's own, given by Init

	line   field.Field
	typing bool            // the line has the keys; else the list has them
	query  hub.SearchQuery // as it is typed and chosen now

	asking  task.Slot[hub.Page[hub.SearchResult]]
	asked   question
	failure error
	shown   *found // what is in sight
	coming  *found // has arrived, and is about to take its place

	width, height int
}

// New returns an empty search. It asks the Hub for nothing until a text is
// there.
func New(env screen.Env) *Search {
	s := &Search{env: env, typing: true, line: field.New(env.Theme, "Search  ", "redis")}
	s.line.Focus(true)
	return s
}

// Init waits for nothing.
func (s *Search) Init(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	return nil
}

// Return asks once more what had no answer, and lets the lists go on.
func (s *Search) Return(ctx context.Context) tea.Cmd {
	s.ctx = ctx
	var all []tea.Cmd
	if s.asking.Busy() {
		s.asking.Stop()
		all = append(all, s.ask(0))
	}
	for _, f := range []*found{s.shown, s.coming} {
		if f != nil {
			all = append(all, f.back(ctx, s.typing))
		}
	}
	return tea.Batch(all...)
}

// Rows is how many rows are in memory.
func (s *Search) Rows() int {
	if s.shown == nil {
		return 0
	}
	return s.shown.list.Rows()
}

// Failure is why there are no results, or no more of them.
func (s *Search) Failure() error {
	if s.failure == nil && s.shown != nil {
		return s.shown.list.Failure()
	}
	return s.failure
}

// Searches keeps a second search from being opened above this one.
func (*Search) Searches() {}

// Title is the crumb.
func (s *Search) Title() string { return "search" }

// Pointed is where the selected result leads.
func (s *Search) Pointed() places.Place {
	if s.shown == nil {
		return places.Place{}
	}
	return s.shown.list.Pointed()
}

// Capturing reports whether letters are text.
func (s *Search) Capturing() bool { return s.typing }

// Waiting reports whether an answer or further rows are on their way.
func (s *Search) Waiting() bool {
	return s.pending() || s.shown != nil && s.shown.list.Waiting()
}

// Resize gives the line and the lists their room.
func (s *Search) Resize(width, height int) {
	s.width, s.height = width, height
	s.line.SetWidth(width - len(" ") - len(s.line.Prompt()) - len(" "))
	for _, f := range []*found{s.shown, s.coming} {
		s.fit(f)
	}
}

func (s *Search) fit(f *found) {
	if f != nil {
		f.list.Resize(s.width, max(s.height-s.above(), 0))
	}
}

// Update takes keys, the mouse, and answers.
func (s *Search) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if s.typing {
			return s.pressLine(msg)
		}
		return s.pressList(msg)
	case tea.PasteMsg:
		if s.typing {
			return s.enter(msg)
		}
		return nil
	case tea.MouseClickMsg:
		return s.click(msg)
	case tea.MouseWheelMsg:
		return s.pass(msg)
	case screen.Resumed:
		if s.failure != nil {
			return s.ask(0)
		}
	}
	if progress, ok := s.asking.Take(msg); ok {
		return s.answered(progress)
	}
	return tea.Batch(s.hand(s.shown, msg), s.hand(s.coming, msg))
}

// pressLine takes a key while letters are text.
func (s *Search) pressLine(msg tea.KeyPressMsg) tea.Cmd {
	switch keys := s.env.Keys.Search; {
	case key.Matches(msg, s.env.Keys.Global.Search):
		s.env.Toast("This is the search already")
	case key.Matches(msg, s.env.Keys.Form.Cancel):
		s.env.Pop()
	case key.Matches(msg, keys.Into):
		return s.goOn()
	case key.Matches(msg, keys.Narrow) && msg.Text == "":
		s.chooseField()
	default:
		return s.enter(msg)
	}
	return nil
}

// pressList takes a key while the list has them. Rows that are about to be
// replaced can be looked at and no more.
func (s *Search) pressList(msg tea.KeyPressMsg) tea.Cmd {
	switch keys, list := s.env.Keys.Search, s.env.Keys.List; {
	case key.Matches(msg, keys.Line, s.env.Keys.Global.Search):
		s.toLine()
	case key.Matches(msg, keys.Narrow):
		s.chooseField()
	case key.Matches(msg, list.Sort):
		s.chooseOrder()
	case key.Matches(msg, s.env.Keys.Global.Back):
		return s.pass(msg)
	case s.pending():
		s.env.Toast("New results are about to come")
	default:
		return s.pass(msg)
	}
	return nil
}

// click goes to the line or into the list.
func (s *Search) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Y -= s.above(); msg.Y < 0 {
		s.toLine()
		return nil
	}
	if s.pending() || s.failure != nil {
		return nil
	}
	return tea.Batch(s.toList(), s.pass(msg))
}

// pass gives a message to the list in sight, if there is one.
func (s *Search) pass(msg tea.Msg) tea.Cmd {
	if s.shown == nil || s.failure != nil {
		return nil
	}
	return s.shown.list.Update(msg)
}

// enter takes text. A pause in the typing sends the question.
func (s *Search) enter(msg tea.Msg) tea.Cmd {
	if !s.line.Update(msg) {
		return nil
	}
	s.asked.eager = false
	s.query.Text = strings.Join(strings.Fields(s.line.Value()), " ")
	if s.exact() != "" {
		s.query.Text = "" // no words to look for
	}
	return s.ask(pause)
}

// goOn goes into the results, or as soon as they are there; what failed is
// asked again.
func (s *Search) goOn() tea.Cmd {
	switch {
	case s.exact() != "":
		if err := prompt.Open(s.env, s.line.Value()); err != nil {
			s.env.Fail(err)
		}
		return nil
	case s.failure != nil:
		return s.again()
	case s.pending():
		return s.hurry()
	default:
		return s.toList()
	}
}

// exact is what the line names where that is one place beyond doubt, and not words to look for.
func (s *Search) exact() string {
	p, err := hub.ReadPasted(s.line.Value())
	ref := p.Reference
	switch {
	case err != nil || !p.Digest.IsZero() || !p.Certain && ref.Tag == "" && ref.Digest.IsZero():
		return ""
	case p.Namespace != "":
		return string(p.Namespace) + "/"
	}
	return ref.Familiar()
}

// toLine gives the keys to the line.
func (s *Search) toLine() {
	s.typing = true
	s.line.Focus(true)
}

// toList gives the keys to the list, which goes on loading then.
func (s *Search) toList() tea.Cmd {
	if s.shown == nil || !s.shown.some() {
		return nil
	}
	s.typing = false
	s.line.Focus(false)
	return s.shown.resume()
}
