package ui_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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

// inLines are letters that go along a line of text with Alt, or delete in it.
const inLines = "bdf"

// elsewhere puts each key of the map on one that nothing is on, and that types nothing.
func elsewhere(t *testing.T) layout {
	t.Helper()
	var others []string
	for r := 'a'; r <= 'z'; r++ {
		others = append(others, "alt+shift+"+string(r))
		if !strings.ContainsRune(inLines, r) {
			others = append(others, "alt+"+string(r))
		}
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

// journeys go through what the frames do not.
var journeys = map[string]func(s *story){
	"second-factor": func(s *story) {
		s.logIn("bob", "harbor")
		s.types("123456")
		s.sees("globex")
	},
	"copies": func(s *story) {
		atNginx(s)
		s.press("space", "space", "y", "c", "down", "enter", "C", "esc", "esc")
		s.sees("Sent ")
	},
	"order": func(s *story) {
		atNginx(s)
		s.press("s", "n", "s", "enter")
		s.sees("TAG")
	},
	"everywhere": func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.press("W")
		s.pass(time.Second)
		s.press("?", "?", "f", "esc", "esc", "m", "m", "*", "ctrl+a", "esc", "ctrl+k")
		s.types("api")
		s.press("enter", "*", "-", "[", "]", "ctrl+f", "ctrl+f", "esc", ":")
		s.types("sort by name")
		s.press("enter", ":", "esc", "h", "left", "e")
		s.sees("acme")
	},
	"what-does-nothing": func(s *story) {
		atNginx(s)
		s.press("R", "L", "n", "<", "x", "P", "d", "e", "t", ".", "p", "<", "p", "=", "_", "w", "h", "o")
		s.sees("nginx")
	},
	"home-does-nothing": func(s *story) {
		s.logIn("alice", "anchor")
		s.press("s", "c", ".", "t", "v", "p", "x", "r")
		s.sees("acme")
	},
	"page": func(s *story) {
		atNginx(s)
		s.press("i", "/")
		s.types("docker")
		s.press("enter", "n", "N", "esc", "G", "g", "ctrl+d", "f", "b", "y", "esc")
		s.sees("PLATFORMS")
	},
	"down-to-a-step": func(s *story) {
		atNginx(s)
		s.press("enter", "enter", "G", "k", "enter", "y", "esc", "esc", "esc")
		s.sees("PLATFORMS")
	},
	"filter": func(s *story) {
		atNginx(s)
		s.types("/al")
		s.press("tab", "down", "up", "pgdown", "?", "esc", "enter", "esc")
		s.sees("all loaded")
	},
	"compares": func(s *story) {
		atNginx(s)
		s.press("space", "j", "d", "x", "esc", "esc")
		s.sees("PLATFORMS")
	},
}

// isClean holds what is seen against the keys of this keyboard: no others are named.
func (l layout) isClean(s *story, named *regexp.Regexp) {
	s.t.Helper()
	for line := range strings.SplitSeq(s.screen(), "\n") {
		assert.NotRegexp(s.t, keyNamed, named.ReplaceAllString(line, "«»"))
	}
}

func TestWithEveryActionOnAnotherKeyTheProgramIsTheSameAndNamesNoOther(t *testing.T) {
	l := elsewhere(t)
	named := l.named()
	all := maps.Clone(frames)
	maps.Copy(all, searchFrames)
	maps.Copy(all, nameless)
	for name, play := range journeys {
		all["journey-"+name] = play
	}
	for name, play := range all {
		t.Run(name, func(t *testing.T) {
			var shipped string
			in := setting{demo: true, width: 200, height: 50, browser: true}
			tell(t, in, func(s *story) {
				s.fingers = func(s *story, press tea.KeyPressMsg) tea.KeyPressMsg {
					s.app.View() // as often as where the other keys are looked for
					return press
				}
				play(s)
				shipped = squeezed(s.screen())
			})
			in.keys = &l.keys
			tell(t, in, func(s *story) {
				s.fingers = func(s *story, press tea.KeyPressMsg) tea.KeyPressMsg {
					l.isClean(s, named)
					return l.press(s, press)
				}
				play(s)
				l.isClean(s, named)
				assert.True(t, strings.HasPrefix(shipped, squeezed(s.line(0))))
				for line := range strings.SplitSeq(s.screen(), "\n") {
					if !named.MatchString(line) && !strings.ContainsAny(line, "╭╰") { // of a box that is wider here
						assert.Contains(t, shipped, squeezed(inBox(line)))
					}
				}
				assert.Regexp(t, named, s.screen(), "and it names some")
			})
		})
	}
}

// inBox is what stands in a box, without what it covers where it is wider; a line without one is itself.
func inBox(line string) string {
	from, to := strings.Index(line, "│"), strings.LastIndex(line, "│")
	if from == to {
		return line
	}
	return line[from+len("│") : to]
}

// with are keys of which some are a person's own.
func with(t *testing.T, keyset string, bound map[string][]string) *keymap.Map {
	t.Helper()
	m, problems := keymap.Of(keyset, bound)
	require.Empty(t, problems)
	return &m
}

func TestWhatHasNoKeyIsFoundByItsName(t *testing.T) {
	none := with(t, "default", map[string][]string{"list.sort": {}, "list.load-all": {}, "global.jump": {}, "global.help": {}})
	tell(t, setting{keys: none, width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.sees("1,000 of 12,000 · :load all loads the rest")
		assert.Regexp(t, `^ enter open +y copy +/ filter +: actions +ctrl\+f search +esc back`, s.line(-1))
		before := s.screen()
		s.press("s", "L", "ctrl+k")
		assert.Equal(t, before, s.screen())
		s.types(":help")
		s.press("enter")
		s.sees("Keys that work here")
		s.misses("  sort", "  load all", "jump to a name")
		s.press("esc")
		s.types(":sort")
		s.press("enter")
		s.sees("Sort tags by")
		s.press("a")
		s.sees("TAG, BY NAME ▲")
		s.types(":load all")
		s.press("enter")
		s.pass(time.Minute)
		s.sees("12,000 of 12,000 · all loaded")
		s.types(":jump")
		s.press("enter")
		s.sees("Go to")
	})
}

func TestWithTheKeysOfVimPagesAndPlacesAreWhereTheyAreThere(t *testing.T) {
	tell(t, setting{keys: with(t, "vim", nil), width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		s.sees("ctrl+s search", "ctrl+g open by name")
		openAPI(s)
		first := s.selected()
		s.press("ctrl+f")
		page := s.selected()
		assert.NotEqual(t, first, page)
		s.press("ctrl+n", "ctrl+p", "j", "k")
		assert.Equal(t, page, s.selected())
		s.press("ctrl+b")
		assert.Equal(t, first, s.selected())
		s.press("V", "j", "V")
		s.sees("2 marked")
		s.press("esc", "ctrl+g")
		s.types("nginx")
		s.press("enter", "ctrl+o")
		s.sees("alice ▸ acme ▸ api")
		s.press("tab")
		s.sees("alice ▸ library ▸ nginx")
		s.press("ctrl+^")
		s.sees("alice ▸ acme ▸ api")
		s.press("?")
		s.sees("ctrl+f  page down", "ctrl+b  page up", "ctrl+o  earlier place", "tab     later place")
		s.press("esc", "ctrl+s")
		s.types("redis")
		s.pass(rest)
		s.sees("ctrl+l narrow")
		s.press("ctrl+l")
		s.sees("Narrow")
		s.press("esc", "enter", "f")
		s.sees("Narrow")
	})
}

func TestALetterOnWhichAnActionIsStaysALetterWhereTextIsTyped(t *testing.T) {
	own := with(t, "default", map[string][]string{
		"global.jump": {"J", "ctrl+j"}, "list.page-down": {"D", "pgdown"}, "global.search": {"E", "ctrl+r"},
	})
	tell(t, setting{keys: own}, func(s *story) {
		s.types("JE")
		s.sees("User name  JE")
		s.press("ctrl+o")
		s.types("nginx")
		s.press("enter")
		s.types("/DJE")
		s.sees("/DJE")
		s.press("esc", "J")
		s.sees("Go to")
	})
}

func TestAKeyOfAnotherScriptThatAPersonNamesIsMeantItself(t *testing.T) {
	cyrillic := tea.KeyPressMsg{Code: 'н', BaseCode: 'y', Text: "н"}
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.send(cyrillic)
		s.sees("Sent nginx")
	})
	own := with(t, "default", map[string][]string{"list.mark": {"н"}})
	tell(t, setting{keys: own}, func(s *story) {
		atNginx(s)
		s.send(cyrillic)
		s.sees("1 marked")
		assert.Empty(t, s.copied)
		s.send(tea.KeyPressMsg{Code: 'с', BaseCode: 'c', Text: "с"})
		s.sees("Copy as")
	})
}

// apart puts each action on a key of its own.
func apart(t *testing.T) *keymap.Map {
	t.Helper()
	var others []string
	for r := 'a'; r <= 'z'; r++ {
		others = append(others, "alt+shift+"+string(r), "ctrl+alt+"+string(r))
		if !strings.ContainsRune(inLines, r) {
			others = append(others, "alt+"+string(r))
		}
	}
	for n := 3; n <= 35; n++ {
		others = append(others, "f"+strconv.Itoa(n))
	}
	bound := map[string][]string{}
	for i, action := range keymap.Names() {
		bound[action] = others[i : i+1]
	}
	return with(t, "default", bound)
}

// obeys presses the key that the screen names for a deed, in the footer or else in a sentence.
func (s *story) obeys(deeds ...string) {
	s.t.Helper()
	for _, deed := range deeds {
		named := regexp.MustCompile(`(?m)(\S+) +` + regexp.QuoteMeta(deed) + `(  | ·|$)`)
		found := named.FindStringSubmatch(s.line(-1))
		if found == nil {
			found = named.FindStringSubmatch(s.screen())
		}
		require.NotNil(s.t, found, "%s\n%s", deed, s.screen())
		s.pressesNamed(found[1])
	}
}

func TestWithNoTwoActionsOnOneKeyWhateverIsNamedWorks(t *testing.T) {
	tell(t, setting{keys: apart(t), width: 240, height: 50, browser: true}, func(s *story) {
		s.types("alice")
		s.obeys("next")
		s.types("anchor")
		s.obeys("go on")
		s.sees("NAMESPACE")
		s.obeys("filter")
		s.types("zebra")
		s.obeys("clears the filter", "filter")
		s.types("zebra")
		s.obeys("keep", "clears the filter", "filter")
		s.types("acme")
		s.obeys("keep", "open")
		s.sees("alice ▸ acme")
		s.obeys("filter")
		s.types("^api$")
		s.obeys("explain", "close", "keep", "open")
		s.sees("alice ▸ acme ▸ api")
		s.obeys("sort", "down", "up", "down", "choose")
		s.obeys("sort", "back", "mark", "copy", "copy as…", "down", "choose")
		s.sees("Sent ")
		s.obeys("back", "preview", "help", "search")
		s.types("page")
		s.obeys("keep", "next match", "end the search", "close", "actions")
		s.types("page down")
		s.obeys("do it", "actions", "close", "jump")
		s.types("nginx")
		s.pass(time.Minute)
		s.obeys("down", "close", "search")
		s.types("redis")
		s.pass(rest)
		s.obeys("narrow", "back", "results", "narrow", "back", "back", "back")
		s.sees("alice ▸ acme ▸ api")
	})
}
