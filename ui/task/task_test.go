package task_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/task"
)

func count(upTo int) task.Work[int] {
	return func(_ context.Context, deliver func(int) bool) error {
		for i := 1; i <= upTo; i++ {
			if !deliver(i) {
				return nil
			}
		}
		return nil
	}
}

func TestValuesArriveInOrderAndThenTheWorkIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slot task.Slot[int]
		cmd := slot.Start(t.Context(), count(3))
		var got []int
		for slot.Busy() {
			progress, ok := slot.Take(cmd())
			require.True(t, ok)
			if !progress.Done {
				got = append(got, progress.Value)
			}
			cmd = progress.Next
		}
		assert.Equal(t, []int{1, 2, 3}, got)
	})
}

func TestTheAnswerOfReplacedWorkIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slot task.Slot[int]
		old := slot.Start(t.Context(), count(1))
		late := old()
		fresh := slot.Start(t.Context(), count(1))

		_, taken := slot.Take(late)
		assert.False(t, taken, "an answer with an old ticket")

		progress, taken := slot.Take(fresh())
		require.True(t, taken)
		assert.Equal(t, 1, progress.Value)
		slot.Stop()
	})
}

func TestStoppingEndsTheWorkAndItsMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slot task.Slot[int]
		ended := make(chan error, 1)
		cmd := slot.Start(t.Context(), func(ctx context.Context, _ func(int) bool) error {
			<-ctx.Done()
			ended <- ctx.Err()
			return ctx.Err()
		})
		messages := make(chan tea.Msg, 1)
		go func() { messages <- cmd() }()
		synctest.Wait()

		slot.Stop()
		assert.Nil(t, <-messages)
		assert.ErrorIs(t, <-ended, context.Canceled)
		assert.False(t, slot.Busy())
	})
}

func TestAFailureIsDeliveredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slot task.Slot[int]
		boom := errors.New("boom")
		cmd := slot.Start(t.Context(), func(context.Context, func(int) bool) error { return boom })
		progress, ok := slot.Take(cmd())
		require.True(t, ok)
		assert.True(t, progress.Done)
		assert.ErrorIs(t, progress.Err, boom)
		assert.Nil(t, progress.Next)
	})
}

func TestAPauseIsCutShortByTheNextStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slot task.Slot[int]
		ran := make(chan int, 2)
		start := func(n int) tea.Cmd {
			return slot.StartAfter(t.Context(), 150*time.Millisecond, func(context.Context, func(int) bool) error {
				ran <- n
				return nil
			})
		}
		first := start(1)
		go first()
		synctest.Wait()
		second := start(2)
		_, ok := slot.Take(second())
		require.True(t, ok)
		close(ran)
		assert.Equal(t, 2, <-ran)
		_, more := <-ran
		assert.False(t, more, "the first never ran")
	})
}

func TestTwoSlotsOfOneTypeNeverTakeEachOthersAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var one, two task.Slot[int]
		first := one.Start(t.Context(), count(1))
		second := two.Start(t.Context(), count(1))
		msg := first()
		_, ok := two.Take(msg)
		assert.False(t, ok)
		_, ok = one.Take(msg)
		assert.True(t, ok)
		two.Take(second())
		one.Stop()
		two.Stop()
	})
}

func TestAPanicOfTheWorkIsTheCommandsWhoCatchesIt(t *testing.T) {
	var slot task.Slot[int]
	cmd := slot.Start(t.Context(), func(_ context.Context, deliver func(int) bool) error {
		deliver(1)
		panic("lost")
	})
	first, ok := slot.Take(cmd())
	require.True(t, ok)
	panics(t, "lost", first.Next)
	panics(t, "lost too", task.Guard(func() tea.Msg { panic("lost too") }))
	assert.Equal(t, "found", task.Guard(func() tea.Msg { return "found" })())
}

// panics checks that a command panics, and tells of what and where it was.
func panics(t *testing.T, why string, cmd tea.Cmd) {
	t.Helper()
	defer func() {
		told, _ := recover().(string)
		assert.True(t, strings.HasPrefix(told, why+"\n"), told)
		assert.Contains(t, told, "TestAPanicOfTheWork")
	}()
	cmd()
}
