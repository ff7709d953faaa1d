// Package namespaces is the list of namespaces that the account belongs to:
// its own and every organization.
package namespaces

import (
	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/listing"
	"tagboat/ui/repositories"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// New lists the namespaces of the account. Whoever has only one is taken
// straight to its repositories.
func New(env screen.Env) screen.Screen {
	var list *listing.List[hub.Membership]
	list = listing.New(env, listing.Config[hub.Membership]{
		Noun:    "namespaces",
		Listing: env.Hub.Namespaces(),
		Schema:  query.Memberships(),
		Place:   places.Home(),
		PlaceOf: func(m *hub.Membership) places.Place { return places.OfNamespace(m.Namespace) },
		Arrived: env.Names.SeeNamespaces,
		Empty: "This account belongs to no namespace. " + env.Keys.Global.Goto.Help().Key +
			" opens a public repository.",
		Columns:   columns(),
		Open:      func(m hub.Membership) { env.Push(repositories.New(env, m.Namespace)) },
		Reference: func(m hub.Membership) string { return forms.Namespace(m.Namespace) },
		Complete: func(all []hub.Membership) {
			if len(all) == 1 {
				env.Replace(list, repositories.New(env, all[0].Namespace))
			}
		},
	})
	return list
}

func columns() listing.Columns[hub.Membership] {
	return listing.Columns[hub.Membership]{
		{Name: "namespace", Title: "NAMESPACE", Least: 16, Most: 40, Cell: name},
		{Name: "role", Title: "ROLE", Rank: 1, Least: 12, Most: 16, Cell: role},
		{Name: "name", Title: "NAME", Rank: 2, Least: 16, Most: 48, Cell: fullName},
	}
}

func name(m *hub.Membership, _ listing.Place) (string, theme.Role) {
	return string(m.Namespace), theme.Plain
}

func role(m *hub.Membership, _ listing.Place) (string, theme.Role) {
	if m.Personal {
		return "personal", theme.Dim
	}
	return m.Role.String(), theme.Dim
}

func fullName(m *hub.Membership, _ listing.Place) (string, theme.Role) {
	return m.FullName, theme.Dim
}
