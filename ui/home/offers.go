package home

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui/listing"
	"tagboat/ui/screen"
)

// Offers are the fields of the filter.
func (h *Home) Offers() []screen.Offer {
	if h.all == 0 {
		return nil
	}
	return listing.FilterOffers(schema(), h.env.Keys.List.Filter, func(term string) tea.Cmd {
		h.beginFilter()
		h.filter.input.Set(listing.Behind(h.filter.input.Value(), term))
		h.apply()
		h.refresh()
		return nil
	})
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
		h.env.Toast("There are no " + sections[s].name + " here yet")
		return
	}
	h.choose(at)
}
