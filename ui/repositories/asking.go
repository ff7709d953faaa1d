package repositories

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/survey"
	"tagboat/ui/menu"
	"tagboat/ui/task"
	"tagboat/ui/text"
)

// asking is what the Hub is asked about repositories beside their list.
type asking struct {
	slot   task.Slot[survey.Answer]
	wanted survey.Wanted
	left   map[hub.RepositoryName]bool // that no answer is there of
	of     int
	untold int   // repositories of which the Hub does not tell
	why    error // of the first
	ended  bool  // with the session; it goes on with the next one
	seen   map[hub.RepositoryName]hub.Seen
}

// choose offers what to ask about the marked repositories, or all that are shown, and says what
// each costs.
func (s *repositories) choose() {
	if s.asking.slot.Busy() {
		s.env.Toast("The Hub is being asked; " + s.env.Keys.Global.Back.Help().Key + " stops that")
		return
	}
	var of []hub.RepositoryName
	for _, r := range s.Meant() {
		of = append(of, r.Name)
	}
	type choice struct {
		letter, name string
		wanted       survey.Wanted
		of           []hub.RepositoryName
	}
	choices := []choice{
		{"n", "how many tags", survey.Wanted{Tags: true}, of},
		{"l", "immutable tags", survey.Wanted{Rules: true}, of},
		{"b", "both", survey.Wanted{Tags: true, Rules: true}, of},
	}
	if left := s.leftOver(); len(left) > 0 {
		going := choice{"g", "the rest", s.asking.wanted, left}
		choices = append([]choice{going}, choices...)
	}
	items := make([]menu.Item, len(choices))
	for i, c := range choices {
		cost := s.cost(c.wanted.Requests(len(c.of)))
		items[i] = menu.Item{Letter: c.letter, Name: c.name, Note: cost}
	}
	m := menu.New(s.env, "Ask about "+counted(len(of)), items, 0, func(i int) tea.Cmd {
		s.asking.untold, s.asking.why = 0, nil
		return s.ask(choices[i].wanted, choices[i].of)
	})
	m.Tell("Nothing is changed by it. " + s.env.Keys.Global.Back.Help().Key +
		" stops it, and what came stays.")
	s.env.Push(m)
}

func counted(repositories int) string {
	if repositories == 1 {
		return "1 repository"
	}
	return text.Count(repositories) + " repositories"
}

// cost is how many requests it takes, and how long about, where that is more than this minute's.
func (s *repositories) cost(requests int) string {
	words := text.Count(requests) + " requests"
	if requests == 1 {
		words = "1 request"
	}
	b := s.env.Hub.Budget()
	if !b.Known || b.Limit <= 0 || requests <= b.Remaining {
		return words
	}
	minutes := (requests - b.Remaining + b.Limit - 1) / b.Limit
	return words + ", about " + text.Count(minutes) + " min"
}

// leftOver are those that were not asked about before it was stopped, in the order of the list.
func (s *repositories) leftOver() (left []hub.RepositoryName) {
	for r := range s.Each() {
		if s.asking.left[r.Name] {
			left = append(left, r.Name)
		}
	}
	return left
}

func (s *repositories) ask(wanted survey.Wanted, of []hub.RepositoryName) tea.Cmd {
	a := &s.asking
	a.wanted, a.of, a.left = wanted, len(of), map[hub.RepositoryName]bool{}
	for _, name := range of {
		a.left[name] = true
	}
	asked := survey.Survey{Client: s.env.Hub, Index: s.env.Index, Of: of, Wanted: wanted}
	return a.slot.Start(s.ctx, asked.Run)
}

// goOn asks about the rest, where that ended as the place was left.
func (s *repositories) goOn() tea.Cmd {
	if !s.asking.slot.Busy() {
		return nil
	}
	s.asking.slot.Stop()
	return s.ask(s.asking.wanted, s.leftOver())
}

// resume asks about the rest, where that ended with the session.
func (s *repositories) resume() tea.Cmd {
	if !s.asking.ended {
		return nil
	}
	s.asking.ended = false
	return s.ask(s.asking.wanted, s.leftOver())
}

// stop ends it, and reports whether there was something to stop.
func (s *repositories) stop() bool {
	a := &s.asking
	if !a.slot.Busy() {
		return false
	}
	a.slot.Stop()
	s.env.Toast("Stopped: the Hub told of " + text.Count(a.of-len(a.left)) + " of " + counted(a.of))
	return true
}

// says how far it is.
func (s *repositories) says() (full, short string) {
	a := &s.asking
	if !a.slot.Busy() {
		return "", ""
	}
	far := text.Count(a.of-len(a.left)) + " of " + text.Count(a.of)
	return "asked about " + far + ", " + s.env.Keys.Global.Back.Help().Key + " stops",
		"asked " + far
}

// answered takes an answer into the rows, or the end.
func (s *repositories) answered(p task.Progress[survey.Answer]) tea.Cmd {
	a := &s.asking
	if p.Done {
		s.told(p.Err)
		return p.Next
	}
	name := p.Value.Repository
	delete(a.left, name)
	if p.Value.Err != nil {
		if a.untold++; a.why == nil {
			a.why = p.Value.Err
		}
	}
	if a.seen == nil {
		a.seen = map[hub.RepositoryName]hub.Seen{}
	}
	a.seen[name] = a.seen[name].With(p.Value.Seen)
	s.Change(name.String(), func(row *hub.Repository) { row.Seen = row.Seen.With(p.Value.Seen) })
	s.add()
	return p.Next
}

// remember gives the rows what was answered in this run, also where nothing is kept.
func (s *repositories) remember() {
	if len(s.asking.seen) == 0 {
		return
	}
	var less []hub.RepositoryName
	for r := range s.Each() {
		seen, asked := s.asking.seen[r.Name]
		if asked && (r.Seen.Counted < seen.Counted || r.Seen.Locks == nil && seen.Locks != nil) {
			less = append(less, r.Name)
		}
	}
	for _, name := range less {
		s.Change(name.String(), func(row *hub.Repository) {
			row.Seen = row.Seen.With(s.asking.seen[name])
		})
	}
}

// told says what it came to.
func (s *repositories) told(err error) {
	a := &s.asking
	switch {
	case hub.KindOf(err) == hub.SessionEnded:
		a.ended = true
		s.env.Authenticate(hub.EndedSession(err))
	case err != nil:
		s.env.Fail(err)
	case a.untold > 0:
		s.env.Fail(a.why)
		s.env.Toast("The Hub does not tell of " + text.Count(a.untold) + " of " + counted(a.of) +
			": " + clean.Line(hub.Sentence(a.why)))
	default:
		s.env.Toast("The Hub told of " + counted(a.of))
	}
}
