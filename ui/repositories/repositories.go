// Package repositories is the list of a namespace's repositories.
package repositories

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/alltags"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/text"
	"tagboat/ui/theme"
	"tagboat/ui/untagged"
)

// New lists the repositories of a namespace, the last updated first.
func New(env screen.Env, namespace hub.Namespace) screen.Screen {
	return newList(env, namespace, places.View{})
}

// NewView lists the repositories of a namespace as a view has them.
func NewView(env screen.Env, v places.View) screen.Screen {
	return newList(env, v.Place.Namespace, v)
}

func newList(env screen.Env, namespace hub.Namespace, as places.View) screen.Screen {
	as.List, as.Place = places.ListOfRepositories, places.OfNamespace(namespace)
	rated := false
	return listing.New(env, listing.Config[hub.Repository]{
		Name:    listName,
		Title:   string(namespace),
		Noun:    "repositories",
		Listing: env.Index.Repositories(env.Hub, namespace, hub.Newest),
		Schema:  query.Repositories(),
		View:    as,
		Place:   places.OfNamespace(namespace),
		PlaceOf: func(r *hub.Repository) places.Place { return places.OfRepository(r.Name) },
		Arrived: func(page []hub.Repository) {
			env.Names.SeeRepositories(page)
			rated = rated || slices.ContainsFunc(page, isRated)
		},
		Differs: func(before, now *hub.Repository) bool { return before.Updated != now.Updated },
		Order:   "updated",
		Columns: columns(func() bool { return rated }),
		Empty: "There is no namespace " + string(namespace) +
			", or it has no repository that you can see.",
		Open: func(r hub.Repository) {
			env.Push(tags.New(env, hub.Reference{Repository: r.Name}))
		},
		Reference: func(r hub.Repository) string {
			return forms.Reference(hub.Reference{Repository: r.Name})
		},
		Preview: preview(env),
		Actions: []listing.Action[hub.Repository]{
			{Key: &env.Keys.Tag.Page, Do: func(chosen []hub.Repository) tea.Cmd {
				env.Push(readme.New(env, chosen[0].Name))
				return nil
			}},
			{Key: &env.Keys.Tag.AllTags, Whole: true, Do: func([]hub.Repository) tea.Cmd {
				env.Push(alltags.New(env, alltags.Wanted{Namespace: namespace}))
				return nil
			}},
			{Key: &env.Keys.Tag.Untagged, Whole: true, Do: func([]hub.Repository) tea.Cmd {
				env.Push(untagged.Of(env, namespace))
				return nil
			}},
			{Key: &env.Keys.Tag.Storage, Whole: true, Do: func([]hub.Repository) tea.Cmd {
				env.Push(alltags.Storage(env, namespace))
				return nil
			}},
			{Key: &env.Keys.Tag.Web, Do: func(chosen []hub.Repository) tea.Cmd {
				env.Browse(forms.RepositoryURL(chosen[0].Name))
				return nil
			}},
		},
		Row:   func(r hub.Repository) own.Row { return own.Of(fields.Repositories, r, "") },
		Noise: func(r *hub.Repository) bool { return r.Inactive },
		Whole: func(ctx context.Context) tea.Cmd {
			return env.HasRead(ctx, hub.RepositoryName{Namespace: namespace})
		},
	})
}

// listName is what a person calls the list where it is set.
const listName = "repositories"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, columns(nil), query.Repositories())
}

func isRated(r hub.Repository) bool { return r.PullsPerDay != nil }

func columns(rated func() bool) listing.Columns[hub.Repository] {
	return listing.Columns[hub.Repository]{
		{
			Name: "repository", Title: "REPOSITORY", Spoken: "%s", Foreign: true, Orders: []string{"name"},
			Least: 20, Most: 32, Cell: name,
		},
		{Name: "visibility", Title: "VISIBILITY", Spoken: "%s", Rank: 3, Least: 10, Cell: visibility},
		{
			Name: "stars", Title: "STARS", Spoken: "%s stars", Orders: []string{"stars"},
			Rank: 5, Least: 6, Right: true, Cell: stars,
		},
		{
			Name: "pulls", Title: "PULLS", Spoken: "%s pulls", Orders: []string{"pulls"},
			Rank: 2, Least: 6, Right: true, Cell: pulls,
		},
		{
			Name: "daily", Title: "PULLS/D", Spoken: "%s pulls a day", Orders: []string{"daily"},
			Rank: 3, Least: 7, Right: true, Told: rated, Cell: daily,
		},
		{
			Name: "updated", Title: "UPDATED", Spoken: "updated %s", Orders: []string{"updated"},
			Rank: 1, Least: 10, Moment: true, Cell: updated,
		},
		{
			Name: "size", Title: "SIZE", Spoken: "%s", Orders: []string{"size"},
			Rank: 6, Least: 9, Right: true, Cell: size,
		},
		{
			Name: "description", Title: "DESCRIPTION", Spoken: "%s", Foreign: true, Rank: 4,
			Least: 12, Most: 100, Cell: description,
		},
	}
}

func name(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	if r.Inactive {
		return r.Name.Name, theme.Dim
	}
	return r.Name.Name, theme.Plain
}

func visibility(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	switch {
	case r.Inactive:
		return "inactive", theme.Dim
	case r.Private:
		return "private", theme.Warn
	default:
		return "public", theme.Dim
	}
}

func stars(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	return text.Short(r.Stars), theme.Dim
}

func pulls(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	return text.Short(r.Pulls), theme.Plain
}

func daily(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	return text.Rate(r.PullsPerDay), theme.Dim
}

func size(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	return text.Size(r.Storage), theme.Dim
}

func updated(r *hub.Repository, at listing.Place) (string, theme.Role) {
	return at.Ago(r.Updated.Time()), theme.Dim
}

func description(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	return r.Description, theme.Dim
}
