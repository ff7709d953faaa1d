package keyboard

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorder is a program that writes down what reaches it.
type recorder struct {
	presses  []tea.KeyPressMsg
	keys     []string
	pastes   []string
	insisted int
}

func (*recorder) Init() tea.Cmd { return nil }

func (*recorder) View() tea.View { return tea.View{} }

func (r *recorder) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.presses = append(r.presses, msg)
		r.keys = append(r.keys, msg.String())
	case tea.PasteMsg:
		r.pastes = append(r.pastes, msg.Content)
	}
	return r, nil
}

// typed is everything that a field would take for text.
func (r *recorder) typed() string {
	var text strings.Builder
	for _, k := range r.keys {
		if len([]rune(k)) == 1 {
			text.WriteString(k)
		}
	}
	return text.String()
}

// chunk is what one read brings, and how long it lets itself be waited for.
type chunk struct {
	after time.Duration
	bytes string
}

// line brings chunks to a reader as a terminal does.
type line struct {
	input  *Input
	chunks []chunk
	ended  <-chan struct{}
}

func (l *line) Read(p []byte) (int, error) {
	if len(l.chunks) == 0 {
		<-l.ended
		return 0, io.EOF
	}
	c := l.chunks[0]
	l.chunks = l.chunks[1:]
	time.Sleep(c.after) // a clock of the test's own
	return copy(p, l.input.take([]byte(c.bytes))), nil
}

// hear runs Bubble Tea on what a terminal sends.
func hear(t *testing.T, chunks ...chunk) *recorder {
	t.Helper()
	r := &recorder{}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		input := New(nil, time.Now, func() {})
		program := tea.NewProgram(r, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithOutput(io.Discard),
			tea.WithInput(&line{input, chunks, ctx.Done()}), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
		input.Send, input.Insist = program.Send, func() { r.insisted++ }
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = program.Run()
		}()
		all := 5 * time.Second
		for _, c := range chunks {
			all += c.after
		}
		time.Sleep(all)
		cancel()
		<-done
	})
	return r
}

// terminalAnswers are what terminals answer to questions of this program, and to those that
// a program before it left behind.
var terminalAnswers = map[string]string{
	"background":            "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
	"background, bell":      "\x1b]11;rgb:1e1e/1e1e/2e2e\a",
	"background, rgba":      "\x1b]11;rgba:1e1e/1e1e/2e2e/ffff\x1b\\",
	"foreground":            "\x1b]10;rgb:ffff/ffff/ffff\a",
	"cursor's colour":       "\x1b]12;#ffaa00\a",
	"colour of the palette": "\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
	"clipboard":             "\x1b]52;c;bmdpbng=\x1b\\",
	"device":                "\x1b[?62;22;52c",
	"second device":         "\x1b[>1;10;0c",
	"third device":          "\x1bP!|00000000\x1b\\",
	"cursor":                "\x1b[24;80R",
	"cursor and page":       "\x1b[?24;80;1R",
	"keyboard":              "\x1b[?31u",
	"synchronized output":   "\x1b[?2026;2$y",
	"grapheme clusters":     "\x1b[?2027;0$y",
	"size":                  "\x1b[8;24;80t",
	"name":                  "\x1bP>|XTerm(388)\x1b\\",
	"capability":            "\x1bP1+r5463=\x1b\\",
	"setting":               "\x1bP1$r0m\x1b\\",
	"picture":               "\x1b_Gi=31;OK\x1b\\",
	"status":                "\x1b[0n",
}

func TestAnAnswerIsNeverTypedTextHoweverLateAndTorn(t *testing.T) {
	for name, answer := range terminalAnswers {
		t.Run(name, func(t *testing.T) {
			for at := range len(answer) {
				for _, late := range []time.Duration{10 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond} {
					r := hear(t, chunk{0, answer[:at]}, chunk{late, answer[at:]}, chunk{time.Second, "ok"})
					assert.Equal(t, "ok", r.typed(), "torn after %d, %s", at, late)
				}
			}
			for _, late := range []time.Duration{0, 60 * time.Millisecond, 300 * time.Millisecond} {
				var drops []chunk
				for _, b := range []byte(answer) {
					drops = append(drops, chunk{late, string(b)})
				}
				r := hear(t, append(drops, chunk{time.Second, "ok"})...)
				assert.Equal(t, "ok", r.typed(), "byte by byte, %s", late)
			}
		})
	}
}

func TestTheRestOfAnAnswerMayTakeAnyTime(t *testing.T) {
	for name, answer := range terminalAnswers {
		for at := 3; at < len(answer)-1; at++ {
			r := hear(t, chunk{0, answer[:at]}, chunk{time.Minute, answer[at:]}, chunk{time.Second, "ok"})
			assert.Equal(t, "ok", r.typed(), "%s torn after %d", name, at)
		}
	}
}

func TestAnAnswerThatNeverEndsTakesNoKeysAway(t *testing.T) {
	for name, answer := range terminalAnswers {
		for at := 1; at < len(answer); at++ {
			r := hear(t, chunk{0, answer[:at]}, chunk{3 * time.Second, "x"}, chunk{100 * time.Millisecond, "y"})
			assert.Equal(t, "xy", r.typed(), "%s torn after %d", name, at)
			r = hear(t, chunk{0, answer[:at]}, chunk{10 * time.Millisecond, "\x03"})
			assert.Contains(t, r.keys, "ctrl+c", "%s torn after %d", name, at)
		}
	}
}

func TestKeysReachTheProgramAsTheyAre(t *testing.T) {
	const soon, later = 10 * time.Millisecond, 600 * time.Millisecond
	for _, c := range []struct {
		chunks []chunk
		want   []string
	}{
		{[]chunk{{0, "abc"}}, []string{"a", "b", "c"}},
		{[]chunk{{0, "\x1b"}}, []string{"esc"}},
		{[]chunk{{0, "\x1b"}, {later, "\x1b"}}, []string{"esc", "esc"}},
		{[]chunk{{0, "\x1b"}, {later, "q"}}, []string{"esc", "q"}},
		{[]chunk{{0, "\x1b"}, {soon, "q"}}, []string{"alt+q"}},
		{[]chunk{{0, "\x1bq"}}, []string{"alt+q"}},
		{[]chunk{{0, "\x1b"}, {later, "["}}, []string{"esc", "["}},
		{[]chunk{{0, "\x1b"}, {later, "]"}, {later, "]"}}, []string{"esc", "]", "]"}},
		{[]chunk{{0, "\x1b"}, {later, "P"}, {later, "j"}}, []string{"esc", "P", "j"}},
		{[]chunk{{0, "\x1b"}, {later, "["}, {200 * time.Millisecond, "j"}}, []string{"esc", "[", "j"}},
		{[]chunk{{0, "\x1b["}, {soon, "A"}}, []string{"up"}},
		{[]chunk{{0, "\x1b"}, {100 * time.Millisecond, "[A"}}, []string{"esc", "up"}},
		{[]chunk{{0, "\x1b[A\x1b[B"}}, []string{"up", "down"}},
		{[]chunk{{0, "\x1bOA\x1bOP"}}, []string{"up", "f1"}},
		{[]chunk{{0, "\x1bO"}, {100 * time.Millisecond, "P"}}, []string{"f1"}},
		{[]chunk{{0, "\x1b[1;5C"}}, []string{"ctrl+right"}},
		{[]chunk{{0, "\x1b[3$"}}, []string{"shift+delete"}},
		{[]chunk{{0, "\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E"}}, []string{"f1", "f2", "f3", "f4", "f5"}},
		{[]chunk{{0, "\x1b["}, {100 * time.Millisecond, "["}, {100 * time.Millisecond, "A"}}, []string{"f1"}},
		{[]chunk{{0, "é"}, {0, "\xc3"}, {time.Minute, "\xa9"}, {0, "日本"}}, []string{"é", "é", "日", "本"}},
		{[]chunk{{0, "\xf0\x9f"}, {100 * time.Millisecond, "\x98\x80"}}, []string{"😀"}},
		{[]chunk{{0, "\x03"}}, []string{"ctrl+c"}},
		{[]chunk{{0, "\x1b[99;5u"}, {0, "\x1b[99;133u"}}, []string{"ctrl+c", "ctrl+c"}},
		{[]chunk{{0, "\x1bOp\x1bOM"}}, []string{"0", "enter"}},
	} {
		var sent []string
		for _, c := range c.chunks {
			sent = append(sent, fmt.Sprintf("%q", c.bytes))
		}
		assert.Equal(t, c.want, hear(t, c.chunks...).keys, strings.Join(sent, " "))
	}
}

func TestAKeyWithAltThatBeginsASequenceIsAKeyAndTakesNothingAway(t *testing.T) {
	for sent, want := range map[string]string{
		"\x1bX": "alt+shift+x", "\x1b^": "alt+^", "\x1bP": "alt+shift+p", "\x1b_": "alt+_", "\x1bO": "alt+shift+o", "\x1b[": "alt+[",
		"\x1b]": "alt+]",
	} {
		assert.Equal(t, []string{want}, hear(t, chunk{0, sent}).keys, "%q", sent)
		typed := []chunk{{0, sent}, {600 * time.Millisecond, "j"}, {10 * time.Millisecond, "\x1b"}, {time.Second, "q"}}
		assert.Equal(t, []string{want, "j", "esc", "q"}, hear(t, typed...).keys, "%q", sent)
		assert.Equal(t, []string{want, "up"}, hear(t, chunk{0, sent}, chunk{100 * time.Millisecond, "\x1b[A"}).keys, "%q", sent)
		if !strings.HasSuffix(sent, "O") && !strings.HasSuffix(sent, "[") { // which begin keys
			assert.Equal(t, []string{want, "j"}, hear(t, chunk{0, sent}, chunk{100 * time.Millisecond, "j"}).keys, "%q", sent)
			assert.Equal(t, []string{want, "j"}, hear(t, chunk{0, sent + "j"}).keys, "%q", sent)
		}
	}
}

func TestWhatNoAnswerBeginsWithIsNotWaitedFor(t *testing.T) {
	for _, sent := range []string{"\x1bX", "\x1b^", "\x1bx"} {
		var s splitter
		assert.NotEmpty(t, s.take([]byte(sent), time.Time{}), "%q", sent)
		assert.Zero(t, s.waits(), "%q", sent)
	}
}

func TestCtrlCPressedAgainInsistsHoweverTheTerminalSendsIt(t *testing.T) {
	for _, sent := range []string{"\x03", "\x1b[99;5u", "\x1b[99;133u", "\x1b[1089::99;5u", "\x1b[1089:1057:99;69u"} {
		assert.Equal(t, 0, hear(t, chunk{0, sent}).insisted, "%q", sent)
		assert.Equal(t, 1, hear(t, chunk{0, sent}, chunk{time.Second, sent}).insisted, "%q", sent)
		assert.Equal(t, 1, hear(t, chunk{0, sent + sent}, chunk{0, sent}).insisted, "%q", sent)
	}
	assert.Equal(t, 0, hear(t, chunk{0, "\x1b[200~\x03\x03"}, chunk{0, "\x03\x03\x1b[201~"}).insisted)
}

func TestAPasteComesWholeHoweverTorn(t *testing.T) {
	const text = "line one\nline \x1b[31mtwo\x1b]11;rgb:12\t\x1b end"
	whole := "\x1b[200~" + text + "\x1b[201~"
	for at := 2; at < len(whole); at++ {
		r := hear(t, chunk{0, whole[:at]}, chunk{100 * time.Millisecond, whole[at:]}, chunk{time.Second, "ok"})
		require.Len(t, r.pastes, 1, "torn after %d", at)
		assert.True(t, strings.HasPrefix(r.pastes[0], "line one\n"), r.pastes[0])
		assert.Equal(t, []string{"o", "k"}, r.keys)
	}
}

func TestCtrlCLeavesAPasteWhoseEndWasLost(t *testing.T) {
	r := hear(t, chunk{0, "\x1b[200~half"}, chunk{time.Second, "\x03"})
	assert.Equal(t, []string{"half"}, r.pastes)
	assert.Equal(t, []string{"ctrl+c"}, r.keys)
}

func FuzzNothingIsHeldForEverAndNoByteIsMadeUp(f *testing.F) {
	for _, answer := range terminalAnswers {
		f.Add([]byte(answer), uint8(3))
	}
	f.Fuzz(func(t *testing.T, sent []byte, step uint8) {
		var s splitter
		now := time.Time{}
		var out []byte
		for part := range slices.Chunk(sent, int(step%7)+1) {
			now = now.Add(quiet / 3)
			out = append(out, s.take(part, now)...)
			if s.waits() > 0 && step > 128 {
				out = append(out, s.release()...)
			}
		}
		if !bytes.Contains(sent, []byte("\x1b[[")) && !bytes.Contains(sent, []byte(pasteBegins)) {
			assert.LessOrEqual(t, len(out), len(sent)+bytes.Count(sent, []byte{esc})*len(pasteEnds))
		}
		s.take([]byte{0x03}, now.Add(time.Hour))
		assert.False(t, s.pasting, "ctrl+c leaves everything")
		assert.Equal(t, "q", string(s.take([]byte("q"), now.Add(2*time.Hour))))
	})
}

func TestCtrlCThatWasHeardInsistsOnNothing(t *testing.T) {
	insisted := 0
	input := New(nil, time.Now, func() {})
	input.Insist = func() { insisted++ }
	for range 3 {
		input.take([]byte("\x03"))
		input.Heard()
	}
	assert.Zero(t, insisted)
	input.take([]byte("\x03"))
	input.take([]byte("\x03"))
	assert.Equal(t, 1, insisted)
}
