package command

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
)

func TestOfEventsThatNobodyTookTheOldestLeave(t *testing.T) {
	events := make(chan hub.Event, 3)
	observe := latest(events)
	for attempt := range 10 {
		observe(hub.Event{Attempt: attempt})
	}
	for _, want := range []int{7, 8, 9} {
		assert.Equal(t, want, (<-events).Attempt)
	}
	assert.Empty(t, events)
}

func TestATerminalWithoutASizeIsDrawnOn(t *testing.T) {
	for _, c := range []struct {
		columns, lines string
		from, want     tea.WindowSizeMsg
	}{
		{"", "", tea.WindowSizeMsg{}, tea.WindowSizeMsg{Width: 80, Height: 24}},
		{"132", "50", tea.WindowSizeMsg{}, tea.WindowSizeMsg{Width: 132, Height: 50}},
		{"132", "50", tea.WindowSizeMsg{Width: 100}, tea.WindowSizeMsg{Width: 100, Height: 50}},
		{"132", "", tea.WindowSizeMsg{Height: 30}, tea.WindowSizeMsg{Width: 132, Height: 30}},
		{"132", "50", tea.WindowSizeMsg{Width: 100, Height: 30}, tea.WindowSizeMsg{Width: 100, Height: 30}},
		{"-3", "many", tea.WindowSizeMsg{}, tea.WindowSizeMsg{Width: 80, Height: 24}},
		{"0", "99999999999", tea.WindowSizeMsg{}, tea.WindowSizeMsg{Width: 80, Height: 24}},
	} {
		m := Machine{Getenv: func(name string) string { return map[string]string{"COLUMNS": c.columns, "LINES": c.lines}[name] }}
		assert.Equal(t, c.want, sized(m)(nil, c.from))
	}
}

func TestEveryPieceThatIsPrintedIsWholeLinesOrOneLine(t *testing.T) {
	long := strings.Repeat("x", 2*atOnce)
	text := strings.Repeat("acme/api:1.27\n", 200) + long + "\nacme/api:2\n" + strings.Repeat("é,", 300) + "\nend"
	for rest := []byte(text); len(rest) > 0; {
		n := piece(rest)
		require.Positive(t, n)
		part := string(rest[:n])
		rest = rest[n:]
		assert.True(t, strings.HasSuffix(part, "\n") || len(rest) == 0, part)
		assert.True(t, len(part) <= atOnce || strings.Count(part, "\n") <= 1, part)
	}
	out, err := os.Create(t.TempDir() + "/out")
	require.NoError(t, err)
	defer func() { _ = out.Close() }()
	_, err = io.WriteString(&output{File: out}, text)
	require.NoError(t, err)
	written, err := os.ReadFile(out.Name())
	require.NoError(t, err)
	assert.Equal(t, text, string(written))
}

// endless is something to read that never brings anything.
type endless struct{ begun chan struct{} }

func (e endless) Read([]byte) (int, error) {
	close(e.begun)
	select {}
}

func TestAReadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, ended := endless{make(chan struct{})}, make(chan error)
	go func() {
		_, err := patient{ctx, in}.Read(make([]byte, 8))
		ended <- err
	}()
	<-in.begun
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
}

func TestAFlagWithoutItsValueIsNotTakenForTheDefault(t *testing.T) {
	for _, name := range []string{"hub", "account", "log", "clipboard", "format", "columns", "sort", "platform", "resume", "progress"} {
		for _, value := range []string{"", " ", "\t"} {
			flags := pflag.NewFlagSet("", pflag.ContinueOnError)
			_, _ = flags.String(name, "auto", ""), flags.String("other", "", "")
			require.NoError(t, noBlanks(flags))
			require.NoError(t, flags.Parse([]string{"--" + name, value}))
			require.ErrorContains(t, noBlanks(flags), "--"+name+" is empty")
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	_ = flags.String("filter", "", "")
	require.NoError(t, flags.Parse([]string{"--filter", ""}))
	require.NoError(t, noBlanks(flags))
}

func TestALimitIsANumberAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]int{"1": 1, "10": 10, "010": 10, "7": 7, "1000000000": 1e9} {
		rows := 0
		require.NoError(t, rowLimit{&rows}.Set(text), text)
		assert.Equal(t, want, rows, text)
	}
	for _, text := range []string{"", "0", "-1", "1e9", "0x10", "1.5", "1k", "99999999999999999999", "all"} {
		rows := 0
		require.ErrorContains(t, rowLimit{&rows}.Set(text), "a number of rows", text)
		assert.Zero(t, rows, text)
	}
}

func TestOnlyWhatCanBeACodeIsSentAsOne(t *testing.T) {
	for _, text := range []string{"123456", " 123 456 ", "123-456", "123\u00a0456", "123\u2009456", "\u200b123456\ufeff", "123–456"} {
		code, ok := codeIn(text)
		assert.True(t, ok, "%q", text)
		assert.Equal(t, "123456", code)
	}
	for _, text := range []string{"", "12345", "1234567", "abcdef", "12345a", "１２３４５６", "dckr_pat_x", "\x1b[200~123456\x1b[201~"} {
		_, ok := codeIn(text)
		assert.False(t, ok, "%q", text)
	}
}

func TestAnAccountIsNamedOnceAndByAName(t *testing.T) {
	for _, c := range []struct {
		args []string
		flag string
		want string
	}{{nil, "", ""}, {nil, "alice", "alice"}, {[]string{"alice"}, "", "alice"}, {[]string{"alice"}, "Alice", "alice"}} {
		name, err := accountIn(c.args, flags{account: c.flag})
		require.NoError(t, err)
		assert.Equal(t, c.want, name)
	}
	for _, args := range [][]string{{""}, {" "}} {
		_, err := accountIn(args, flags{})
		require.ErrorContains(t, err, "name is empty")
	}
	_, err := accountIn([]string{"alice"}, flags{account: "bob"})
	require.ErrorContains(t, err, "two accounts")
}

func TestWithoutANetworkOfflineIsAdvisedWhereListsAreKept(t *testing.T) {
	lost := export.Summary{ListsOf: 1, Misses: []export.Miss{{List: "acme/api", Err: &hub.Error{Op: "list", Kind: hub.NoNetwork}}}}
	refused := export.Summary{ListsOf: 1, Misses: []export.Miss{{List: "acme/api", Err: &hub.Error{Op: "list", Kind: hub.Unreadable}}}}
	for _, c := range []struct {
		kept    *index.Index
		summary export.Summary
		advised bool
	}{{index.New(index.Options{}), lost, true}, {nil, lost, false}, {index.New(index.Options{}), refused, false}} {
		errs, err := os.Create(t.TempDir() + "/err")
		require.NoError(t, err)
		code, _ := codeOf((&exported{}).concluded(Machine{said: &words{Writer: errs}}, connection{index: c.kept}, c.summary))
		assert.Equal(t, codeFailed, code)
		said, err := os.ReadFile(errs.Name())
		require.NoError(t, err)
		assert.Equal(t, c.advised, strings.Contains(string(said), "--offline"))
		require.NoError(t, errs.Close())
	}
}
