package linear

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/text"
)

// beats has it looked at how the work goes on, once in a while.
func (c *Conversation) beats() tea.Cmd {
	if c.beating || c.options.Scripted && c.options.Progress == nil {
		return nil
	}
	c.beating = true
	pause := beat
	if left := patience - c.options.Now().Sub(c.since); left > 0 {
		pause = left
	}
	return tea.Tick(pause, func(time.Time) tea.Msg { return pulse{} })
}

// sayProgress tells what is waited for, not more often than somebody can listen to.
func (c *Conversation) sayProgress() {
	now := c.options.Now()
	if !c.working || c.over || c.options.Progress == nil ||
		now.Sub(c.since) < firstProgress || now.Sub(c.said) < c.pause {
		return
	}
	words := c.app.Difficulty()
	if words == "" {
		if says := speech(c.app.Top()).Says; len(says) > 0 {
			words = says[len(says)-1]
		}
	}
	if words = text.Sentence(text.InWords(words)); words == "" || words == c.last {
		return
	}
	c.said, c.last, c.pause = now, words, min(2*max(c.pause, nextProgress/2), mostProgress)
	progress := c.paper
	progress.out = c.options.Progress
	progress.say(words)
}
