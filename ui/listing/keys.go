package listing

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"

	"tagboat/keymap"
)

// Keys are the keys that work now.
func (l *List[T]) Keys() help.KeyMap { return keys[T]{l} }

type keys[T any] struct{ l *List[T] }

func (k keys[T]) ShortHelp() []key.Binding {
	l, list, filter := k.l, k.l.live(), k.l.env.Keys.Filter
	if l.filter.typing {
		return []key.Binding{filter.Keep, filter.Clear, filter.Complete, filter.Explain}
	}
	global := l.env.Keys.Global
	short := []key.Binding{list.Open, list.Copy, list.Filter, global.Help}
	short = append(short, global.Found()...)
	short = append(short, list.Sort, global.Back, list.Mark, list.Preview)
	short = append(short, l.bindings(l.config.Actions)...)
	short = append(short, l.bindings(l.commands)...)
	if l.loader.Failure != nil {
		account := l.env.Keys.Global.Account
		account.SetEnabled(l.needsAccount())
		account.SetHelp(account.Help().Key, "log in")
		again := l.reloadKey()
		again.SetEnabled(!l.isCapped())
		short = append([]key.Binding{again, account, list.ByName}, short...)
	}
	return short
}

func (k keys[T]) FullHelp() [][]key.Binding {
	list := k.l.live()
	return [][]key.Binding{
		k.l.bindings(k.l.config.Actions),
		k.l.bindings(k.l.commands),
		{list.Open, list.Copy, list.Reload, list.Anew, list.LoadAll, list.ByName},
		{
			list.Filter, list.HighlightOnly, list.NextMatch, list.PreviousMatch, list.Sort,
			list.Noise, list.SaveView,
		},
		{list.Mark, list.Range, list.MarkAll, list.Preview, list.Narrower, list.Wider},
		{
			list.Up, list.Down, list.PageUp, list.PageDown, list.HalfUp, list.HalfDown, list.Top,
			list.Bottom,
		},
	}
}

// live is the map with what can not be done now switched off.
func (l *List[T]) live() keymap.List {
	list := l.env.Keys.List
	row, some := l.view.Selected() != nil, l.view.Rows.Len() > 0
	list.Open.SetEnabled(row && l.config.Open != nil)
	if does := l.config.OpenDoes; does != "" {
		list.Open.SetHelp(list.Open.Help().Key, does)
	}
	for _, b := range []*key.Binding{
		&list.Copy, &list.Mark, &list.Range, &list.MarkAll,
		&list.Up, &list.Down, &list.PageUp, &list.PageDown, &list.HalfUp, &list.HalfDown, &list.Top,
		&list.Bottom,
	} {
		b.SetEnabled(row)
	}
	list.Copy.SetEnabled(row || l.hasSummary())
	list.Filter.SetEnabled(some || l.loader.Busy() || l.wanted.slot.Busy())
	list.HighlightOnly.SetEnabled(some)
	list.Sort.SetEnabled(some && len(l.config.Schema.Orders) > 0)
	list.Noise.SetEnabled(some && l.config.Noise != nil)
	list.LoadAll.SetEnabled(!l.loader.Finished() && l.loader.Failure == nil)
	list.Anew.SetEnabled(l.config.Listing.IsKept())
	list.ByName.SetEnabled(l.canReadByName())
	list.NextMatch.SetEnabled(l.filter.only)
	list.PreviousMatch.SetEnabled(l.filter.only)
	list.SaveView.SetEnabled(l.isKeepable())
	list.Preview.SetEnabled((row || l.view.Preview.IsOpen()) && l.config.Preview.Known != nil)
	list.Narrower.SetEnabled(l.view.Preview.IsOpen())
	list.Wider.SetEnabled(l.view.Preview.IsOpen())
	return list
}
