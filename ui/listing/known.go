package listing

import (
	"slices"
	"strings"
	"time"

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

// IsGone reports whether a row in sight was known, and the Hub has it no more.
func (l *List[T]) IsGone(row T) bool {
	return l.loader.Fate(l.config.Listing.Key(row)) == loader.Gone
}

// KnownAt is when a row in sight was known; zero where it was read since.
func (l *List[T]) KnownAt(row T) time.Time { return l.loader.KnownAt(l.config.Listing.Key(row)) }

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
	now, clock := l.env.Now(), l.env.Clock()
	whole, ago := clock.AsOf(l.loader.AsOf, now), clock.When(l.loader.AsOf, now)
	asOf := part{full: whole, short: ago}
	switch {
	case l.isOffline():
		tells := l.env.Keys.Global.Failure.Help().Key + " tells more"
		return []part{
			{full: "offline, " + whole, short: "offline, " + ago},
			{full: l.wayOn(), yields: true}, {full: tells, yields: true},
		}
	case l.loader.Failure != nil, !l.loader.Busy() && !l.wanted.slot.Busy():
		asOf.yields = l.lacks()
		return []part{asOf}
	case l.loader.IsJoined():
		return append([]part{asOf}, l.listsRead()...)
	case l.loader.Page > 1:
		return []part{asOf, {full: "reading page " + l.pageOf(), short: "reading"}}
	}
	return []part{asOf, {full: "looking"}}
}

// isOffline reports whether the Hub cannot be reached, and rows are there as they were known.
func (l *List[T]) isOffline() bool {
	return l.loader.IsKnown() && hub.Unreached(l.loader.Failure)
}

// fates count what became of rows since they were known.
func (l *List[T]) fates() part {
	var words []string
	sum := 0
	for _, f := range []loader.Fate{loader.Came, loader.Moved, loader.Gone} {
		if n := l.loader.Fates(f); n > 0 {
			words = append(words, text.Count(n)+" "+f.String())
			sum += n
		}
	}
	if len(words) < 2 {
		return part{full: strings.Join(words, "")}
	}
	return part{full: strings.Join(words, between), short: text.Count(sum) + " changed"}
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
