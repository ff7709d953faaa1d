package command

import (
	"time"

	"github.com/charmbracelet/x/term"

	"tagboat/hub"
	"tagboat/ui/command/report"
)

// What is over sooner than this is not worth a line.
const (
	shortPause = 5 * time.Second
	shortRetry = 2 * time.Second
)

// narrate says on standard error what a command waits for, where somebody reads it: on a terminal,
// or where progress was asked for. It returns what ends it.
func (c *connection) narrate(m Machine, meter *report.Meter) (stop func()) {
	if meter == nil && !term.IsTerminal(m.Err.Fd()) {
		return func() {}
	}
	say := func(text string) { tell(m.said, "tagboat:", text) }
	if meter != nil {
		say = meter.Say
	}
	quiet, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case e := <-c.events:
				if isWorthALine(e, m.Now()) {
					say(e.Words(m.Now()))
				}
			case <-quiet:
				return
			}
		}
	}()
	return func() {
		close(quiet)
		<-over
	}
}

func isWorthALine(e hub.Event, now time.Time) bool {
	switch left := e.Until.Sub(now); e.Kind {
	case hub.Slow:
		return true
	case hub.Retrying:
		return left >= shortRetry || hub.KindOf(e.Err) == hub.TimedOut
	case hub.Waiting, hub.Spacing, hub.Sparing:
		return left >= shortPause
	default:
		return false
	}
}

// meter is one line of progress on a terminal.
func (m Machine) meter() *report.Meter {
	return &report.Meter{
		W: m.said, Signs: m.said.charset.Signs, Live: true, Now: m.Now, Width: columns(m, m.Err),
	}
}
