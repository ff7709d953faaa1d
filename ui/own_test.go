package ui_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui"
	"tagboat/ui/child"
	"tagboat/ui/config"
)

// started is what was run, and what becomes of it.
type started struct {
	lines  [][]string
	result func(ctx context.Context, line []string) child.Result
}

func (s *started) run(ctx context.Context, line []string) child.Result {
	s.lines = append(s.lines, line[1:])
	if s.result == nil {
		return child.Result{}
	}
	return s.result(ctx, line)
}

// until is what runs until it is given up.
func until(ctx context.Context, _ []string) child.Result {
	<-ctx.Done()
	return child.Result{Output: "half of it\n", Err: ctx.Err()}
}

// owning is a setting with commands; a program that is there stands in for each.
func owning(t *testing.T, s *started, commands ...config.Command) setting {
	t.Helper()
	program, err := os.Executable()
	require.NoError(t, err)
	in := setting{width: 120, height: 30, outside: ui.Outside{Run: s.run}, config: config.Default()}
	for _, c := range commands {
		c.Run = append([]string{program}, c.Run...)
		in.config.Commands = append(in.config.Commands, c)
	}
	return in
}

func scan() config.Command {
	return config.Command{Name: "scan", Key: "F", Run: []string{"image", "{{.Reference}}"}, Show: config.InPager}
}

func TestAnOwnCommandStandsWhereOurOwnDo(t *testing.T) {
	s0 := &started{}
	unbound := config.Command{Name: "quietly", Run: []string{"{{.Tag}}"}, Show: config.Nowhere}
	in := owning(t, s0, scan(), unbound)
	in.width = 330
	tell(t, in, func(s *story) {
		s.asks("nginx")
		s.sees("F scan")
		s.types("?")
		assert.Regexp(t, `F +scan`, s.screen())
		s.press("esc")
		s.does("'scan")
		assert.Equal(t, [][]string{{"image", "nginx:1.27.3"}}, s0.lines)
		s.does("quietly")
		assert.Equal(t, []string{"1.27.3"}, s0.lines[1])
		s.misses("quietly failed", "quietly ended")
		s.types("F")
		assert.Len(t, s0.lines, 3)
		s.sees("scan ended well and wrote nothing")
		s.press("esc")
		s.types("F")
		assert.Len(t, s0.lines, 3, "it is a command of another list")
	})
}

func TestWhatACommandWroteIsReadHarmless(t *testing.T) {
	s0 := &started{result: func(context.Context, []string) child.Result {
		return child.Result{Output: "\x1b[2J\x1b]52;c;aGk=\a3 found\r\nCVE-1\u202e\tbad\n", LeftOut: 12_345}
	}}
	tell(t, owning(t, s0, scan()), func(s *story) {
		s.asks("nginx")
		s.types("F")
		s.sees("scan · exit code 0", "12,345 bytes of the middle are left out", "3 found", "CVE-1    bad")
		assert.Empty(t, s.copied)
		s.types("y")
		assert.Contains(t, s.copied, "3 found\nCVE-1    bad")
		s.press("esc")
		s.misses("3 found")
	})
}

func TestWhileACommandRunsCtrlCEndsItAndNotTheProgram(t *testing.T) {
	for _, k := range []string{"ctrl+c", "esc"} {
		s0 := &started{result: until}
		tell(t, owning(t, s0, scan()), func(s *story) {
			s.asks("nginx")
			s.types("F")
			s.pass(2500 * time.Millisecond)
			s.sees("image nginx:1.27.3", "runs since 2s")
			s.types("q")
			assert.False(t, s.quit)
			s.press(k)
			assert.False(t, s.quit, k)
			s.sees("scan: cancelled")
			s.misses("runs since")
			s.press("ctrl+c")
			assert.Equal(t, k == "esc", s.quit, "a late one is meant for the command")
			s.pass(1500 * time.Millisecond)
			s.press("ctrl+c")
			assert.True(t, s.quit)
		})
	}
}

func TestTheEndOfTheProgramEndsWhatRuns(t *testing.T) {
	ended := false
	s0 := &started{result: func(ctx context.Context, line []string) child.Result {
		defer func() { ended = true }()
		return until(ctx, line)
	}}
	tell(t, owning(t, s0, scan()), func(s *story) {
		s.asks("nginx")
		s.types("F")
		assert.False(t, ended)
		s.restart()
		assert.True(t, ended)
	})
}

func TestMarkedRowsAreRunOneAfterTheOtherUpToTheFirstThatFails(t *testing.T) {
	failed := child.Result{Output: "no such image\n", Err: context.DeadlineExceeded}
	s0 := &started{}
	s0.result = func(ctx context.Context, _ []string) child.Result {
		if len(s0.lines) < 2 {
			return child.Result{Output: "fine\n"}
		}
		select {
		case <-time.After(5 * time.Second):
		case <-ctx.Done():
		}
		return failed
	}
	quiet := scan()
	quiet.Show = config.Nowhere
	tell(t, owning(t, s0, quiet), func(s *story) {
		s.asks("nginx")
		s.types(" j ")
		s.types(" j ")
		s.types("F")
		s.pass(time.Second)
		s.sees("2 of 4 runs since")
		s.pass(5 * time.Second)
		assert.Len(t, s0.lines, 2, "the rest is not run")
		s.sees("scan, 2 of 4")
	})
	all, s1 := scan(), &started{}
	all.Marks, all.Show = config.ForAll, config.InToast
	s1.result = func(context.Context, []string) child.Result {
		return child.Result{Output: "first\n\n\x1b[31mlast\x1b[m\n\n"}
	}
	tell(t, owning(t, s1, all), func(s *story) {
		s.asks("nginx")
		s.types(" j ")
		s.types("F")
		require.Len(t, s1.lines, 1)
		assert.Len(t, s1.lines[0], 3)
		s.sees("scan: last")
	})
}

func TestWhatEndedBeforeACancelledCommandIsReadAllTheSame(t *testing.T) {
	s0 := &started{}
	s0.result = func(ctx context.Context, line []string) child.Result {
		if len(s0.lines) < 2 {
			return child.Result{Output: "the first\n"}
		}
		return until(ctx, line)
	}
	tell(t, owning(t, s0, scan()), func(s *story) {
		s.asks("nginx")
		s.types(" j F")
		s.sees("2 of 2 runs since")
		s.press("esc")
		s.sees("scan, 2 of 2 · cancelled", "the first", "half of it")
	})
}

func TestACommandThatAsksFirstShowsWhatItWillRun(t *testing.T) {
	s0 := &started{}
	asking := scan()
	asking.Confirm = true
	asking.Run = []string{"--note", "a b", "{{.Reference}}"}
	tell(t, owning(t, s0, asking), func(s *story) {
		s.asks("nginx")
		s.types("F")
		s.sees("Run scan?", "--note 'a b' nginx:1.27.3")
		s.press("esc")
		assert.Empty(t, s0.lines)
		s.types(" j F")
		s.sees("Run scan, 2 times?")
		s.press("enter")
		assert.Len(t, s0.lines, 2)
		s.press("ctrl+c")
		assert.True(t, s.quit)
	})
}

func TestWhereNothingCanBeRunTheKeySaysWhy(t *testing.T) {
	s0 := &started{}
	in := owning(t, s0, scan())
	in.outside.NoRun = "the demo's images are made up"
	tell(t, in, func(s *story) {
		s.asks("nginx")
		s.misses("F scan")
		s.types("F")
		s.sees("No scan: the demo's images are made up")
		assert.Empty(t, s0.lines)
		s.types(":scan")
		s.misses("command")
	})
	elsewhere := owning(t, s0, scan(), config.Command{Name: "own registry", Key: "D", Run: []string{"registry.example/{{.Repository}}:{{.Tag}}"}, Show: config.Nowhere})
	elsewhere.outside.NoReference = "{{.Reference}} would name Docker Hub, not hub.example"
	tell(t, elsewhere, func(s *story) {
		s.asks("nginx")
		s.types("F")
		s.sees("No scan: {{.Reference}} would name Docker Hub")
		assert.Empty(t, s0.lines)
		s.press("esc")
		s.asks("nginx")
		s.types("D")
		assert.Len(t, s0.lines, 1)
	})
}

func TestAProgramThatIsNotThereIsToldAndNothingRuns(t *testing.T) {
	s0 := &started{}
	in := owning(t, s0)
	in.config.Commands = []config.Command{
		{Name: "gone", Key: "F", Run: []string{"tagboat-test-nowhere"}},
		{Name: "here", Key: "D", Run: []string{"./own_test.go"}},
	}
	tell(t, in, func(s *story) {
		s.asks("nginx")
		s.types("F")
		s.sees("gone is not run: there is no tagboat-test-nowhere on the PATH")
		s.types("D")
		s.sees("here is not run: ./own_test.go is neither a name nor a path from the root")
		assert.Empty(t, s0.lines)
	})
}

func TestANameThatIsNoCleanWordIsGivenToNobody(t *testing.T) {
	for _, name := range []string{"a b", "-rf", "$(id)", "evil\x1b[2J", "a\u202eb", "x\ny"} {
		s0 := &started{}
		in := owning(t, s0, scan())
		in.world = hostileWorld(name)
		tell(t, in, func(s *story) {
			s.logIn("alice", "anchor")
			s.asks("acme/evil")
			s.types("aF")
			for _, line := range s0.lines { // what is no tag's name at all is not even shown
				assert.Equal(t, []string{"image", "acme/evil:good"}, line, "%q", name)
			}
			if len(s0.lines) == 0 {
				s.sees("scan is not run")
			}
			assert.NotContains(t, s.app.View().Content, "\x1b[2J")
		})
	}
}

func TestFieldsOfAPlatformOfARepositoryAndOfNewsAreTheirOwn(t *testing.T) {
	s0 := &started{}
	platform := config.Command{Name: "one", Key: "D", Run: []string{"--platform={{.Platform}}", "{{.Repository}}@{{.Digest}}"}, On: []string{"platforms"}, Show: config.Nowhere}
	repository := config.Command{Name: "repo", Key: "E", Run: []string{"{{.Repository}}"}, On: []string{"repositories", "search"}, Show: config.Nowhere}
	in := owning(t, s0, platform, repository)
	tell(t, in, func(s *story) {
		s.asks("nginx")
		s.press("enter")
		s.types("D")
		require.Len(t, s0.lines, 1)
		assert.Regexp(t, `^--platform=linux/`, s0.lines[0][0])
		assert.Regexp(t, `^library/nginx@sha256:`, s0.lines[0][1])
		s.press("ctrl+f")
		s.types("redis")
		s.pass(5 * time.Second)
		s.press("enter")
		s.types("E")
		require.Len(t, s0.lines, 2)
		assert.Contains(t, s0.lines[1][0], "redis")
		s.does("'repo")
		assert.Len(t, s0.lines, 3)
	})
}

func TestAnOwnFormIsCopiedFromTheMenuByItsNameAndAgain(t *testing.T) {
	c := config.Default()
	c.Copies = []config.Copy{{Name: "helm", Text: "image: {{.Reference}} # {{.Digest}}"}, {Name: "run", Text: "docker run --rm {{.Reference}}"}}
	tell(t, setting{width: 120, height: 40, config: c}, func(s *story) {
		s.asks("nginx")
		s.types("c")
		s.sees("e  helm", "image: nginx:1.27.3 #")
		s.types("e")
		assert.Regexp(t, `^image: nginx:1.27.3 # sha256:[0-9a-f]{64}$`, s.copied)
		s.types("j")
		s.copied = ""
		s.types("C")
		assert.Regexp(t, `^image: nginx:`, s.copied)
		s.does("copy as run")
		assert.True(t, strings.HasPrefix(s.copied, "docker run --rm nginx:"))
		s.types(" j ")
		s.types("C")
		assert.Len(t, strings.Split(s.copied, "\n"), 2, "one a line")
	})
	world := func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		w.Push("acme/evil", hubtest.Build{Content: "evil", Pushed: now}.Tags("$(id)")...)
		return w
	}
	tell(t, setting{width: 120, height: 40, config: c, world: world}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("acme/evil")
		s.types("c")
		s.misses("helm")
	})
}
