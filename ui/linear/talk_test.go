package linear_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/refs"
	"tagboat/keymap"
	"tagboat/ui"
	"tagboat/ui/clipboard"
	"tagboat/ui/config"
	"tagboat/ui/linear"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// talk is a conversation with the App, before a Hub in the process and a clock that stands still
// until the talk lets it go on. What is typed stands in the transcript as a terminal shows it.
type talk struct {
	t          *testing.T
	c          *linear.Conversation
	server     *hubtest.Hub
	messages   chan tea.Msg
	transcript bytes.Buffer
	hidden     bool
	quit       bool
	printed    []string
	raw        []string // what the App would have had written to the terminal
	copied     []string // what a tool of the machine took
	scripted   bool
	stored     func() // waits for what is kept of lists
}

// setting is where a talk takes place; the zero value is the demo's world in a terminal of any width.
type setting struct {
	world    func(now time.Time) *hubtest.World
	scripted bool
	noDemo   bool
	width    int
	charset  text.Charset
	tool     bool // of the machine, for its clipboard
	server   string
	open     string
	index    bool // lists are kept
}

func hold(t *testing.T, in setting, play func(s *talk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		if in.world == nil {
			in.world = hubtest.Demo
		}
		s := &talk{t: t, messages: make(chan tea.Msg, 1024), scripted: in.scripted}
		s.server = hubtest.New(in.world(time.Now()), hubtest.AsDocker())
		s.begin(ctx, in)
		play(s)
		leave()
		s.pass(time.Minute) // for timers that are still under way
		if s.stored != nil {
			s.stored()
		}
	})
}

func (s *talk) begin(ctx context.Context, in setting) {
	events := make(chan hub.Event, 16)
	client, err := hub.New(hub.Options{
		BaseURL: s.server.URL(), Transport: s.server.Transport(), UserAgent: "tagboat/test",
		Observe: func(e hub.Event) {
			select {
			case events <- e:
			default:
			}
		},
	})
	require.NoError(s.t, err)
	keys, set := keymap.New().Worded(), config.Default()
	env := screen.Env{
		Hub: client, Keys: &keys, Theme: theme.New(), Now: time.Now, Config: &set, Server: in.server,
		Accounts: credentials.New(credentials.Options{Hub: s.server.URL(), Now: time.Now}),
		Platform: hub.NewPlatform("linux", "amd64", "", ""),
	}
	if !in.noDemo {
		env.Demo = []screen.Account{{Name: "alice", Secret: "anchor", Note: "300 repositories"}}
	}
	around := clipboard.Surroundings{
		OS: "darwin", Mode: clipboard.Native, Getenv: func(string) string { return "" },
		LookPath: func(tool string) (string, error) {
			if !in.tool {
				return "", errors.New("no tool")
			}
			return tool, nil
		},
		Run: func(_ context.Context, _ []string, input string) error {
			s.copied = append(s.copied, input)
			return nil
		},
	}
	if in.scripted {
		around.Mode = clipboard.Print
	}
	if in.index {
		env.Index = index.New(index.Options{Folder: s.t.TempDir(), Now: time.Now, Patience: time.Hour})
		s.stored = func() { env.Index.Close(s.t.Context()) }
	}
	app := ui.New(ctx, ui.Options{
		References: references,
		Env:        env, Clipboard: clipboard.New(around), Events: events, Open: in.open,
		Outside: ui.Outside{NoPull: "that is for the full screen", NoRun: "that is for the full screen"},
		Print:   func(whole string) { s.printed = append(s.printed, whole) },
	})
	var progress io.Writer = &s.transcript
	if in.scripted {
		progress = nil
	}
	s.c = linear.New(linear.Options{
		App: app, Out: &s.transcript, Progress: progress, Now: time.Now,
		Width: func() int { return in.width }, Draw: in.charset.Draw, Scripted: in.scripted,
		Hide: func(yes bool) error {
			s.hidden = yes
			return nil
		},
		Printed: func() []string {
			whole := s.printed
			s.printed = nil
			return whole
		},
	})
	s.run(s.c.Init())
	s.settle()
}

// references are those of a file that stands beside whoever types.
func references(context.Context) ([]refs.File, []string, error) {
	return []refs.File{
		refs.Read("Dockerfile", []byte("FROM nginx:1.27.2-alpine\nFROM nginx\nFROM ghcr.io/acme/tool:3\nFROM acme/nothing:1\n")),
	}, []string{"notes/Dockerfile: it is UTF-16, and is not read"}, nil
}

func (s *talk) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		if msg := cmd(); msg != nil {
			s.messages <- msg
		}
	}()
}

func (s *talk) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.run(cmd)
		}
	case tea.QuitMsg:
		s.quit = true
	case tea.RawMsg:
		s.raw = append(s.raw, "raw")
	default:
		if steps := reflect.ValueOf(msg); steps.Type().ConvertibleTo(reflect.TypeFor[[]tea.Cmd]()) { // tea.Sequence's own
			for i := range steps.Len() {
				s.take(steps.Index(i).Interface().(tea.Cmd)()) //nolint:forcetypeassert // as was asked
			}
			return
		}
		_, cmd := s.c.Update(msg)
		s.run(cmd)
	}
}

func (s *talk) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-s.messages:
			s.take(msg)
		default:
			return
		}
	}
}

func (s *talk) pass(d time.Duration) {
	s.settle()
	for end := time.Now().Add(d); time.Now().Before(end); s.settle() {
		select {
		case msg := <-s.messages:
			s.take(msg)
		case <-time.After(time.Until(end)):
		}
	}
}

// types has lines typed, each once the one before has come to rest.
func (s *talk) types(lines ...string) {
	for _, line := range lines {
		if !s.hidden && !s.scripted {
			s.transcript.WriteString(line + "\n")
		}
		s.take(linear.Line{Text: line, Asked: s.c.Asked()})
		s.pass(700 * time.Millisecond) // a search waits for the end of typing, and rows for the rest
	}
}

func (s *talk) ends() {
	s.take(linear.End{})
	s.pass(time.Second)
}

// hears is what was told since the last time.
func (s *talk) hears() string {
	said := s.transcript.String()
	s.transcript.Reset()
	return said
}

// isProse holds what was told against what a voice can say: lines of text, and nothing else.
func isProse(t *testing.T, said string) {
	t.Helper()
	assert.True(t, strings.HasSuffix(said, "\n") || strings.HasSuffix(said, ": ") ||
		strings.HasSuffix(said, "> "), "ends with %q", said[max(len(said)-20, 0):])
	for i, r := range said {
		isDrawn := r >= 0x2500 && r <= 0x259f || r >= 0x2800 && r <= 0x28ff || strings.ContainsRune("▸→…·•", r)
		if r != '\n' && unicode.IsControl(r) || isDrawn {
			assert.Failf(t, "no prose", "%U in %q", r, said[max(i-30, 0):min(i+30, len(said))])
			return
		}
	}
}
