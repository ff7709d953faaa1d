package jump_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/keymap"
	"tagboat/ui/golden"
	"tagboat/ui/jump"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// story is the box with somebody before it.
type story struct {
	screen.Host // what is not told below is not asked for

	tb     testing.TB
	box    *jump.Jump
	names  *places.Index
	opened []string
	copied []string
	left   bool
}

func (s *story) Pop() { s.left = true }

func (s *story) Copy(references ...string) { s.copied = append(s.copied, references...) }

func tell(tb testing.TB, width, height int, news func() string) *story {
	tb.Helper()
	s := &story{tb: tb, names: places.NewIndex(func() time.Time { return time.Unix(1_800_000_000, 0) })}
	for _, name := range []string{
		"acme/", "myorg/", "nginx", "nginx:1.27", "nginx:1.27-alpine", "acme/api", "acme/api-gateway", "acme/ledger",
		"myorg/api", "myorg/api:2.4", "myorg/api:2.4-amd64", "myorg/api:2.4-arm64", "myorg/api:2.5-arm64",
		"myorg/a-repository-with-a-very-long-name:and-a-tag-that-goes-on-and-on-for-ever",
	} {
		s.names.See(s.place(name))
	}
	d, err := hub.ParseDigest(digest)
	require.NoError(tb, err)
	s.names.SeeTags(hub.RepositoryName{Namespace: "acme", Name: "ledger"}, []hub.Tag{{Name: "7", Digest: d}})
	s.names.Visit(s.place("myorg/api"))
	s.names.ToggleFavourite(s.place("acme/api-gateway"))
	open := func(p places.Place) tea.Cmd {
		assert.True(tb, s.left, "the box leaves before what comes next opens")
		s.opened = append(s.opened, p.String())
		return nil
	}
	s.box = jump.New(screen.Env{Host: s, Keys: new(keymap.New()), Theme: theme.New()}, s.names, open, news)
	s.box.Resize(width, height)
	s.run(s.box.Init(tb.Context()))
	return s
}

func (s *story) place(name string) places.Place {
	p, ok := places.Parse(name)
	require.True(s.tb, ok, name)
	return p
}

// run does what the box wants done, and gives it what comes of it.
func (s *story) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.run(cmd)
		}
	default:
		s.run(s.box.Update(msg))
	}
}

func (s *story) types(text string) {
	for _, r := range text {
		s.run(s.box.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
}

func (s *story) press(names ...string) {
	keys := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp},
		"pgdown": {Code: tea.KeyPgDown}, "ctrl+y": {Code: 'y', Mod: tea.ModCtrl}, "backspace": {Code: tea.KeyBackspace},
		"ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	for _, name := range names {
		msg, ok := keys[name]
		require.True(s.tb, ok, name)
		s.run(s.box.Update(msg))
	}
}

func (s *story) pastes(text string) { s.run(s.box.Update(tea.PasteMsg{Content: text})) }

func (s *story) picture() string { return ansi.Strip(s.box.View()) }

// rows are the names in sight.
func (s *story) rows() (names []string) {
	lines := strings.Split(s.picture(), "\n")
	for _, line := range lines[1 : len(lines)-1] {
		if fields := strings.Fields(strings.TrimPrefix(line, theme.Mark)); len(fields) > 0 {
			names = append(names, fields[0])
		}
	}
	return names
}

func TestAFewWordsLandOnTheTag(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("api 2.4 arm")
	assert.Equal(t, "myorg/api:2.4-arm64", s.rows()[0])
	s.press("enter")
	assert.Equal(t, []string{"myorg/api:2.4-arm64"}, s.opened)
}

func TestCtrlYCopiesAndOpensNothingAndYIsALetter(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("myorg/")
	s.press("ctrl+y")
	s.press("ctrl+u")
	s.types("nginx:1.27")
	s.press("ctrl+y")
	assert.Equal(t, []string{"myorg", "nginx:1.27"}, s.copied)
	assert.Empty(t, s.opened)
	assert.False(t, s.left)
	assert.True(t, s.box.Capturing())
}

func TestBeforeAnythingIsTypedFavouritesAndRecentPlacesStandThere(t *testing.T) {
	s := tell(t, 72, 19, nil)
	assert.Equal(t, []string{"acme/api-gateway", "myorg/api"}, s.rows())
	s.press("down", "enter")
	assert.Equal(t, []string{"myorg/api"}, s.opened)
}

func TestAFavouriteGoesFirstButNotBeforeWhatIsWrittenOut(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("acme/ap")
	assert.Equal(t, "acme/api-gateway", s.rows()[0])
	s.types("i")
	assert.Equal(t, "acme/api", s.rows()[0])
}

func TestAReferenceOpensAlthoughItWasNeverSeen(t *testing.T) {
	for pasted, want := range map[string]string{
		"docker.io/bitnami/redis:7":                    "bitnami/redis:7",
		"registry.hub.docker.com/library/redis":        "redis",
		"https://hub.docker.com/r/grafana/loki/tags":   "grafana/loki",
		"hub.docker.com/_/redis":                       "redis",
		"redis@" + digest:                              "redis@" + digest,
		"docker pull --platform linux/arm64 redis:7.2": "redis:7.2",
		"Docker.io/Bitnami/Redis:RC":                   "bitnami/redis:RC",
		"quite/unknown:1":                              "quite/unknown:1",
		"FROM redis:7.2 AS cache\nRUN make":            "redis:7.2",
		"docker run --rm -it redis:7.2 sh":             "redis:7.2",
		"image: \"redis:7.2\"":                         "redis:7.2",
		"https://hub.docker.com/_/redis/tags?name=7.2": "redis:7.2",
		"https://hub.docker.com/u/grafana":             "grafana/",
		"zebra":                                        "zebra",
		"zebra/":                                       "zebra/",
		digest:                                         "acme/ledger@" + digest,
	} {
		s := tell(t, 72, 19, nil)
		s.pastes(pasted)
		s.press("enter")
		assert.Equal(t, []string{want}, s.opened, pasted)
	}
}

func TestATagNotSeenYetIsOfferedFirst(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("nginx:1.2")
	assert.Equal(t, []string{"nginx:1.2", "nginx:1.27", "nginx:1.27-alpine"}, s.rows())
	s.press("enter")
	assert.Equal(t, []string{"nginx:1.2"}, s.opened)
}

func TestARepositoryNotSeenYetIsOfferedBelowTheBestHit(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("ngin")
	assert.Equal(t, "nginx", s.rows()[0])
	assert.Equal(t, "ngin", s.rows()[1])
}

func TestWhatLeadsNowhereSaysWhy(t *testing.T) {
	for pasted, words := range map[string]string{
		"https://ghcr.io/a/b":                "a/b is on ghcr.io",
		"https://hub.docker.com/search":      "that is a search, not a repository",
		"docker pull acme/api:${TAG}":        "what ${TAG} stands for",
		"dhi.io/node:22":                     "it is pulled as dhi.io/node",
		strings.Replace(digest, "0", "f", 1): "No tag seen has this digest",
	} {
		s := tell(t, 112, 35, nil)
		s.pastes(pasted)
		assert.Contains(t, s.picture(), words)
		s.press("enter", "ctrl+y")
		assert.Empty(t, s.opened)
		assert.False(t, s.left)
	}
}

func TestEscLeavesAndOpensNothing(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.press("esc")
	assert.True(t, s.left)
	assert.Empty(t, s.opened)
}

func TestNamesThatArriveDoNotMoveTheListUnderTheFinger(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("2.4-ar")
	before := s.rows()
	s.names.See(s.place("x:2.4-ar"))
	assert.Equal(t, before, s.rows())
	s.types("m")
	s.press("backspace")
	assert.Contains(t, s.rows(), "x:2.4-ar", "the next key finds them")
	s.press("ctrl+u")
	s.types("^lighthouse")
	assert.Empty(t, s.rows())
	s.names.See(s.place("lighthouse/lamp"))
	s.run(s.box.Update(screen.Learned{}))
	assert.Equal(t, []string{"lighthouse/lamp"}, s.rows(), "where nothing is shown nothing can move")
}

func TestAClickOpensAndTheWheelMoves(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("api")
	names := s.rows()
	s.box.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	s.box.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	s.box.Update(tea.MouseClickMsg{X: 3, Y: 99})
	assert.Empty(t, s.opened)
	s.box.Update(tea.MouseClickMsg{X: 3, Y: 3})
	assert.Equal(t, names[2:3], s.opened)
}

func TestManyLettersAtOnceAndHostileOnesHarmNothing(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.pastes(strings.Repeat("a", 100_000))
	assert.Equal(t, []string{"acme/api-gateway", "myorg/api"}, s.rows())
	s.pastes("\x1b]52;c;AAAA\x07\u202e!'^$ '' ")
	assert.NotContains(t, s.box.View(), "\x1b]52")
}

var frames = map[string]func(s *story){
	"first":     func(*story) {},
	"found":     func(s *story) { s.types("api 2"); s.press("down") },
	"long":      func(s *story) { s.types("longname") },
	"direct":    func(s *story) { s.pastes("https://hub.docker.com/r/bitnami/redis/tags") },
	"elsewhere": func(s *story) { s.pastes("https://ghcr.io/acme/api:1") },
	"nothing":   func(s *story) { s.types("no such name") },
	"many": func(s *story) {
		for i := range 1234 {
			s.names.See(s.place(fmt.Sprintf("many/of-them:1.%d", i)))
		}
		s.types("many 1")
	},
}

func TestEveryFrameIsAsItWasMeant(t *testing.T) {
	for name, play := range frames {
		for window, room := range map[string][2]int{"80x24": {72, 19}, "120x40": {112, 35}, "40x12": {32, 7}} {
			s := tell(t, room[0], room[1], func() string { return "listing acme, 1 of 3 namespaces" })
			play(s)
			assert.Less(t, strings.Count(s.picture(), "\n"), room[1])
			golden.Frame(t, fmt.Sprintf("%s-%s.txt", name, window), s.picture(), room[0])
		}
	}
}

// BenchmarkKey is a key with all that it draws, and its answer, over so many references. The loop is
// held for a part of it.
func BenchmarkKey(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := tell(b, 112, 35, nil)
			for i := range 1200 {
				var tags strings.Builder
				for j := range n / 1200 {
					_, _ = fmt.Fprintf(&tags, "%d.%d.%d-arm64\n", j/100, j/10%10, j)
				}
				s.names.SeeTagNames(hub.RepositoryName{
					Namespace: hub.Namespace(fmt.Sprintf("org-%d", i%40)), Name: fmt.Sprintf("service-%d", i),
				}, []byte(tags.String()))
			}
			letters, held := "serv 2.4 arm", time.Duration(0)
			update := func(msg tea.Msg) tea.Cmd {
				start := time.Now()
				cmd := s.box.Update(msg)
				_ = s.box.View()
				held += time.Since(start)
				return cmd
			}
			for i := 0; b.Loop(); i++ {
				if i%len(letters) == 0 {
					s.press("ctrl+u")
				}
				msg := update(letter(rune(letters[i%len(letters)])))()
				if batch, ok := msg.(tea.BatchMsg); ok {
					msg = batch[0]()
				}
				update(msg)
			}
			b.ReportMetric(float64(held.Microseconds())/float64(b.N), "µs-held/key")
		})
	}
}
