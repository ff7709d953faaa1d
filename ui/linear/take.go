package linear

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/palette"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// word is the first word of a line, in small letters.
func word(line string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return strings.ToLower(first)
}

// take does what a line asks for.
func (c *Conversation) take(line string) tea.Cmd {
	if asked := c.asked; asked != nil && !c.isCommand(line) {
		return c.answer(asked, line)
	}
	line = strings.TrimSpace(line)
	if q := speech(c.app.Top()).Asks; q != nil && !c.isCommand(line) {
		c.paper.say("Not done: meanwhile something is asked.")
		return nil
	}
	first, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if utf8.RuneCountInString(line) > 1 {
		first = strings.ToLower(first)
		if do, ok := c.builtIn()[first]; ok && (rest == "" || slices.Contains(withText, first)) {
			return do(rest)
		}
	}
	switch {
	case line == "":
		return c.more("")
	case line == ".":
		c.paper.say("No question is open.")
		return nil
	case strings.ContainsFunc(line, unicode.IsControl):
		c.paper.say("That was a key and no word; lines are typed here.")
		return nil
	case isNumber(line):
		return c.onRow(line, c.app.Keys().List.Open)
	case utf8.RuneCountInString(line) == 1:
		return c.letter(line)
	}
	if name, numbers := parted(line); name != "" && len(numbers) > 0 {
		return c.onRows(name, numbers)
	}
	return c.byName(line)
}

// parted is a line as its words and the numbers behind them.
func parted(line string) (name string, numbers []string) {
	words := strings.Fields(line)
	for len(words) > 0 && isNumber(words[len(words)-1]) {
		last := len(words) - 1
		numbers, words = append([]string{words[last]}, numbers...), words[:last]
	}
	return strings.Join(words, " "), numbers
}

// onRows does what has a name with rows: the one that is named, or several, which are marked.
func (c *Conversation) onRows(name string, numbers []string) tea.Cmd {
	if len(numbers) > 1 {
		marked := c.mark(strings.Join(numbers, " "))
		return tea.Batch(marked, c.byName(name))
	}
	at, rows, ok := c.row(numbers[0])
	if !ok {
		return nil
	}
	selected := c.app.Act(func() tea.Cmd { return rows.Select(at) })
	return tea.Batch(selected, c.byName(name))
}

// isCommand reports whether a line is a command although something is asked for.
func (c *Conversation) isCommand(line string) bool {
	q, said := speech(c.app.Top()).Asks, word(line)
	_, known := c.builtIn()[said]
	isOut := said == strings.ToLower(strings.TrimSpace(line)) &&
		slices.Contains([]string{"help", "?", "quit", "exit", "back"}, said)
	return q != nil && known && (q.OrCommand || q.OrLeaving && isOut)
}

// withText are the built-in words behind which something may stand.
var withText = []string{
	"filter", "sort", "search", "find", "open", "go", "goto", "jump", "copy", "mark", "unmark",
}

// answer gives a line to the question that was asked, if it is still open.
func (c *Conversation) answer(asked screen.Screen, line string) tea.Cmd {
	q := speech(c.app.Top()).Asks
	if c.hidden {
		c.hidden = false
		_ = c.options.Hide(false)
		_, _ = io.WriteString(c.options.Out, "\n") // the line's end was not shown either
	}
	if q == nil || c.app.Top() != asked {
		c.paper.say("Not sent: the question is no longer open.")
		return nil
	}
	switch {
	case line == "." && q.Leave != nil:
		return c.app.Act(q.Leave)
	case line == ".":
		return c.back()
	case line == "" && q.Value != "":
		line = q.Value
	}
	return c.app.Act(func() tea.Cmd { return q.Answer(line) })
}

func isNumber(line string) bool {
	_, err := strconv.Atoi(strings.TrimPrefix(line, "#"))
	return err == nil
}

// row is the place of a row by its number; false where no such row was told as it is now.
func (c *Conversation) row(number string) (at int, rows screen.Rows, ok bool) {
	rows = speech(c.app.Top()).Rows
	n, err := strconv.Atoi(strings.TrimPrefix(number, "#"))
	switch {
	case rows == nil:
		c.paper.say("There are no numbered rows here.")
	case err != nil:
		c.paper.say(number + " is no number of a row.")
	case n < 1 || n > rows.Len():
		c.paper.say("There is no row " + number + "; there are " + text.Count(rows.Len()) + ".")
	case c.hasMoved(n-1, rows):
		c.paper.say("The rows have moved meanwhile; nothing was done.")
		c.want = &window{from: 0}
	default:
		return n - 1, rows, true
	}
	return 0, rows, false
}

// hasMoved reports whether another row than the one that was told has a number.
func (c *Conversation) hasMoved(at int, rows screen.Rows) bool {
	told := c.told.about(c.app.Top())
	if told == nil || at < told.first || at >= told.first+len(told.rows) {
		return false
	}
	return name(told.rows[at-told.first]) != name(rows.Row(at))
}

// onRow selects a row and presses a key there.
func (c *Conversation) onRow(number string, b key.Binding) tea.Cmd {
	at, rows, ok := c.row(number)
	if !ok {
		return nil
	}
	selected := c.app.Act(func() tea.Cmd { return rows.Select(at) })
	return tea.Batch(selected, c.press(b))
}

// press does what a key does.
func (c *Conversation) press(b key.Binding) tea.Cmd {
	_, cmd := c.app.Update(palette.Press(b))
	return cmd
}

// back leaves the narrowest thing, by the key that does it here.
func (c *Conversation) back() tea.Cmd {
	keys := c.app.Keys()
	for _, out := range []key.Binding{
		keys.Form.Cancel, keys.Pager.Close, keys.Picker.Close, keys.Global.Back,
	} {
		for _, b := range c.live() {
			if b.Help() == out.Help() {
				return c.press(out)
			}
		}
	}
	return c.press(keys.Global.Back)
}

// live are the keys that work now.
func (c *Conversation) live() (all []key.Binding) {
	help := c.app.Top().Keys()
	for _, group := range append(help.FullHelp(), help.ShortHelp()) {
		all = append(all, group...)
	}
	if !isBox(c.app.Top()) {
		all = append(all, c.app.Keys().Everywhere()...)
	}
	return slices.DeleteFunc(all, func(b key.Binding) bool { return !b.Enabled() })
}

// letter is a key that was typed as one, with what stands for those that begin a text.
func (c *Conversation) letter(letter string) tea.Cmd {
	for _, b := range c.live() {
		if slices.Contains(b.Keys(), letter) {
			return c.doKey(b)
		}
	}
	press, ok := palette.KeyPress(letter)
	if !ok || !isBox(c.app.Top()) {
		return c.unknown(letter)
	}
	top, news := c.app.Top(), len(c.news)
	_, cmd := c.app.Update(press)
	c.listen()
	if cmd == nil && len(c.news) == news && c.app.Top() == top {
		return c.unknown(letter)
	}
	return cmd
}

// doKey does what a key does, or what stands for it where lines are typed and nothing is drawn.
func (c *Conversation) doKey(b key.Binding) tea.Cmd {
	if do, ok := c.builtIn()[strings.ReplaceAll(b.Help().Key, " ", "")]; ok {
		return do("")
	}
	if why := c.drawnAlone(b); why != "" {
		c.paper.say(why)
		return nil
	}
	list := c.app.Keys().List
	for _, reads := range []key.Binding{list.Reload, list.Anew} {
		c.whole = c.whole || slices.Equal(b.Keys(), reads.Keys())
	}
	return c.press(b)
}
