package search

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/readme"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// found is what one query found.
type found struct {
	query hub.SearchQuery
	route hub.Route
	count int // all there are, as the Hub says; -1 unknown
	rows  int // loaded
	list  *listing.List[hub.SearchResult]
	held  tea.Cmd // what the list wants to do next
	leave context.CancelFunc
}

// some reports whether there are rows to go to.
func (f *found) some() bool {
	_, ok := f.list.Current()
	return ok
}

// resume lets the list go on.
func (f *found) resume() tea.Cmd {
	next := f.held
	f.held = nil
	return next
}

// back takes up the list's work. As in Search.hand, what it wants next waits while one types.
func (f *found) back(ctx context.Context, typing bool) tea.Cmd {
	f.leave()
	ctx, f.leave = context.WithCancel(ctx)
	next := f.list.Return(ctx)
	if f.held = nil; typing && f.some() {
		f.held, next = next, nil
	}
	return next
}

// drop ends the list's work.
func (f *found) drop() {
	if f != nil {
		f.leave()
	}
}

// below is the Host of the list: leaving it leads to the line.
type below struct {
	screen.Host

	leave func()
}

func (b below) Pop() { b.leave() }

func (s *Search) newFound(
	q question, first hub.Page[hub.SearchResult], leave context.CancelFunc,
) *found {
	env, inner := s.env, s.env
	inner.Host = below{env.Host, s.toLine}
	f := &found{query: q.query, route: first.Route, count: first.Count, leave: leave}
	f.list = listing.New(inner, listing.Config[hub.SearchResult]{
		Name:    listName,
		Noun:    "repositories",
		Listing: q.listing.Primed(first), OnDemand: true,
		Schema:  schema(),
		Columns: columns(q.query.Sort, first.Route),
		PlaceOf: placeOf,
		Open: func(r hub.SearchResult) {
			here(env, r, func() { env.Push(tags.New(env, hub.Reference{Repository: r.Name})) })
		},
		Reference: func(r hub.SearchResult) string {
			return forms.Reference(hub.Reference{Repository: r.Name})
		},
		Preview: listing.Preview[hub.SearchResult]{
			Known: func(r *hub.SearchResult, width int) []string { return known(env, r, width) },
		},
		Arrived: func(page []hub.SearchResult) { f.rows += len(page) },
		Row: func(r hub.SearchResult) own.Row {
			named := hub.Repository{Name: r.Name, Description: r.Description}
			if r.Elsewhere() != nil { // nobody finds it by its name
				named = hub.Repository{}
			}
			return own.Of(fields.Found, named, "")
		},
		Actions: []listing.Action[hub.SearchResult]{
			{Key: &env.Keys.Tag.Page, Do: func(chosen []hub.SearchResult) tea.Cmd {
				here(env, chosen[0], func() { env.Push(readme.New(env, chosen[0].Name)) })
				return nil
			}},
			{Key: &env.Keys.Tag.Web, Do: func(chosen []hub.SearchResult) tea.Cmd {
				here(env, chosen[0], func() { env.Browse(forms.RepositoryURL(chosen[0].Name)) })
				return nil
			}},
		},
	})
	return f
}

// placeOf is where a result leads; nowhere where it is not on Docker Hub.
func placeOf(r *hub.SearchResult) places.Place {
	if r.Elsewhere() != nil {
		return places.Place{}
	}
	return places.OfRepository(r.Name)
}

// here opens what is on Docker Hub, and says of the rest where it is.
func here(env screen.Env, r hub.SearchResult, open func()) {
	if err := r.Elsewhere(); err != nil {
		env.Fail(err)
		return
	}
	open()
}

func schema() query.Schema[hub.SearchResult] {
	return query.Schema[hub.SearchResult]{
		Name:    func(r *hub.SearchResult) string { return r.Name.Familiar() },
		Letters: query.IsPathLetter,
	}
}

// listName is what a person calls the list where it is set.
const listName = "search"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, columns(hub.ByMatch, hub.HubRoute), schema())
}

// columns tell what a route tells; the one that the Hub sorted by bears the
// arrow.
func columns(by hub.SearchSort, route hub.Route) listing.Columns[hub.SearchResult] {
	pullsTitle, updatedTitle := "PULLS", "UPDATED"
	switch {
	case route != hub.HubRoute: // the older ones have an order of their own
	case by == hub.ByPulls:
		pullsTitle += " ▼"
	case by == hub.ByUpdated:
		updatedTitle += " ▼"
	}
	return listing.Columns[hub.SearchResult]{
		{Name: "badge", Title: "BADGE", Spoken: "%s", Rank: 2, Least: 9, Cell: badge},
		{Name: "name", Title: "NAME", Spoken: "%s", Foreign: true, Least: 24, Most: 36, Cell: name},
		{Name: "stars", Title: "STARS", Spoken: "%s stars", Rank: 5, Least: 5, Most: 6, Right: true, Cell: stars},
		{Name: "pulls", Title: pullsTitle, Spoken: "%s pulls", Rank: 1, Least: 7, Right: true, Cell: pulls},
		{Name: "updated", Title: updatedTitle, Spoken: "updated %s", Rank: 4, Least: 10, Moment: true, Cell: updated},
		{
			Name: "description", Title: "DESCRIPTION", Spoken: "%s", Foreign: true, Rank: 3,
			Least: 12, Most: 120, Cell: description,
		},
	}
}

func badge(r *hub.SearchResult, _ listing.Place) (string, theme.Role) {
	switch r.Badge {
	case hub.Official:
		return "official", theme.Good
	case hub.VerifiedPublisher:
		return "verified", theme.Accent
	case hub.SponsoredOpenSource:
		return "sponsored", theme.Accent
	case hub.HardenedImage:
		return "hardened", theme.Accent
	case hub.Community:
		return "", theme.Dim
	default:
		return text.Unknown, theme.Dim
	}
}

func name(r *hub.SearchResult, _ listing.Place) (string, theme.Role) {
	if r.Archived {
		return r.Name.Familiar(), theme.Dim
	}
	return r.Name.Familiar(), theme.Plain
}

func stars(r *hub.SearchResult, _ listing.Place) (string, theme.Role) {
	return amount(r.Stars), theme.Dim
}

func pulls(r *hub.SearchResult, _ listing.Place) (string, theme.Role) {
	if bucket := r.PullsText.String(); r.Pulls < 0 && bucket != "" {
		return bucket, theme.Plain
	}
	return amount(r.Pulls), theme.Plain
}

func amount(n int64) string {
	if n < 0 {
		return text.Unknown
	}
	return text.Short(n)
}

func updated(r *hub.SearchResult, at listing.Place) (string, theme.Role) {
	return at.Ago(r.Updated.Time()), theme.Dim
}

func description(r *hub.SearchResult, _ listing.Place) (string, theme.Role) {
	if r.Archived {
		return "archived · " + r.Description, theme.Dim
	}
	return r.Description, theme.Dim
}
