package readme

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/forms"
)

// Keys are the keys that work now.
func (r *readme) Keys() help.KeyMap { return keys{r} }

type keys struct{ r *readme }

func (k keys) ShortHelp() []key.Binding {
	r, pager, back := k.r, k.r.pager.Keys(), k.r.env.Keys.Global.Back
	switch search := r.pager.SearchKeys(back); {
	case r.failure != nil && !r.pager.Typing():
		pager.Reload.SetHelp(pager.Reload.Help().Key, "try again")
		return []key.Binding{pager.Reload, back}
	case search != nil:
		return search
	}
	return []key.Binding{
		pager.Down, pager.PageDown, pager.Search, pager.Copy, r.env.Keys.Tag.Web,
		r.env.Keys.Global.Help, back,
	}
}

func (k keys) FullHelp() [][]key.Binding {
	pager := k.r.pager.Keys()
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

func (r *readme) press(msg tea.KeyPressMsg) tea.Cmd {
	switch keys := r.pager.Keys(); {
	case r.pager.Press(msg):
	case key.Matches(msg, keys.Copy):
		r.env.Copy(forms.Reference(hub.Reference{Repository: r.name}))
	case key.Matches(msg, r.env.Keys.Tag.Web):
		r.env.Browse(forms.RepositoryURL(r.name))
	case key.Matches(msg, keys.Reload):
		return r.load()
	case key.Matches(msg, r.env.Keys.Global.Back):
		// The narrowest thing is left first: the search, then the page.
		if !r.pager.EndSearch() {
			r.env.Pop()
		}
	}
	return nil
}
