package pager

import (
	"sort"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/field"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// search is what is looked for in the text, and where it was found.
type search struct {
	input   field.Field
	typing  bool
	before  int // the first line in sight when the typing began
	matches []match
	at      int // the match that was gone to
}

// Typing reports whether a search is being typed: all keys are its letters then.
func (p *Pager) Typing() bool { return p.search.typing }

// Searching reports whether something is looked for.
func (p *Pager) Searching() bool { return p.search.input.Value() != "" }

// SearchKeys are the keys of a search that is under way, of which leave ends it; nil without one.
func (p *Pager) SearchKeys(leave key.Binding) []key.Binding {
	switch keys := p.Keys(); {
	case p.search.typing:
		return []key.Binding{p.keys.Filter.Keep, p.keys.Filter.Clear}
	case p.Searching():
		leave.SetHelp(leave.Help().Key, "end the search")
		return []key.Binding{keys.NextMatch, keys.PreviousMatch, leave}
	default:
		return nil
	}
}

// Paste adds a text to the search that is being typed.
func (p *Pager) Paste(msg tea.PasteMsg) {
	if p.search.typing && p.search.input.Update(msg) {
		p.find()
	}
}

// EndSearch forgets what was looked for, and goes back to where the typing began if it still goes
// on. It reports whether there was anything to forget.
func (p *Pager) EndSearch() bool {
	was := p.search.typing || p.Searching()
	if p.search.typing {
		p.scrollTo(p.search.before)
	}
	p.keepSearch()
	p.search.input.Set("")
	p.look()
	return was
}

// beginSearch opens the field over what was looked for last.
func (p *Pager) beginSearch() {
	p.search.typing, p.search.before = true, p.first
	p.search.input.Focus(true)
}

func (p *Pager) keepSearch() {
	p.search.typing = false
	p.search.input.Focus(false)
}

func (p *Pager) typed(msg tea.KeyPressMsg) {
	switch keys := p.keys.Filter; {
	case key.Matches(msg, keys.Keep):
		p.keepSearch()
	case key.Matches(msg, keys.Clear):
		p.EndSearch()
	case p.search.input.Update(msg):
		p.find()
	}
}

// look searches anew.
func (p *Pager) look() {
	s := &p.search
	s.matches = p.content.find(s.input.Value())
	s.at = min(s.at, max(len(s.matches)-1, 0))
}

// find searches anew and goes to the first match from where the typing began.
func (p *Pager) find() {
	p.look()
	if p.content.len() == 0 {
		return
	}
	s := &p.search
	start := p.content.starts[min(s.before, p.content.len()-1)]
	s.at = sort.Search(len(s.matches), func(i int) bool { return s.matches[i].from >= start })
	if s.at == len(s.matches) {
		s.at = 0
	}
	p.scrollTo(s.before)
	p.showMatch()
}

// goToMatch goes to the next match or the one before, round the ends.
func (p *Pager) goToMatch(step int) {
	if n := len(p.search.matches); n > 0 {
		p.search.at = (p.search.at + step + n) % n
		p.showMatch()
	}
}

// showMatch brings the match into sight, with a few lines above it.
func (p *Pager) showMatch() {
	if len(p.search.matches) == 0 {
		return
	}
	line := p.content.lineAt(p.search.matches[p.search.at].from)
	if line < p.first || line >= p.first+p.height {
		p.scrollTo(line - p.height/4)
	}
}

// Status says which lines are in sight and what was found; while a search is typed it is the field.
func (p *Pager) Status() string {
	paint, s := p.theme.Paint, &p.search
	found := theme.Dim
	if p.Searching() && len(s.matches) == 0 {
		found = theme.Warn
	}
	switch {
	case s.typing:
		return s.input.View() + "  " + paint(found, p.found())
	case p.Searching():
		return paint(theme.Dim, "lines "+p.Position()+" · ") + paint(found, p.found())
	default:
		return paint(theme.Dim, "lines "+p.Position())
	}
}

// found says how many matches there are and which one was gone to.
func (p *Pager) found() string {
	s := &p.search
	switch {
	case !p.Searching():
		return ""
	case len(s.matches) == 0:
		return "no match"
	case s.typing && len(s.matches) == 1:
		return "1 match"
	case s.typing:
		return text.Count(len(s.matches)) + " matches"
	default:
		return "match " + text.Count(s.at+1) + " of " + text.Count(len(s.matches))
	}
}

// Cursor stands in the search while it is typed, on the line below the pager's area, and else at
// the match that was gone to, or at the first line in sight.
func (p *Pager) Cursor() *tea.Cursor {
	if !p.search.typing {
		return p.atLine()
	}
	cursor := p.search.input.Cursor()
	if cursor != nil {
		cursor.X++
		cursor.Y = p.height
	}
	return cursor
}

func (p *Pager) atLine() *tea.Cursor {
	end := min(p.first+p.height, p.content.len())
	for at := p.first; at < end; at++ {
		from, to := p.content.span(at)
		if p.isGoneTo(from, to) {
			return theme.AtRow(p.margin, at-p.first)
		}
	}
	for at := p.first; at < end; at++ {
		if !p.content.isEmpty(at) {
			return theme.AtRow(p.margin, at-p.first)
		}
	}
	return nil
}
