package ui_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
	"tagboat/ui/palette"
)

// layout is a keyboard on which every key of the map lies elsewhere.
type layout struct {
	keys  keymap.Map
	at    map[string]string // another key, by the one that is shipped
	shown map[string]string // how the shipped keys are shown, by how the others are
}

// elsewhere puts each key of the map on one that nothing is on, and that types nothing.
func elsewhere(t *testing.T) layout {
	t.Helper()
	var others []string
	for r := 'a'; r <= 'z'; r++ {
		others = append(others, "alt+"+string(r), "alt+shift+"+string(r))
	}
	for n := 13; n <= 35; n++ {
		others = append(others, "f"+strconv.Itoa(n))
	}
	for n := range 10 {
		others = append(others, "alt+"+strconv.Itoa(n))
	}
	l, bound := layout{at: map[string]string{}, shown: map[string]string{}}, map[string][]string{}
	shipped := keymap.New().Bindings()
	for _, action := range slices.Sorted(maps.Keys(shipped)) {
		for _, k := range shipped[action] {
			if l.at[k] == "" {
				l.at[k], others = others[0], others[1:]
			}
			bound[action] = append(bound[action], l.at[k])
		}
	}
	l.at["ctrl+c"] = "ctrl+c"
	var problems []keymap.Problem
	l.keys, problems = keymap.Of("default", bound)
	require.Empty(t, problems)
	before := keymap.New().Scopes()
	for i, scope := range l.keys.Scopes() {
		for j, b := range scope.Keys {
			l.shown[b.Help().Key] = before[i].Keys[j].Help().Key
		}
	}
	return l
}

// press finds the key on this keyboard; what is text stays text.
func (l layout) press(s *story, shipped tea.KeyPressMsg) tea.KeyPressMsg {
	isText := !s.app.View().KeyboardEnhancements.ReportAllKeysAsEscapeCodes
	if shipped.Text != "" && shipped.Text != "?" && isText {
		return shipped
	}
	if other, ok := l.at[shipped.String()]; ok {
		pressed, ok := palette.KeyPress(other)
		require.True(s.t, ok, other)
		return pressed
	}
	return shipped
}

// named finds the keys of this keyboard in a text.
func (l layout) named() *regexp.Regexp {
	keys := slices.SortedFunc(maps.Keys(l.shown), func(a, b string) int { return len(b) - len(a) })
	for i, k := range keys {
		keys[i] = regexp.QuoteMeta(k)
	}
	return regexp.MustCompile(`(?i:` + strings.Join(keys, "|") + `)(\b|…)`)
}

// squeezed is a text without what parts columns.
func squeezed(picture string) string { return strings.Join(strings.Fields(picture), " ") }

func TestWithEveryActionOnAnotherKeyTheProgramIsTheSameAndNamesNoOther(t *testing.T) {
	l := elsewhere(t)
	named := l.named()
	all := maps.Clone(frames)
	maps.Copy(all, searchFrames)
	maps.Copy(all, nameless)
	for name, play := range all {
		t.Run(name, func(t *testing.T) {
			var shipped string
			tell(t, setting{demo: true, width: 200, height: 50}, func(s *story) {
				s.fingers = func(s *story, press tea.KeyPressMsg) tea.KeyPressMsg {
					s.app.View() // as often as where the other keys are looked for
					return press
				}
				play(s)
				shipped = squeezed(s.screen())
			})
			tell(t, setting{demo: true, width: 200, height: 50, keys: &l.keys}, func(s *story) {
				s.fingers = l.press
				play(s)
				assert.True(t, strings.HasPrefix(shipped, squeezed(s.line(0))))
				for line := range strings.SplitSeq(s.screen(), "\n") {
					if !named.MatchString(line) && !strings.ContainsAny(line, "╭╰") { // of a box that is wider here
						assert.Contains(t, shipped, squeezed(line))
					}
					assert.NotRegexp(t, keyNamed, named.ReplaceAllString(line, "«»"))
				}
				assert.Regexp(t, named, s.screen(), "and it names some")
			})
		})
	}
}
