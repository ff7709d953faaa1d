package home

import (
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/hub/query"
)

// mostRecent is how many of the places visited last are shown.
const mostRecent = 10

type section int

const (
	favourites section = iota
	views
	recent
	namespaces
)

// sections are the headings, and what the sections are found by from elsewhere.
var sections = [...]struct{ heading, name, help string }{
	favourites: {"FAVOURITES", "favourites", "at home"},
	views:      {"VIEWS", "views", "lists under a name, at home"},
	recent:     {"RECENT", "recent places", "the history, at home"},
	namespaces: {"NAMESPACES", "namespaces", "of the account, at home"},
}

func (s section) String() string { return sections[s].heading }

// row is a place or a view that can be opened from here.
type row struct {
	section section
	place   places.Place
	view    places.View
	at      time.Time      // of a recent one: when a person was there last
	member  hub.Membership // of a namespace
}

// name is how the place is written, a namespace among other places with its slash.
func (r *row) name() string {
	switch r.section {
	case namespaces:
		return string(r.place.Namespace)
	case views:
		return r.view.Name
	default:
		return r.place.String()
	}
}

func (r *row) same(other row) bool {
	return r.section == other.section && r.place == other.place && r.view.IsCalled(other.view.Name)
}

// schema has the fields of namespaces; other places have none of their values.
func schema() query.Schema[row] {
	members := query.Memberships()
	s := query.Schema[row]{Name: func(r *row) string { return r.name() }}
	for _, f := range members.Fields {
		is := func(r *row) bool { return r.section == namespaces }
		field := query.Field[row]{
			Name: f.Name, Kind: f.Kind, Help: f.Help, Examples: f.Examples, Values: f.Values,
		}
		if f.Strings != nil {
			field.Strings = func(r *row, match func(string) bool) bool {
				return is(r) && f.Strings(&r.member, match)
			}
		}
		if f.Flag != nil {
			field.Flag = func(r *row) bool { return is(r) && f.Flag(&r.member) }
		}
		s.Fields = append(s.Fields, field)
	}
	return s
}

// refresh gathers the rows anew, as favourites and visits change while other screens are shown. The
// selection stays with its row.
func (h *Home) refresh() {
	var before row
	if h.at < len(h.rows) {
		before = h.rows[h.at]
	}
	all := h.gather()
	h.all, h.rows = len(all), all
	if !h.filter.parsed.IsZero() {
		h.rows = slices.DeleteFunc(all, func(r row) bool { return !h.filter.parsed.Match(&r) })
	}
	if at := slices.IndexFunc(h.rows, before.same); at >= 0 && h.moved {
		h.at = at
	} else if !h.moved {
		h.at = 0
	}
	h.goTo(h.at)
}

// gather is every row. A place stands in one section only: a favourite is no recent place, and
// neither is a namespace that is listed below.
func (h *Home) gather() []row {
	var all []row
	taken := map[places.Place]bool{}
	for _, p := range h.env.Names.Favourites() {
		taken[p] = true
		all = append(all, row{section: favourites, place: p})
	}
	for _, v := range h.env.Names.Views() {
		all = append(all, row{section: views, view: v})
	}
	for _, m := range h.members.Rows {
		taken[places.OfNamespace(m.Namespace)] = true
	}
	left := mostRecent
	for _, v := range h.env.Names.Recent() {
		if !taken[v.Place] && left > 0 {
			left--
			all = append(all, row{section: recent, place: v.Place, at: v.At})
		}
	}
	for _, m := range h.members.Rows {
		place := places.OfNamespace(m.Namespace)
		all = append(all, row{section: namespaces, place: place, member: m})
	}
	return all
}
