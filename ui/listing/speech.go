package listing

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Speech tells how things stand with the list, and its rows.
func (l *List[T]) Speech() screen.Speech {
	s := screen.Speech{
		Unsettled: l.filtering.Busy() || l.sorting.Busy() || l.wanted.slot.Busy(),
	}
	if l.view.Rows.Shown() == 0 {
		s.Says = text.Sentences(l.reasons()...)
		return s
	}
	said, parts := l.above(text.Unbroken), l.StatusParts()
	for _, wrong := range l.wrong() {
		mistake := wrong.term + ": " + wrong.why
		said = append([]string{"This part of the filter is left out, " + mistake}, said...)
		parts = slices.DeleteFunc(parts, func(part string) bool { return part == mistake })
	}
	if covers := slices.Index(parts, l.covers()); covers >= 0 {
		parts[covers] += " " + l.config.Noun
	}
	said = append(said, strings.Join(parts, between))
	if l.loader.Failure != nil {
		what, way := l.failureLines(text.Unbroken, mostLines)
		said = slices.Concat(said, what, way)
	}
	s.Says, s.Rows = text.Sentences(said...), spokenRows[T]{l}
	return s
}

// spokenRows are the rows that are shown.
type spokenRows[T any] struct{ l *List[T] }

func (r spokenRows[T]) Len() int { return r.l.view.Rows.Shown() }

func (r spokenRows[T]) At() int { return r.l.view.Position() }

func (r spokenRows[T]) Row(i int) string { return r.l.view.Words(i) }

func (r spokenRows[T]) Select(i int) tea.Cmd {
	r.l.view.GoTo(i)
	return tea.Batch(r.l.readSilent(), r.l.readAhead())
}

func (r spokenRows[T]) IsMarked(i int) bool {
	return r.l.view.Rows.Marked(r.l.view.Rows.At(i))
}

func (r spokenRows[T]) Copy(i int) {
	row := *r.l.view.Rows.Row(r.l.view.Rows.At(i))
	gone := 0
	if r.l.IsGone(row) {
		gone = 1
	}
	r.l.env.CopyThough(text.Gone(gone, 1), r.l.config.Reference(row))
}

// Explain tells the filter language.
func (l *List[T]) Explain() { l.explain() }

// Filter leaves out what a text in the filter language does not find; the empty text finds all.
func (l *List[T]) Filter(text string) tea.Cmd {
	l.bySetting.filter = ""
	l.filter.input.Set(text)
	return l.apply()
}
