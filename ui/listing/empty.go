package listing

import (
	"slices"
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const widest = 76 // cells of running text

// instead stands where the rows would: loading, failed, filtered to nothing
// and empty are four different pictures, each with its way out.
func (l *List[T]) instead() string {
	known := l.view.Rows.Len() > 0 || l.loader.Finished() || l.loader.IsKnown() ||
		l.loader.Failure != nil
	return l.view.Instead(l.reasons(), known)
}

// reasons say why there are no rows.
func (l *List[T]) reasons() []string {
	var lines []string
	width := text.Room(l.width-2*margin, widest)
	wrap := func(role theme.Role, s string) {
		lines = append(lines, l.env.Theme.Wrap(role, s, width)...)
	}
	switch {
	case l.view.Rows.Len() > 0:
		wrap(theme.Strong, l.nothingFound())
		if !l.wanted.answer.Missing {
			wrap(theme.Dim, clean.Line(l.wanted.answer.Says))
		}
		for _, wrong := range l.wrong() {
			wrap(theme.Warn, wrong.term+": "+wrong.why)
		}
		wrap(theme.Dim, l.namedNothing())
		if l.config.Elsewhere != nil {
			wrap(theme.Plain, l.config.Elsewhere(l.filter.parsed))
		}
		if l.loader.Failure != nil {
			what, way := l.failureLines(width, l.view.InsteadHeight()-len(lines)-2)
			lines = append(append(lines, what...), way...)
		}
		lines = append(lines, "")
		wrap(theme.Dim, l.wayBack())
	case l.loader.IsKnown():
		wrap(theme.Strong, "There were no "+l.config.Noun+" here, as far as is known.")
		if l.loader.Failure != nil {
			what, way := l.failureLines(width, l.view.InsteadHeight()-len(lines)-1)
			lines = append(append(append(lines, ""), what...), way...)
		}
	case l.loader.Failure != nil:
		what, way := l.failureLines(width, l.view.InsteadHeight())
		if len(what)+len(way) < l.height {
			what = append(what, "")
		}
		lines = slices.Concat(what, way)
	case l.loader.Finished():
		wrap(theme.Strong, "There are no "+l.config.Noun+" here.")
		why := l.config.Empty
		if l.config.WhyEmpty != nil {
			why = l.config.WhyEmpty()
		}
		wrap(theme.Dim, clean.Line(why))
	default:
		wrap(theme.Dim, "Loading "+l.config.Noun+" …")
	}
	return lines
}

func (l *List[T]) nothingFound() string {
	typed := clean.Line(l.filter.input.Value())
	if l.view.Rows.Len() == 1 {
		return "The only one of the " + l.config.Noun + " loaded does not match " + typed
	}
	loaded := text.Count(l.view.Rows.Len()) + " " + l.config.Noun + " loaded"
	return "Of the " + loaded + ", none matches " + typed
}

func (l *List[T]) wayBack() string {
	keys, list := l.env.Keys, l.env.Keys.List
	way := keys.Global.Back.Help().Key + " clears the filter"
	if l.filter.typing {
		way = keys.Filter.Clear.Help().Key + " clears the filter"
	}
	var letters []string
	if l.view.Rows.Hidden() > 0 && l.left.noise {
		letters = append(letters, list.Noise.Help().Key+" shows the hidden ones")
	}
	if !l.loader.Finished() && !l.loader.Busy() && l.loader.Failure == nil {
		letters = append(letters, list.LoadAll.Help().Key+" loads the rest: "+l.price())
	}
	if len(letters) == 0 {
		return way
	}
	return way + " · " + l.typedFirst() + strings.Join(letters, " · ")
}
