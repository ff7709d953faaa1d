package keymap

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// Scope is a set of keys that work at the same time, for tables of keys.
type Scope struct {
	Name    string
	Where   string // in which situation, for a person
	Keys    []key.Binding
	Actions []string // what the keys of each do, by name
}

// Everywhere are the keys that work on every screen.
func (m Map) Everywhere() []key.Binding { return values(m.everywhere()) }

func (m *Map) everywhere() []*key.Binding {
	g := &m.Global
	return []*key.Binding{
		&g.Back, &g.Help, &g.Palette, &g.Jump, &g.Search, &g.Goto, &g.Last, &g.Earlier, &g.Later,
		&g.Favourite, &g.News, &g.Failure,
		&g.Account, &g.Mouse, &g.Quit, &g.Suspend, &g.ForceQuit,
	}
}

func (m *Map) lists() []*key.Binding {
	l := &m.List
	return []*key.Binding{
		&l.Open, &l.Copy, &l.Filter, &l.Sort, &l.Up, &l.Down, &l.PageUp, &l.PageDown, &l.HalfUp,
		&l.HalfDown, &l.Top, &l.Bottom,
		&l.Mark, &l.Range, &l.MarkAll, &l.Preview, &l.Narrower, &l.Wider, &l.Noise,
		&l.HighlightOnly, &l.NextMatch, &l.PreviousMatch, &l.Reload, &l.Anew, &l.LoadAll, &l.ByName,
		&l.SaveView,
	}
}

func (m *Map) tags() []*key.Binding {
	t := &m.Tag
	return []*key.Binding{
		&t.CopyAs, &t.CopyAgain, &t.Compare, &t.Swap, &t.Sibling,
		&t.Collapse, &t.History, &t.AllTags, &t.Untagged, &t.Storage, &t.Plan,
		&t.Ask, &t.Page, &t.Web, &t.Pull,
	}
}

func (m *Map) filter() []*key.Binding {
	f := &m.Filter
	return []*key.Binding{&f.Keep, &f.Clear, &f.Complete, &f.Explain, &f.Previous, &f.Next}
}

func (m *Map) search() []*key.Binding {
	return []*key.Binding{&m.Search.Into, &m.Search.Line, &m.Search.Narrow}
}

func (m *Map) pickers() []*key.Binding {
	p := &m.Picker
	return []*key.Binding{&p.Choose, &p.Copy, &p.Up, &p.Down, &p.PageUp, &p.PageDown, &p.Close}
}

func (m *Map) forms() []*key.Binding {
	f := &m.Form
	return []*key.Binding{&f.Next, &f.Previous, &f.Submit, &f.Change, &f.Anonymous, &f.Cancel}
}

func (m *Map) texts() []*key.Binding {
	p := &m.Pager
	return []*key.Binding{
		&p.Up, &p.Down, &p.PageUp, &p.PageDown, &p.HalfUp, &p.HalfDown, &p.Top, &p.Bottom,
		&p.Search, &p.NextMatch, &p.PreviousMatch, &p.Copy, &p.Reload, &p.Close,
	}
}

// Found are the keys that lead to everything else, in few words: for a footer.
func (g Global) Found() []key.Binding {
	actions, jump, search := g.Palette, g.Jump, g.Search
	actions.SetHelp(actions.Help().Key, "actions")
	jump.SetHelp(jump.Help().Key, "jump")
	search.SetHelp(search.Help().Key, "search")
	return []key.Binding{actions, jump, search}
}

// Browsing are the keys of full screens on which nothing is typed; where one key is there for two
// deeds, the more common one comes first.
func (m Map) Browsing() []key.Binding {
	l, t, p := m.List, m.Tag, m.Pager
	return []key.Binding{
		l.Open, l.Copy, l.Filter, l.Sort, l.Up, l.Down, l.PageUp, l.PageDown, l.HalfUp, l.HalfDown,
		l.Top, l.Bottom, l.Mark, l.Range, l.MarkAll, l.Preview, l.Narrower, l.Wider, l.Noise,
		l.HighlightOnly, l.NextMatch, l.PreviousMatch, l.Reload, l.Anew, l.LoadAll, l.ByName,
		l.SaveView,
		t.CopyAs, t.CopyAgain, t.Compare, t.Swap, t.Sibling, t.Collapse, t.Page, t.Web, t.Pull,
		t.History, t.AllTags, t.Untagged, t.Storage, t.Plan, t.Ask,
		m.Search.Line, m.Search.Narrow, p.PageUp, p.PageDown, p.HalfUp, p.HalfDown,
		m.Form.Next, m.Form.Previous, m.Picker.Up, m.Picker.Down, m.Picker.Copy, m.Filter.Explain,
	}
}

// WhileTyping is a binding as it works where letters are text: by the first of its keys that types
// none. Where all of them do it is off.
func WhileTyping(b key.Binding) key.Binding {
	if !IsBound(b) {
		b.SetEnabled(false)
		return b
	}
	for _, name := range b.Keys() {
		if !IsText(name) {
			b.SetHelp(Shown(name), b.Help().Desc)
			return b
		}
	}
	b.SetEnabled(false)
	return b
}

// named are keys in a sentence, as far as there are any.
func named(bindings ...key.Binding) string {
	var names []string
	for _, b := range bindings {
		if IsBound(b) {
			names = append(names, b.Help().Key)
		}
	}
	last := len(names) - 1
	if last <= 0 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Scopes are all keys in the order in which a person meets them.
func (m Map) Scopes() []Scope {
	names := m.names()
	scope := func(name, where string, bindings []*key.Binding) Scope {
		s := Scope{Name: name, Where: where, Keys: values(bindings)}
		for _, b := range bindings {
			s.Actions = append(s.Actions, names[b])
		}
		return s
	}
	g := m.Global
	return []Scope{
		scope("Everywhere", "on every screen but while text is typed; "+
			named(g.Jump, g.Search, WhileTyping(g.Failure), g.Suspend, g.ForceQuit)+
			" even then; no "+named(g.Suspend)+" on Windows", m.everywhere()),
		scope("Lists", "repositories, tags and the rest; the home as far as it makes sense there",
			m.lists()),
		scope("Tags", "and repositories and platforms, as far as it makes sense there", m.tags()),
		scope("Filter", "while a filter is typed", m.filter()),
		scope("Search", "the search of the Hub; "+named(WhileTyping(m.Search.Narrow), m.Search.Into)+
			" on its line, and in its list the keys of lists too", m.search()),
		scope("Boxes with a line to type on", "the jump, all actions; "+named(m.Picker.Copy)+
			" in the jump only", m.pickers()),
		scope("Forms", "login, second factor, the prompt", m.forms()),
		scope("Texts", "a repository's page; help; the instruction of a step, which "+
			named(m.Pager.Copy)+" copies whole", m.texts()),
	}
}

func values(bindings []*key.Binding) []key.Binding {
	all := make([]key.Binding, len(bindings))
	for i, b := range bindings {
		all[i] = *b
	}
	return all
}
