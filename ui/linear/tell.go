package linear

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

const (
	atOnce     = 10 // rows, or pieces of a text, that are told without being asked for more
	remembered = 32 // screens of which it is known what was told
)

// window is a part of the rows or of the text of a screen.
type window struct {
	from    int
	selects bool // its first row is selected, too
}

// account is what was told of a screen.
type account struct {
	says []string
	rows []string // from first on
	// first is the first row that was told, next the one that more begins with.
	first, next, at int
	text            bool
}

// memory is what was told of screens.
type memory struct {
	of   map[screen.Screen]*account
	last screen.Screen
}

func (m *memory) about(s screen.Screen) *account { return m.of[s] }

func (m *memory) keep(s screen.Screen, a *account) {
	if m.of == nil || len(m.of) > remembered {
		m.of = map[screen.Screen]*account{}
	}
	m.of[s], m.last = a, s
}

// tell says what is new: what became of deeds, and the screen as far as it is not what was told of
// it last.
func (c *Conversation) tell() (then tea.Cmd) {
	top := c.app.Top()
	s := speech(top)
	news := c.news
	c.news = nil
	for _, words := range news {
		c.paper.say(text.Sentence(text.InWords(words)))
	}
	if c.options.Printed != nil {
		for _, whole := range c.options.Printed() {
			c.paper.asItIs(whole)
		}
	}
	before, wasBox := c.told.about(top), isBox(c.told.last)
	switch {
	case c.want != nil:
		if c.want.selects && s.Rows != nil && c.want.from < s.Rows.Len() {
			from := c.want.from
			then = c.app.Act(func() tea.Cmd { return s.Rows.Select(from) })
		}
		c.tellFrom(top, s, before, c.want.from)
	case before == nil, top != c.told.last && !wasBox && s.Rows == nil:
		c.tellAll(top, s)
	case top != c.told.last && !wasBox:
		c.tellReturn(top, s, before)
	default:
		then = c.tellChanges(top, s, before, wasBox && top != c.told.last)
	}
	c.want = nil
	return then
}

func isBox(s screen.Screen) bool {
	_, ok := s.(screen.Boxed)
	return ok
}

// where says where one is.
func (c *Conversation) where() string {
	way := c.app.Way()
	if len(way) == 1 {
		way = append(way, "home")
	}
	return "Here: " + text.Plain(strings.Join(way, ", ")) + "."
}

// tellAll tells a screen as to somebody who has just come.
func (c *Conversation) tellAll(top screen.Screen, s screen.Speech) {
	if !isBox(top) {
		c.paper.say(c.where())
	}
	c.says(s)
	from := 0
	if s.Rows != nil {
		from = s.Rows.At() / atOnce * atOnce
	}
	c.tellWindow(top, s, from)
}

// tellReturn tells a list to somebody who has come back to it.
func (c *Conversation) tellReturn(top screen.Screen, s screen.Speech, before *account) {
	c.paper.say(c.where())
	if !slices.Equal(before.says, s.Says) {
		c.says(s)
	}
	at := s.Rows.At()
	now := *before
	now.says, now.at, now.rows = s.Says, at, rowsOf(s.Rows, before.first, atOnce)
	now.next = before.first + len(now.rows)
	if at < s.Rows.Len() {
		c.paper.say(numbered(at, s.Rows.Row(at)))
	}
	c.paper.say(fmt.Sprintf("%d of %s is selected. Say again to hear the rows.", at+1,
		text.Count(s.Rows.Len())))
	c.told.keep(top, &now)
}

// says tells the sentences about the whole.
func (c *Conversation) says(s screen.Speech) {
	for _, sentence := range s.Says {
		c.paper.say(text.InWords(sentence))
	}
}

// tellFrom tells the rows or the text from a place on, and what else has changed.
func (c *Conversation) tellFrom(top screen.Screen, s screen.Speech, before *account, from int) {
	if before == nil || !slices.Equal(before.says, s.Says) {
		c.says(s)
	}
	c.tellWindow(top, s, from)
}

// tellChanges tells what a line has changed of what was told before; where something was said of
// it already, only what else was asked for.
func (c *Conversation) tellChanges(
	top screen.Screen, s screen.Speech, before *account, wasBox bool,
) (then tea.Cmd) {
	rows := rowsOf(s.Rows, before.first, max(len(before.rows), 1))
	same := slices.EqualFunc(rows, before.rows, func(now, before string) bool {
		return name(now) == name(before)
	})
	hasMoved, hasSpoken := s.Rows != nil && s.Rows.At() != before.at, c.spoke
	if wasBox && !hasSpoken {
		c.paper.say(c.where())
	}
	if !slices.Equal(before.says, s.Says) && (!hasSpoken || !same) {
		c.newSays(s, before)
	}
	if !same {
		if s.Rows != nil && s.Rows.Len() > 0 {
			then = c.app.Act(func() tea.Cmd { return s.Rows.Select(0) })
		}
		c.tellWindow(top, s, 0)
		return then
	}
	for i := range rows {
		isOther := rows[i] != before.rows[i] && !hasSpoken
		if at := before.first + i; isOther || hasMoved && s.Rows.At() == at {
			c.paper.say(numbered(at, rows[i]))
		}
	}
	if s.Asks == nil && !c.spoke && !hasMoved {
		c.paper.say("Nothing has changed.")
	}
	now := *before
	now.says, now.rows = s.Says, rows
	if s.Rows != nil {
		now.at = s.Rows.At()
		if hasMoved && (now.at < before.first || now.at >= before.first+len(rows)) {
			c.paper.say(numbered(now.at, s.Rows.Row(now.at)))
		}
	}
	c.told.keep(top, &now)
	return nil
}

// newSays tells the sentences about the whole that were not told before.
func (c *Conversation) newSays(s screen.Speech, before *account) {
	for _, sentence := range s.Says {
		if !slices.Contains(before.says, sentence) {
			c.paper.say(text.InWords(sentence))
		}
	}
}

// name is what a row begins with.
func name(row string) string {
	first, _, _ := strings.Cut(row, ",")
	return first
}

func numbered(at int, row string) string { return fmt.Sprintf("%d: %s", at+1, row) }

// rowsOf are as many rows as there are from a place on.
func rowsOf(rows screen.Rows, from, many int) (all []string) {
	if rows == nil {
		return nil
	}
	for i := from; i < min(from+many, rows.Len()); i++ {
		all = append(all, rows.Row(i))
	}
	return all
}

// tellWindow tells some rows, or some of a text, and how much more there is.
func (c *Conversation) tellWindow(top screen.Screen, s screen.Speech, from int) {
	told := &account{says: s.Says, first: from, next: from, text: s.Rows == nil && len(s.Text) > 0}
	switch {
	case s.Rows != nil:
		told.rows, told.at = rowsOf(s.Rows, from, atOnce), s.Rows.At()
		for i, row := range told.rows {
			c.paper.say(numbered(from+i, row))
		}
		told.next = from + len(told.rows)
		if isBox(top) && told.next == s.Rows.Len() {
			c.paper.say("Say a number or a letter, or back.")
		} else {
			c.paper.say(reach("Rows", told, s.Rows.Len()))
		}
	case told.text:
		end := min(from+atOnce, len(s.Text))
		c.paper.say(s.Text[min(from, end):end]...)
		told.next = end
		c.paper.say(reach("Lines", told, len(s.Text)))
	}
	c.told.keep(top, told)
}

// reach says which of how many were told, and how to hear more.
func reach(what string, told *account, all int) string {
	if told.next <= told.first {
		return "There are no more."
	}
	words := fmt.Sprintf(
		"%s %s to %s of %s", what, text.Count(told.first+1), text.Count(told.next), text.Count(all),
	)
	if told.next-told.first == 1 {
		words = fmt.Sprintf("%s %s of %s", what[:len(what)-1], text.Count(told.next), text.Count(all))
	}
	if !told.text {
		words += fmt.Sprintf("; %d is selected", told.at+1)
	}
	if told.next < all {
		return words + ". Say more for the next."
	}
	return words + "."
}
