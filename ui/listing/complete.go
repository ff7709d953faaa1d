package listing

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub/query"
	"tagboat/ui/text"
)

// tabs are the completions that Tab goes round, and which one stands there.
type tabs struct {
	typed  string // what they complete
	all    []query.Completion
	chosen int
}

// complete puts the first completion at the cursor, or the next one in place of
// the one that Tab put there before.
func (l *List[T]) complete() tea.Cmd {
	f := &l.filter
	if len(f.tabs.all) > 1 {
		f.tabs.chosen = (f.tabs.chosen + 1) % len(f.tabs.all)
	} else {
		typed := f.input.Value()
		cursor := len(string([]rune(typed)[:f.input.Position()]))
		f.tabs = tabs{typed: typed, all: query.Complete(l.config.Schema, typed, cursor)}
	}
	if len(f.tabs.all) == 0 {
		return nil
	}
	c := f.tabs.all[f.tabs.chosen]
	f.input.Set(f.tabs.typed[:c.Start] + c.Text + f.tabs.typed[c.End:])
	return l.apply()
}

// offers names the completions, from the one that stands there on, as many as
// there is room for on a line of their own.
func (l *List[T]) offers() []part {
	t := l.filter.tabs
	if len(t.all) < 2 {
		return nil
	}
	names := make([]string, 0, len(t.all))
	for i := range t.all {
		names = append(names, t.all[(t.chosen+i)%len(t.all)].Text)
	}
	all := strings.Join(names, " ")
	return []part{{full: all, short: text.Truncate(all, 24)}}
}
