package keymap

import (
	"maps"
	"slices"

	"charm.land/bubbles/v2/key"
)

// keysets change the keys as they are shipped, by the name of the set.
var keysets = map[string]func(map[string]*key.Binding){
	"default": func(map[string]*key.Binding) {},
	"vim":     vim,
}

// Keysets are the names of the sets of keys.
func Keysets() []string { return slices.Sorted(maps.Keys(keysets)) }

// vim lays keys where they lie in Vim, as far as one key is enough. What its keys did before is on
// others: Ctrl+F, which searched the Hub, is a page; Tab is Ctrl+I for most terminals.
func vim(places map[string]*key.Binding) {
	for action, keys := range map[string][]string{
		"global.search":  {"ctrl+s"},
		"global.goto":    {"ctrl+g"},
		"global.earlier": {"ctrl+o", "["},
		"global.later":   {"tab", "ctrl+i", "]"},
		"global.last":    {"ctrl+^", "ctrl+6", "-"},

		"list.page-up":   {"ctrl+b", "pgup"},
		"list.page-down": {"ctrl+f", "pgdown"},
		"list.up":        {"k", "up", "ctrl+p"},
		"list.down":      {"j", "down", "ctrl+n"},
		"list.range":     {"v", "V"},

		"search.narrow":    {"f", "ctrl+l"},
		"filter.previous":  {"ctrl+p", "up"},
		"filter.next":      {"ctrl+n", "down"},
		"picker.up":        {"ctrl+p", "up"},
		"picker.down":      {"ctrl+n", "down"},
		"picker.page-up":   {"ctrl+b", "pgup"},
		"picker.page-down": {"ctrl+f", "pgdown"},
		"form.next":        {"tab", "down", "ctrl+n"},
		"form.previous":    {"shift+tab", "up", "ctrl+p"},

		"pager.up":        {"k", "up", "ctrl+y"},
		"pager.down":      {"j", "down", "ctrl+e"},
		"pager.page-up":   {"ctrl+b", "pgup", "b"},
		"pager.page-down": {"ctrl+f", "pgdown", "space", "f"},
	} {
		b := places[action]
		b.SetKeys(keys...)
		b.SetHelp(label(keys), b.Help().Desc)
	}
}
