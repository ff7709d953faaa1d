package plan

import (
	"slices"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/stale"
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
			SaysOrder: true, Least: 14, Enough: 20, Most: 40, Cell: name,
		},
		{
			Name: "reason", Title: "REASON", Spoken: "%s", Foreign: true, Rank: 1, Least: 20, Enough: 34, Most: 90,
			Cell: func(r *row, _ listing.Place) (string, theme.Role) { return r.reason, theme.Plain },
		},
		{
			Name: "size", Title: "SIZE", Spoken: "%s", Orders: []string{"size"}, Rank: 3, Least: 9, Right: true,
			Cell: func(r *row, _ listing.Place) (string, theme.Role) {
				return text.Size(r.FullSize), theme.Plain
			},
		},
		{
			Name: "pushed", Title: "PUSHED", Spoken: "pushed %s", Orders: []string{"newest", "oldest"}, Rank: 4,
			Least: 10, Moment: true,
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

func size(bytes int64) string {
	if bytes == 0 {
		return "0 B"
	}
	return text.Size(bytes)
}

// without are fields of tags that ask for platforms, which rows of a plan have not.
var without = []string{"arch", "os"}

func schema() query.Schema[row] {
	tags := query.NamespaceTags()
	s := query.Schema[row]{
		Name: func(r *row) string { return r.Name }, Letters: tags.Letters,
		Fields: []query.Field[row]{
			{
				Name: "goes", Kind: query.Flag, Help: "whether it could go: yes or no",
				Examples: []string{"goes:yes", "goes:no"}, Values: []string{"yes", "no"},
				Flag: func(r *row) bool { return r.goes },
			},
			{
				Name: "reason", Kind: query.Text, Help: "a part of why it goes or stays, or of the word for it",
				Examples: []string{"reason:locked", "reason:pulled"}, Values: reasons(),
				Strings: func(r *row, match func(string) bool) bool {
					return match(r.kind.String()) || match(r.reason)
				},
			},
		},
		Orders: []query.Order[row]{{
			Letter: 'g', Name: "goes", Help: "what could go first",
			Number: func(r *row) (int64, bool) {
				if r.goes {
					return 0, true
				}
				return 1, true
			},
		}},
	}
	for _, f := range tags.Fields {
		if !slices.Contains(without, f.Name) {
			s.Fields = append(s.Fields, lifted(f))
		}
	}
	for _, o := range tags.Orders {
		s.Orders = append(s.Orders, order(o))
	}
	return s
}

func reasons() (words []string) {
	for _, k := range stale.Kinds() {
		words = append(words, k.String())
	}
	return words
}

// field is a field of a tag as one of its row.
func lifted(f query.Field[hub.RepositoryTag]) query.Field[row] {
	l := query.Field[row]{
		Name: f.Name, Help: f.Help, Examples: f.Examples, Values: f.Values, Kind: f.Kind,
		Closed: f.Closed, Read: f.Read,
	}
	if f.Strings != nil {
		l.Strings = func(r *row, match func(string) bool) bool {
			return f.Strings(&r.RepositoryTag, match)
		}
	}
	if f.Digests != nil {
		l.Digests = func(r *row, match func(hub.Digest) bool) bool {
			return f.Digests(&r.RepositoryTag, match)
		}
	}
	if f.Number != nil {
		l.Number = func(r *row) (int64, bool) { return f.Number(&r.RepositoryTag) }
	}
	if f.Flag != nil {
		l.Flag = func(r *row) bool { return f.Flag(&r.RepositoryTag) }
	}
	return l
}

func order(o query.Order[hub.RepositoryTag]) query.Order[row] {
	lifted := query.Order[row]{
		Letter: o.Letter, Name: o.Name, Help: o.Help, Descending: o.Descending, Key: o.Key,
	}
	if o.Number != nil {
		lifted.Number = func(r *row) (int64, bool) { return o.Number(&r.RepositoryTag) }
	}
	if o.Text != nil {
		lifted.Text = func(r *row) string { return o.Text(&r.RepositoryTag) }
	}
	return lifted
}
