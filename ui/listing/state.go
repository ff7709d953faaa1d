package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"

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
	if l.finder.typing {
		return l.typing()
	}
	return l.env.Theme.Paint(theme.Dim, strings.Join(l.StatusParts(), between))
}

// StatusParts are the pieces of the status line in which no filter is typed, first what is shown of
// how much.
func (l *List[T]) StatusParts() []string {
	parts := append([]part{{full: l.covers()}}, l.progress()...)
	if n := l.markCount(); n > 0 {
		parts = append([]part{{full: text.Count(n) + " marked"}}, parts...)
	}
	parts = append(parts, part{full: l.loading.left})
	if n := l.store.Hidden(); n > 0 {
		parts = append(parts, part{full: text.Count(n) + " hidden", yields: l.loading.left != ""})
	}
	if n := l.loading.namesOnly; n > 0 {
		parts = append(
			parts,
			part{
				full:  text.Count(n) + " by name only, from the registry",
				short: text.Count(n) + " by name only",
			},
		)
	}
	if typed := l.finder.input.Value(); typed != "" {
		word := "filter: "
		if l.finder.only {
			word = "highlight: "
		}
		parts = append(parts, part{full: word + clean.Line(typed), yields: true})
	}
	for _, wrong := range l.wrong() {
		parts = append(
			parts,
			part{full: wrong.term + ": " + wrong.why, short: wrong.term + " is not understood"},
		)
	}
	return fitting(parts, l.width-2)
}

// typing is the status while a filter is typed: the filter itself, what is wrong
// with it, what Tab offers, and the same counts as afterwards.
func (l *List[T]) typing() string {
	paint, line := l.env.Theme.Paint, l.filterLine()
	room := l.width - 2 - text.Width(line) - len("  ")
	count := l.covers()
	if problems := l.finder.filter.Problems(); len(problems) > 0 && len(l.finder.tabs.all) < 2 {
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
	parts := append([]part{{full: count}}, l.offers()...)
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
	total := max(l.loading.count, l.store.Len())
	if l.loading.count < 0 && !l.finished() && l.store.Len() == 0 {
		return ""
	}
	return text.Count(l.store.Shown()) + " of " + text.Count(total)
}

// progress says how far loading has come, and what would bring the rest.
func (l *List[T]) progress() []part {
	state := &l.loading
	switch {
	case state.slot.Busy() && state.fresh != nil:
		return []part{{full: "reloading page " + l.pageOf(), short: "reloading"}}
	case state.slot.Busy() && state.page == 0:
		return []part{{full: "loading …"}}
	case state.slot.Busy():
		return []part{{full: "loading page " + l.pageOf(), short: "loading"}}
	case state.failure != nil && len(state.verdict.Holes) > 0:
		missing := fmt.Sprintf("page %d is missing", state.verdict.Holes[0])
		return []part{{full: missing + ", " + l.retry(), short: missing}}
	case state.failure != nil:
		stopped := fmt.Sprintf("stopped at page %d", max(state.verdict.Page, 1))
		return []part{{full: stopped + ", " + l.retry(), short: stopped}}
	case state.verdict.State == hub.Changed:
		return []part{{full: "all loaded, but it changed meanwhile", short: "all loaded"}}
	case l.finished() && state.verdict.Malformed > 0:
		return []part{
			{
				full:  "all loaded, " + text.Count(state.verdict.Malformed) + " could not be read",
				short: "all loaded",
			},
		}
	case l.finished():
		return []part{{full: "all loaded"}}
	}
	var parts []part
	if l.store.Shown() != l.store.Len() {
		parts = append(parts, part{full: text.Count(l.store.Len()) + " loaded", yields: true})
	}
	load := l.env.Keys.List.LoadAll.Help().Key + " loads the rest"
	rest := part{full: load + ": " + l.price(), short: load}
	if l.finder.typing {
		rest = part{full: l.typedFirst() + load}
	}
	return append(parts, rest)
}

// typedFirst says what has to be done before a letter is a key again.
func (l *List[T]) typedFirst() string {
	if l.finder.typing {
		return l.env.Keys.Filter.Keep.Help().Key + ", then "
	}
	return ""
}

// retry says what the key does that takes loading up again: the same words
// wherever it is offered.
func (l *List[T]) retry() string {
	reload := l.again()
	return reload.Help().Key + " " + reload.Help().Desc
}

func (l *List[T]) again() key.Binding {
	reload, words := l.env.Keys.List.Reload, "goes on"
	if l.store.Len() == 0 {
		words = "tries again"
	}
	reload.SetHelp(reload.Help().Key, words)
	return reload
}

// price is what loading the rest costs, and what there is to spend when that is
// less.
func (l *List[T]) price() string {
	price := text.Count(l.cost()) + " requests"
	if b := l.env.Hub.Budget(); b.Known && b.Remaining < l.cost() {
		price += ", " + text.Count(b.Remaining) + " left this minute"
	}
	return price
}

func (l *List[T]) pageOf() string {
	next := strconv.Itoa(l.loading.page + 1)
	if l.loading.count <= 0 || l.loading.perPage == 0 {
		return next
	}
	pages := (l.loading.count + l.loading.perPage - 1) / l.loading.perPage
	return strconv.Itoa(min(l.loading.page+1, pages)) + " of " + strconv.Itoa(pages)
}

// instead stands where the rows would: loading, failed, filtered to nothing
// and empty are four different pictures, each with its way out.
func (l *List[T]) instead() string {
	var lines []string
	width := min(l.width-4, 64)
	wrap := func(role theme.Role, s string) {
		lines = append(lines, l.env.Theme.Wrap(role, s, width)...)
	}
	switch {
	case l.store.Len() > 0:
		wrap(theme.Strong, l.nothingFound())
		for _, wrong := range l.wrong() {
			wrap(theme.Warn, wrong.term+": "+wrong.why)
		}
		lines = append(lines, "")
		wrap(theme.Dim, l.wayBack())
	case l.loading.failure != nil:
		what, way := l.told(width, l.height-len(l.above))
		if len(what)+len(way) < l.height {
			what = append(what, "")
		}
		lines = slices.Concat(what, way)
	case l.finished():
		wrap(theme.Strong, "There are no "+l.config.Noun+" here.")
		wrap(theme.Dim, clean.Line(l.config.Empty))
	default:
		wrap(theme.Dim, "Loading "+l.config.Noun+" …")
	}
	height := l.height - len(l.above)
	picture := lipgloss.Place(
		l.width, height, lipgloss.Center, lipgloss.Center, strings.Join(lines, "\n"),
	)
	return strings.Join(append(slices.Clone(l.above), picture), "\n")
}

func (l *List[T]) nothingFound() string {
	return "Of the " + text.Count(l.store.Len()) + " " + l.config.Noun + " loaded, none matches " + clean.Line(l.finder.input.Value())
}

func (l *List[T]) wayBack() string {
	way, list := "esc clears the filter", l.env.Keys.List
	var letters []string
	if l.store.Hidden() > 0 && l.loading.hiding {
		letters = append(letters, list.Noise.Help().Key+" shows the hidden ones")
	}
	if !l.finished() && !l.loading.slot.Busy() && l.loading.failure == nil {
		letters = append(letters, list.LoadAll.Help().Key+" loads the rest: "+l.price())
	}
	if len(letters) == 0 {
		return way
	}
	return way + " · " + l.typedFirst() + strings.Join(letters, " · ")
}
