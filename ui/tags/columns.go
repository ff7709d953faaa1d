package tags

import (
	"strconv"
	"strings"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

func (t *tags) columns() listing.Columns[hub.Tag] {
	return listing.Columns[hub.Tag]{
		{
			Name: "tag", Title: "TAG", Orders: []string{"version", "name"},
			Least: 20, Most: 48, Cell: name,
		},
		{Name: "platforms", Title: "PLATFORMS", Rank: 3, Least: 14, Most: 24, Cell: platforms},
		{
			Name: "size", Title: "SIZE", Orders: []string{"size"},
			Rank: 2, Least: 9, Right: true, Cell: size,
		},
		{
			Name: "pushed", Title: "PUSHED", Orders: []string{"newest", "oldest"},
			Rank: 1, Least: 10, Cell: pushed,
		},
		{Name: "digest", Title: "DIGEST", Rank: 5, Least: 12, Cell: digest},
		{
			Name: "same-as", Title: "SAME AS", SoFar: true, Rank: 4,
			Least: 15, Most: 120, Cell: t.same,
		},
	}
}

func name(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if query.IsNoise(t) {
		return t.Name, theme.Dim
	}
	return t.Name, theme.Plain
}

// platforms names as many as there is room for and counts the others.
func platforms(t *hub.Tag, at listing.Place) (string, theme.Role) {
	var b strings.Builder
	left := 0
	for image := range t.Platforms() {
		name := image.Platform.Short()
		if left > 0 || b.Len() > 0 && b.Len()+1+len(name)+len(" +9") > at.Width {
			left++
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(name)
	}
	if left > 0 {
		b.WriteString(" +" + strconv.Itoa(left))
	}
	if b.Len() == 0 {
		return text.Unknown, theme.Dim
	}
	return b.String(), theme.Plain
}

func size(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	return text.Size(t.FullSize), theme.Plain
}

func pushed(t *hub.Tag, at listing.Place) (string, theme.Role) {
	when := t.Pushed
	if when.IsZero() {
		when = t.Updated
	}
	return text.Age(when.Time(), at.Now), theme.Dim
}

func digest(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if t.Digest.IsZero() {
		return text.Unknown, theme.Dim
	}
	return t.Digest.Short(), theme.Dim
}

// same names the tags that are the same image, the most specific first, or else
// those that are less the same, with the word for how much.
func (t *tags) same(row *hub.Tag, at listing.Place) (string, theme.Role) {
	var b strings.Builder
	strongest := siblings.Level(0)
	for level, name := range t.index.Of(row.Name).All() {
		if strongest == 0 {
			strongest = level
		}
		if level != strongest || b.Len() > at.Width || b.Len() > 0 && level != siblings.SameImage {
			break
		}
		if b.Len() > 0 {
			b.WriteString("  ")
		}
		b.WriteString(name)
	}
	if strongest == 0 || strongest == siblings.SameImage {
		return b.String(), theme.Plain
	}
	return b.String() + " (" + t.index.Word(strongest) + ")", theme.Dim
}
