package home

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/listing"
	"tagboat/ui/screen"
)

// Offers are what can be done with a view, and the fields of the filter.
func (h *Home) Offers() []screen.Offer {
	if h.all == 0 {
		return nil
	}
	fields := listing.FilterOffers(schema(), h.env.Keys.List.Filter, func(term string) tea.Cmd {
		h.beginFilter()
		h.filter.input.Set(listing.Behind(h.filter.input.Value(), term))
		h.apply()
		h.refresh()
		return nil
	})
	return append(h.viewOffers(), fields...)
}

// Sections are the home itself, and its sections, of which the first row is selected.
func (h *Home) Sections() []screen.Offer {
	offers := []screen.Offer{{
		Name: "home", Help: "where one begins", Kind: "screen",
		Do: func() tea.Cmd { return nil },
	}}
	for s, of := range sections {
		offers = append(offers, screen.Offer{
			Name: of.name, Help: of.help, Kind: "screen", Do: func() tea.Cmd {
				h.goToSection(section(s))
				return nil
			},
		})
	}
	return offers
}

func (h *Home) goToSection(s section) {
	h.clear()
	h.refresh()
	at := slices.IndexFunc(h.rows, func(r row) bool { return r.section == s })
	if at < 0 {
		h.env.Toast(h.whyNone(s))
		return
	}
	h.choose(at)
}

// whyNone says why a section has no rows.
func (h *Home) whyNone(s section) string {
	account, reload := h.env.Keys.Global.Account.Help().Key, h.env.Keys.List.Reload.Help().Key
	isFavourite := func(r row) bool { return r.section == favourites }
	switch {
	case s == recent && slices.ContainsFunc(h.rows, isFavourite):
		return "There are no recent places beside the favourites"
	case s == views:
		return "There is no view yet; " + h.env.Keys.List.SaveView.Help().Key + " in a list saves one"
	case s != namespaces:
	case h.env.Hub.Session() == nil:
		return "Namespaces are those of an account; " + account + " logs in"
	case h.failure != nil:
		return "The namespaces did not come; " + reload + " tries again"
	case h.Waiting():
		return "The namespaces are still on their way"
	}
	return "There are no " + sections[s].name + " here yet"
}
