package repositories

import (
	"slices"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

func isRated(r hub.Repository) bool { return r.PullsPerDay != nil }

// columns are what the Hub tells of a repository and, before what it is about, what else is known.
func (s *repositories) columns() listing.Columns[hub.Repository] {
	listed := s.listed()
	last := len(listed) - 1
	return slices.Concat(listed[:last], s.beside(), listed[last:])
}

func (s *repositories) listed() listing.Columns[hub.Repository] {
	return listing.Columns[hub.Repository]{
		{
			Name: "repository", Title: "REPOSITORY", Spoken: "%s", Foreign: true, Orders: []string{"name"},
			Least: 20, Enough: 26, Most: 32, Cell: name,
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
			Rank: 3, Least: 7, Right: true, Told: func() bool { return s.rated }, Cell: daily,
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
			Least: 12, Enough: 30, Most: 100, Cell: description,
		},
	}
}

// beside are the columns of what the list itself does not tell.
func (s *repositories) beside() listing.Columns[hub.Repository] {
	return listing.Columns[hub.Repository]{
		{
			Name: "tags", Title: "TAGS", Spoken: "%s tags", Orders: []string{"tags"}, Rank: 3,
			Least: 7, Right: true, Cell: tagsOf,
			Told: func() bool { return s.sum.most(s.sum.counted) },
		},
		{
			Name: "status", Title: "STATUS", Spoken: "%s", Rank: 7, Least: 8, Most: 14,
			Told: func() bool { return s.sum.signed > 0 }, Cell: status,
		},
		{
			Name: "last-pulled", Title: "LAST PULLED", Spoken: "last pulled %s, as far as is known",
			Orders: []string{"pulled"}, Rank: 8, Spare: true, Least: 11, Moment: true,
			Told: func() bool { return s.sum.most(s.sum.pulled) }, Cell: lastPulled,
		},
		{
			Name: "share", Title: "SHARE", Spoken: "%s", Orders: []string{"size"}, SoFar: true,
			Rank: 9, Spare: true, Least: 13, Most: 20,
			Told: func() bool { return s.sum.bytes > 0 }, Cell: s.share,
		},
		{
			Name: "locked", Title: "LOCKED", Spoken: "locked: %s", Rank: 10, Spare: true, Least: 6,
			Told: func() bool { return s.sum.asked > 0 }, Cell: locked,
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
		return inactive, theme.Dim
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

func tagsOf(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	if r.Seen.Tags == nil {
		return text.Unknown, theme.Dim
	}
	return text.Count(int(*r.Seen.Tags)), theme.Plain
}

// status says what the Hub's site would, as much of it as there is room for.
func status(r *hub.Repository, at listing.Place) (string, theme.Role) {
	var words []string
	room := at.Width
	for _, word := range statusOf(r, at.Now) {
		if room -= len(word); room < 0 {
			break
		}
		room--
		words = append(words, word)
	}
	return strings.Join(words, " "), theme.Warn
}

// statusOf are the words of [signs] that a repository bears.
func statusOf(r *hub.Repository, now time.Time) (words []string) {
	if r.Inactive {
		return []string{inactive}
	}
	if r.IsOutdated(now) {
		words = append(words, outdated)
	}
	if r.IsStale() {
		words = append(words, stale)
	}
	return words
}

const inactive, outdated, stale = "inactive", "outdated", "stale"

func signs() [][2]string {
	return [][2]string{
		{inactive, "never pushed to, or emptied"},
		{outdated, "untouched for a year"},
		{stale, "no tag pulled for six months"},
	}
}

func lastPulled(r *hub.Repository, at listing.Place) (string, theme.Role) {
	return at.Ago(r.Seen.Pulled.Time()), theme.Dim
}

func locked(r *hub.Repository, _ listing.Place) (string, theme.Role) {
	switch {
	case r.Seen.Locks == nil:
		return text.Unknown, theme.Dim
	case r.Seen.Locks.Enabled:
		return "yes", theme.Plain
	default:
		return "no", theme.Dim
	}
}
