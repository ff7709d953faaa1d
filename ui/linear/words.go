package linear

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// builtIn are the words that begin a line, what they take, and what they do.
func (c *Conversation) builtIn() map[string]func(rest string) tea.Cmd {
	keys := c.app.Keys()
	return map[string]func(string) tea.Cmd{
		"more": c.more, "again": c.again, "where": c.tellWhere, "top": c.goTop, "first": c.goTop,
		"filter": c.filter, "sort": c.sort, "search": c.search, "find": c.find,
		"open": c.open, "go": c.goTo, "goto": c.goTo, "jump": c.goTo,
		"copy": func(rest string) tea.Cmd { return c.here(rest, keys.List.Copy, keys.Pager.Copy) },
		"mark": c.mark, "unmark": c.mark, "all": c.all, "loadall": c.all,
		"back":   func(string) tea.Cmd { return c.back() },
		"limits": c.limits, "help": c.help, "?": c.help,
		"quit": c.quit, "exit": c.quit, "forcequit": c.quit, "bye": c.quit,
		"stop": func(string) tea.Cmd {
			c.paper.say("Nothing is being waited for.")
			return nil
		},
	}
}

func (c *Conversation) quit(string) tea.Cmd { return c.leave() }

// more goes on where the telling ended.
func (c *Conversation) more(string) tea.Cmd {
	told := c.told.about(c.app.Top())
	s := speech(c.app.Top())
	switch {
	case told == nil || s.Rows == nil && len(s.Text) == 0:
		c.paper.say("There is no more here.")
		return nil
	case s.Rows != nil:
		c.want = &window{from: told.next}
		return c.app.Act(func() tea.Cmd { return s.Rows.Select(min(told.next, s.Rows.Len()-1)) })
	}
	c.want = &window{from: told.next}
	return nil
}

// again tells the same once more.
func (c *Conversation) again(string) tea.Cmd {
	c.want = &window{}
	if told := c.told.about(c.app.Top()); told != nil {
		c.want.from = told.first
	}
	return nil
}

// tellWhere tells everything as to somebody who has just come.
func (c *Conversation) tellWhere(string) tea.Cmd {
	delete(c.told.of, c.app.Top())
	return nil
}

func (c *Conversation) goTop(string) tea.Cmd {
	c.want = &window{}
	if rows := speech(c.app.Top()).Rows; rows != nil && rows.Len() > 0 {
		return c.app.Act(func() tea.Cmd { return rows.Select(0) })
	}
	return nil
}

// filter leaves out of a list what a text does not find.
func (c *Conversation) filter(typed string) tea.Cmd {
	list, ok := c.app.Top().(screen.Filtered)
	_, searches := c.app.Top().(screen.Searcher)
	switch {
	case !ok || searches:
		c.paper.say("There is nothing to filter here.")
		return nil
	case typed == "":
		c.paper.say("Say filter and what to find, as in filter alpine; back clears the filter. " +
			"Help tells more.")
		return nil
	}
	c.want = &window{}
	return c.app.Act(func() tea.Cmd { return list.Filter(typed) })
}

// sort sorts by an order, or offers those that there are.
func (c *Conversation) sort(by string) tea.Cmd {
	if by == "" {
		return c.press(c.app.Keys().List.Sort)
	}
	for _, offer := range c.app.Offers() {
		if offer.Kind == "order" && strings.HasPrefix(strings.ToLower(offer.Name), "sort by "+
			strings.ToLower(strings.TrimPrefix(by, "by "))) {
			c.want = &window{}
			return c.app.Act(offer.Do)
		}
	}
	c.paper.say("There is no order called " + by + " here. Say sort to hear which there are.")
	return nil
}

// search looks for public repositories on the whole Hub.
func (c *Conversation) search(typed string) tea.Cmd {
	if typed == "" {
		c.paper.say("Say search and some words, as in search redis.")
		return nil
	}
	var opened tea.Cmd
	if _, ok := c.app.Top().(screen.Searcher); !ok {
		opened = c.press(c.app.Keys().Global.Search)
	}
	list, ok := c.app.Top().(screen.Filtered)
	if !ok {
		return opened
	}
	return tea.Batch(opened, c.app.Act(func() tea.Cmd { return list.Filter(typed) }))
}

// find goes to the next piece of a text that holds some words.
func (c *Conversation) find(words string) tea.Cmd {
	s, told := speech(c.app.Top()), c.told.about(c.app.Top())
	if len(s.Text) == 0 || told == nil || words == "" {
		c.paper.say("Find goes to words in a text, as in find volume; a list has filter.")
		return nil
	}
	for i := range s.Text {
		at := (told.first + 1 + i) % len(s.Text)
		if strings.Contains(strings.ToLower(s.Text[at]), strings.ToLower(words)) {
			c.want = &window{from: at}
			return nil
		}
	}
	c.paper.say("Nothing here holds " + words + ".")
	return nil
}

// open opens a row by its number, the selected one, or a place by its name.
func (c *Conversation) open(name string) tea.Cmd {
	switch {
	case name == "":
		return c.press(c.app.Keys().List.Open)
	case isNumber(name):
		return c.onRow(name, c.app.Keys().List.Open)
	}
	return c.goTo(name)
}

// goTo opens a place by its name.
func (c *Conversation) goTo(name string) tea.Cmd {
	q := speech(c.app.Top()).Asks
	switch {
	case name == "":
		c.paper.say("Say open and a name, as in open nginx.")
		return nil
	case q != nil && q.OrCommand:
		return c.app.Act(func() tea.Cmd { return q.Answer(name) })
	case isBox(c.app.Top()):
		c.paper.say("Choose here first, or say back.")
		return nil
	}
	return c.app.Open(name)
}

// here presses a key on a row, or on what is selected; which key depends on whether there are rows.
func (c *Conversation) here(number string, onRows, onText key.Binding) tea.Cmd {
	switch {
	case number != "" && !isNumber(number):
		return c.byName("copy " + number)
	case number != "":
		return c.onRow(number, onRows)
	case speech(c.app.Top()).Rows == nil && len(speech(c.app.Top()).Text) > 0:
		return c.press(onText)
	}
	return c.press(onRows)
}

// mark marks rows by their numbers, "3 5-7", or takes their marks away.
func (c *Conversation) mark(numbers string) tea.Cmd {
	key := c.app.Keys().List.Mark
	if numbers == "" {
		return c.press(key)
	}
	var all []tea.Cmd
	for _, part := range strings.FieldsFunc(numbers, func(r rune) bool { return r == ' ' || r == ',' }) {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		first, err := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		rows := speech(c.app.Top()).Rows
		if err != nil || err2 != nil || rows == nil || last < first || last > rows.Len() {
			c.paper.say(part + " is no row here, and no range of rows.")
			continue
		}
		for n := first; n <= last; n++ {
			all = append(all, c.onRow(strconv.Itoa(n), key))
		}
	}
	return tea.Batch(all...)
}

// all loads the whole list, and waits for it.
func (c *Conversation) all(string) tea.Cmd {
	c.whole = true
	return c.press(c.app.Keys().List.LoadAll)
}

func (c *Conversation) limits(string) tea.Cmd {
	words := c.app.Limits()
	if words == "" || words == "none" {
		c.paper.say("No answer has named a limit of requests yet.")
		return nil
	}
	c.paper.say(text.Sentence("Of the Hub's requests " + words))
	return nil
}

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
		for _, k := range b.Keys() {
			if len(k) == 1 {
				words += ", or " + k
				break
			}
		}
		if does := text.Plain(b.Help().Desc); does != name {
			words += ": " + does
		}
		c.paper.say(words + ".")
	}
	return nil
}

// byName does what has a name: a key's word, what it does, or whatever else is offered here.
func (c *Conversation) byName(line string) tea.Cmd {
	wanted := strings.ToLower(line)
	type deed struct {
		name string
		do   func() tea.Cmd
	}
	var all []deed
	for _, b := range c.live() {
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
	c.paper.say("Not understood: " + line + ". Help tells what can be said here.")
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
