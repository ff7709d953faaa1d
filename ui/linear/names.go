package linear

import (
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/text"
)

// help tells what can be said here.
func (c *Conversation) help(string) tea.Cmd {
	c.paper.say(
		"Say the number of a row to open it.",
		"more: go on. again: the same once more. where: everything from the beginning.",
		"top: the first row. back: leave the narrowest thing: marks, a filter, then this place.",
		"filter TEXT, sort ORDER, mark 3 5-7, copy, copy 3, all: load the whole list.",
		"open NAME: a repository, a tag, a namespace. search WORDS: the whole Hub.",
		"find WORDS: in a text. limits: what the Hub still allows. quit: leave.",
		"A dot alone leaves a question.",
		doctorHelps,
		"What else works here, each by its word, or by its letter where it has one:",
	)
	told := map[string]bool{}
	builtIn := c.builtIn()
	for _, b := range c.live() {
		name := b.Help().Key
		_, known := builtIn[strings.ReplaceAll(name, " ", "")]
		if told[name] || known || c.drawnAlone(b) != "" {
			continue
		}
		told[name] = true
		words := name
		if at := slices.IndexFunc(b.Keys(), isLetter); at >= 0 {
			words += ", or " + b.Keys()[at]
		}
		if does := text.Plain(b.Help().Desc); does != name {
			words += ": " + does
		}
		c.paper.say(words + ".")
	}
	return nil
}

// doctorHelps names what is run outside of a conversation.
const doctorHelps = "Where something is wrong, quit, and run tagboat doctor: it tells what a report of it needs."

// doctor is asked for by who has read of the command.
func (c *Conversation) doctor(string) tea.Cmd {
	c.paper.say(doctorHelps)
	return nil
}

func isLetter(key string) bool { return utf8.RuneCountInString(key) == 1 }

// byName does what has a name: a key's word, what it does, or whatever else is offered here.
func (c *Conversation) byName(line string) tea.Cmd {
	wanted := strings.ToLower(line)
	type deed struct {
		name string
		do   func() tea.Cmd
	}
	var all []deed
	for _, b := range c.live() {
		if c.drawnAlone(b) != "" && b.Help().Key != wanted {
			continue
		}
		do := func() tea.Cmd { return c.doKey(b) }
		all = append(all, deed{b.Help().Key, do}, deed{strings.ToLower(b.Help().Desc), do})
	}
	for _, offer := range c.app.Offers() {
		all = append(all, deed{strings.ToLower(offer.Name), func() tea.Cmd {
			return c.app.Act(offer.Do)
		}})
	}
	var near []deed
	for _, d := range all {
		if d.name == wanted {
			return d.do()
		}
		isKnown := slices.ContainsFunc(near, func(n deed) bool { return n.name == d.name })
		if strings.HasPrefix(d.name, wanted) && !isKnown {
			near = append(near, d)
		}
	}
	switch len(near) {
	case 0:
		return c.unknown(line)
	case 1:
		return near[0].do()
	}
	names := make([]string, len(near))
	for i, d := range near {
		names[i] = d.name
	}
	const most = 6
	c.paper.say("Several begin so: " + strings.Join(names[:min(len(names), most)], "; ") + ".")
	return nil
}

func (c *Conversation) unknown(line string) tea.Cmd {
	for _, group := range c.app.Keys().Browsing() {
		if group.Help().Key == strings.ToLower(line) || slices.Contains(group.Keys(), line) {
			return c.press(group) // which says why it does nothing here
		}
	}
	what := ": " + line
	if c.options.Scripted {
		what = "" // it may be a password, for which nobody has asked
	}
	c.paper.say("Not understood" + what + ". Help tells what can be said here.")
	return nil
}

// drawnAlone says of a key why it does nothing where nothing is drawn; empty where it does.
func (c *Conversation) drawnAlone(b key.Binding) string {
	keys := c.app.Keys()
	list, global := keys.List, keys.Global
	if slices.Equal(b.Keys(), global.Palette.Keys()) {
		return "Whatever can be done here can be said by its name."
	}
	for _, drawn := range []key.Binding{
		list.Preview, list.Narrower, list.Wider, list.HighlightOnly, list.NextMatch,
		list.PreviousMatch, list.Range, list.PageUp, list.PageDown, list.HalfUp, list.HalfDown,
		global.Mouse, global.Suspend, keys.Tag.Pull, keys.Pager.Up, keys.Pager.Down,
		keys.Pager.PageUp, keys.Pager.PageDown, keys.Pager.HalfUp, keys.Pager.HalfDown,
		keys.Pager.Top, keys.Pager.Bottom, keys.Pager.NextMatch, keys.Pager.PreviousMatch,
		keys.Pager.Search, keys.Filter.Explain, keys.Search.Into, keys.Search.Line,
	} {
		if slices.Equal(b.Keys(), drawn.Keys()) {
			return text.Sentence(b.Help().Desc + " is for the full screen alone")
		}
	}
	return ""
}
