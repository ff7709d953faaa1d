package foreground

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommandStandsFirstOnTheScreenThatIsHandedOver(t *testing.T) {
	echo, err := exec.LookPath("echo")
	if err != nil {
		t.Skip("no echo here")
	}
	var out bytes.Buffer
	work := &Command{ctx: t.Context(), first: "$ docker pull nginx:1.27\n", command: exec.CommandContext(context.Background(), echo, "1.27: Pulling")}
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
	work := &Command{
		ctx: t.Context(), first: "$ docker pull nginx\n", command: exec.CommandContext(t.Context(), os.Args[0], "-test.list=."),
		lend: func(func()) (<-chan struct{}, func()) { return interrupted, func() {} },
	}
	work.SetStdin(strings.NewReader(""))
	work.SetStdout(&out)
	require.Error(t, work.Run(), "it is not told as done")
	assert.Equal(t, work.first, out.String())
}

func TestWhoeverGoesOnAfterAnInterruptIsToldHowToEndIt(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("no sleep here")
	}
	interrupted := make(chan struct{})
	out := &told{now: make(chan struct{})}
	work := &Command{ctx: t.Context(), command: exec.CommandContext(t.Context(), sleep, "600"), in: strings.NewReader(""), out: out}
	work.lend = func(kill func()) (<-chan struct{}, func()) {
		go func() {
			for work.running.Load() == nil {
				runtime.Gosched()
			}
			close(interrupted)
			<-out.now
			kill()
		}()
		return interrupted, func() {}
	}
	require.Error(t, work.Run())
	assert.Equal(t, "\n"+killHint+"\n", out.text.String())
}

// told says when something was written that is not empty.
type told struct {
	text bytes.Buffer
	now  chan struct{}
}

func (o *told) Write(p []byte) (int, error) {
	if len(p) > 0 {
		defer close(o.now)
	}
	return o.text.Write(p)
}

func TestACommandCanBeKilledAtAnyMoment(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("no sleep here")
	}
	over, killers := make(chan struct{}), sync.WaitGroup{}
	work := &Command{ctx: t.Context(), command: exec.CommandContext(t.Context(), sleep, "600")}
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
	work := &Command{ctx: t.Context(), first: "nginx:1.27\n"}
	work.SetStdin(strings.NewReader("\n"))
	work.SetStdout(&out)
	work.SetStderr(&out)
	require.NoError(t, work.Run())
	assert.True(t, strings.HasPrefix(out.String(), "nginx:1.27\n"))
}

func TestAnInterruptEndsASeriesAlsoWhereTheCommandEndsWell(t *testing.T) {
	for _, left := range []string{"", "3"} {
		interrupted := make(chan struct{})
		var out bytes.Buffer
		work := &Command{
			ctx: t.Context(), first: "$ true\n", in: readsThen(func() { close(interrupted) }), out: &out,
			lend: func(func()) (<-chan struct{}, func()) { return interrupted, func() {} },
		}
		if left != "" {
			work.InSeries(left)
		}
		err := work.Run()
		if left == "" {
			require.NoError(t, err)
			assert.Contains(t, out.String(), goesBack)
			continue
		}
		require.ErrorIs(t, err, ErrInterrupted)
		assert.Contains(t, out.String(), "Enter goes on with the next of 3, ctrl+c ends it here.")
		assert.NotContains(t, out.String(), goesBack)
	}
}

// readsThen is an input in which nothing is, and what happens when it is read.
type readsThen func()

func (f readsThen) Read([]byte) (int, error) { f(); return 0, io.EOF }
