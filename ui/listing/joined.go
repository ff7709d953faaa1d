package listing

import (
	"tagboat/ui/text"
)

// joined says how far the reading of a list has come that is made of others, and what is missing.
func (l *List[T]) joined() []part {
	parts, p := l.listsRead(), l.loader.Verdict.Joined
	switch {
	case l.loader.Busy() && l.loader.IsReadingAll():
		pauses := l.env.Keys.List.LoadAll.Help().Key + " pauses"
		return append(parts, part{full: pauses, yields: true})
	case l.loader.Busy():
		return append(parts, part{full: "loading", yields: true})
	case l.loader.Failure != nil:
		parts = append(parts, part{full: l.wayOn(), yields: true})
		if l.loader.IsKnown() {
			parts = append(l.known(), parts...)
		}
		return parts
	case l.loader.Verdict.Malformed > 0:
		unread := text.Count(l.loader.Verdict.Malformed) + " could not be read"
		return []part{{full: "all of " + text.Count(p.Of) + " " + p.Noun + ", " + unread, short: unread}}
	}
	all := "all of " + text.Count(p.Of) + " " + p.Noun
	if p.Of == 1 {
		all = "all loaded"
	}
	return []part{{full: all, yields: l.fates().full != ""}}
}

// listsRead counts the lists that were read to their end.
func (l *List[T]) listsRead() []part {
	p := l.loader.Verdict.Joined
	if p.Noun == "" {
		return nil
	}
	read := text.Count(p.Lists) + " of " + text.Count(p.Of) + " " + p.Noun
	parts := []part{{full: read}}
	if p.Failed > 0 {
		parts = append(parts, part{full: text.Count(p.Failed) + " could not be read"})
	}
	return parts
}

// atLeast stands before a count of a joined list that may turn out higher.
func (l *List[T]) atLeast() string {
	if !l.loader.IsJoined() || l.loader.Finished() {
		return ""
	}
	return "at least "
}
