package tags

import (
	"cmp"
	"strconv"
	"strings"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// listName is what a person calls the list where it is set.
const listName = "tags"

// Settable are the words in which the list is set.
func Settable() config.ListNames {
	return listing.Settable(listName, Columns(nil), query.Tags())
}

// Columns are those of a tag; index is that of a tag's siblings.
func Columns(index func(row *hub.Tag) *siblings.Index) listing.Columns[hub.Tag] {
	same := func(row *hub.Tag, at listing.Place) (string, theme.Role) {
		return sameAs(index(row), row, at)
	}
	return listing.Columns[hub.Tag]{
		{
			Name: "tag", Title: "TAG", Spoken: "%s", Foreign: true, Orders: []string{"version", "name"}, SaysOrder: true,
			Least: 20, Enough: 26, Most: 40, Cell: name,
		},
		{Name: "platforms", Title: "PLATFORMS", Spoken: "for %s", Rank: 3, Least: 14, Most: 48, Cell: platforms},
		{
			Name: "size", Title: "SIZE", Spoken: "%s", Orders: []string{"size"},
			Rank: 2, Least: 9, Right: true, Cell: size,
		},
		{
			Name: "pushed", Title: "PUSHED", Spoken: "pushed %s", Orders: []string{"newest", "oldest"},
			Rank: 1, Least: 10, Moment: true, Cell: pushed,
		},
		{
			Name: "same-as", Title: "SAME AS", Spoken: "same as %s", SoFar: true, Rank: 4,
			Least: 15, Enough: 34, Most: 120, Cell: same,
		},
		{Name: "digest", Title: "DIGEST", Spoken: "digest %s", Rank: 5, Spare: true, Least: 12, Cell: digest},
		{Name: "pushed-by", Title: "PUSHED BY", Spoken: "pushed by %s", Foreign: true, Rank: 6, Spare: true, Least: 10, Most: 16, Cell: by},
		{
			Name: "last-pulled", Title: "LAST PULLED", Spoken: "last pulled %s", Orders: []string{"pulled"},
			Rank: 7, Spare: true, Least: 11, Moment: true, Cell: pulled,
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
	return at.Ago(when.Time()), theme.Dim
}

func digest(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	if t.Digest.IsZero() {
		return text.Unknown, theme.Dim
	}
	return t.Digest.Short(), theme.Dim
}

func by(t *hub.Tag, _ listing.Place) (string, theme.Role) {
	return cmp.Or(t.UpdatedBy.String(), text.Unknown), theme.Dim
}

func pulled(t *hub.Tag, at listing.Place) (string, theme.Role) {
	return at.Ago(t.Pulled.Time()), theme.Dim
}

// sameAs names the tags that are the same image, or else those that are less the same, with the
// word for how much; what people ask for stands first.
func sameAs(index *siblings.Index, row *hub.Tag, at listing.Place) (string, theme.Role) {
	var b strings.Builder
	strongest, names := index.Of(row.Name).Asked()
	for i, name := range names {
		if b.Len() > at.Width || i > 0 && strongest != siblings.SameImage {
			if left := len(names) - i; at.Spoken && strongest == siblings.SameImage {
				b.WriteString("  " + strconv.Itoa(left) + " more")
			}
			break
		}
		if i > 0 {
			b.WriteString("  ")
		}
		b.WriteString(name)
	}
	if strongest == 0 || strongest == siblings.SameImage {
		return b.String(), theme.Plain
	}
	return b.String() + " (" + index.Word(strongest) + ")", theme.Dim
}
