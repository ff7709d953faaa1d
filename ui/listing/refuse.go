package listing

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/key"
)

// Refuse says why a key does nothing now.
func (l *List[T]) Refuse(b key.Binding) string {
	l.count = 0
	list, here, noun := l.env.Keys.List, b.Help(), l.config.Noun
	for _, reason := range []struct {
		of    key.Binding
		holds bool
		why   string
	}{
		{list.LoadAll, l.loader.Failure != nil, "Loading stopped; " + l.retry()},
		{list.LoadAll, true, "All " + noun + " are loaded"},
		{list.Anew, true, list.Reload.Help().Key + " does: nothing of these " + noun + " is kept"},
		{list.ByName, true, "The registry is asked where the Hub's list of tags stops early"},
		{list.NextMatch, true, l.highlightFirst()},
		{list.PreviousMatch, true, l.highlightFirst()},
		{list.Narrower, true, list.Preview.Help().Key + " opens the preview first"},
		{list.Wider, true, list.Preview.Help().Key + " opens the preview first"},
		{list.Noise, l.config.Noise == nil, "None of these " + noun + " can be hidden"},
		{list.Preview, l.config.Preview.Known == nil, "There is no preview of " + noun},
		{list.SaveView, true, "These " + noun + " cannot be kept as a view"},
		{list.Sort, len(l.config.Schema.Orders) == 0, "These " + noun + " have one order only"},
		{list.Open, l.config.Open == nil, "There is nothing to open in these " + noun},
	} {
		if reason.holds && reason.of.Help() == here {
			return reason.why
		}
	}
	isOwn := func(own key.Binding) bool { return own.Help() == here }
	if why := l.env.NoRun(); why != "" && slices.ContainsFunc(l.bindings(l.commands), isOwn) {
		return "No " + here.Desc + ": " + why
	}
	all := slices.Concat(l.Keys().FullHelp()...)
	if l.view.Selected() == nil && slices.ContainsFunc(all, isOwn) {
		return cmp.Or(l.comingFirst(), here.Key+", "+here.Desc+": there is no row here")
	}
	return ""
}

func (l *List[T]) highlightFirst() string {
	return l.env.Keys.List.HighlightOnly.Help().Key + " highlights first what a filter finds"
}
