// Package keymap names every key of tagboat once, together with its help
// text. Screens ask the map; footers, the help screen and the README's table
// are derived from it. It knows no screen.
package keymap

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// Map is every key, by the scope in which it works.
//
//nolint:recvcheck // It is a value to everybody else; what sets keys works on a copy of its own.
type Map struct {
	Global Global
	List   List
	Tag    Tag
	Filter Filter
	Search Search
	Form   Form
	Pager  Pager
	Picker Picker
}

// Global keys work on every screen that is not reading text; ForceQuit and
// Suspend work everywhere.
type Global struct {
	Back, Help, Goto, Account, Mouse                       key.Binding
	Suspend, Quit, ForceQuit                               key.Binding
	Jump, Search, Palette, Favourite, Last, Earlier, Later key.Binding
	Failure, News                                          key.Binding
}

// List keys work on every list.
type List struct {
	Open, Copy, Filter, Sort, Reload, Anew, LoadAll key.Binding
	Up, Down, PageUp, PageDown, HalfUp, HalfDown    key.Binding
	Top, Bottom                                     key.Binding
	Mark, Range, MarkAll                            key.Binding
	Preview, Narrower, Wider, Noise                 key.Binding
	HighlightOnly, NextMatch, PreviousMatch, ByName key.Binding
	SaveView                                        key.Binding
}

// Tag keys work on repositories, tags and platforms, as far as they make sense
// there.
type Tag struct {
	CopyAs, CopyAgain, Compare, Sibling, Collapse, Swap, Page, Web, Pull, History key.Binding
	// of a namespace
	AllTags, Untagged, Storage, Plan, Ask key.Binding
}

// Filter keys work while a filter is being typed.
type Filter struct {
	Keep, Clear, Complete, Explain, Previous, Next key.Binding
}

// Search keys work on the search of the Hub: Into on the line, Line in the list below
// it, Narrow in both, where another of its keys works while letters are text.
type Search struct {
	Into, Line, Narrow key.Binding
}

// Picker keys work where typing finds something in a list: the jump, the actions.
type Picker struct {
	Choose, Copy, Up, Down, PageUp, PageDown, Close key.Binding
}

// Form keys work in the login form, the second factor and other prompts.
type Form struct {
	Next, Previous, Submit, Change, Anonymous, Cancel key.Binding
}

// Pager keys scroll a text.
type Pager struct {
	Up, Down, PageUp, PageDown, Top, Bottom, Close key.Binding
	HalfUp, HalfDown                               key.Binding
	Search, NextMatch, PreviousMatch, Copy, Reload key.Binding
}

func bind(help, description string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, description))
}

// New returns the keys as they are shipped.
func New() Map {
	return Map{
		Global: newGlobal(),
		List:   newList(),
		Tag:    newTag(),
		Filter: Filter{
			Keep:     bind("enter", "keep", "enter"),
			Clear:    bind("esc", "clear", "esc"),
			Complete: bind("tab", "complete", "tab"),
			Previous: bind("↑", "row before", "up"),
			Next:     bind("↓", "next row", "down"),
			Explain:  bind("?", "explain", "?", "f1"),
		},
		Search: Search{
			Into:   bind("enter", "results", "enter", "down"),
			Line:   bind("/", "search line", "/"),
			Narrow: bind("f", "narrow", "f", "tab"),
		},
		Form: Form{
			Next:      bind("tab", "next", "tab", "down"),
			Previous:  bind("shift+tab", "previous", "shift+tab", "up"),
			Submit:    bind("enter", "go on", "enter"),
			Change:    bind("space", "change", "space", "left", "right"),
			Anonymous: bind("ctrl+o", "browse public repositories", "ctrl+o"),
			Cancel:    bind("esc", "back", "esc"),
		},
		Picker: newPicker(),
		Pager:  newPager(),
	}
}

// Spelled are the same keys, of which the arrows are named in letters, for terminals that have no
// sign for them.
func (m Map) Spelled() Map {
	spelled := strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right")
	for _, b := range m.actions() {
		b.SetHelp(spelled.Replace(b.Help().Key), b.Help().Desc)
	}
	return m
}

// Worded are the same keys, of which each is named by its action's own word, so that what names a
// key for whoever presses keys names a word for whoever types them.
func (m Map) Worded() Map {
	for name, b := range m.actions() {
		_, action, _ := strings.Cut(name, ".")
		b.SetHelp(strings.ReplaceAll(action, "-", " "), b.Help().Desc)
	}
	return m
}

// Called is a key with what it does: "y, copy"; once, where both are the same word.
func Called(b key.Binding) string {
	if h := b.Help(); h.Key != h.Desc {
		return h.Key + ", " + h.Desc
	}
	return b.Help().Key
}

func newList() List {
	return List{
		Open:          bind("enter", "open", "enter", "l", "right"),
		Copy:          bind("y", "copy", "y"),
		Filter:        bind("/", "filter", "/"),
		Sort:          bind("s", "sort", "s"),
		Reload:        bind("r", "reload", "r"),
		Anew:          bind("R", "read everything anew", "R"),
		LoadAll:       bind("L", "load all", "L"),
		Up:            bind("↑/k", "up", "up", "k"),
		Down:          bind("↓/j", "down", "down", "j"),
		PageUp:        bind("pgup", "page up", "pgup"),
		PageDown:      bind("pgdn", "page down", "pgdown"),
		HalfUp:        bind("ctrl+u", "half a page up", "ctrl+u"),
		HalfDown:      bind("ctrl+d", "half a page down", "ctrl+d"),
		Top:           bind("g", "first row", "g", "home"),
		Bottom:        bind("G", "last row", "G", "end"),
		Mark:          bind("space", "mark", "space"),
		Range:         bind("v", "mark a range", "v"),
		MarkAll:       bind("a", "mark all shown", "a"),
		Preview:       bind("p", "preview", "p"),
		Narrower:      bind("<", "narrower preview", "<"),
		Wider:         bind(">", "wider preview", ">"),
		Noise:         bind(".", "hide signatures and inactive", "."),
		HighlightOnly: bind("H", "highlight instead of filter", "H"),
		NextMatch:     bind("n", "next match", "n"),
		PreviousMatch: bind("N", "previous match", "N"),
		ByName:        bind("t", "names from the registry", "t"),
		SaveView:      bind("S", "save this view", "S"),
	}
}

func newTag() Tag {
	return Tag{
		CopyAs:    bind("c", "copy as…", "c"),
		CopyAgain: bind("C", "copy in the last form", "C"),
		Compare:   bind("d", "compare two", "d"),
		Sibling:   bind("=", "next of the same image", "="),
		Swap:      bind("x", "swap the sides of a comparison", "x"),
		Collapse:  bind("_", "one row per image", "_"),
		Page:      bind("i", "page", "i"),
		Web:       bind("o", "open on the web", "o"),
		Pull:      bind("P", "pull", "P"),
		History:   bind("w", "what it was", "w"),
		Ask:       bind("#", "count tags, ask rules", "#"),
		AllTags:   bind("T", "all tags", "T"),
		Untagged:  bind("U", "untagged manifests", "U"),
		Storage:   bind("Z", "storage", "Z"),
		Plan:      bind("X", "what could go", "X"),
	}
}

func newPicker() Picker {
	return Picker{
		Choose:   bind("enter", "choose", "enter"),
		Copy:     bind("ctrl+y", "copy, open nothing", "ctrl+y"),
		Up:       bind("↑", "up", "up", "ctrl+p"),
		Down:     bind("↓", "down", "down", "ctrl+n"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Close:    bind("esc", "close", "esc"),
	}
}

func newPager() Pager {
	return Pager{
		Up:            bind("↑/k", "up", "up", "k"),
		Down:          bind("↓/j", "down", "down", "j"),
		PageUp:        bind("pgup", "page up", "pgup", "b"),
		PageDown:      bind("pgdn", "page down", "pgdown", "space", "f"),
		Top:           bind("g", "first line", "g", "home"),
		Bottom:        bind("G", "last line", "G", "end"),
		Close:         bind("esc", "close", "esc", "h", "left", "backspace"),
		HalfUp:        bind("ctrl+u", "half a page up", "ctrl+u", "u"),
		HalfDown:      bind("ctrl+d", "half a page down", "ctrl+d", "d"),
		Search:        bind("/", "search", "/"),
		NextMatch:     bind("n", "next match", "n"),
		PreviousMatch: bind("N", "previous match", "N"),
		Copy:          bind("y", "copy the name", "y"),
		Reload:        bind("r", "reload", "r"),
	}
}

func newGlobal() Global {
	return Global{
		Back:      bind("esc", "back", "esc", "h", "left", "backspace"),
		Help:      bind("?", "help", "?"),
		Goto:      bind("ctrl+o", "open by name", "ctrl+o"),
		Account:   bind("ctrl+a", "accounts", "ctrl+a"),
		Mouse:     bind("m", "mouse for the terminal", "m"),
		Suspend:   bind("ctrl+z", "to the shell; fg comes back", "ctrl+z"),
		Quit:      bind("q", "quit", "q"),
		ForceQuit: bind("ctrl+c", "quit", "ctrl+c"),
		Jump:      bind("ctrl+k", "jump to a name", "ctrl+k"),
		Search:    bind("ctrl+f", "search the Hub", "ctrl+f"),
		Palette:   bind(":", "all actions", ":"),
		Favourite: bind("*", "favourite", "*"),
		Last:      bind("-", "last place", "-"),
		Earlier:   bind("[", "earlier place", "["),
		Later:     bind("]", "later place", "]"),
		Failure:   bind("e", "what failed", "e", "f2"),
		News:      bind("W", "what is new", "W"),
	}
}
