package transport

import (
	"context"
	"sync"
	"time"

	"tagboat/hub/errs"
)

// How long an attempt may take. A person hears of each wait before 20 seconds are over.
const (
	// without one byte, before or within an answer: the first attempt.
	firstSilence = 20 * time.Second
	laterSilence = 35 * time.Second // the further ones: a very large repository is slow to answer
	loginSilence = 30 * time.Second // what is sent once only
	attemptTime  = time.Minute      // one attempt, however steadily it drips
	wordTime     = 15 * time.Second // between two words about an answer that does not come
)

// silenceError is why an attempt or a whole deed was given up.
type silenceError struct {
	after   time.Duration
	partial bool // bytes came, and no end
}

func (e *silenceError) Error() string {
	if e.partial {
		return "no whole answer for " + errs.Lasting(e.after)
	}
	return "no answer for " + errs.Lasting(e.after)
}

// Explain says how long nothing came.
func (e *silenceError) Explain() (why, advice string) {
	return "there was " + e.Error(), errs.AdviceOf(errs.TimedOut)
}

// watch ends an attempt that has gone silent, and one that drips for ever, and says meanwhile that
// it takes long.
type watch struct {
	cancel  context.CancelCauseFunc
	client  *Client
	began   time.Time
	silence time.Duration

	mu     sync.Mutex
	silent *time.Timer
	whole  *time.Timer
	word   *time.Timer
	due    time.Time // when it is given up unless a byte comes
	spoken bool
	over   bool
}

func (c *Client) watched(parent context.Context, silence time.Duration) (context.Context, *watch) {
	ctx, cancel := context.WithCancelCause(parent)
	w := &watch{cancel: cancel, client: c, began: c.Now(), silence: silence}
	w.due = w.began.Add(silence)
	w.mu.Lock() // a clock that goes off at once reads what is set here
	defer w.mu.Unlock()
	w.silent = time.AfterFunc(silence, func() { cancel(&silenceError{after: silence}) })
	w.whole = time.AfterFunc(attemptTime, func() {
		cancel(&silenceError{after: attemptTime, partial: true})
	})
	w.word = time.AfterFunc(wordTime, w.speak)
	return ctx, w
}

func (w *watch) speak() {
	w.mu.Lock()
	if w.over {
		w.mu.Unlock()
		return
	}
	w.spoken = true
	w.word.Reset(wordTime)
	now := w.client.Now()
	e := Event{Kind: Slow, For: now.Sub(w.began), Until: w.due}
	w.mu.Unlock()
	w.client.Observe(e)
}

// heard begins the silence anew.
func (w *watch) heard() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return
	}
	w.silent.Reset(w.silence)
	w.due = w.client.Now().Add(w.silence)
}

// rest stops the clocks while it is we who do not read; heard starts them again.
func (w *watch) rest() {
	w.silent.Stop()
	w.whole.Reset(attemptTime)
}

func (w *watch) stop() {
	w.mu.Lock()
	w.over = true
	spoken := w.spoken
	w.mu.Unlock()
	w.silent.Stop()
	w.whole.Stop()
	w.word.Stop()
	w.cancel(context.Canceled)
	if spoken {
		w.client.Observe(Event{Kind: Resumed})
	}
}
