package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/export"
	"tagboat/hub/wait"
	"tagboat/ui/signals"
)

func TestThereIsOneTableOfExitCodesAndTheReadmeHasIt(t *testing.T) {
	seen := map[int]bool{}
	is := func(want int, ends ...error) {
		t.Helper()
		for _, err := range ends {
			code, _ := codeOf(err)
			assert.Equal(t, want, code, "%v", err)
		}
		seen[want] = true
	}
	is(0, nil, ended(nil), exit{code: codes[export.Complete]})
	is(
		1,
		errors.New("no"),
		ended(hub.NotFound),
		ended(hub.TimedOut),
		exit{code: codes[export.Failed]},
	)
	is(
		2,
		usage{errors.New("no")},
		fmt.Errorf("as %w", usage{errors.New("no")}),
		ended(&export.UsageError{}),
	)
	is(3, exit{code: codes[export.Partial]})
	is(
		4,
		ended(hub.SessionEnded),
		ended(export.ErrLogin),
		exit{code: codeOfLogin(&credentials.Paused{})},
		exit{code: codes[export.LoginNeeded]},
	)
	is(5, exit{code: codeNews})
	is(124, exit{code: codeTimedOut, err: &wait.TimeoutError{}})
	is(130, ended(context.Canceled), exit{code: codes[export.Interrupted]})
	is(141, ended(syscall.EPIPE), ended(io.ErrClosedPipe), exit{code: codes[export.Closed]})
	for signal, code := range map[syscall.Signal]int{syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGQUIT: 131, syscall.SIGTERM: 143} {
		assert.Equal(t, code, (&signals.Interruption{Signal: signal}).Code())
		seen[code] = true
	}
	assert.Len(t, codes, 7, "each outcome has one")

	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, table, _ := strings.Cut(string(readme), "| exit code | means |\n| --- | --- |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	told := map[int]bool{}
	for line := range strings.Lines(table) {
		for _, number := range regexp.MustCompile(`\d+`).FindAllString(strings.Split(line, "|")[1], -1) {
			code, err := strconv.Atoi(number)
			require.NoError(t, err)
			told[code] = true
		}
	}
	assert.Equal(t, slices.Sorted(maps.Keys(seen)), slices.Sorted(maps.Keys(told)))
}
