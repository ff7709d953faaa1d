package keymap

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
)

// live are keys of which each press means one action at the most.
type live struct {
	name   string
	typing bool // letters are text
	keys   []*key.Binding
}

// live are the keys that can be meant by one press at the same time.
func (m *Map) live() []live {
	g, l, s := &m.Global, &m.List, &m.Search
	anywhere := []*key.Binding{&g.Jump, &g.Search, &g.Failure, &g.Suspend, &g.ForceQuit}
	with := func(more ...*key.Binding) []*key.Binding {
		return append(slices.Clone(anywhere), more...)
	}
	return []live{
		{"lists", false, slices.Concat(m.everywhere(), m.lists(), m.tags(), []*key.Binding{&s.Line, &s.Narrow})},
		{"texts", false, slices.Concat(m.everywhere(), m.texts(), []*key.Binding{&m.Tag.Web})},
		{"a filter", true, with(slices.Concat(m.filter(), []*key.Binding{&l.PageUp, &l.PageDown})...)},
		{"the search line", true, with(&s.Into, &s.Narrow, &m.Form.Cancel)},
		{"boxes", true, with(m.pickers()...)},
		{"forms", true, with(m.forms()...)},
		{"menus", true, []*key.Binding{
			&l.Open, &l.Up, &l.Down, &m.Picker.Choose, &m.Picker.Up, &m.Picker.Down,
			&g.Back, &g.Quit, &g.ForceQuit, &m.Form.Cancel,
		}},
	}
}

// alike are actions that are one and the same where their keys meet.
var alike = [][2]string{
	{"global.back", "pager.close"}, {"global.back", "form.cancel"}, {"list.filter", "search.line"},
	{"list.open", "picker.choose"}, {"list.up", "picker.up"}, {"list.down", "picker.down"},
	{"global.quit", "global.force-quit"},
}

// conflict is a key that two actions have where both are live.
type conflict struct {
	key    string
	first  string
	second string
}

func (c conflict) String() string {
	return fmt.Sprintf("%s is both %s and %s", c.key, c.first, c.second)
}

// conflicts are all of a map, in the order of its scopes.
func (m *Map) conflicts() []conflict {
	var all []conflict
	names := m.names()
	for _, set := range m.live() {
		meaning := map[string]string{}
		for _, b := range set.keys {
			for _, k := range b.Keys() {
				if set.typing && IsText(k) {
					continue
				}
				name, other := names[b], meaning[k]
				if other == "" {
					meaning[k] = name
					continue
				}
				pair := conflict{k, other, name}
				if !areAlike(other, name) && !slices.Contains(all, pair) {
					all = append(all, pair)
				}
			}
		}
	}
	return all
}

func areAlike(a, b string) bool {
	return slices.Contains(alike, [2]string{a, b}) || slices.Contains(alike, [2]string{b, a})
}

// editing are the keys that change a line of text or go along it; what keysets give to actions that
// work there is not among them.
var editing = []string{
	"right", "left", "home", "end", "ctrl+a", "ctrl+e", "ctrl+b",
	"alt+right", "ctrl+right", "alt+f", "alt+left", "ctrl+left", "alt+b",
	"backspace", "delete", "ctrl+h", "ctrl+d", "ctrl+u",
	"alt+backspace", "ctrl+w", "ctrl+backspace", "alt+delete", "alt+d", "ctrl+delete",
}

// besideText are actions that work where a line is typed although their scope is another.
var besideText = []string{
	"global.jump", "global.search", "global.failure", "global.suspend", "global.force-quit",
	"search.into", "search.narrow",
}

// isBesideText reports whether an action works where a line is typed.
func isBesideText(action string) bool {
	scope, _, _ := strings.Cut(action, ".")
	return slices.Contains(typed, scope) || slices.Contains(besideText, action)
}

// edits reports whether a key is one of those that change a line of text, in a terminal or in many.
func edits(k string) bool {
	return slices.Contains(editing, k) || slices.Contains(editing, substitute(k)) ||
		strings.HasPrefix(k, "shift+") && slices.Contains(editing, strings.TrimPrefix(k, "shift+"))
}

// isOf reports whether a key is an action's in one of the keysets.
func isOf(action, k string) bool {
	for _, lay := range keysets {
		m := New()
		places := m.places()
		lay(places)
		if slices.Contains(places[action].Keys(), k) {
			return true
		}
	}
	return false
}

// Free are keys that no keyset takes in lists: they are for what a person adds.
func Free() []string {
	return []string{"D", "E", "F", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"}
}

// Extra is the key of something that a person adds to lists; its error says why it cannot be had.
// What works in the list of the search alone is not looked at.
func (m Map) Extra(written, description string) (key.Binding, error) {
	k, err := Key(written)
	if err == nil && isDigit(k) {
		err = fmt.Errorf("%s counts, as in 12j", k)
	}
	if err != nil {
		return key.Binding{}, err
	}
	names := m.names()
	for _, b := range slices.Concat(m.everywhere(), m.lists(), m.tags()) {
		if slices.Contains(b.Keys(), k) {
			return key.Binding{}, fmt.Errorf(
				"%s is %s already; free are %s", k, names[b], strings.Join(Free(), " "))
		}
	}
	return bind(Shown(k), description, k), nil
}
