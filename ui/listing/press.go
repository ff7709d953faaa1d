package listing

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/text"
	"tagboat/ui/views"
)

func (l *List[T]) press(msg tea.KeyPressMsg) tea.Cmd {
	if l.filter.typing {
		return l.pressFilter(msg)
	}
	if l.counted(msg) {
		return nil
	}
	defer func() { l.count = 0 }()
	if l.move(msg) {
		return nil
	}
	return l.act(msg)
}

// act does what a key asks for beside movement.
func (l *List[T]) act(msg tea.KeyPressMsg) tea.Cmd {
	keys := l.env.Keys.List
	switch {
	case key.Matches(msg, keys.Open):
		l.open()
	case key.Matches(msg, l.env.Keys.Global.Back):
		return l.back()
	case key.Matches(msg, keys.Copy):
		l.copy()
	case key.Matches(msg, keys.Filter):
		l.filter.begin()
	case key.Matches(msg, keys.HighlightOnly):
		return l.highlight()
	case key.Matches(msg, keys.Sort):
		l.chooseOrder()
	case key.Matches(msg, keys.Reload):
		l.preview.again()
		return l.reload(l.loader.Reload)
	case key.Matches(msg, keys.Anew):
		l.preview.again()
		return l.reload(l.loader.Anew)
	case key.Matches(msg, keys.ByName) && l.canReadByName():
		return l.read(l.loader.ByName)
	case key.Matches(msg, keys.SaveView) && l.isKeepable():
		l.env.Push(views.Save(l.env, l.Shown()))
	case key.Matches(msg, keys.LoadAll):
		return l.loadAll()
	default:
		if cmd, taken := l.special(msg); taken {
			return cmd
		}
		return l.arrange(msg)
	}
	return nil
}

// loadAll loads the rest, or pauses where that is under way.
func (l *List[T]) loadAll() tea.Cmd {
	if l.loader.IsReadingAll() {
		l.loader.Pause()
		l.env.Toast("Paused; " + l.env.Keys.List.LoadAll.Help().Key + " goes on")
		return nil
	}
	if l.loader.Busy() {
		l.env.Toast("All " + l.config.Noun + " are going to be loaded")
	}
	return l.read(l.loader.All)
}

// special takes the keys that only this collection has.
func (l *List[T]) special(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	for _, action := range slices.Concat(l.config.Actions, l.commands) {
		if key.Matches(msg, *action.Key) {
			if l.hasSubject(action) && !l.elsewhere() {
				cmd = action.Do(l.view.Chosen())
			}
			return cmd, true
		}
	}
	return nil, false
}

// hasSubject reports whether there is something that an action can be done with.
func (l *List[T]) hasSubject(a Action[T]) bool {
	return l.view.Selected() != nil || l.view.MarkCount() > 0 ||
		a.Whole && (a.Early || l.loader.Finished())
}

// arrange takes the keys that change what is marked and what is in sight.
func (l *List[T]) arrange(msg tea.KeyPressMsg) tea.Cmd {
	keys := l.env.Keys.List
	switch {
	case key.Matches(msg, keys.Mark):
		l.view.Mark()
	case key.Matches(msg, keys.Range):
		before := l.view.Rows.MarkCount()
		if l.view.Range(); l.view.Rows.MarkCount() > before {
			l.env.Toast(text.Count(l.view.MarkCount()) + " are marked")
		}
	case key.Matches(msg, keys.MarkAll):
		l.view.Rows.MarkAllShown()
	case key.Matches(msg, keys.Noise) && l.config.Noise != nil:
		return l.toggleNoise()
	case key.Matches(msg, keys.Preview):
		l.togglePreview()
	case key.Matches(msg, keys.Narrower):
		l.resizePreview(-1)
	case key.Matches(msg, keys.Wider):
		l.resizePreview(1)
	}
	return nil
}

func (l *List[T]) open() {
	if row := l.view.Selected(); row != nil && l.config.Open != nil && !l.elsewhere() {
		l.config.Open(*row)
	}
}

// back leaves the narrowest thing first: what is done beside reading, a range, the marks, the
// filter, then the screen.
func (l *List[T]) back() tea.Cmd {
	if l.config.Stop != nil && l.config.Stop() {
		return nil
	}
	if l.view.Unmark() {
		return nil
	}
	if !l.filter.parsed.IsZero() || l.filter.input.Value() != "" {
		return l.clearFilter()
	}
	l.env.Pop()
	return nil
}

// hasSummary reports whether something can be copied where there is no row.
func (l *List[T]) hasSummary() bool { return l.config.Summary != nil && l.loader.Finished() }

// copy copies the marked rows in the order of the list, or the selected one.
func (l *List[T]) copy() {
	if l.elsewhere() {
		return
	}
	chosen := l.view.Chosen()
	if len(chosen) == 0 && l.hasSummary() {
		l.env.Copy(l.config.Summary())
		return
	}
	references, gone := make([]string, len(chosen)), 0
	for i, row := range chosen {
		references[i] = l.config.Reference(row)
		if l.IsGone(row) {
			gone++
		}
	}
	l.env.CopyThough(text.Gone(gone, len(chosen)), slices.Compact(references)...)
}
