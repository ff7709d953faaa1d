package ui

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/theme"
)

func TestTheCommandStandsFirstOnTheScreenThatIsHandedOver(t *testing.T) {
	echo, err := exec.LookPath("echo")
	if err != nil {
		t.Skip("no echo here")
	}
	var out bytes.Buffer
	work := &foregroundCommand{ctx: t.Context(), first: "$ docker pull nginx:1.27\n", command: exec.CommandContext(context.Background(), echo, "1.27: Pulling")}
	work.SetStdin(strings.NewReader("\n"))
	work.SetStdout(&out)
	work.SetStderr(&out)
	require.NoError(t, work.Run())
	assert.Equal(t, "$ docker pull nginx:1.27\n1.27: Pulling\n\nEnter goes back to tagboat.\n", out.String())
}

func TestACommandThatIsInterruptedBeforeItBeganIsNotBegun(t *testing.T) {
	interrupted := make(chan struct{})
	close(interrupted)
	var out bytes.Buffer
	work := &foregroundCommand{
		ctx: t.Context(), first: "$ docker pull nginx\n", command: exec.CommandContext(t.Context(), os.Args[0], "-test.list=."),
		lend: func(func()) (<-chan struct{}, func()) { return interrupted, func() {} },
	}
	work.SetStdin(strings.NewReader(""))
	work.SetStdout(&out)
	require.Error(t, work.Run(), "it is not told as done")
	assert.Equal(t, work.first, out.String())
}

func TestACommandCanBeKilledAtAnyMoment(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("no sleep here")
	}
	over, killers := make(chan struct{}), sync.WaitGroup{}
	work := &foregroundCommand{ctx: t.Context(), command: exec.CommandContext(t.Context(), sleep, "600")}
	work.lend = func(kill func()) (<-chan struct{}, func()) {
		killers.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
					kill()
				}
			}
		})
		return nil, func() {}
	}
	work.SetStdin(strings.NewReader("\n"))
	work.SetStdout(&bytes.Buffer{})
	require.Error(t, work.Run())
	close(over)
	killers.Wait()
}

func TestATextAloneIsShownOnTheOrdinaryScreen(t *testing.T) {
	var out bytes.Buffer
	work := &foregroundCommand{ctx: t.Context(), first: "nginx:1.27\n"}
	work.SetStdin(strings.NewReader("\n"))
	work.SetStdout(&out)
	work.SetStderr(&out)
	require.NoError(t, work.Run())
	assert.True(t, strings.HasPrefix(out.String(), "nginx:1.27\n"))
}

func TestAPullThatFailedSaysSoFirst(t *testing.T) {
	a := &App{}
	a.toast.show(nil, theme.Bad, "Pull failed, exit status 1: registry.example/very/long/reference/indeed:1.27.3")
	for _, cells := range []int{78, 60, 38} {
		shown := a.toast.in(cells)
		assert.LessOrEqual(t, len([]rune(shown)), cells)
		assert.True(t, strings.HasPrefix(shown, "Pull failed, exit status 1: reg"), shown)
		assert.True(t, strings.HasSuffix(shown, ".3"), shown)
	}
	a.toast.show(nil, theme.Bad, "It failed. Try again in a minute.", "It failed.")
	assert.Equal(t, "It failed.", a.toast.in(20))
}

func TestOnlyTheEngineHasWhatItLogsInWith(t *testing.T) {
	auth := `DOCKER_AUTH_CONFIG={"auths":{}}`
	command := pulling(t.Context(), Outside{Engine: "/bin/docker", EngineAuth: auth}, "nginx:1.27")
	assert.Contains(t, command.Environ(), auth)
	assert.Equal(t, []string{"/bin/docker", "pull", "nginx:1.27"}, command.Args)
	command = pulling(t.Context(), Outside{Engine: "/bin/docker"}, "nginx:1.27")
	assert.Nil(t, command.Env, "the program's own, out of which main takes the secrets")
}
