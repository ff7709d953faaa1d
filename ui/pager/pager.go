// Package pager shows a text of many lines: it scrolls them, looks for words in them, and says
// which of them are in sight. The screens that show a text are made of it.
package pager

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/keymap"
	"tagboat/ui/field"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	wheelStep  = 3  // lines
	leastField = 12 // cells for the search
)

// Pager is a text and the lines of it that are in sight. The zero value is not usable; see New.
type Pager struct {
	theme  *theme.Theme
	keys   *keymap.Map
	margin int

	content       content
	first         int // the first line in sight
	width, height int
	search        search
}

// New returns a pager without a text. To the left of the lines it leaves so many cells, one of
// which shows where a match is.
func New(look *theme.Theme, keys *keymap.Map, margin int) *Pager {
	p := &Pager{theme: look, keys: keys, margin: margin}
	p.search.input = field.New(look, "/", "")
	return p
}

// Show takes the lines of a text. Where it is the same text, set anew, what was in sight stays in
// sight.
func (p *Pager) Show(lines []theme.Line) {
	before, s := p.content, &p.search
	seen := len(s.matches) > 0 && before.holds(s.matches[s.at].from, p.first, p.height)
	p.content = newContent(lines)
	s.before = p.content.resume(&before, s.before)
	p.look()
	p.scrollTo(p.content.resume(&before, p.first))
	if seen {
		p.showMatch()
	}
}

// Resize gives the pager its area in cells.
func (p *Pager) Resize(width, height int) {
	p.width, p.height = width, height
	p.search.input.SetWidth(max(width/2, leastField))
	p.scrollTo(p.first)
}

// Len is how many lines the text has.
func (p *Pager) Len() int { return p.content.len() }

// Keys are the keys of a pager, with what can not be done now switched off.
func (p *Pager) Keys() keymap.Pager {
	keys, there, found := p.keys.Pager, p.content.len() > 0, len(p.search.matches) > 0
	for _, b := range []*key.Binding{
		&keys.Down, &keys.Up, &keys.PageDown, &keys.PageUp, &keys.HalfDown, &keys.HalfUp,
		&keys.Top, &keys.Bottom, &keys.Search,
	} {
		b.SetEnabled(there)
	}
	keys.NextMatch.SetEnabled(found)
	keys.PreviousMatch.SetEnabled(found)
	return keys
}

// Press takes the keys that scroll and search, and all of them while a search is typed.
func (p *Pager) Press(msg tea.KeyPressMsg) (taken bool) {
	if p.search.typing {
		p.typed(msg)
		return true
	}
	switch keys := p.Keys(); {
	case p.Scroll(msg):
	case key.Matches(msg, keys.Search):
		p.beginSearch()
	case key.Matches(msg, keys.NextMatch):
		p.goToMatch(1)
	case key.Matches(msg, keys.PreviousMatch):
		p.goToMatch(-1)
	default:
		return false
	}
	return true
}

// Scroll takes the keys that scroll.
func (p *Pager) Scroll(msg tea.KeyPressMsg) (taken bool) {
	switch keys := p.Keys(); {
	case key.Matches(msg, keys.Down):
		p.scrollTo(p.first + 1)
	case key.Matches(msg, keys.Up):
		p.scrollTo(p.first - 1)
	case key.Matches(msg, keys.PageDown):
		p.scrollTo(p.first + p.height)
	case key.Matches(msg, keys.PageUp):
		p.scrollTo(p.first - p.height)
	case key.Matches(msg, keys.HalfDown):
		p.scrollTo(p.first + p.height/2)
	case key.Matches(msg, keys.HalfUp):
		p.scrollTo(p.first - p.height/2)
	case key.Matches(msg, keys.Top):
		p.scrollTo(0)
	case key.Matches(msg, keys.Bottom):
		p.scrollTo(p.content.len())
	default:
		return false
	}
	return true
}

// Wheel scrolls by the mouse.
func (p *Pager) Wheel(msg tea.MouseWheelMsg) {
	if msg.Button == tea.MouseWheelUp {
		p.scrollTo(p.first - wheelStep)
	} else {
		p.scrollTo(p.first + wheelStep)
	}
}

// scrollTo puts a line at the top, as far as there are lines.
func (p *Pager) scrollTo(line int) {
	p.first = max(min(line, p.content.len()-p.height), 0)
}

// Position says which lines are in sight, and of how many.
func (p *Pager) Position() string {
	last := min(p.first+p.height, p.content.len())
	return text.Count(p.first+1) + "–" + text.Count(last) + " of " + text.Count(p.content.len())
}
