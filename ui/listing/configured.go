package listing

import tea "charm.land/bubbletea/v2"

// configured does as was set since. What a person chose in the list meanwhile stays, and so do the
// selection and the marks: only what was set otherwise than before is done.
func (l *List[T]) configured() tea.Cmd {
	before, filter := l.set, l.config.Filter
	now := l.env.Config.List(l.config.Name, l.config.Repository)
	l.set, l.config = now, l.declared.as(now).viewed(l.declared.Columns)
	l.commands = ownActions(l.env, l.config)
	l.view.Set(l.config.shown(), l.env.Clock())
	var all []tea.Cmd
	if !same(before.Sort, now.Sort) {
		order, _ := l.config.Schema.Order(l.config.Order)
		all = append(all, l.sort(l.ordered(order, l.config.isReversed())))
	}
	if !same(before.Filter, now.Filter) && l.filter.input.Value() == filter {
		l.filter.input.Set(l.config.Filter)
		all = append(all, l.apply())
		l.filterIsSet()
	}
	if !same(before.Noise, now.Noise) && l.config.Noise != nil {
		hidden := now.Noise != nil && !*now.Noise
		l.left.noise, l.bySetting.noise = hidden, hidden
		all = append(all, l.leaveOut())
	}
	if !same(before.Preview, now.Preview) && l.config.Preview.Known != nil {
		if now.Preview != nil && *now.Preview {
			l.view.OpenPreview()
		} else {
			l.view.ClosePreview()
		}
	}
	l.explainFailure()
	l.view.KeepInSight()
	return tea.Batch(all...)
}

// same reports whether a setting is as it was.
func same[V comparable](before, now *V) bool {
	if before == nil || now == nil {
		return before == now
	}
	return *before == *now
}
