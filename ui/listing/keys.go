package listing

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"

	"tagboat/hub"
	"tagboat/keymap"
)

// Keys are the keys that work now.
func (l *List[T]) Keys() help.KeyMap { return keys[T]{l} }

type keys[T any] struct{ l *List[T] }

func (k keys[T]) ShortHelp() []key.Binding {
	l, list, filter := k.l, k.l.live(), k.l.env.Keys.Filter
	if l.finder.typing {
		return []key.Binding{filter.Keep, filter.Clear, filter.Complete, filter.Explain}
	}
	short := []key.Binding{list.Open, list.Copy, list.Filter, list.Sort, l.env.Keys.Global.Help, l.env.Keys.Global.Back, list.Mark, list.Preview}
	for _, action := range l.config.Actions {
		short = append(short, action.Key)
	}
	if l.loading.failure != nil {
		retry := list.Reload
		retry.SetHelp("r", "go on")
		short = append([]key.Binding{retry, list.OtherDoor}, short...)
	}
	return short
}

func (k keys[T]) FullHelp() [][]key.Binding {
	list := k.l.live()
	special := make([]key.Binding, len(k.l.config.Actions))
	for i, action := range k.l.config.Actions {
		special[i] = action.Key
	}
	return [][]key.Binding{
		special,
		{list.Open, list.Copy, list.Reload, list.LoadAll, list.OtherDoor},
		{list.Filter, list.HighlightOnly, list.NextMatch, list.PreviousMatch, list.Sort, list.Noise},
		{list.Mark, list.Range, list.MarkAll, list.Preview, list.Narrower, list.Wider},
		{list.Up, list.Down, list.PageUp, list.PageDown, list.HalfUp, list.HalfDown, list.Top, list.Bottom},
	}
}

// live is the map with what can not be done now switched off.
func (l *List[T]) live() keymap.List {
	list := l.env.Keys.List
	row := l.current() != nil
	list.Open.SetEnabled(row && l.config.Open != nil)
	list.Copy.SetEnabled(row)
	list.Mark.SetEnabled(row)
	list.Noise.SetEnabled(l.config.Noise != nil)
	list.LoadAll.SetEnabled(!l.finished())
	list.OtherDoor.SetEnabled(l.otherDoor())
	list.NextMatch.SetEnabled(l.finder.only)
	list.PreviousMatch.SetEnabled(l.finder.only)
	list.Preview.SetEnabled(l.config.Preview.Known != nil)
	list.Narrower.SetEnabled(l.preview.open)
	list.Wider.SetEnabled(l.preview.open)
	return list
}

// otherDoor reports whether the names could be had from the registry now.
func (l *List[T]) otherDoor() bool {
	kind := hub.KindOf(l.loading.failure)
	return l.config.Registry && (kind == hub.DepthCapped || kind == hub.BotChallenge)
}
