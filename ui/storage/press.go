package storage

import (
	"strconv"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/clean"
	"tagboat/hub/query"
	"tagboat/keymap"
)

const (
	mostCounted = 1_000_000
	wheelStep   = 3
	doubleClick = 400 * time.Millisecond
)

// click is the last click, to tell a double one.
type click struct {
	row  int
	when time.Time
}

func (s *Storage) press(msg tea.KeyPressMsg) tea.Cmd {
	digit, err := strconv.Atoi(msg.Text)
	if err == nil && len(msg.Text) == 1 && (digit > 0 || s.count > 0) {
		s.count = min(s.count*10+digit, mostCounted)
		return nil
	}
	defer func() { s.count = 0 }()
	if s.move(msg) {
		return nil
	}
	switch keys := s.env.Keys.List; {
	case key.Matches(msg, keys.Open):
		s.open()
	case key.Matches(msg, keys.Copy) && len(s.rows) > 0:
		s.env.CopyText("the storage of "+clean.Line(string(s.of)), s.markdown()...)
	case key.Matches(msg, keys.LoadAll):
		return s.loadAll()
	case key.Matches(msg, keys.Reload):
		return s.reload()
	case key.Matches(msg, keys.Anew):
		return s.again(true)
	case key.Matches(msg, s.env.Keys.Tag.AllTags):
		s.list("", "")
	case key.Matches(msg, s.env.Keys.Global.Back):
		s.env.Pop()
	}
	return nil
}

// move takes the keys that move the selection and reports whether it did.
func (s *Storage) move(msg tea.KeyPressMsg) bool {
	to, moves := s.env.Keys.List.Moves(msg, keymap.Rows{
		At: s.at, Of: len(s.rows), InSight: s.height, Count: s.count,
	})
	if moves {
		s.goTo(to)
	}
	return moves
}

// open lists the tags that the selected row is made of.
func (s *Storage) open() {
	if s.at >= len(s.rows) {
		return
	}
	r := &s.rows[s.at]
	parsed := query.Parse(query.NamespaceTags(), r.filter, s.env.Now())
	if r.filter == "" || len(parsed.Problems()) > 0 {
		s.env.Toast("No filter finds " + clean.Line(r.name))
		return
	}
	order := "size"
	if r.section == ages {
		order = "oldest"
	}
	s.list(r.filter, order)
}

func (s *Storage) click(msg tea.MouseClickMsg) {
	lines, y := s.lines(), s.first+msg.Y
	if msg.Button != tea.MouseLeft || y < 0 || y >= len(lines) || lines[y].row < 0 {
		return
	}
	at, now := lines[y].row, s.env.Now()
	again := s.clicked.row == at && now.Sub(s.clicked.when) < doubleClick
	s.clicked = click{at, now}
	s.goTo(at)
	if again {
		s.clicked = click{}
		s.open()
	}
}

func (s *Storage) wheel(msg tea.MouseWheelMsg) {
	if msg.Button == tea.MouseWheelUp {
		s.goTo(s.at - wheelStep)
	} else {
		s.goTo(s.at + wheelStep)
	}
}

// Keys are the keys that work now.
func (s *Storage) Keys() help.KeyMap { return keys{s} }

type keys struct{ s *Storage }

func (k keys) ShortHelp() []key.Binding {
	global, groups := k.s.env.Keys.Global, k.FullHelp()
	list := groups[0]
	short := []key.Binding{list[0], list[1], list[2], global.Help}
	short = append(append(short, global.Found()...), global.Back)
	if k.s.failure != nil {
		short = append([]key.Binding{list[3]}, short...)
	}
	return short
}

func (k keys) FullHelp() [][]key.Binding {
	list, some := k.s.env.Keys.List, len(k.s.rows) > 0
	for _, b := range []*key.Binding{
		&list.Open, &list.Copy, &list.Up, &list.Down, &list.PageUp, &list.PageDown, &list.HalfUp,
		&list.HalfDown, &list.Top, &list.Bottom,
	} {
		b.SetEnabled(some)
	}
	list.Copy.SetHelp(list.Copy.Help().Key, "copy the summary")
	list.Open.SetHelp(list.Open.Help().Key, "its tags")
	list.LoadAll.SetEnabled(!k.s.isFinished() && k.s.failure == nil)
	list.Anew.SetEnabled(k.s.env.Index != nil)
	if k.s.failure != nil {
		list.Reload.SetHelp(list.Reload.Help().Key, "goes on")
	}
	return [][]key.Binding{
		{list.Open, list.Copy, list.LoadAll, list.Reload, list.Anew},
		{k.s.env.Keys.Tag.AllTags},
		{
			list.Up, list.Down, list.PageUp, list.PageDown, list.HalfUp, list.HalfDown, list.Top,
			list.Bottom,
		},
	}
}

// Refuse says of a key of lists why it does nothing here.
func (s *Storage) Refuse(b key.Binding) string {
	s.count = 0
	list, here := s.env.Keys.List, b.Help()
	switch {
	case here == list.LoadAll.Help() && s.failure != nil:
		return "Reading stopped; " + s.retry()
	case here == list.LoadAll.Help():
		return "All repositories are read"
	case here == list.Anew.Help():
		return list.Reload.Help().Key + " does: nothing is kept"
	case here == list.Open.Help() || here == list.Copy.Help():
		return keymap.Called(b) + ": there is no row here"
	case here == list.Filter.Help():
		return s.env.Keys.Tag.AllTags.Help().Key + " lists the tags, which can be filtered"
	}
	return keymap.Called(b) + ": for lists of repositories and tags"
}
