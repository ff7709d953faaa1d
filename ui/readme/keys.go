package readme

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/keymap"
)

const wheelStep = 3 // lines

// Keys are the keys that work now.
func (r *readme) Keys() help.KeyMap { return keys{r} }

type keys struct{ r *readme }

func (k keys) ShortHelp() []key.Binding {
	r, pager, back := k.r, k.r.live(), k.r.env.Keys.Global.Back
	switch {
	case r.search.typing:
		return []key.Binding{r.env.Keys.Filter.Keep, r.env.Keys.Filter.Clear}
	case r.failure != nil:
		pager.Reload.SetHelp(pager.Reload.Help().Key, "try again")
		return []key.Binding{pager.Reload, back}
	case r.search.active():
		back.SetHelp(back.Help().Key, "end the search")
		return []key.Binding{pager.NextMatch, pager.PreviousMatch, back}
	}
	return []key.Binding{
		pager.Down, pager.PageDown, pager.Search, pager.Copy, r.env.Keys.Tag.Web,
		r.env.Keys.Global.Help, back,
	}
}

func (k keys) FullHelp() [][]key.Binding {
	pager := k.r.live()
	return [][]key.Binding{
		{
			pager.Down, pager.Up, pager.PageDown, pager.PageUp, pager.HalfDown, pager.HalfUp,
			pager.Top, pager.Bottom,
		},
		{
			pager.Search, pager.NextMatch, pager.PreviousMatch, pager.Copy, k.r.env.Keys.Tag.Web,
			pager.Reload,
		},
	}
}

// live is the map with what can not be done now switched off.
func (r *readme) live() keymap.Pager {
	pager := r.env.Keys.Pager
	there := r.page.len() > 0
	for _, b := range []*key.Binding{
		&pager.Down, &pager.Up, &pager.PageDown, &pager.PageUp, &pager.HalfDown, &pager.HalfUp,
		&pager.Top, &pager.Bottom, &pager.Search,
	} {
		b.SetEnabled(there)
	}
	pager.NextMatch.SetEnabled(len(r.search.hits) > 0)
	pager.PreviousMatch.SetEnabled(len(r.search.hits) > 0)
	return pager
}

func (r *readme) press(msg tea.KeyPressMsg) tea.Cmd {
	if r.search.typing {
		r.pressSearch(msg)
		return nil
	}
	keys := r.live()
	switch {
	case r.scroll(msg, keys):
	case key.Matches(msg, keys.Search):
		r.beginSearch()
	case key.Matches(msg, keys.NextMatch):
		r.goToHit(1)
	case key.Matches(msg, keys.PreviousMatch):
		r.goToHit(-1)
	case key.Matches(msg, keys.Copy):
		r.env.Copy(forms.Reference(hub.Reference{Repository: r.name}))
	case key.Matches(msg, r.env.Keys.Tag.Web):
		r.env.Browse(forms.RepositoryURL(r.name))
	case key.Matches(msg, keys.Reload):
		return r.load()
	case key.Matches(msg, r.env.Keys.Global.Back):
		r.back()
	}
	return nil
}

// back leaves the narrowest thing first: the search, then the page.
func (r *readme) back() {
	if r.search.active() {
		r.clearSearch()
	} else {
		r.env.Pop()
	}
}

// scroll takes the keys that move.
func (r *readme) scroll(msg tea.KeyPressMsg, keys keymap.Pager) (taken bool) {
	switch {
	case key.Matches(msg, keys.Down):
		r.scrollTo(r.first + 1)
	case key.Matches(msg, keys.Up):
		r.scrollTo(r.first - 1)
	case key.Matches(msg, keys.PageDown):
		r.scrollTo(r.first + r.height)
	case key.Matches(msg, keys.PageUp):
		r.scrollTo(r.first - r.height)
	case key.Matches(msg, keys.HalfDown):
		r.scrollTo(r.first + r.height/2)
	case key.Matches(msg, keys.HalfUp):
		r.scrollTo(r.first - r.height/2)
	case key.Matches(msg, keys.Top):
		r.scrollTo(0)
	case key.Matches(msg, keys.Bottom):
		r.scrollTo(r.page.len())
	default:
		return false
	}
	return true
}

func (r *readme) wheel(msg tea.MouseWheelMsg) {
	step := wheelStep
	if msg.Button == tea.MouseWheelUp {
		step = -wheelStep
	}
	r.scrollTo(r.first + step)
}

// scrollTo puts a line at the top, as far as there are lines.
func (r *readme) scrollTo(line int) {
	r.first = max(min(line, r.page.len()-r.height), 0)
}

func (r *readme) pressSearch(msg tea.KeyPressMsg) {
	switch keys := r.env.Keys.Filter; {
	case key.Matches(msg, keys.Keep):
		r.endSearch()
	case key.Matches(msg, keys.Clear):
		r.clearSearch()
	default:
		r.enter(msg)
	}
}

// enter takes text into the search.
func (r *readme) enter(msg tea.Msg) {
	if r.search.input.Update(msg) {
		r.lookFor()
	}
}
