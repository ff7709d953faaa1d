package ui_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/credentials"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/keymap"
	"tagboat/ui"
	"tagboat/ui/clipboard"
	"tagboat/ui/config"
	"tagboat/ui/references"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// story drives the App as a person would, against a Hub in the process and a
// clock that stands still until the story lets it go on: press, settle, sees.
type story struct {
	t        *testing.T
	app      *ui.App
	server   *hubtest.Hub
	client   *hub.Client
	index    *index.Index
	messages chan tea.Msg
	taken    int // messages
	copied   string
	browsed  []string
	size     [2]int
	quit     bool
	restart  func()                                                  // quits and starts the program anew, on the same Hub
	fingers  func(s *story, shipped tea.KeyPressMsg) tea.KeyPressMsg // where they find a key; nil: where it is shipped
}

// setting is where a story takes place; the zero value is the demo world, a
// window of 80×24, and nobody logged in.
type setting struct {
	world         func(now time.Time) *hubtest.World
	options       []hubtest.Option
	width, height int
	demo          bool
	elsewhere     bool // another Hub than Docker's
	log           slog.Handler
	browser       bool
	outside       ui.Outside
	board         clipboard.Mode
	accounts      func(hub string) *credentials.Accounts
	theme         *theme.Theme     // the default one if nil
	keys          *keymap.Map      // those that are shipped if nil
	now           func() time.Time // the clock of the screens; the bubble's own if nil
	open, view    string           // the place, or the view, to begin at
	references    references.Find  // those that can be checked
	check         *check.Request   // begins with them
	charset       text.Charset
	configure     ui.Configure              // reads it again; nil: there is none
	mistakes      string                    // of the configuration
	index         string                    // the folder of the index; empty: there is none
	config        config.Config             // what a person set
	places        string                    // the folder of places.json; empty: none is kept
	copying       func(ctx context.Context) // what a slow clipboard tool does; nil: there is none
}

func tell(t *testing.T, in setting, play func(s *story)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		if in.world == nil {
			in.world = hubtest.Demo
		}
		if in.width == 0 {
			in.width, in.height = 80, 24
		}
		s := &story{t: t, messages: make(chan tea.Msg, 1024)}
		options := slices.Clone(in.options)
		if !in.elsewhere {
			options = append(options, hubtest.AsDocker())
		}
		s.server = hubtest.New(in.world(time.Now()), options...)
		s.restart = func() {
			leave()
			s.pass(time.Minute)
			s.index.Close(t.Context())
			ctx, leave = context.WithCancel(t.Context()) //nolint:fatcontext // A new start, not a nested one.
			s.server.Forget()
			s.open(ctx, in)
		}
		s.open(ctx, in)
		play(s)
		leave()
		s.pass(time.Minute) // for timers that are still under way
		s.index.Close(t.Context())
	})
}

func (s *story) open(ctx context.Context, in setting) {
	events := make(chan hub.Event, 16)
	options := hub.Options{
		BaseURL: s.server.URL(), Transport: s.server.Transport(),
		UserAgent: "tagboat/test",
		Observe: func(e hub.Event) {
			select {
			case events <- e:
			default:
			}
		},
	}
	if in.log != nil {
		options.Logger = slog.New(in.log)
	}
	var err error
	s.client, err = hub.New(options)
	require.NoError(s.t, err)
	if in.accounts == nil {
		in.accounts = func(hub string) *credentials.Accounts {
			return credentials.New(credentials.Options{Hub: hub, Now: time.Now})
		}
	}
	if in.now == nil {
		in.now = time.Now
	}
	if in.theme == nil {
		in.theme = theme.New()
	}
	keys := keymap.New()
	if in.charset != text.Unicode {
		keys = keys.Spelled()
	}
	if in.keys != nil {
		keys = *in.keys
	}
	set := in.config
	set.Mouse = true
	env := screen.Env{
		Hub: s.client, Accounts: in.accounts(s.server.URL()), Keys: &keys, Theme: in.theme, Now: in.now,
		Config: &set,
	}
	if in.index != "" {
		s.index = index.New(index.Options{Folder: in.index, Now: in.now, Patience: time.Hour})
		env.Index = s.index
	}
	if in.elsewhere {
		env.Server = "hub.example"
	}
	if in.demo {
		for _, a := range hubtest.DemoAccounts() {
			env.Demo = append(env.Demo, screen.Account(a))
		}
	}
	around := clipboard.Surroundings{OS: "linux", Mode: in.board, Getenv: func(name string) string {
		return map[string]string{"TERM": "xterm-256color"}[name]
	}}
	if in.copying != nil {
		around.OS = "darwin"
		around.LookPath = func(tool string) (string, error) { return "/bin/" + tool, nil }
		around.Run = func(ctx context.Context, _ []string, _ string) error {
			in.copying(ctx)
			return ctx.Err()
		}
	}
	board := clipboard.New(around)
	outside := in.outside
	if in.browser {
		outside.Browse = func(url string) error {
			s.browsed = append(s.browsed, url)
			return nil
		}
	}
	env.Platform = hub.NewPlatform("linux", "amd64", "", "")
	s.app = ui.New(ctx, ui.Options{Env: env, Clipboard: board, Outside: outside, Events: events, Places: in.places, Charset: in.charset, Open: in.open, View: in.view,
		References: in.references, Check: in.check, Configure: in.configure, Mistakes: in.mistakes,
		ForgetLists: func(ctx context.Context, account string) error {
			return s.index.Forget(ctx, s.client.Address(), account)
		}})
	s.run(s.app.Init())
	s.resize(in.width, in.height)
}

// run does what the runtime does with a command: somewhere else, and then its
// message comes back to the loop.
func (s *story) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		if msg := cmd(); msg != nil {
			s.messages <- msg
		}
	}()
}

// settle lets everything happen that can without time passing.
func (s *story) settle() {
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

func (s *story) take(msg tea.Msg) {
	s.taken++
	switch msg := msg.(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.run(cmd)
		}
		return
	case tea.QuitMsg:
		s.quit = true
		return
	}
	if steps := reflect.ValueOf(msg); steps.Type().ConvertibleTo(reflect.TypeFor[[]tea.Cmd]()) { // tea.Sequence's own
		for i := range steps.Len() {
			if next := steps.Index(i).Interface().(tea.Cmd)(); next != nil { //nolint:forcetypeassert // as was asked
				s.take(next)
			}
		}
		return
	}
	if raw, ok := msg.(tea.RawMsg); ok {
		code := strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(raw.Msg), "\x1b]52;c;"), "\x07")
		text, err := base64.StdEncoding.DecodeString(code)
		require.NoError(s.t, err)
		s.copied = string(text)
		return
	}
	s.send(msg)
}

func (s *story) send(msg tea.Msg) {
	if press, ok := msg.(tea.KeyPressMsg); ok && s.fingers != nil {
		msg = s.fingers(s, press)
	}
	_, cmd := s.app.Update(msg)
	s.run(cmd)
}

// breath sends keys in one breath: nothing else happens between them.
func (s *story) breath(keys ...string) {
	for _, k := range keys {
		s.send(press(k))
	}
}

// press presses keys, one after the other, and lets things settle.
func (s *story) press(keys ...string) {
	for _, k := range keys {
		s.send(press(k))
		s.settle()
	}
}

// types enters a text, letter by letter.
func (s *story) types(text string) {
	for _, r := range text {
		s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	s.settle()
}

func (s *story) pastes(text string) {
	s.send(tea.PasteMsg{Content: text})
	s.settle()
}

// pass lets time go by.
func (s *story) pass(d time.Duration) {
	s.settle()
	end := time.Now().Add(d)
	for time.Now().Before(end) {
		select {
		case msg := <-s.messages:
			s.take(msg)
		case <-time.After(time.Until(end)):
		}
		s.settle()
	}
}

// fades lets what was said stand long enough, and then touches the mouse: nothing goes by itself.
func (s *story) fades() {
	s.pass(3 * time.Second)
	s.send(tea.MouseReleaseMsg{})
	s.settle()
}

func (s *story) resize(width, height int) {
	s.size = [2]int{width, height}
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.settle()
}

// screen is what is to be seen, without styles.
func (s *story) screen() string {
	return ansi.Strip(s.app.View().Content)
}

func (s *story) sees(texts ...string) {
	s.t.Helper()
	s.settle()
	for _, text := range texts {
		assert.Contains(s.t, s.screen(), text)
	}
}

func (s *story) misses(texts ...string) {
	s.t.Helper()
	s.settle()
	for _, text := range texts {
		assert.NotContains(s.t, s.screen(), text)
	}
}

// selected is the line that bears the selection's bar.
func (s *story) selected() string {
	for line := range strings.SplitSeq(s.screen(), "\n") {
		if row, ok := strings.CutPrefix(line, theme.Mark); ok {
			return strings.TrimRight(row, " ")
		}
	}
	return ""
}

func (s *story) logIn(name, secret string) {
	s.types(name)
	s.press("tab")
	s.types(secret)
	s.press("enter")
}

// press turns a key's name into the key press.
func press(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace, "space": tea.KeySpace, "f2": tea.KeyF2,
	}
	var mod tea.KeyMod
	bare := name
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift} {
		if rest, ok := strings.CutPrefix(bare, prefix); ok {
			bare, mod = rest, mod|m
		}
	}
	if code, ok := special[bare]; ok {
		key := tea.KeyPressMsg{Code: code, Mod: mod}
		if bare == "space" {
			key.Text = " "
		}
		return key
	}
	r := []rune(bare)[0]
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: bare}
}

// line is the screen's line from the top, or from the bottom if negative.
func (s *story) line(n int) string {
	lines := strings.Split(s.screen(), "\n")
	if n < 0 {
		n += len(lines)
	}
	return lines[n]
}
