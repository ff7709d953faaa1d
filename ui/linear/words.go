package linear

import (
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
		"mark": c.mark, "unmark": c.unmark, "all": c.all, "loadall": c.all,
		"back":   func(string) tea.Cmd { return c.back() },
		"limits": c.limits, "help": c.help, "?": c.help, "doctor": c.doctor,
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
		c.paper.say("Say filter and what to find, as in filter alpine. Back clears the filter.")
		if explained, ok := list.(interface{ Explain() }); ok {
			return c.app.Act(func() tea.Cmd {
				explained.Explain()
				return nil
			})
		}
		return nil
	}
	c.want = &window{selects: true}
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
			c.want = &window{selects: true}
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
		return c.copyRow(number, onRows)
	case speech(c.app.Top()).Rows == nil && len(speech(c.app.Top()).Text) > 0:
		return c.press(onText)
	}
	return c.press(onRows)
}

// copyRow copies a row by its number, though others may be marked.
func (c *Conversation) copyRow(number string, b key.Binding) tea.Cmd {
	rows, ok := speech(c.app.Top()).Rows.(screen.Markable)
	if !ok {
		return c.onRow(number, b)
	}
	at, _, known := c.row(number)
	if !known {
		return nil
	}
	return c.app.Act(func() tea.Cmd {
		rows.Copy(at)
		return nil
	})
}

// mark marks rows by their numbers, "3 5-7".
func (c *Conversation) mark(numbers string) tea.Cmd { return c.marks(numbers, true) }

func (c *Conversation) unmark(numbers string) tea.Cmd { return c.marks(numbers, false) }

func (c *Conversation) marks(numbers string, mark bool) tea.Cmd {
	key := c.app.Keys().List.Mark
	switch {
	case numbers == "":
		return c.press(key)
	case !strings.ContainsAny(numbers, "0123456789"):
		return c.byName("mark " + numbers)
	}
	var all []tea.Cmd
	for part := range strings.FieldsSeq(strings.ReplaceAll(numbers, ",", " ")) {
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
			if marked, ok := rows.(screen.Markable); ok && marked.IsMarked(n-1) == mark {
				continue
			}
			all = append(all, c.onRow(strconv.Itoa(n), key))
			c.tellBeyond(n - 1)
		}
	}
	return tea.Batch(all...)
}

// tellBeyond tells a row that a line has changed and that is not among those that were told last.
func (c *Conversation) tellBeyond(at int) {
	told, rows, spoke := c.told.about(c.app.Top()), speech(c.app.Top()).Rows, c.spoke
	if told == nil || rows == nil || at >= rows.Len() ||
		at >= told.first && at < told.first+len(told.rows) {
		return
	}
	c.paper.say(numbered(at, rows.Row(at)))
	c.spoke = spoke
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
