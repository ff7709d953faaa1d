package alltags

import (
	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/tags"
	"tagboat/ui/theme"
)

// listName is what a person calls the list where it is set.
const listName = "all-tags"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, new(allTags).columns(), query.NamespaceTags())
}

// columns are the repository, and those of a tag, each a rank lower but for its name.
func (a *allTags) columns() listing.Columns[hub.RepositoryTag] {
	all := listing.Columns[hub.RepositoryTag]{{
		Name: "repository", Title: "REPOSITORY", Spoken: "in %s", Foreign: true, Rank: 1, Stays: true,
		Orders: []string{"repository"}, Least: 12, Enough: 18, Most: 32, Cell: repository,
	}}
	var of hub.RepositoryName // of the row that is drawn
	index := func(*hub.Tag) *siblings.Index { return a.siblingsIn(of) }
	for _, column := range tags.Columns(index) {
		lifted := listing.Column[hub.RepositoryTag]{
			Name: column.Name, Title: column.Title, Orders: column.Orders,
			SaysOrder: column.SaysOrder, Right: column.Right, SoFar: column.SoFar,
			Rank: column.Rank, Spare: column.Spare, Moment: column.Moment, Told: column.Told,
			Spoken: column.Spoken, Foreign: column.Foreign, Least: column.Least,
			Enough: column.Enough, Most: column.Most,
		}
		if lifted.Rank > 0 {
			lifted.Rank++
		}
		if column.Name == "tag" {
			lifted.Least = 18
		}
		lifted.Cell = func(row *hub.RepositoryTag, at listing.Place) (string, theme.Role) {
			of = row.Repository
			if column.Name == "tag" && row.IsUntagged() {
				return nameless(row), theme.Dim
			}
			return column.Cell(&row.Tag, at)
		}
		all = append(all, lifted)
	}
	return all
}

func repository(row *hub.RepositoryTag, _ listing.Place) (string, theme.Role) {
	return row.Repository.Name, theme.Plain
}

// nameless stands in the place of a name.
func nameless(row *hub.RepositoryTag) string { return "untagged, " + row.Digest.Short() }

// told draws what its row tells of a tag, below the repository that it is in.
func told(env screen.Env, of tag.Subject, width int) []string {
	lines := env.Theme.Wrap(theme.Dim, clean.Line(of.Repository.Familiar()), width)
	if of.Tag.Name == "" {
		lines = append(lines, env.Theme.Wrap(theme.Strong, "untagged", width)...)
		lines = append(lines, env.Theme.Wrap(theme.Dim, of.Tag.Digest.String(), width)...)
		lines = append(lines, "")
		pushed := "pushed " + tag.Age(of.Tag.Pushed, env)
		lines = append(lines, env.Theme.Wrap(theme.Plain, pushed, width)...)
		return append(lines, env.Theme.Wrap(theme.Dim, "size unknown: the Hub does not tell it", width)...)
	}
	return append(lines, tags.Told(env, of, width)...)
}
