package task_test

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/task"
)

func TestDutiesOfAQueueAreDoneInOrderAndWithoutTheirCommands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var duties task.Duties
		queue, done := duties.Queue(), make(chan string, 3)
		slow := queue.Do(func() tea.Msg {
			time.Sleep(time.Second)
			done <- "forgotten"
			return "first"
		})
		queue.Do(func() tea.Msg { done <- "kept"; return nil })
		duties.Do(func() tea.Msg { done <- "beside"; return nil })
		duties.Finish(time.Minute)
		assert.Equal(t, []string{"beside", "forgotten", "kept"}, []string{<-done, <-done, <-done})
		assert.Equal(t, "first", slow(), "its message is there for whoever still asks")
	})
}

func TestNobodyWaitsForADutyForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var duties task.Duties
		never, begun := make(chan struct{}), time.Now()
		duties.Do(func() tea.Msg { <-never; return nil })
		duties.Finish(500 * time.Millisecond)
		assert.Equal(t, 500*time.Millisecond, time.Since(begun))
		close(never)
	})
}

func TestAPanicOfADutyIsItsCommandsAndTheQueueGoesOn(t *testing.T) {
	var duties task.Duties
	queue := duties.Queue()
	broken := queue.Do(func() tea.Msg { panic("no disk") })
	next := queue.Do(func() tea.Msg { return "next" })
	assert.Panics(t, func() { broken() })
	assert.Equal(t, "next", next())
}
