package home

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub/places"
	"tagboat/ui/alltags"
	"tagboat/ui/menu"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	viewwords "tagboat/ui/views"
)

// OpenView opens the list that a view is of, as the view has it.
func OpenView(env screen.Env, v places.View) tea.Cmd {
	switch v.List {
	case places.ListOfRepositories:
		env.Push(repositories.NewView(env, v))
	case places.ListOfTags:
		env.Push(tags.NewView(env, v))
	case places.ListOfAllTags:
		env.Push(alltags.New(env, alltags.Wanted{
			Namespace: v.Place.Namespace, Name: v.Name,
			Filter: v.Filter, Order: v.Order, Reversed: v.Reversed, Columns: v.Columns,
		}))
	}
	return nil
}

// Keeps reports whether a view is highlighted, which the key that marks favourites changes.
func (h *Home) Keeps() bool {
	_, ok := h.selectedView()
	return ok && !h.filter.typing
}

func (h *Home) selectedView() (places.View, bool) {
	if h.at < len(h.rows) && h.rows[h.at].section == views {
		return h.rows[h.at].view, true
	}
	return places.View{}, false
}

// changeView offers what can be done to the view that is highlighted.
func (h *Home) changeView() {
	v, ok := h.selectedView()
	if !ok {
		return
	}
	h.env.Push(menu.New(h.env, v.Name, []menu.Item{
		{Letter: "r", Name: "rename"},
		{Letter: "d", Name: "delete", Note: viewwords.Words(v)},
	}, 0, func(chosen int) tea.Cmd {
		if chosen == 0 {
			h.env.Push(viewwords.Rename(h.env, v))
		} else {
			h.deleteView(v)
		}
		return nil
	}))
}

// askToDelete asks whether a view is to be forgotten.
func (h *Home) askToDelete(v places.View) {
	h.env.Push(menu.New(h.env, "Delete "+v.Name+"?", []menu.Item{
		{Letter: "n", Name: "no"},
		{Letter: "y", Name: "yes", Note: viewwords.Words(v)},
	}, 0, func(chosen int) tea.Cmd {
		if chosen == 1 {
			h.deleteView(v)
		}
		return nil
	}))
}

func (h *Home) deleteView(v places.View) {
	if _, there := h.env.Names.RemoveView(v.Name); there {
		h.env.Toast(v.Name + " is no view any more")
		h.env.KeepViews()
	}
}

// viewOffers are what can be done to the view that is highlighted.
func (h *Home) viewOffers() []screen.Offer {
	v, ok := h.selectedView()
	if !ok {
		return nil
	}
	keys := h.env.Keys.Global.Favourite.Help().Key
	return []screen.Offer{
		{Name: "rename the view " + v.Name, Kind: "view", Keys: keys, Do: func() tea.Cmd {
			h.env.Push(viewwords.Rename(h.env, v))
			return nil
		}},
		{Name: "delete the view " + v.Name, Kind: "view", Keys: keys, Do: func() tea.Cmd {
			h.askToDelete(v)
			return nil
		}},
	}
}
