package keymap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"tagboat/hub/name"
)

// Problem is what cannot be had of the keys that a person bound, for a person.
type Problem struct {
	Action string // whose keys are meant; empty: the keyset
	Key    string // the one of them, as it was written; empty: all
	Words  string
	Note   bool // it is no mistake, but good to know
}

// mostKeys bounds the keys of one action.
const mostKeys = 16

// quits is the key that always does.
const quits = "ctrl+c"

// needed are actions without which a person would not come out of where they are; their keys work
// where letters are text.
var needed = []string{
	"filter.keep", "filter.clear", "search.into", "form.submit", "form.next", "form.cancel",
	"picker.choose", "picker.close", "pager.close", "global.back", "global.palette",
}

// anywhere are actions that work where letters are text, too.
var anywhere = []string{"global.jump", "global.search", "global.failure"}

// hidden are actions for which there is no other way: where they work, the key of all actions is
// text.
var hidden = []string{"form.anonymous", "form.change"}

// typed are scopes in which letters are text.
var typed = []string{"filter", "form", "picker"}

// Of are the keys of a keyset with those that a person bound to single actions, no keys being none;
// and what of that cannot be, which stays as the keyset has it.
func Of(keyset string, bound map[string][]string) (Map, []Problem) {
	b := binder{set: New(), all: map[string][]string{}}
	b.own, b.shipped = b.places(), b.set.places()
	if lay, ok := keysets[keyset]; ok {
		lay(b.shipped)
	} else {
		b.tell("", "", fmt.Sprintf("no keyset is called %q; there are %s", keyset, strings.Join(Keysets(), " and ")))
	}
	b.Map = b.set
	for _, action := range slices.Sorted(maps.Keys(bound)) {
		b.bind(action, bound[action])
	}
	if len(b.all) > 0 {
		b.part()
		b.label()
		b.note()
	}
	return b.Map, b.problems
}

// binder puts a person's keys into a map.
type binder struct {
	Map

	set      Map                     // as it is without them
	own      map[string]*key.Binding // in the map, by action
	shipped  map[string]*key.Binding // in set
	all      map[string][]string     // the keys that were taken, by action
	problems []Problem
}

func (b *binder) tell(action, key, words string) {
	b.problems = append(b.problems, Problem{Action: action, Key: key, Words: words})
}

// bind takes the keys of one action.
func (b *binder) bind(action string, written []string) {
	place := b.own[action]
	if place == nil {
		b.tell(action, "", noAction(action))
		return
	}
	if len(written) == 0 {
		b.unbindOne(action, place)
		return
	}
	if len(written) > mostKeys {
		b.tell(action, "", fmt.Sprintf("no action has more than %d keys", mostKeys))
		written = written[:mostKeys]
	}
	var keys []string
	for _, w := range written {
		k, err := Key(w)
		if err != nil {
			b.tell(action, w, err.Error())
			continue
		}
		if why := b.refuse(action, k); why != "" {
			b.tell(action, w, why)
			continue
		}
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	switch {
	case len(keys) == 0:
	case isEverywhere(action) && areText(keys):
		b.tell(action, "", fmt.Sprintf("%s works where letters are text, too: give it a key that types none, as in [%q, %q]",
			action, keys[0], firstSilent(b.shipped[action])))
	default:
		if action == "global.force-quit" && !slices.Contains(keys, quits) {
			keys = append(keys, quits)
		}
		if k := b.kept(action); k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
		b.all[action] = keys
		place.SetKeys(keys...)
	}
}

// kept is the key that an action never loses: a terminal may not send the other ones, and somebody
// who is in a box has to get out of it.
func (b *binder) kept(action string) string {
	if action != "global.palette" && slices.Contains(needed, action) {
		return b.shipped[action].Keys()[0]
	}
	return ""
}

// isEverywhere reports whether an action must have a key that types nothing.
func isEverywhere(action string) bool {
	isBoxed := slices.Contains(needed, action) && !slices.Contains([]string{"pager.close", "global.back", "global.palette"}, action)
	return isBoxed || slices.Contains(anywhere, action)
}

// areText reports whether each of the keys types something.
func areText(keys []string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool { return !IsText(k) })
}

// firstSilent is the first of an action's keys that types nothing.
func firstSilent(b *key.Binding) string {
	for _, k := range b.Keys() {
		if !IsText(k) {
			return k
		}
	}
	return "f4"
}

func (b *binder) unbindOne(action string, place *key.Binding) {
	switch {
	case action == "global.force-quit":
		b.tell(action, "", quits+" always quits")
	case action == "global.palette":
		b.tell(action, "", action+" needs a key: what has none is found there")
	case slices.Contains(needed, action):
		b.tell(action, "", action+" needs a key: without it nobody gets out again")
	case slices.Contains(hidden, action):
		b.tell(action, "", action+" needs a key: there is no other way to it")
	default:
		b.all[action] = nil
		place.SetKeys(noKey + action)
	}
}

// refuse says why a key cannot be an action's at all.
func (b *binder) refuse(action, k string) string {
	scope, _, _ := strings.Cut(action, ".")
	isShipped := slices.Contains(b.shipped[action].Keys(), k)
	switch {
	case k == quits && action != "global.force-quit":
		return quits + " always quits"
	case isShipped:
	case isDigit(k) && !slices.Contains(typed, scope) && scope != "pager":
		return k + " counts, as in 12j"
	case IsText(k) && (slices.Contains(typed, scope) || action == "search.into"):
		return k + " is text where " + action + " works"
	case IsText(k) && (action == "global.suspend" || action == "global.force-quit"):
		return k + " is text in some places, and " + action + " works in all"
	case edits(k) && isBesideText(action) && !isOf(action, k):
		return k + " is for what is typed, and " + action + " works there"
	}
	return ""
}

// noAction says what was meant by a name that no action has.
func noAction(action string) string {
	const most = 4 // letters that may be wrong
	nearest, least := "", most
	for _, known := range Names() {
		_, short, _ := strings.Cut(known, ".")
		far := min(name.Distance(action, known), name.Distance(action, short)+1)
		if far < least {
			nearest, least = known, far
		}
	}
	if nearest == "" {
		return fmt.Sprintf("no action is called %q", action)
	}
	return fmt.Sprintf("no action is called %q; did you mean %q?", action, nearest)
}

// label has the texts of the keys that a person bound name these.
func (b *binder) label() {
	for action, keys := range b.all {
		place := b.own[action]
		if keys != nil && !slices.Equal(keys, b.shipped[action].Keys()) {
			place.SetHelp(label(keys), place.Help().Desc)
		}
	}
	for action, keys := range b.all { // whose texts name one of those
		if keys == nil {
			b.unbind(action, b.own[action])
		}
	}
}

// label is how keys stand in a footer: the first of them, and a letter beside an arrow.
func label(keys []string) string {
	shown := Shown(keys[0])
	if len(keys) > 1 && shown != keys[0] && len(keys[1]) == 1 {
		return shown + "/" + keys[1]
	}
	return shown
}
