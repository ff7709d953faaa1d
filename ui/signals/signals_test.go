package signals

import (
	"errors"
	"slices"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// owner is an Owner whose exit codes are collected.
func owner(t *testing.T) (o *Owner, codes func() []int, end func() error) {
	t.Helper()
	var mu sync.Mutex
	var all []int
	ctx, o := newOwner(t.Context(), func(code int) {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, code)
	})
	codes = func() []int {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
	return o, codes, func() error {
		if i := Of(ctx); i != nil {
			return i
		}
		return ctx.Err()
	}
}

func TestTheFirstSignalEndsTheContextAndNamesItself(t *testing.T) {
	for s, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGHUP: 129, syscall.SIGTERM: 143, syscall.SIGQUIT: 131} {
		synctest.Test(t, func(t *testing.T) {
			o, codes, end := owner(t)
			require.NoError(t, end())
			o.take(s)
			i, ok := errors.AsType[*Interruption](end())
			require.True(t, ok)
			assert.Equal(t, code, i.Code())
			assert.Empty(t, codes(), "it may end by itself")
			time.Sleep(2 * grace)
			synctest.Wait()
			assert.Equal(t, []int{code}, codes(), "what does not end by itself is ended")
		})
	}
}

func TestTheSecondSignalEndsTheProgramAtOnceWithTheTerminalRestored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, codes, _ := owner(t)
		restored := 0
		o.OnExit(nil, func() { restored++ })
		o.OnExit(nil, func() { restored += 10 })()
		o.take(syscall.SIGTERM)
		assert.Zero(t, restored)
		o.take(syscall.SIGINT)
		assert.Equal(t, 1, restored, "what was forgotten again is not restored")
		assert.Equal(t, []int{143}, codes())
	})
}

func TestATerminalThatTakesNothingDoesNotHoldTheEndUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, codes, _ := owner(t)
		stuck := make(chan struct{})
		o.OnExit(nil, func() { <-stuck })
		o.take(syscall.SIGINT)
		began := time.Now()
		o.take(syscall.SIGINT)
		assert.Equal(t, []int{130}, codes())
		assert.LessOrEqual(t, time.Since(began), lastWords)
		close(stuck)
	})
}

func TestWhileAnotherProgramHasTheTerminalInterruptsAreIts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, codes, end := owner(t)
		killed := make(chan struct{})
		interrupted, takeBack := o.Lend(func() { close(killed) })
		o.take(syscall.SIGINT)
		<-interrupted
		require.NoError(t, end())
		o.take(syscall.SIGINT)
		<-killed
		require.NoError(t, end())
		o.take(syscall.SIGINT)
		require.Error(t, end(), "even what cannot be killed does not hold the program")
		takeBack()
		time.Sleep(2 * grace)
		synctest.Wait()
		assert.Equal(t, []int{130}, codes())
	})
	synctest.Test(t, func(t *testing.T) {
		o, _, end := owner(t)
		_, takeBack := o.Lend(func() {})
		o.take(syscall.SIGINT)
		takeBack()
		require.NoError(t, end())
		o.take(syscall.SIGINT)
		require.Error(t, end(), "after it they are the program's own again")
		time.Sleep(2 * grace)
	})
	synctest.Test(t, func(t *testing.T) {
		o, _, end := owner(t)
		o.Lend(func() {})
		o.take(syscall.SIGTERM)
		require.Error(t, end(), "whoever ends the program means the program")
		time.Sleep(2 * grace)
	})
}

func TestNobodyListeningIsNoHindrance(t *testing.T) {
	var o *Owner
	o.End(syscall.SIGINT)
	o.OnExit(nil, func() {})()
	_, takeBack := o.Lend(func() {})
	takeBack()
	o.Screen(func() {}, func() {})()
	require.ErrorIs(t, o.Suspend(Process), ErrNoShell)
}
