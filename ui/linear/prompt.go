package linear

// forget leaves lines untaken that were typed before what is asked now could be known: they were
// meant for something else, and what is asked may be a password. A script knows what it answers.
func (c *Conversation) forget() {
	if c.options.Scripted {
		return
	}
	if c.options.Forget != nil {
		c.options.Forget()
	}
	c.questions.Add(1)
	if len(c.lines) == 0 {
		return
	}
	for range c.lines {
		c.options.next()
	}
	c.lines = nil
	c.paper.say(tooEarly)
}

// tooEarly is said of a line that is no answer.
const tooEarly = "Not taken: what was typed before this was asked."

// prompt asks for the next line. A question of the screen's goes before a command.
func (c *Conversation) prompt() error {
	q := speech(c.app.Top()).Asks
	c.asked = nil
	if q == nil {
		if !c.options.Scripted {
			c.paper.ask(">")
		}
		return nil
	}
	c.asked = c.app.Top()
	c.forget()
	ask := q.Ask
	switch {
	case q.Value != "":
		ask += ", empty for " + q.Value
	case q.Secret && !c.options.Scripted:
		ask += ", which is not shown"
	}
	if c.options.Hide != nil && q.Secret {
		if err := c.options.Hide(true); err != nil {
			return err
		}
		c.hidden = !c.options.Scripted
	}
	if c.options.Scripted {
		c.paper.say(ask + ":")
	} else {
		c.paper.ask(ask + ":")
	}
	return nil
}
