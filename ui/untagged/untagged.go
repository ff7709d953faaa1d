// Package untagged is the list of the manifests that no tag points at: of a namespace, or of one
// repository. A route of its own lists them, for those whose repositories they are.
package untagged

import (
	"tagboat/hub"
	"tagboat/hub/across"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// listName is what a person calls the list where it is set.
const listName = "untagged"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, columns(), schema())
}

// Of lists those of all repositories of a namespace.
func Of(env screen.Env, ns hub.Namespace) screen.Screen {
	return newList(env, string(ns)+", untagged", places.OfNamespace(ns),
		across.Untagged(env.Index, env.Hub, ns))
}

// In lists those of one repository.
func In(env screen.Env, r hub.RepositoryName) screen.Screen {
	return newList(env, "untagged", places.OfRepository(r), across.UntaggedIn(env.Hub, r))
}

// manifests are what the list tells of all its rows.
type manifests struct {
	env    screen.Env
	some   bool          // there are any
	oldest hub.Timestamp // zero: of none it is known
}

func newList(
	env screen.Env, title string, of places.Place, rows hub.Listing[hub.RepositoryTag],
) screen.Screen {
	m := &manifests{env: env}
	return listing.New(env, listing.Config[hub.RepositoryTag]{
		Name: listName, Title: title, Noun: "manifests", Listing: rows,
		Schema: schema(), Columns: columns(), Order: "oldest", Of: of,
		Empty:     "Every manifest here has a tag.",
		Above:     m.above,
		Arrived:   m.arrived,
		Reference: func(row hub.RepositoryTag) string { return forms.Reference(row.Reference()) },
		Preview:   listing.Preview[hub.RepositoryTag]{Known: m.told},
	})
}

// schema is that of tags, without what is known of tags alone.
func schema() query.Schema[hub.RepositoryTag] {
	all := query.NamespaceTags()
	s := query.Schema[hub.RepositoryTag]{
		Name: func(row *hub.RepositoryTag) string { return row.Digest.String() },
	}
	for _, name := range []string{"repo", "pushed", "digest", "untagged"} {
		if field, ok := all.Field(name); ok {
			field.Group = 0
			s.Fields = append(s.Fields, field)
		}
	}
	for _, name := range []string{"newest", "oldest", "repository"} {
		if order, ok := all.Order(name); ok {
			s.Orders = append(s.Orders, order)
		}
	}
	return s
}

func columns() listing.Columns[hub.RepositoryTag] {
	return listing.Columns[hub.RepositoryTag]{
		{
			Name: "repository", Title: "REPOSITORY", Spoken: "in %s", Foreign: true, Rank: 1,
			Stays: true, Orders: []string{"repository"}, Least: 12, Enough: 18, Most: 32,
			Cell: func(row *hub.RepositoryTag, _ listing.Place) (string, theme.Role) {
				return row.Repository.Name, theme.Plain
			},
		},
		{
			Name: "digest", Title: "DIGEST", Spoken: "%s", Least: 12, Enough: 19, Most: 71,
			Cell: digest,
		},
		{
			Name: "pushed", Title: "PUSHED", Spoken: "pushed %s", Rank: 2, Least: 10, Moment: true,
			Orders: []string{"newest", "oldest"},
			Cell: func(row *hub.RepositoryTag, at listing.Place) (string, theme.Role) {
				return at.Ago(row.Pushed.Time()), theme.Dim
			},
		},
	}
}

// digest is whole where there is room for it.
func digest(row *hub.RepositoryTag, at listing.Place) (string, theme.Role) {
	if whole := row.Digest.String(); len(whole) <= at.Width && !at.Spoken {
		return whole, theme.Plain
	}
	return row.Digest.Short(), theme.Plain
}

func (m *manifests) arrived(page []hub.RepositoryTag) {
	m.some = m.some || len(page) > 0
	for i := range page {
		if at := page[i].Pushed; !at.IsZero() && (m.oldest.IsZero() || at < m.oldest) {
			m.oldest = at
		}
	}
}

// above says how old they are, and that nobody tells how large.
func (m *manifests) above(width int) []string {
	if !m.some {
		return nil
	}
	said := "No tag points at these. Their size is unknown: the Hub does not tell it."
	if !m.oldest.IsZero() {
		said += " The oldest was pushed " + m.env.Clock().When(m.oldest.Time(), m.env.Now()) + "."
	}
	return m.env.Theme.Wrap(theme.Dim, said, width)
}

func (m *manifests) told(row *hub.RepositoryTag, width int) []string {
	wrap := func(role theme.Role, s string) []string { return m.env.Theme.Wrap(role, s, width) }
	pushed := "unknown"
	if !row.Pushed.IsZero() {
		pushed = m.env.Clock().When(row.Pushed.Time(), m.env.Now())
	}
	lines := wrap(theme.Strong, clean.Line(row.Repository.Familiar()))
	lines = append(append(lines, wrap(theme.Dim, row.Digest.String())...), "")
	lines = append(lines, wrap(theme.Plain, "no tag points at it")...)
	lines = append(lines, wrap(theme.Plain, "pushed "+pushed)...)
	return append(lines, wrap(theme.Dim, "size "+text.Unknown+", the Hub does not tell it")...)
}
