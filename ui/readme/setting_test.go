package readme_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// story is one screen with somebody before it: press, settle, sees.
type story struct {
	screen.Host // what is not told below is not asked for

	t        *testing.T
	page     screen.Screen
	server   *hubtest.Hub
	client   *hub.Client
	messages chan tea.Msg
	leave    context.CancelFunc
	size     [2]int

	// what was asked of the host
	copied  []string
	failed  error
	left    bool
	asksWho bool
}

func (s *story) Pop()                      { s.left = true; s.leave() }
func (s *story) Fail(err error)            { s.failed = err }
func (s *story) Copy(references ...string) { s.copied = append(s.copied, references...) }
func (s *story) Authenticate(*hub.Session) { s.asksWho = true }
func (s *story) Update(msg tea.Msg)        { s.run(s.page.Update(msg)) }
func (s *story) status() string            { return ansi.Strip(s.page.Status()) }
func (s *story) picture() string           { return ansi.Strip(s.page.View()) }
func (s *story) wheel(b tea.MouseButton)   { s.Update(tea.MouseWheelMsg{Button: b}) }
func (s *story) inject(do hubtest.Action)  { s.server.Inject(hubtest.Fault{Do: do}) }
func (s *story) lines() []string           { return strings.Split(s.picture(), "\n") }
func (s *story) resize(width, height int) {
	s.size = [2]int{width, height}
	s.page.Resize(width, height)
}
func (s *story) requests() (paths []string) {
	for _, r := range s.server.Requests() {
		paths = append(paths, r.Path)
	}
	return paths
}

// world holds pages of every kind.
func world(now time.Time) *hubtest.World {
	w := hubtest.Demo(now)
	w.AddRepository(hubtest.Repository{
		Namespace: "acme", Name: "manual", Description: "A long text", README: long(), Stars: 7, Pulls: 1_234_567,
		Updated: now.Add(-48 * time.Hour), Registered: now.AddDate(-3, 0, 0), Categories: []string{"Databases", "Web <servers>"},
		Storage: 71_900_000, Immutable: []string{`^v\d+$`, "release-.*"},
	})
	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "silent", Updated: now, Registered: now})
	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "comment", README: "<!-- nothing -->\n\n![](x.png)\n", Updated: now, Registered: now})
	return w
}

// long is a text of many short chapters.
func long() string {
	var b strings.Builder
	for name := range strings.FieldsSeq("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen") {
		b.WriteString("## Chapter " + name + "\n\nThis is the text of chapter " + name + ". It goes on and on, over more than one line, as texts of manuals do, " +
			"and only stops when the reader least expects that of it.\n\n")
	}
	return b.String()
}

// tell opens the page of a repository in an area of 80×24.
func tell(t *testing.T, name string, play func(s *story)) {
	t.Helper()
	sized(t, name, 80, 24, play)
}

func sized(t *testing.T, name string, width, height int, play func(s *story)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &story{t: t, messages: make(chan tea.Msg, 64), server: hubtest.New(world(time.Now()))}
		var err error
		s.client, err = hub.New(hub.Options{
			BaseURL: s.server.URL(), RegistryURL: s.server.RegistryURL(), Transport: s.server.Transport(), UserAgent: "tagboat/test",
		})
		require.NoError(t, err)
		repository, err := hub.ParseRepositoryName(name)
		require.NoError(t, err)
		env := screen.Env{Host: s, Hub: s.client, Keys: new(keymap.New()), Config: new(config.Config), Theme: theme.New(), Now: time.Now}
		s.page = readme.New(env, repository)
		s.resize(width, height)
		var ctx context.Context
		ctx, s.leave = context.WithCancel(t.Context())
		if fault, ok := faults[name]; ok {
			s.inject(fault)
		}
		s.run(s.page.Init(ctx))
		play(s)
		s.leave()
		synctest.Wait()
	})
}

// faults strike from the beginning where a repository's page is asked for.
var faults = map[string]hubtest.Action{
	"acme/slow":    hubtest.Hang(),
	"acme/guarded": hubtest.BotChallenge(),
}

func (s *story) logIn() {
	session, err := s.client.Login(s.t.Context(), "alice", hub.NewSecret("anchor"))
	require.NoError(s.t, err)
	s.client.Use(session)
}

func (s *story) capturing() bool {
	capturer, ok := s.page.(screen.Capturer)
	return ok && capturer.Capturing()
}

func (s *story) cursor() *tea.Cursor {
	cursored, ok := s.page.(screen.Cursored)
	require.True(s.t, ok)
	return cursored.Cursor()
}

// run does what the runtime does with a command.
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
			if batch, ok := msg.(tea.BatchMsg); ok {
				for _, cmd := range batch {
					s.run(cmd)
				}
				continue
			}
			s.Update(msg)
		default:
			return
		}
	}
}

// wait lets the client's retries pass.
func (s *story) wait(d time.Duration) {
	s.settle()
	time.Sleep(d)
	s.settle()
}

func (s *story) press(names ...string) {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
		"ctrl+d": {Code: 'd', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp},
		"backspace": {Code: tea.KeyBackspace}, "space": {Code: ' ', Text: " "},
	}
	for _, name := range names {
		msg, ok := special[name]
		if !ok {
			msg = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		s.Update(msg)
		s.settle()
	}
}

func (s *story) types(text string) {
	for _, r := range text {
		s.press(string(r))
	}
}

func (s *story) sees(texts ...string) {
	s.t.Helper()
	s.settle()
	for _, text := range texts {
		assert.Contains(s.t, s.picture(), text)
	}
}

// keys are those that the footer names.
func (s *story) keys() string {
	var names []string
	for _, b := range s.page.Keys().ShortHelp() {
		if b.Enabled() {
			names = append(names, b.Help().Key+" "+b.Help().Desc)
		}
	}
	return strings.Join(names, "   ")
}
