//go:build !windows

package endtoend_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// crowded is a Hub whose only repository has more tags than a pipe holds.
func crowded(t *testing.T) (url string) {
	t.Helper()
	world := hubtest.NewWorld(time.Now())
	world.AddUser(hubtest.User{
		Name: "carol", Password: "x", Code: "123456", Tokens: []hubtest.AccessToken{{Secret: token, Scope: "repo:read"}},
	})
	world.AddRepository(hubtest.Repository{
		Namespace: "carol", Name: "big", Generate: func() []hubtest.Tag { return hubtest.Series("big", 9000, time.Now()) },
	})
	server := httptest.NewServer(hubtest.New(world, hubtest.WithRateLimit(0, 0)))
	t.Cleanup(server.Close)
	return server.URL
}

// silent is a Hub that takes every question, says that it was asked, and answers none.
func silent(t *testing.T, asked func()) (url string) {
	t.Helper()
	enough := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked()
		select {
		case <-r.Context().Done():
		case <-enough:
		}
	}))
	t.Cleanup(func() {
		close(enough)
		server.Close()
	})
	return server.URL
}

func TestCtrlCAndEverySignalEndEveryQuestionOfTheLogin(t *testing.T) {
	t.Parallel()
	url := crowded(t)
	questions := map[string]struct {
		args []string
		lead func(term *terminal)
	}{
		"name": {[]string{"login"}, func(term *terminal) { term.waitFor("User name:") }},
		"password": {[]string{"login", "carol"}, func(term *terminal) {
			term.waitFor("Password or access token:")
			term.enter("half")
		}},
		"code": {[]string{"login", "carol", "--file"}, func(term *terminal) {
			term.waitFor("Password or access token:")
			term.enter("x\n")
			term.waitFor("Code of the second factor:")
		}},
	}
	for name, question := range questions {
		for key, code := range map[string]int{"ctrl+c": 130, "ctrl+\\": 131} {
			t.Run(name+" "+key, func(t *testing.T) {
				t.Parallel()
				term := open(t, 80, 24, nil, tagboat, append(question.args, "--hub", url)...)
				question.lead(term)
				term.press(key)
				assert.Equal(t, code, term.exit())
				term.requireRestored()
				assert.NotContains(t, term.screen(), "half")
			})
		}
		for s, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
			t.Run(name+" "+s.String(), func(t *testing.T) {
				t.Parallel()
				term := open(t, 80, 24, nil, tagboat, append(question.args, "--hub", url)...)
				question.lead(term)
				require.NoError(t, term.process.Signal(s))
				assert.Equal(t, code, term.exit())
				term.requireRestored()
			})
		}
	}
}

func TestAPasswordThatWasTypedIsNotSentWhereNothingCanKeepTheSession(t *testing.T) {
	t.Parallel()
	hub := hubtest.New(hubtest.NewWorld(time.Now()))
	server := httptest.NewServer(hub)
	defer server.Close()
	term := open(t, 100, 24, nil, tagboat, "login", "carol", "--hub", server.URL)
	term.waitFor("Before you type: there is no credential store")
	term.waitFor("Password or access token:")
	term.enter("x\n")
	term.waitFor("nothing was sent: there is no credential store")
	assert.Equal(t, 1, term.exit())
	assert.Empty(t, hub.Requests())
}

func TestTwoLinesPastedAtOnceAnswerTwoQuestions(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, nil, tagboat, "login", "--file", "--hub", crowded(t))
	term.waitFor("User name:")
	term.enter("carol\n" + token + "\n")
	term.waitFor("Logged in as carol")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestWhatIsTypedAfterASuspensionStaysHidden(t *testing.T) {
	t.Parallel()
	term := open(t, 80, 24, []string{"PS1=ready: "}, "sh", "-i")
	term.waitFor("ready:")
	term.enter("'" + tagboat + "' login carol --file --hub " + crowded(t) + "\n")
	term.waitFor("Password or access token:")
	term.press("ctrl+z")
	term.waitUntil("the shell is back", func() bool { return strings.Count(term.screen(), "ready:") > 1 })
	term.enter("stty echo; echo al''oud; fg\n")
	term.waitFor("aloud")
	term.waitUntil("the echo is off", func() bool { return !echoes(t, term.pty) })
	term.enter(token + "\n")
	term.waitFor("Logged in as carol")
	assert.NotContains(t, string(term.raw()), token)
}

// waiting is a command that hangs, and how it is seen to hang.
type waiting struct {
	args  []string
	home  func(t *testing.T, home string)
	stdin bool // nothing comes on standard input, and it stays open
}

// seen is the file by which it is seen that the command has begun, or waits.
func seen(w waiting) string {
	switch {
	case w.home != nil:
		return "waits"
	case w.args[0] == "__complete", w.args[0] == "check": // no log, or one from before the question
		return "asked"
	}
	return "log"
}

func TestEverySignalEndsEveryWaitOfACommand(t *testing.T) {
	t.Parallel()
	helper := func(t *testing.T, home string) {
		t.Helper()
		require.NoError(t, os.MkdirAll(filepath.Join(home, ".docker"), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(home, ".docker", "config.json"), []byte(`{"credsStore":"stuck"}`), 0o600))
		script := "#!/bin/sh\ntouch '" + filepath.Join(home, "waits") + "'\nsleep 600\n"
		writeProgram(t, filepath.Join(home, "docker-credential-stuck"), script)
	}
	dockerfile := filepath.Join(t.TempDir(), "Dockerfile")
	require.NoError(t, os.WriteFile(dockerfile, []byte("FROM carol/app:1.2.3\n"), 0o600))
	for name, w := range map[string]waiting{
		"for a secret on standard input": {args: []string{"images", "--account", "carol", "--password-stdin"}, stdin: true},
		"of a login for its secret":      {args: []string{"login", "carol", "--password-stdin"}, stdin: true},
		"for a Hub that says nothing":    {args: []string{"images", "carol"}},
		"for a credential helper":        {args: []string{"images"}, home: helper},
		"of the shell for names":         {args: []string{"__complete", "images", "carol/"}},
		"for one tag":                    {args: []string{"inspect", "carol/app:1"}},
		"for two tags":                   {args: []string{"compare", "carol/app:1", "2"}},
		"for the list of accounts":       {args: []string{"accounts"}, home: helper},
		"for the tags that files name":   {args: []string{"check", dockerfile}},
	} {
		for s, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131} {
			t.Run(name+" "+s.String(), func(t *testing.T) {
				t.Parallel()
				home := t.TempDir()
				url := silent(t, func() { _ = os.WriteFile(filepath.Join(home, "asked"), nil, 0o600) })
				if w.home != nil {
					w.home(t, home)
				}
				cmd := exec.CommandContext(t.Context(), tagboat, slices.Concat(w.args[:1], []string{"--hub", url, "--log", filepath.Join(home, "log")}, w.args[1:])...)
				cmd.Env = []string{"HOME=" + home, "PATH=" + home + ":" + os.Getenv("PATH")}
				if w.stdin {
					in, err := cmd.StdinPipe()
					require.NoError(t, err)
					defer func() { _ = in.Close() }()
				}
				require.NoError(t, cmd.Start())
				awaitFile(t, filepath.Join(home, seen(w)))
				require.NoError(t, cmd.Process.Signal(s))
				assert.Equal(t, code, ended(t, cmd))
			})
		}
	}
}

// awaitFile waits until a file is there.
func awaitFile(t *testing.T, path string) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, err := os.Stat(path)
		return err == nil
	}, patience, time.Millisecond)
}

// ended waits for a command's end and gives its code.
func ended(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	require.True(t, late.Stop(), "it does not end")
	return cmd.ProcessState.ExitCode()
}

func TestWhateverBlocksASignalLeavesWholeLinesInAPipeNobodyReads(t *testing.T) {
	t.Parallel()
	url := crowded(t)
	for _, twice := range []bool{false, true} {
		cmd := exec.CommandContext(t.Context(), tagboat, "images", "carol", "--hub", url)
		cmd.Env = []string{"HOME=" + t.TempDir(), "TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=" + token}
		reader, writer, err := os.Pipe()
		require.NoError(t, err)
		cmd.Stdout = writer
		require.NoError(t, cmd.Start())
		require.NoError(t, writer.Close())
		first := make([]byte, 1)
		_, err = io.ReadFull(reader, first)
		require.NoError(t, err)
		require.Eventually(t, func() bool { return isFull(t, reader) }, patience, time.Millisecond)
		require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
		if twice {
			require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
		}
		assert.Equal(t, 143, ended(t, cmd))
		rest, err := io.ReadAll(reader)
		require.NoError(t, err)
		text := string(first) + string(rest)
		assert.True(t, strings.HasSuffix(text, "\n"), "the last line is whole: %q", text[max(0, len(text)-40):])
		lines := bufio.NewScanner(bytes.NewReader([]byte(text)))
		for lines.Scan() {
			assert.Regexp(t, `^carol/big:\S+$`, lines.Text())
		}
	}
}

func TestALockThatAnotherHoldsDoesNotHoldTheEndUp(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	state := filepath.Join(home, ".local", "state", "tagboat")
	require.NoError(t, os.MkdirAll(state, 0o700))
	held := flock.New(filepath.Join(state, "lock"))
	require.NoError(t, held.Lock())
	defer func() { _ = held.Unlock() }()
	cmd := exec.CommandContext(t.Context(), tagboat, "login", "carol", "--password-stdin", "--file", "--hub", crowded(t), "--log", filepath.Join(home, "log"))
	cmd.Env = []string{"HOME=" + home}
	cmd.Stdin = strings.NewReader(token + "\n")
	require.NoError(t, cmd.Start())
	awaitFile(t, filepath.Join(home, "log"))
	require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
	assert.Equal(t, 130, ended(t, cmd))
}
