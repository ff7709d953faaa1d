package readme

import (
	"regexp"
	"sort"
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/field"
	"tagboat/ui/text"
)

// search is what is looked for in the page, and where it was found.
type search struct {
	input  field.Field
	typing bool
	before int // the first line in sight when the typing began
	hits   []hit
	at     int // the hit that was gone to
}

// hit is a place in the page's text.
type hit struct{ from, to int }

// find looks for words in a page. Capitals do not matter, nor does where a line
// was broken: between words stands any blank, and the bar of a quotation.
func (p *page) find(words string) []hit {
	parts := strings.Fields(clean.Line(words))
	if len(parts) == 0 {
		return nil
	}
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	pattern, err := regexp.Compile("(?i)" + strings.Join(parts, `[\s│]+`))
	if err != nil {
		return nil
	}
	var hits []hit
	for _, span := range pattern.FindAllStringIndex(p.text, -1) {
		hits = append(hits, hit{from: span[0], to: span[1]})
	}
	return hits
}

// active reports that something is looked for.
func (s *search) active() bool { return s.input.Value() != "" }

// tell says how many matches there are and which one was gone to.
func (s *search) tell() string {
	switch {
	case !s.active():
		return ""
	case len(s.hits) == 0:
		return "no match"
	case s.typing:
		if len(s.hits) == 1 {
			return "1 match"
		}
		return text.Count(len(s.hits)) + " matches"
	}
	return "match " + text.Count(s.at+1) + " of " + text.Count(len(s.hits))
}

// begin opens the field over what was looked for last.
func (r *readme) beginSearch() {
	r.search.typing, r.search.before = true, r.first
	r.search.input.Focus(true)
}

func (r *readme) endSearch() {
	r.search.typing = false
	r.search.input.Focus(false)
}

// clearSearch forgets what was looked for and goes back to where the typing
// began, if it still goes on.
func (r *readme) clearSearch() {
	if r.search.typing {
		r.scrollTo(r.search.before)
	}
	r.endSearch()
	r.search.input.Set("")
	r.lookFor()
}

// lookFor searches anew, and while typing goes to the first match from where
// the typing began.
func (r *readme) lookFor() {
	s := &r.search
	s.hits = r.page.find(s.input.Value())
	s.at = min(s.at, max(len(s.hits)-1, 0))
	if !s.typing || r.page.len() == 0 {
		return
	}
	start := r.page.starts[min(s.before, r.page.len()-1)]
	s.at = sort.Search(len(s.hits), func(i int) bool { return s.hits[i].from >= start })
	if s.at == len(s.hits) {
		s.at = 0
	}
	r.scrollTo(s.before)
	r.showHit()
}

// goToHit goes to the next match or the one before, round the ends.
func (r *readme) goToHit(step int) {
	if n := len(r.search.hits); n > 0 {
		r.search.at = (r.search.at + step + n) % n
		r.showHit()
	}
}

// showHit brings the match into sight, with a few lines above it.
func (r *readme) showHit() {
	if len(r.search.hits) == 0 {
		return
	}
	line := r.page.lineAt(r.search.hits[r.search.at].from)
	if line < r.first || line >= r.first+r.height {
		r.scrollTo(line - r.height/4)
	}
}
