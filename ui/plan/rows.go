package plan

import (
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// listName is what a person calls the list where it is set.
const listName = "plan"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{Name: "goes", Title: "PLAN", Spoken: "%s", Orders: []string{"goes"}, Least: 5, Cell: goes},
		{
			Name: "repository", Title: "REPOSITORY", Spoken: "in %s", Foreign: true, Rank: 2,
			Orders: []string{"repository"}, Least: 10, Enough: 16, Most: 32,
			Cell: func(r *row, _ listing.Place) (string, theme.Role) {
				return r.Repository.Name, theme.Plain
			},
		},
		{
			Name: "tag", Title: "TAG", Spoken: "%s", Foreign: true, Orders: []string{"version", "name"},
			SaysOrder: true, Least: 12, Enough: 20, Most: 40, Cell: name,
		},
		{
			Name: "reason", Title: "REASON", Spoken: "%s", Foreign: true, Rank: 1, Least: 14, Enough: 52, Most: 90,
			Cell: func(r *row, _ listing.Place) (string, theme.Role) {
				return r.reason, theme.Plain
			},
		},
		{
			Name: "size", Title: "SIZE", Spoken: "%s", Orders: []string{"size"}, Rank: 3, Least: 9, Right: true,
			Cell: func(r *row, _ listing.Place) (string, theme.Role) {
				return text.Size(r.FullSize), theme.Plain
			},
		},
		{
			Name: "pushed", Title: "PUSHED", Spoken: "pushed %s", Orders: []string{"newest", "oldest"}, Rank: 4,
			Spare: true, Least: 10, Moment: true,
			Cell: func(r *row, at listing.Place) (string, theme.Role) {
				return at.Ago(max(r.Pushed, r.Updated).Time()), theme.Dim
			},
		},
		{
			Name: "last-pulled", Title: "LAST PULLED", Spoken: "last pulled %s", Orders: []string{"pulled"},
			Rank: 5, Spare: true, Least: 11, Moment: true,
			Cell: func(r *row, at listing.Place) (string, theme.Role) {
				return at.Ago(r.Pulled.Time()), theme.Dim
			},
		},
	}
}

// shown are the columns that say something: of one repository that is not which it is.
func (s subject) shown() (names []string) {
	if s.repository.Name == "" {
		return nil
	}
	for _, c := range columns() {
		if c.Name != "repository" {
			names = append(names, c.Name)
		}
	}
	return names
}

func goes(r *row, _ listing.Place) (string, theme.Role) {
	if r.goes {
		return "goes", theme.Warn
	}
	return "stays", theme.Dim
}

func name(r *row, _ listing.Place) (string, theme.Role) {
	if r.IsUntagged() {
		return r.Digest.Short(), theme.Dim
	}
	return r.Name, theme.Plain
}
