package listing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Status says how much is shown, of how much, and why not more.
func (l *List[T]) Status() string {
	paint := l.env.Theme.Paint
	if l.finder.typing {
		status := l.filterLine() + "  " + paint(theme.Dim, l.covers())
		if problems := l.finder.filter.Problems(); len(problems) > 0 {
			status = l.filterLine() + "  " + paint(theme.Warn, clean.Line(problems[0].Message))
		}
		return status
	}
	parts := append([]string{l.covers()}, l.progress()...)
	if n := l.store.MarkCount(); n > 0 {
		parts = append([]string{text.Count(n) + " marked"}, parts...)
	}
	if n := l.store.Hidden(); n > 0 {
		parts = append(parts, text.Count(n)+" hidden")
	}
	if l.loading.verdict.Door == hub.RegistryDoor {
		parts = append(parts, "names only, from the registry")
	}
	if typed := l.finder.input.Value(); typed != "" {
		word := "filter: "
		if l.finder.only {
			word = "highlight: "
		}
		parts = append(parts, word+clean.Line(typed))
	}
	return paint(theme.Dim, joined(parts, l.width-2))
}

// joined puts the parts that are there side by side, as many as fit: what is
// left out is left out whole.
func joined(parts []string, cells int) string {
	line := ""
	for _, part := range parts {
		longer := line + " · " + part
		if line == "" {
			longer = part
		}
		if part != "" && text.Width(longer) <= cells {
			line = longer
		}
	}
	return line
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
func (l *List[T]) progress() []string {
	state := &l.loading
	switch {
	case state.slot.Busy() && state.fresh != nil:
		return []string{"reloading page " + l.pageOf()}
	case state.slot.Busy() && state.page == 0:
		return []string{"loading …"}
	case state.slot.Busy():
		return []string{"loading page " + l.pageOf()}
	case state.failure != nil:
		return []string{fmt.Sprintf("stopped at page %d, r goes on", max(state.verdict.Page, 1))}
	case state.verdict.State == hub.Changed:
		return []string{"all loaded, but it changed meanwhile"}
	case l.finished():
		return []string{"all loaded"}
	}
	loaded := ""
	if l.store.Shown() != l.store.Len() {
		loaded = text.Count(l.store.Len()) + " loaded"
	}
	return []string{loaded, l.env.Keys.List.LoadAll.Help().Key + " loads the rest: " + l.price()}
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
		lines = append(lines, "")
		wrap(theme.Dim, l.wayBack())
	case l.loading.failure != nil:
		wrap(theme.Bad, l.whatFailed())
		lines = append(lines, "")
		wrap(theme.Dim, l.wayOut())
	case l.finished():
		wrap(theme.Strong, "There are no "+l.config.Noun+" here.")
		wrap(theme.Dim, clean.Line(l.config.Empty))
	default:
		wrap(theme.Dim, "Loading "+l.config.Noun+" …")
	}
	height := l.height - len(l.above)
	picture := lipgloss.Place(l.width, height, lipgloss.Center, lipgloss.Center, strings.Join(lines, "\n"))
	return strings.Join(append(slices.Clone(l.above), picture), "\n")
}

func (l *List[T]) nothingFound() string {
	return "Of the " + text.Count(l.store.Len()) + " " + l.config.Noun + " loaded, none matches " + clean.Line(l.finder.input.Value())
}

func (l *List[T]) wayBack() string {
	way := "esc clears the filter"
	if l.store.Hidden() > 0 {
		way += " · . shows the hidden ones"
	}
	if !l.finished() && !l.loading.slot.Busy() {
		way += " · L loads the rest: " + l.price()
	}
	return way
}

func (l *List[T]) whatFailed() string { return sentence(l.loading.failure) }

func (l *List[T]) wayOut() string {
	way := clean.Line(hub.Advice(l.loading.failure))
	if way != "" {
		way += " "
	}
	way += "r tries again"
	if hub.KindOf(l.loading.failure) == hub.DepthCapped && l.env.Hub.Session() == nil {
		way += " · ctrl+a logs in and goes on"
	}
	if l.otherDoor() {
		way += " · t lists the names alone, from the registry"
	}
	return way
}
