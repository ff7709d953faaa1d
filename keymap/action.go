package keymap

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
)

// Names are the names of all actions, by scope: "list.copy-as".
func Names() []string {
	var names []string
	for name := range new(Map).actions() {
		names = append(names, name)
	}
	return names
}

// actions are the keys of each action, by its name, which is that of its field.
func (m *Map) actions() iter.Seq2[string, *key.Binding] {
	return func(yield func(string, *key.Binding) bool) {
		for scope, keys := range reflect.ValueOf(m).Elem().Fields() {
			for field, binding := range keys.Fields() {
				b, ok := reflect.TypeAssert[*key.Binding](binding.Addr())
				if ok && !yield(kebab(scope.Name)+"."+kebab(field.Name), b) {
					return
				}
			}
		}
	}
}

// places are the keys in this very map, by action.
func (m *Map) places() map[string]*key.Binding { return maps.Collect(m.actions()) }

// names are the names of all actions, by their keys in this very map.
func (m *Map) names() map[*key.Binding]string {
	names := map[*key.Binding]string{}
	for name, b := range m.actions() {
		names[b] = name
	}
	return names
}

// kebab is a name as "copy-as" instead of CopyAs.
func kebab(field string) string {
	var b strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Has reports whether a key, by its name, means anything anywhere.
func (m Map) Has(name string) bool {
	for _, b := range m.actions() {
		if slices.Contains(b.Keys(), name) {
			return true
		}
	}
	return false
}

// Bindings are the keys of each action, by its name. One without keys has none of them.
func (m Map) Bindings() map[string][]string {
	all := map[string][]string{}
	for name, b := range m.actions() {
		all[name] = []string{}
		if IsBound(*b) {
			all[name] = b.Keys()
		}
	}
	return all
}

// noKey begins what stands for the key of an action that has none. No terminal sends it.
const noKey = "no key: "

// unbind leaves an action without a key. It still is one that can be done, by its name.
func (m Map) unbind(name string, b *key.Binding) {
	way := m.Global.Palette.Help().Key
	if !IsText(way) {
		way += " "
	}
	b.SetKeys(noKey + name)
	b.SetHelp(way+b.Help().Desc, b.Help().Desc)
}

// IsBound reports whether an action has a key. One that has none is found by its name.
func IsBound(b key.Binding) bool {
	return len(b.Keys()) > 0 && !strings.HasPrefix(b.Keys()[0], noKey)
}

// Then is an action's key and the letters after it, which say what it does; none without a key.
func Then(b key.Binding, letters ...string) string {
	if !IsBound(b) {
		return ""
	}
	return strings.Join(append([]string{b.Help().Key}, letters...), " ")
}

// Bound are those that have a key.
func Bound(bindings []key.Binding) []key.Binding {
	bound := make([]key.Binding, 0, len(bindings))
	for _, b := range bindings {
		if IsBound(b) {
			bound = append(bound, b)
		}
	}
	return bound
}
