package home

import (
	"slices"
	"strconv"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/keymap"
	"tagboat/ui/repositories"
	"tagboat/ui/tags"
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

func (h *Home) press(msg tea.KeyPressMsg) tea.Cmd {
	if h.filter.typing {
		h.pressFilter(msg)
		return nil
	}
	digit, err := strconv.Atoi(msg.Text)
	if err == nil && len(msg.Text) == 1 && (digit > 0 || h.count > 0) {
		h.count = min(h.count*10+digit, mostCounted)
		return nil
	}
	defer func() { h.count = 0 }()
	if h.move(msg) {
		return nil
	}
	if h.deed(msg) {
		return nil
	}
	switch keys := h.env.Keys.List; {
	case key.Matches(msg, keys.Open):
		h.open()
	case key.Matches(msg, keys.Copy):
		h.copy()
	case key.Matches(msg, keys.Filter):
		h.beginFilter()
	case key.Matches(msg, keys.Reload):
		return tea.Batch(h.load(), h.look(), h.lookForNews())
	case key.Matches(msg, h.env.Keys.Global.Favourite):
		h.changeView()
	case key.Matches(msg, h.env.Keys.Global.Back):
		if h.filter.input.Value() == "" {
			h.env.Pop()
		}
		h.clear()
	}
	return nil
}

// Refuse says of a key of other lists why it does nothing here.
func (h *Home) Refuse(b key.Binding) string {
	h.count = 0
	list, tag := h.env.Keys.List, h.env.Keys.Tag
	isOne := func(of ...key.Binding) bool {
		return slices.ContainsFunc(of, func(one key.Binding) bool { return one.Help() == b.Help() })
	}
	named := keymap.Called(b) + ": "
	switch {
	case isOne(list.Reload):
		return "Without an account no namespaces are asked for"
	case len(h.rows) == 0 && isOne(list.Open, list.Copy, list.Up, list.Down):
		return named + "there is no row here"
	case isOne(list.Noise, list.ByName, tag.CopyAs, tag.CopyAgain, tag.Compare, tag.Sibling,
		tag.Collapse, tag.History):
		return named + "for lists of tags"
	case isOne(tag.Swap):
		return named + "for the comparison of two tags"
	case isOne(h.env.Keys.Filter.Explain):
		return named + "for a filter that is being typed"
	default:
		return named + "for lists of repositories and tags"
	}
}

// move takes the keys that move the selection and reports whether it did.
func (h *Home) move(msg tea.KeyPressMsg) bool {
	to, moves := h.env.Keys.List.Moves(msg, keymap.Rows{
		At: h.at, Of: len(h.rows), InSight: h.height, Count: h.count,
	})
	if moves {
		h.choose(to)
	}
	return moves
}

func (h *Home) choose(at int) {
	h.goTo(at)
	h.moved = true
}

func (h *Home) beginFilter() {
	h.filter.typing, h.filter.moved = true, false
	h.filter.input.Focus(true)
}

func (h *Home) pressFilter(msg tea.KeyPressMsg) {
	switch keys := h.env.Keys.Filter; {
	case key.Matches(msg, keys.Keep):
		h.keep()
	case key.Matches(msg, keys.Clear):
		h.clear()
	case key.Matches(msg, keys.Previous):
		h.choose(h.at - 1)
		h.filter.moved = true
	case key.Matches(msg, keys.Next):
		h.choose(h.at + 1)
		h.filter.moved = true
	default:
		h.enter(msg)
	}
}

// enter takes text into the filter, which selects the first that it finds.
func (h *Home) enter(msg tea.Msg) {
	h.filter.moved = false
	if h.filter.input.Update(msg) {
		h.apply()
	}
}

func (h *Home) apply() {
	h.filter.parsed = query.Parse(schema(), h.filter.input.Value(), h.env.Now())
	h.at, h.first, h.moved = 0, 0, false
}

func (h *Home) keep() {
	h.filter.typing = false
	h.filter.input.Focus(false)
}

// clear leaves the filter; the selection stays with its row.
func (h *Home) clear() {
	h.keep()
	if h.filter.input.Value() != "" {
		h.filter.input.Set("")
		h.filter.parsed = query.Filter[row]{}
		h.moved = true
	}
}

func (h *Home) open() {
	if h.at >= len(h.rows) {
		return
	}
	r := &h.rows[h.at]
	switch p := r.place; {
	case r.section == views:
		OpenView(h.env, r.view)
	case p.Kind() == places.Namespace:
		h.env.Push(repositories.New(h.env, p.Namespace))
	default:
		h.env.Push(tags.New(h.env, p.Reference))
	}
}

func (h *Home) copy() {
	if h.at >= len(h.rows) {
		return
	}
	p := h.rows[h.at].place
	if h.rows[h.at].section == views {
		p = h.rows[h.at].view.Place
	}
	switch p.Kind() {
	case places.Namespace:
		h.env.Copy(forms.Namespace(p.Namespace))
	default:
		h.env.Copy(forms.Reference(p.Reference))
	}
}

func (h *Home) click(msg tea.MouseClickMsg) {
	at := h.rowUnder(msg.Y)
	if msg.Button != tea.MouseLeft || h.filter.typing || at < 0 {
		return
	}
	now := h.env.Now()
	again := h.clicked.row == at && now.Sub(h.clicked.when) < doubleClick
	h.clicked = click{at, now}
	h.choose(at)
	if again {
		h.clicked = click{}
		h.open()
	}
}

func (h *Home) wheel(msg tea.MouseWheelMsg) {
	if msg.Button == tea.MouseWheelUp {
		h.choose(h.at - wheelStep)
	} else {
		h.choose(h.at + wheelStep)
	}
}

// Keys are the keys that work now.
func (h *Home) Keys() help.KeyMap { return keys{h} }

type keys struct{ h *Home }

func (k keys) ShortHelp() []key.Binding {
	global, filter := k.h.env.Keys.Global, k.h.env.Keys.Filter
	if k.h.filter.typing {
		return []key.Binding{filter.Keep, filter.Clear}
	}
	groups := k.FullHelp()
	short := []key.Binding{
		groups[0][0], groups[0][1], groups[0][2], global.Help,
	}
	short = append(append(short, global.Found()...), global.Goto, global.Account)
	if k.h.failure != nil {
		again := k.h.env.Keys.List.Reload
		again.SetHelp(again.Help().Key, "tries again")
		short = slices.Insert(short, 0, again)
	}
	return short
}

func (k keys) FullHelp() [][]key.Binding {
	list, some := k.h.env.Keys.List, len(k.h.rows) > 0
	for _, b := range []*key.Binding{
		&list.Open, &list.Copy, &list.Up, &list.Down, &list.PageUp, &list.PageDown, &list.HalfUp,
		&list.HalfDown, &list.Top, &list.Bottom,
	} {
		b.SetEnabled(some)
	}
	list.Filter.SetEnabled(k.h.all > 0)
	list.Reload.SetEnabled(k.h.env.Hub.Session() != nil)
	change := k.h.env.Keys.Global.Favourite
	change.SetHelp(change.Help().Key, "rename or delete the view")
	change.SetEnabled(k.h.Keeps())
	return [][]key.Binding{
		{list.Open, list.Copy, list.Filter, list.Reload, change},
		k.h.deedKeys(),
		{
			list.Up, list.Down, list.PageUp, list.PageDown, list.HalfUp, list.HalfDown, list.Top,
			list.Bottom,
		},
	}
}
