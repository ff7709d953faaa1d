package wait

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"tagboat/hub"
)

// Rhythm is how often to look, and for how long.
type Rhythm struct {
	Every   time.Duration // between two looks, give or take a tenth
	Timeout time.Duration
}

// Look is what one look came to.
type Look struct {
	At    time.Time
	Saw   string // "was not there", in words that follow the name of the tag; "": what was waited for
	Err   error  // why nothing was seen; a pause may heal it
	Count int    // looks until now
	Next  time.Time
	// Unknown says that the repository itself is not there, or not visible to whoever asks.
	Unknown bool
}

// TimeoutError tells that what was waited for did not come.
type TimeoutError struct {
	Wish  Wish
	After time.Duration
	Seen  Look  // the last look that was answered; its Count is 0 where none was
	Err   error // why the last one was not; nil where it was
}

func (e *TimeoutError) Error() string {
	name := e.Wish.Reference().Familiar()
	text := fmt.Sprintf("%s in vain for %s; no look at it was answered", name, hub.Lasting(e.After))
	if e.Seen.Count > 0 {
		text = fmt.Sprintf("%s in vain for %s; at %s it %s",
			name, hub.Lasting(e.After), e.Seen.At.Local().Format(time.TimeOnly), e.Seen.Saw)
	}
	if e.Err != nil {
		text += ". The last look failed: " + hub.Sentence(e.Err)
	}
	return "waited for " + text
}

// confirming is how long after a look that found nothing the next one makes sure that a tag is
// gone: one odd answer is not believed.
const confirming = 5 * time.Second

// waiting is one wait.
type waiting struct {
	client   *hub.Client
	wish     Wish
	begin    Begin    // nil: it has gone well
	first    *hub.Tag // as it was at the first look that was answered; nil: it was not there
	looks    int
	answered int
	absent   int // answers in a row that it is not there
	seen     Look
	failed   error // the last look
}

// Begin is what must have gone well before the first look, as a login; nil is nothing.
type Begin func(ctx context.Context) error

// For waits until a wish is granted and returns the tag that grants it, which is empty where it was
// to be gone. What a pause may heal is waited out; a *TimeoutError tells what was seen last. It
// tells of each look, in the goroutine of the caller.
func For(
	ctx context.Context, c *hub.Client, wish Wish, rhythm Rhythm, begin Begin, tell func(Look),
) (hub.Tag, error) {
	if err := wish.wrong(); err != nil {
		return hub.Tag{}, err
	}
	w := &waiting{client: c, wish: wish, begin: begin}
	limited, cancel := context.WithTimeout(hub.With(ctx, hub.Patient), rhythm.Timeout)
	defer cancel()
	for {
		tag, look, err := w.look(limited)
		switch {
		case ctx.Err() != nil:
			return hub.Tag{}, ctx.Err()
		case limited.Err() != nil && (err != nil || look.Saw != ""):
			return hub.Tag{}, w.inVain(rhythm)
		case err != nil:
			return hub.Tag{}, err
		case look.Err == nil && look.Saw == "":
			return tag, nil
		}
		look.Next = w.next(look, rhythm)
		tell(look)
		if pause(limited, look.Next.Sub(c.Now())) != nil {
			if ctx.Err() != nil {
				return hub.Tag{}, ctx.Err()
			}
			return hub.Tag{}, w.inVain(rhythm)
		}
	}
}

func (w *waiting) inVain(r Rhythm) error {
	return &TimeoutError{Wish: w.wish, After: r.Timeout, Seen: w.seen, Err: w.failed}
}

// look asks once. The error is one that no pause heals.
func (w *waiting) look(ctx context.Context) (hub.Tag, Look, error) {
	tag, err := w.ask(ctx)
	if ctx.Err() != nil && err != nil { // given up
		if w.looks == 0 {
			w.failed = err
		}
		return tag, Look{}, err
	}
	w.looks++
	look := Look{At: w.client.Now(), Count: w.looks}
	switch isAbsent := w.begin == nil && errors.Is(err, hub.NotFound); {
	case err != nil && !isAbsent:
		w.failed = err
		if !heals(err, w.answered > 0) {
			return tag, look, err
		}
		look.Err = err
		return tag, look, nil
	case isAbsent:
		w.absent++
		look.Saw = "was not there"
		if w.wish.Gone && w.absent > 1 {
			look.Saw = ""
		}
		look.Unknown = w.answered == 0 && w.isUnknown(ctx)
	default:
		w.absent = 0
		look.Saw = w.wish.missing(&tag, w.first)
		if w.answered == 0 && w.wish.Moved && w.wish.Before.IsZero() {
			w.first, look.Saw = &tag, "was "+named(&tag)
		}
	}
	w.answered++
	w.seen, w.failed = look, nil
	return tag, look, nil
}

// ask asks for the tag, once what must go before has gone well.
func (w *waiting) ask(ctx context.Context) (hub.Tag, error) {
	if w.begin != nil {
		if err := w.begin(ctx); err != nil {
			return hub.Tag{}, err
		}
		w.begin = nil
	}
	return w.client.Tag(ctx, w.wish.Repository, w.wish.Tag)
}

// isUnknown asks once whether there is a repository of that name for whoever asks.
func (w *waiting) isUnknown(ctx context.Context) bool {
	_, err := w.client.Repository(ctx, w.wish.Repository)
	return errors.Is(err, hub.NotFound)
}

// heals reports whether a failure may be over by the next look. What the network or the way through
// it may be the cause of is believed to be so once the Hub has answered.
func heals(err error, answered bool) bool {
	switch hub.KindOf(err) {
	case hub.NoNetwork, hub.DNS, hub.TimedOut, hub.Unavailable, hub.Unreadable,
		hub.RateLimited, hub.AbuseLimited:
		return true
	case hub.TLS, hub.Proxy, hub.NotTheHub, hub.Elsewhere, hub.BotChallenge:
		return answered
	default:
		return false
	}
}

// next is when to look again: not all who wait for one push at the same moment, and not before the
// time that the Hub named.
func (w *waiting) next(l Look, r Rhythm) time.Time {
	every := r.Every
	if w.wish.Gone && w.absent == 1 && l.Err == nil {
		every = min(every, confirming)
	}
	jitter := time.Duration(rand.Int64N(int64(every/5) + 1)) //nolint:gosec // It is no secret.
	next := l.At.Add(every - every/10 + jitter)
	if e, ok := errors.AsType[*hub.Error](l.Err); ok && e.Until.After(next) {
		return e.Until
	}
	return next
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(max(d, 0))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
