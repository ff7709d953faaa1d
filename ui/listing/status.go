package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// part is a piece of the status line, in full and in few words; without few
// words it is left out where the full ones do not fit.
type part struct {
	full, short string
	yields      bool // to those after it
}

// Status says how much is shown, of how much, and why not more.
func (l *List[T]) Status() string {
	if l.filter.typing {
		return l.typing()
	}
	return l.env.Theme.Paint(theme.Dim, strings.Join(l.StatusParts(), between))
}

// StatusParts are the pieces of the status line in which no filter is typed, first what is shown of
// how much.
func (l *List[T]) StatusParts() []string {
	parts := append([]part{{full: l.covers()}, l.beside(), l.namedStatus()}, l.progress()...)
	parts = slices.Concat(l.marked(), parts, []part{l.fates()}, l.silent())
	if order := l.view.Rows.Order().By.Name; order != "" && !l.view.ShowsOrder() {
		parts = append(parts, part{full: "by " + order})
	}
	parts = append(parts, part{full: l.left.words})
	if n := l.view.Rows.Hidden(); n > 0 {
		parts = append(parts, part{full: text.Count(n) + " hidden", yields: l.left.words != ""})
	}
	if n := l.loader.NamesOnly; n > 0 {
		parts = append(
			parts,
			part{
				full:  text.Count(n) + " by name only, from the registry",
				short: text.Count(n) + " by name only",
			},
		)
	}
	if typed := l.filter.input.Value(); typed != "" {
		parts = append(parts, l.kept(clean.Line(typed)))
	}
	for _, wrong := range l.wrong() {
		parts = append(
			parts,
			part{full: wrong.term + ": " + wrong.why, short: wrong.term + " is not understood"},
		)
	}
	return fitting(parts, l.width-2)
}

// kept names the filter that is kept: of what is long, as a digest is, both ends, and in a narrow
// window that there is one.
func (l *List[T]) kept(typed string) part {
	word, brief := "filter: ", "filtered"
	if l.filter.only {
		word, brief = "highlight: ", "highlighted"
	}
	const enough, narrow = 24, 60 // cells
	if l.width >= narrow {
		brief = word + text.Middle(typed, enough)
	}
	return part{full: word + typed, short: brief, yields: true}
}

// marked counts what the keys act on that act on several rows: marks, and the range being drawn.
func (l *List[T]) marked() []part {
	all, inRange := l.view.MarkCount(), l.view.RangeCount()
	var parts []part
	if inRange > 0 {
		parts = append(parts, part{full: text.Count(inRange) + " in the range"})
	}
	if all > inRange {
		parts = append(parts, part{full: text.Count(all) + " marked"})
	}
	return parts
}

// typing is the status while a filter is typed: the filter itself, what is wrong
// with it, what Tab offers, and the same counts as afterwards.
func (l *List[T]) typing() string {
	paint, line := l.env.Theme.Paint, l.filterLine()
	room := l.width - 2 - text.Width(line) - len("  ")
	count := l.covers()
	if problems := l.filter.parsed.Problems(); len(problems) > 0 && len(l.filter.tabs.all) < 2 {
		wrong := clean.Line(problems[0].Message)
		if text.Width(count+wrong)+text.Width(" · ") > room {
			wrong, _, _ = strings.Cut(wrong, "; ")
			wrong = text.Truncate(wrong, room-text.Width(count)-text.Width(" · "))
		}
		if wrong == "" {
			return line + "  " + paint(theme.Dim, count)
		}
		return line + "  " + paint(theme.Dim, count+" · ") + paint(theme.Warn, wrong)
	}
	parts := append([]part{{full: count}, l.namedStatus()}, l.offers()...)
	parts = append(parts, l.progress()...)
	return line + "  " + paint(theme.Dim, strings.Join(fitting(parts, room), between))
}

// between parts the pieces of the status line.
const between = " · "

// fitting are the parts that stand side by side in so many cells: first as many as fit in few
// words, then those in full for which there is room. What is left out is left out whole.
func fitting(parts []part, cells int) []string {
	words := make([]string, len(parts))
	room := cells + text.Width(between)
	place := func(i int) {
		word := cmp.Or(parts[i].short, parts[i].full)
		if cost := text.Width(between + word); cost <= room {
			room -= cost
			words[i] = word
		}
	}
	for _, yielding := range []bool{false, true} {
		for i, p := range parts {
			if p.full != "" && p.yields == yielding {
				place(i)
			}
		}
	}
	for i, p := range parts {
		if more := text.Width(p.full) - text.Width(words[i]); words[i] != "" && more <= room {
			room -= more
			words[i] = p.full
		}
	}
	return slices.DeleteFunc(words, func(word string) bool { return word == "" })
}

// covers counts the rows shown and the rows there are.
func (l *List[T]) covers() string {
	if l.loader.Count < 0 && l.loader.Page == 0 && !l.loader.Finished() {
		return "" // a row that came by itself is not the whole list
	}
	total := max(l.loader.Count, l.view.Rows.Len()-l.loader.GoneInSight())
	words := text.Count(min(l.view.Rows.Shown(), total)) + " of "
	if !l.loader.IsKnownWhole() {
		words += l.atLeast()
	}
	words += text.Count(total)
	if l.lacks() {
		words += " known"
	}
	return words
}

// lacks reports whether the Hub has fewer rows than are known of the list, and it has not told yet
// which are gone.
func (l *List[T]) lacks() bool {
	return l.loader.IsKnownWhole() && l.view.Rows.Len() > l.loader.Count
}

// progress says how far reading has come, and what would bring the rest.
func (l *List[T]) progress() []part {
	verdict := &l.loader.Verdict
	switch {
	case l.loader.IsKnown() && l.looking():
		return l.known()
	case l.wanted.slot.Busy() && !l.loader.Busy():
		what := cmp.Or(clean.Line(l.config.Wanted), "what was named")
		return []part{{full: "asking for " + what + " …", short: "asking …"}}
	case l.loader.IsJoined() && (l.loader.Busy() || l.loader.Failure != nil || l.loader.Finished()):
		return l.joined()
	case l.loader.Busy() && l.loader.Reloading():
		return []part{{full: "reloading page " + l.pageOf(), short: "reloading"}}
	case l.loader.Busy() && l.loader.Page == 0:
		return []part{{full: "loading …"}}
	case l.loader.Busy() && verdict.Again:
		return []part{{full: l.secondReading(), short: "reading again"}}
	case l.loader.Busy():
		return []part{{full: "loading page " + l.pageOf(), short: "loading"}}
	case l.loader.Failure != nil && len(verdict.Holes) > 0:
		missing := fmt.Sprintf("page %d is missing", verdict.Holes[0])
		return []part{{full: missing + ", " + l.wayOn(), short: missing}}
	case l.loader.Failure != nil:
		stopped := fmt.Sprintf("stopped at page %d", max(verdict.Page, 1))
		parts := []part{{full: stopped + ", " + l.wayOn(), short: stopped}}
		if l.loader.IsKnown() {
			parts = append(l.known(), parts...)
		}
		return parts
	case verdict.State == hub.Changed:
		return []part{{full: "all loaded, but it changed meanwhile", short: "all loaded"}}
	case l.loader.Finished() && verdict.Malformed > 0:
		unread := text.Count(verdict.Malformed) + " could not be read"
		return []part{{full: "all loaded, " + unread, short: "all loaded"}}
	case l.loader.Finished():
		return []part{{full: "all loaded", yields: l.fates().full != ""}}
	}
	return append(l.shown(), l.rest())
}

// looking reports whether the Hub is being asked for what is known, or cannot be.
func (l *List[T]) looking() bool {
	return l.loader.Busy() || l.wanted.slot.Busy() || hub.Unreached(l.loader.Failure)
}

// shown says what is in sight of a list that is not whole.
func (l *List[T]) shown() []part {
	switch {
	case l.loader.IsKnown():
		return append(l.known(), l.listsRead()...)
	case l.loader.IsJoined():
		return l.listsRead()
	case l.view.Rows.Shown() != l.view.Rows.Len():
		return []part{{full: text.Count(l.view.Rows.Len()) + " loaded", yields: true}}
	}
	return nil
}

// rest says which key brings what is not there, and what it costs.
func (l *List[T]) rest() part {
	key := l.env.Keys.List.LoadAll.Help().Key
	load := key + " loads the rest"
	brief := load
	switch {
	case l.loader.Verdict.Again:
		load = key + " reads again what moved"
	case l.lacks():
		load, brief = key+" finds what is gone", key+" finds gone"
	}
	switch {
	case l.filter.typing:
		return part{full: l.typedFirst() + load}
	case l.loader.Verdict.Again:
		return part{full: load}
	}
	return part{full: load + ": " + l.price(), short: brief}
}

// typedFirst says what has to be done before a letter is a key again.
func (l *List[T]) typedFirst() string {
	if l.filter.typing {
		return l.env.Keys.Filter.Keep.Help().Key + ", then "
	}
	return ""
}

// retry says what the key does that takes loading up again: the same words wherever it is offered.
func (l *List[T]) retry() string {
	reload := l.reloadKey()
	return reload.Help().Key + " " + reload.Help().Desc
}

func (l *List[T]) reloadKey() key.Binding {
	reload, words := l.env.Keys.List.Reload, "goes on"
	switch {
	case l.loader.IsByName():
		words = "goes back to the Hub's list"
	case l.view.Rows.Len() == 0, l.loader.IsKnown() && l.loader.Page == 0:
		words = "tries again"
	}
	reload.SetHelp(reload.Help().Key, words)
	return reload
}

// price is what loading the rest costs, and what there is to spend when that is less.
func (l *List[T]) price() string {
	rest := l.loader.Rest()
	price := l.atLeast() + text.Count(rest) + " requests"
	if rest == 1 {
		price = l.atLeast() + "1 request"
	}
	if b := l.env.Hub.Budget(); b.Known && b.Remaining < rest {
		price += ", " + text.Count(b.Remaining) + " left this minute"
	}
	return price
}

// secondReading says what it is for, and how far it has come.
func (l *List[T]) secondReading() string {
	if l.loader.Again > 0 && l.loader.Pages() > 0 {
		return fmt.Sprintf("reading again what moved, page %d of %d", l.loader.Again, l.loader.Pages())
	}
	return "looking at page 1 again, whether anything moved"
}

func (l *List[T]) pageOf() string {
	next, pages := l.loader.Page+1, l.loader.Pages()
	if pages <= 0 {
		return strconv.Itoa(next)
	}
	return strconv.Itoa(min(next, pages)) + " of " + strconv.Itoa(pages)
}
