package ui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/keymap"
	"tagboat/ui/palette"
)

// fullScreens are those on which nothing is typed, each by what leads to it.
var fullScreens = map[string]func(s *story){
	"home":         frames["home-lived-in"],
	"home-nobody":  frames["home-nobody"],
	"home-failed":  frames["home-failed"],
	"repositories": frames["repositories"],
	"tags":         func(s *story) { atNginx(s); s.types("3j") },
	"tags-narrow":  func(s *story) { atNginx(s); s.resize(80, 16); s.types("3j") },
	"marked":       func(s *story) { atNginx(s); s.types(" jjvjj") },
	"filtered":     func(s *story) { atNginx(s); s.types("/alpine"); s.press("enter", "space") },
	"highlighted":  func(s *story) { atNginx(s); s.types("/alpine"); s.press("enter"); s.types("H") },
	"preview":      func(s *story) { atNginx(s); s.types("5jp") },
	"none-found":   frames["nothing-found"],
	"loading":      frames["loading"],
	"failed":       frames["failed"],
	"cap":          frames["anonymous-cap"],
	"tag":          func(s *story) { atNginx(s); s.press("enter"); s.types("j") },
	"layers":       func(s *story) { atNginx(s); s.press("enter", "enter"); s.types("3j") },
	"compare":      func(s *story) { frames["compare"](s); s.types("3j") },
	"page":         nameless["page"],
	"page-failed":  nameless["page-failed"],
	"page-loading": nameless["page-loading"],
	"page-search": func(s *story) {
		nameless["page"](s)
		s.types("/nginx")
		s.press("enter")
	},
	"search-list": func(s *story) { s.seeks("redis"); s.press("enter"); s.types("3j") },
}

// binding is a key of the map by its name, and how helps name it: one key may be there for several
// deeds, each on another screen.
type binding struct {
	name string
	help []string
}

// bindings are all keys of the map, those that scroll and select apart: these do nothing at the ends
// of a list or a text, where nobody asks why.
func bindings() (all, movements []binding) {
	keys := keymap.New()
	l, p := keys.List, keys.Pager
	moving := []key.Binding{
		l.Up, l.Down, l.PageUp, l.PageDown, l.HalfUp, l.HalfDown, l.Top, l.Bottom,
		p.Up, p.Down, p.PageUp, p.PageDown, p.HalfUp, p.HalfDown, p.Top, p.Bottom,
	}
	helped, names := map[string][]string{}, []string{}
	for _, scope := range keys.Scopes() {
		for _, b := range scope.Keys {
			for _, name := range b.Keys() {
				helped[name], names = append(helped[name], b.Help().Key), append(names, name)
			}
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		one := binding{name, helped[name]}
		if slices.ContainsFunc(moving, func(m key.Binding) bool { return slices.Contains(m.Keys(), name) }) {
			movements = append(movements, one)
		} else {
			all = append(all, one)
		}
	}
	return all, movements
}

// body is the picture without the lines on which news are told.
func body(picture string) string {
	lines := strings.Split(picture, "\n")
	return strings.Join(lines[1:len(lines)-2], "\n")
}

// helps reports whether a help that was read names a key.
func helps(help string, b binding) bool {
	return slices.ContainsFunc(b.help, func(key string) bool {
		return regexp.MustCompile(`(^|[ │])` + regexp.QuoteMeta(key) + `  +\S`).MatchString(help)
	})
}

func (s *story) pressesNamed(name string) {
	known, err := keymap.Key(name)
	require.NoError(s.t, err)
	msg, ok := palette.KeyPress(known)
	require.True(s.t, ok, name)
	s.send(msg)
	s.settle()
}

func TestEachKeyDoesSomethingOnEachScreenOrSaysWhyNot(t *testing.T) {
	all, movements := bindings()
	for where, lead := range fullScreens {
		if testing.Short() && !slices.Contains([]string{"home-nobody", "tags", "page", "search-list"}, where) {
			continue
		}
		t.Run(where, func(t *testing.T) {
			lives := func(play func(s *story)) {
				tell(t, setting{demo: true}, func(s *story) {
					lead(s)
					s.pass(5 * time.Second)
					play(s)
				})
			}
			var named, off []binding
			lives(func(s *story) {
				s.types("?")
				s.resize(160, 60)
				help := s.screen()
				require.Contains(t, help, "Keys that work here")
				for _, b := range slices.Concat(all, movements) {
					switch moves := slices.ContainsFunc(movements, func(m binding) bool { return m.name == b.name }); {
					case !helps(help, b):
						off = append(off, b)
					case !moves:
						named = append(named, b)
					}
				}
			})
			lives(func(s *story) {
				for _, b := range off {
					before := s.screen()
					s.pressesNamed(b.name)
					assert.Equal(t, body(before), body(s.screen()), "%s acts here, and help does not name it", b.name)
					assert.NotEqual(t, before, s.screen(), "%s does nothing here, and says nothing", b.name)
					s.fades()
				}
			})
			for _, b := range named {
				lives(func(s *story) {
					before, sent := s.screen(), len(s.server.Requests())
					s.pressesNamed(b.name)
					acts := s.quit || before != s.screen() || len(s.server.Requests()) > sent
					assert.True(t, acts, "help names %s, which does nothing", b.name)
				})
			}
		})
	}
}

func TestTheReasonOfAKeyIsASentence(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		s.types("/zebra")
		s.press("enter", "j")
		s.sees("↓/j, down: there is no row here")
		s.types("H")
		s.sees("highlights now", "336 of 336")
		s.types("H")
		s.sees("leaves out again", "0 of 336")
		s.misses("highlights now")
		s.press("esc", "esc")
		s.types("C")
		s.sees("C, copy in the last form: for lists of tags")
		s.types("x")
		s.sees("for the comparison of two tags")
		s.types("/zebra")
		s.press("enter")
		s.sees("The one place here does not match zebra")
	})
}

func TestAKeyThatDoesNothingIsNamedItselfNotAnotherThatDoesTheSame(t *testing.T) {
	for _, where := range []string{"home-lived-in", "tags"} {
		lead := fullScreens[where]
		if lead == nil {
			lead = frames[where]
		}
		tell(t, setting{demo: true}, func(s *story) {
			lead(s)
			s.types("b")
			s.sees("b, page up: not here")
			s.types("u")
			s.sees("u, half a page up: not here")
			s.press("ctrl+n")
			s.sees("ctrl+n, down: not here")
			s.press("f1")
			s.sees("f1, explain: not here")
		})
	}
}

func TestAnotherKeyOfADeedHasItsReason(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.types("/zebra")
		s.press("enter", "l")
		s.sees("enter, open: there is no row here")
	})
}
