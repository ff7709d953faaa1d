package keymap

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
)

// Scope is a set of keys that work at the same time, for tables of keys.
type Scope struct {
	Name  string
	Where string // in which situation, for a person
	Keys  []key.Binding
}

// Everywhere are the keys that work on every screen.
func (m Map) Everywhere() []key.Binding {
	g := m.Global
	return []key.Binding{
		g.Back, g.Help, g.Palette, g.Jump, g.Search, g.Goto, g.Last, g.Earlier, g.Later,
		g.Favourite, g.News, g.Failure,
		g.Account, g.Mouse, g.Quit, g.Suspend, g.ForceQuit,
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
		t.CopyAs, t.CopyAgain, t.Compare, t.Swap, t.Sibling, t.Collapse, t.Page, t.Web, t.Pull,
		t.History,
		m.Search.Line, m.Search.Narrow, p.PageUp, p.PageDown, p.HalfUp, p.HalfDown,
		m.Form.Next, m.Form.Previous, m.Picker.Up, m.Picker.Down, m.Picker.Copy, m.Filter.Explain,
	}
}

// WhileTyping is a binding as it works where letters are text: by the first of its keys that types
// none. Where all of them do it is off.
func WhileTyping(b key.Binding) key.Binding {
	for _, name := range b.Keys() {
		if utf8.RuneCountInString(name) > 1 && name != "space" {
			b.SetHelp(name, b.Help().Desc)
			return b
		}
	}
	b.SetEnabled(false)
	return b
}

// named are keys in a sentence.
func named(bindings ...key.Binding) string {
	names := make([]string, len(bindings))
	for i, b := range bindings {
		names[i] = b.Help().Key
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Scopes are all keys in the order in which a person meets them.
func (m Map) Scopes() []Scope {
	g, l, f, p := m.Global, m.List, m.Form, m.Pager
	return []Scope{
		{"Everywhere", "on every screen but while text is typed; " + named(g.Jump, g.Search, WhileTyping(g.Failure), g.Suspend, g.ForceQuit) +
			" even then; no " + named(g.Suspend) + " on Windows", m.Everywhere()},
		{"Lists", "repositories, tags and the rest; the home as far as it makes sense there", []key.Binding{
			l.Open, l.Copy, l.Filter, l.Sort, l.Up, l.Down, l.PageUp, l.PageDown, l.HalfUp,
			l.HalfDown, l.Top, l.Bottom,
			l.Mark, l.Range, l.MarkAll, l.Preview, l.Narrower, l.Wider, l.Noise,
			l.HighlightOnly, l.NextMatch, l.PreviousMatch, l.Reload, l.Anew, l.LoadAll, l.ByName,
		}},
		{"Tags", "and repositories and platforms, as far as it makes sense there", []key.Binding{
			m.Tag.CopyAs, m.Tag.CopyAgain, m.Tag.Compare, m.Tag.Swap, m.Tag.Sibling,
			m.Tag.Collapse, m.Tag.History, m.Tag.Page, m.Tag.Web, m.Tag.Pull,
		}},
		{"Filter", "while a filter is typed", []key.Binding{
			m.Filter.Keep, m.Filter.Clear, m.Filter.Complete, m.Filter.Explain, m.Filter.Previous,
			m.Filter.Next,
		}},
		{"Search", "the search of the Hub; " + named(WhileTyping(m.Search.Narrow), m.Search.Into) +
			" on its line, and in its list the keys of lists too", []key.Binding{
			m.Search.Into, m.Search.Line, m.Search.Narrow,
		}},
		{"Boxes with a line to type on", "the jump, all actions; " + named(m.Picker.Copy) + " in the jump only", []key.Binding{
			m.Picker.Choose, m.Picker.Copy, m.Picker.Up, m.Picker.Down, m.Picker.PageUp,
			m.Picker.PageDown, m.Picker.Close,
		}},
		{
			"Forms", "login, second factor, the prompt",
			[]key.Binding{f.Next, f.Previous, f.Submit, f.Change, f.Anonymous, f.Cancel},
		},
		{"Texts", "a repository's page; help; the instruction of a step, which " + named(p.Copy) + " copies whole", []key.Binding{
			p.Up, p.Down, p.PageUp, p.PageDown, p.HalfUp, p.HalfDown, p.Top, p.Bottom,
			p.Search, p.NextMatch, p.PreviousMatch, p.Copy, p.Reload, p.Close,
		}},
	}
}
