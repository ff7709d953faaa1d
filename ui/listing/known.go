package listing

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/listing/loader"
	"tagboat/ui/text"
)

// asksSilent reports whether something is shown, found, sorted by or hidden that changes while the
// rows do not move, so that what is known of it proves nothing.
func (l *List[T]) asksSilent() bool {
	silent := func(name string) bool { return slices.Contains(l.config.Silent, name) }
	fields := l.config.Schema.Fields
	return silent(l.view.Rows.AskedOrder().By.Name) ||
		l.left.noise && l.config.NoiseIsSilent ||
		slices.ContainsFunc(l.config.Silent, l.view.Shows) ||
		slices.ContainsFunc(l.filter.parsed.FieldTerms(), func(t query.FieldTerm[T]) bool {
			return silent(fields[t.Field].Name)
		})
}

// IsFromEarlier reports whether what changes silently is as it was when it was read earlier.
func (l *List[T]) IsFromEarlier() bool { return l.loader.IsKnown() || l.loader.IsVerified() }

// readSilent reads whole, once it is asked for, what was only verified by its newest rows; not
// where that costs much: then the key that does is told.
func (l *List[T]) readSilent() tea.Cmd {
	if !l.loader.IsVerified() || l.loader.Busy() || !l.asksSilent() ||
		!loader.IsCheap(l.loader.Pages(), l.env.Hub.Budget()) {
		return nil
	}
	return l.read(l.loader.Anew)
}

// known says how old the rows are that were not read yet, and how far the reading is.
func (l *List[T]) known() []part {
	asOf := "as of " + text.Age(l.loader.AsOf, l.env.Now())
	switch {
	case hub.Unreached(l.loader.Failure):
		return []part{{full: "offline, " + asOf}, {full: l.wayOn(), yields: true}}
	case l.loader.Failure != nil, !l.loader.Busy() && !l.wanted.slot.Busy():
		return []part{{full: asOf}}
	case l.loader.Page > 1:
		return []part{{full: asOf}, {full: "reading page " + l.pageOf(), short: "reading"}}
	}
	return []part{{full: asOf}, {full: "looking"}}
}

// fates count what became of rows since they were known.
func (l *List[T]) fates() (parts []part) {
	for _, f := range []loader.Fate{loader.Came, loader.Moved, loader.Gone} {
		if n := l.loader.Fates(f); n > 0 {
			parts = append(parts, part{full: text.Count(n) + " " + f.String()})
		}
	}
	return parts
}

// silent says that what changes silently is as it was, where it is asked for and dear.
func (l *List[T]) silent() []part {
	if !l.loader.IsVerified() || l.loader.Busy() || !l.asksSilent() {
		return nil
	}
	all := l.env.Keys.List.Anew.Help().Key + " reads all"
	return []part{{
		full: l.config.SilentWords + " as they were, " + all + ": " +
			text.Count(l.loader.Pages()) + " requests",
		short: all,
	}}
}
