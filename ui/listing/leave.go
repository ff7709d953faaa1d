package listing

import tea "charm.land/bubbletea/v2"

// leftOut is which rows are left out.
type leftOut[T any] struct {
	noise bool              // what a person seldom looks for
	rows  func(row *T) bool // further ones, for which others stand; nil: none
	words string            // what is left then
}

// Leave tells which rows to leave out beside the noise, because others stand for them, and in a few
// words what is left then; nil leaves none out. Call it again when the answer has changed.
func (l *List[T]) Leave(out func(row *T) bool, words string) tea.Cmd {
	l.left.rows, l.left.words = out, words
	return l.leaveOut()
}

func (l *List[T]) toggleNoise() tea.Cmd {
	l.left.noise, l.bySetting.noise = !l.left.noise, false
	before := l.view.Rows.Hidden()
	next := l.leaveOut()
	if before == l.view.Rows.Hidden() && next == nil {
		words := "None of these " + l.config.Noun + " is there to be hidden"
		if !l.left.noise {
			words = "All " + l.config.Noun + " are shown again"
		}
		l.env.Toast(words)
	}
	return next
}

func (l *List[T]) leaveOut() tea.Cmd {
	noise, others := l.config.Noise, l.left.rows
	out := others
	switch {
	case l.left.noise && others != nil:
		out = func(row *T) bool { return noise(row) || others(row) }
	case l.left.noise:
		out = noise
	}
	for _, store := range l.loader.Stores() {
		store.Hide(out)
	}
	return l.work()
}
