package keymap

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// part takes keys back that mean two things at once, until there are none. Each turn leaves one key
// less to those that a person bound, and the keyset by itself has no such key.
func (b *binder) part() {
	for {
		found := b.conflicts()
		if len(found) == 0 {
			return
		}
		c := found[0]
		switch {
		case b.gives(c.second, c.key):
			b.release(c.second, c)
		case b.gives(c.first, c.key):
			b.release(c.first, c)
		default:
			return
		}
	}
}

// gives reports whether a key can be taken from an action.
func (b *binder) gives(action, k string) bool {
	return len(b.all[action]) > 0 && k != b.kept(action)
}

// release takes a key from an action, which goes back to those of the keyset when it has no other.
func (b *binder) release(action string, c conflict) {
	place, keys := b.own[action], slices.Clone(b.all[action])
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == c.key })
	isOnlyKept := len(keys) == 1 && keys[0] == b.kept(action)
	if len(keys) == 0 || isOnlyKept || isEverywhere(action) && areText(keys) {
		keys = b.shipped[action].Keys()
		delete(b.all, action)
	} else {
		b.all[action] = keys
	}
	place.SetKeys(keys...)
	b.tell(action, c.key, fmt.Sprintf("%s; %s stays on %s", c, action, strings.Join(keys, " and ")))
}

// note says of keys that not every terminal sends what it sends instead.
func (b *binder) note() {
	for _, action := range slices.Sorted(maps.Keys(b.all)) {
		for _, k := range b.all[action] {
			if words := b.doubt(action, k); words != "" {
				b.tell(action, k, words)
				b.problems[len(b.problems)-1].Note = true
			}
		}
	}
}

// doubt says what many terminals do with a key; nothing where they send it.
func (b *binder) doubt(action, k string) string {
	if strings.HasPrefix(k, "super+") || strings.Contains(k, "+super+") {
		return "few terminals send " + k
	}
	instead := substitute(k)
	switch other := b.rival(action, instead); {
	case instead == "" || slices.Contains(b.all[action], instead):
		return ""
	case other != "":
		return fmt.Sprintf("%s is %s in many terminals, and that is %s", k, instead, other)
	default:
		return k + " is " + instead + " in many terminals"
	}
}

// rival is an action that has a key where another works; empty: none.
func (b *binder) rival(action, k string) string {
	names := b.names()
	for _, set := range b.live() {
		if !slices.Contains(set.keys, b.own[action]) || set.typing && IsText(k) {
			continue
		}
		for _, other := range set.keys {
			if slices.Contains(other.Keys(), k) && !areAlike(names[other], action) {
				return names[other]
			}
		}
	}
	return ""
}
