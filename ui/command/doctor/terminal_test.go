package doctor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/clipboard"
	"tagboat/ui/command/doctor"
)

func TestAnswersAreReadAmongWhateverElseCame(t *testing.T) {
	const whole = "jk\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?31u\x1bP>|XTerm(388)\x1b\\\x1b[A\x1b[?64;22;52c"
	var a doctor.Answers
	a.Read([]byte(whole))
	assert.Equal(t, doctor.Answers{Whole: true, Name: "XTerm(388)", Device: "64;22;52", Background: "#1e1e2e", IsDark: true, Keyboard: true}, a)
	for at := range len(whole) {
		torn := []byte(whole[:at])
		a = doctor.Answers{}
		a.Read(torn)
		assert.False(t, a.Whole, "%q", torn)
		assert.False(t, doctor.IsAnswered(torn), "%q", torn)
	}
	for _, hostile := range []string{"\x1b]11;rgb:zz/zz/zz\a\x1b[?c", "\x1b]11;\a\x1b[?c", "\x1b]11;" + strings.Repeat("f", 1000) + "\a\x1b[?c"} {
		a = doctor.Answers{}
		a.Read([]byte(hostile))
		assert.True(t, a.Whole, "%q", hostile)
		assert.Empty(t, a.Background, "%q", hostile)
	}
	a = doctor.Answers{}
	a.Read([]byte("\x1b]11;#ffffff\a"))
	assert.Equal(t, "#ffffff", a.Background)
	assert.False(t, a.IsDark)
}

func TestTheQuestionWhatItIsComesLastAndAloneWhereOthersWouldBeShown(t *testing.T) {
	questions := func(environment ...string) string {
		return doctor.Questions(env(environment...), "linux")
	}
	const identity = "\x1b[c"
	for _, kind := range []string{"linux", "vt100", "", "dumb"} {
		assert.Equal(t, identity, questions("TERM", kind), kind)
	}
	usual := questions("TERM", "xterm-256color")
	assert.True(t, strings.HasSuffix(usual, identity))
	assert.Contains(t, usual, "\x1b]11;?")
	assert.Contains(t, usual, "\x1b[?u")
	assert.Contains(t, usual, "\x1b[>q")
	assert.NotContains(t, questions("TERM", "xterm-256color", "TERM_PROGRAM", "Apple_Terminal"), "\x1b[>q")
}

func env(pairs ...string) func(string) string {
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return func(name string) string { return values[name] }
}

// about is what is told of one thing in a terminal.
func about(t *testing.T, terminal doctor.Terminal, name string) doctor.Finding {
	t.Helper()
	if terminal.Clipboard == nil {
		terminal.Clipboard = clipboard.New(clipboard.Surroundings{Getenv: terminal.Getenv, OS: "linux", LookPath: nowhere})
	}
	for _, f := range terminal.Findings() {
		if f.About == name {
			return f
		}
	}
	t.Fatal("nothing is told of " + name)
	return doctor.Finding{}
}

func nowhere(string) (string, error) { return "", assert.AnError }

func usual(environment ...string) doctor.Terminal {
	return doctor.Terminal{
		IsThere: true, Getenv: env(append([]string{"TERM", "xterm-256color"}, environment...)...), Columns: 120, Lines: 40, DrawnColumns: 120, DrawnRows: 40,
		Colours: "256", Theme: "auto", Assumed: "dark, as COLORFGBG says",
		Answers: doctor.Answers{Whole: true, Took: 3 * time.Millisecond, Within: time.Second, Device: "64;22"},
	}
}

func TestATerminalIsToldWithWhatStandsBefore(t *testing.T) {
	f := about(t, usual("TMUX", "x", "SSH_TTY", "y", "SSH_CONNECTION", "z", "TERM_PROGRAM", "tmux", "TERM_PROGRAM_VERSION", "3.3a"), "terminal")
	assert.Equal(t, doctor.Finding{About: "terminal", Says: "xterm-256color, in tmux 3.3a, inside tmux, over SSH, 120×40"}, f)
	small := usual()
	small.Columns, small.DrawnColumns = 20, 20
	assert.Contains(t, about(t, small, "terminal").Do, "larger")
	silent := usual()
	silent.Columns, silent.Lines, silent.DrawnColumns, silent.DrawnRows = 0, 0, 80, 24
	assert.Contains(t, about(t, silent, "terminal").Says, "its size is not told, and taken for 80×24")
	assert.Contains(t, about(t, silent, "terminal").Do, "COLUMNS")
	unset := usual()
	unset.Getenv = env()
	assert.Contains(t, about(t, unset, "terminal").Do, "Set TERM")
	dumb := usual()
	dumb.Getenv = env("TERM", "dumb")
	assert.Equal(t, doctor.OK, about(t, dumb, "terminal").State)
}

func TestATerminalThatDoesNotAnswerIsToldAsSuch(t *testing.T) {
	mute := usual()
	mute.Answers = doctor.Answers{Within: time.Second}
	f := about(t, mute, "answers")
	assert.Equal(t, doctor.Look, f.State)
	assert.Equal(t, "the terminal did not answer within 1 s", f.Says)
	assert.Equal(t, "not told; dark, as COLORFGBG says", about(t, mute, "background").Says)
	assert.Equal(t, doctor.Unasked, about(t, mute, "keyboard").State)
	behind := usual()
	behind.Answers = doctor.Answers{Unasked: "the terminal is another program's"}
	for _, name := range []string{"answers", "background", "keyboard"} {
		f := about(t, behind, name)
		assert.Equal(t, doctor.Unasked, f.State)
		assert.Contains(t, f.Says, "not asked: the terminal is another program's")
	}
	told := usual()
	told.Answers.Name, told.Answers.Keyboard, told.Answers.Background = "foot(1.16)", true, "#ffffff"
	assert.Equal(t, "after 3 ms, foot(1.16), device 64;22", about(t, told, "answers").Says)
	assert.Equal(t, "#ffffff, light", about(t, told, "background").Says)
	assert.Contains(t, about(t, told, "keyboard").Says, "kitty")
	assert.Contains(t, about(t, usual(), "keyboard").Says, "the usual one")
}

func TestWithoutATerminalNothingIsToldOfOne(t *testing.T) {
	none := doctor.Terminal{Getenv: env("TERM", "xterm"), Answers: doctor.Answers{Unasked: "no terminal"}}
	for _, name := range []string{"terminal", "answers", "colours", "background", "keyboard", "clipboard"} {
		assert.Equal(t, doctor.Finding{About: name, State: doctor.Unasked, Says: "no terminal"}, about(t, none, name))
	}
}

func TestTheClipboardIsToldByWhatItCanPromise(t *testing.T) {
	assert.Equal(t, doctor.Finding{About: "clipboard", Says: "OSC 52 (no terminal answers whether it took a text)"}, about(t, usual(), "clipboard"))
	doubtful := usual("VTE_VERSION", "7000")
	f := about(t, doubtful, "clipboard")
	assert.Equal(t, doctor.Look, f.State)
	assert.Contains(t, f.Says, "this terminal may drop it")
	assert.Contains(t, f.Do, "--clipboard print")
	doubtful.Answers.Device = "64;52"
	f = about(t, doubtful, "clipboard")
	assert.Equal(t, doctor.OK, f.State, "its own word goes before what is known of its kind")
	assert.Contains(t, f.Says, "the terminal says that it has it")
	local := usual("DISPLAY", ":0", "VTE_VERSION", "7000")
	local.Clipboard = clipboard.New(clipboard.Surroundings{
		Getenv: local.Getenv, OS: "linux", LookPath: func(tool string) (string, error) { return "/usr/bin/" + tool, nil },
	})
	f = about(t, local, "clipboard")
	assert.Equal(t, doctor.OK, f.State)
	assert.Contains(t, f.Says, "xclip (it tells whether it took a text)")
	assert.NotContains(t, f.Says, "/usr/bin")
	bare := usual()
	bare.Getenv = env("TERM", "linux")
	f = about(t, bare, "clipboard")
	assert.Equal(t, doctor.Look, f.State)
	assert.Equal(t, "no way to one", f.Says)
	chosen := usual()
	chosen.Clipboard = clipboard.New(clipboard.Surroundings{Mode: clipboard.Print, Getenv: chosen.Getenv})
	assert.Equal(t, doctor.OK, about(t, chosen, "clipboard").State)
}
