package own

import (
	"slices"
	"sync"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
)

// Row is what the fields of one row are filled with.
type Row struct{ values map[string]any }

// reference is the field that other programs take for the name of an image.
const reference = "Reference"

// rowOf has the values of a row as they were sent. A field called reference has the safe one, which
// is empty where there is none.
func rowOf[R any](all []fields.Field[R], row *R, safe string) Row {
	values := make(map[string]any, len(all))
	for i := range all {
		name := fields.Title(all[i].Name)
		values[name] = fields.InTemplate(all[i].Value(row), func(s string) string { return s })
		if name == reference {
			values[name] = safe
		}
	}
	return Row{values}
}

// OfTag is a row of a list of tags.
func OfTag(r export.TagRow) Row { return rowOf(fields.Tags, &r, safeTag(r)) }

// OfPlatform is a platform of a tag.
func OfPlatform(r export.TagRow, image hub.Image) Row {
	return rowOf(fields.Platforms, &fields.Platform{TagRow: r, Image: image}, safeTag(r))
}

func safeTag(r export.TagRow) string {
	return forms.Reference(hub.Reference{Repository: r.Repository, Tag: r.Tag.Name})
}

// Of is a row of any other list: of those there are, with a name that it is pulled by where one of
// its fields is that.
func Of[R any](all []fields.Field[R], row R, name string) Row {
	if !forms.IsReference(name) {
		name = ""
	}
	return rowOf(all, &row, name)
}

// list is what can be filled in for the rows of a list.
type list struct {
	name   string
	titles []string // of its fields: "Reference"
	none   Row      // one that has every field, and nothing in it
}

// The lists that commands work in, by name.
const (
	Tags         = "tags"
	Platforms    = "platforms"
	Repositories = "repositories"
	Search       = "search"
	References   = "references"
	News         = "news"
)

// Lists are the names of all that commands work in.
func Lists() []string {
	all := lists()
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].name
	}
	return names
}

var lists = sync.OnceValue(func() []list {
	return []list{
		listOf(Tags, fields.Tags),
		listOf(Platforms, fields.Platforms),
		listOf(Repositories, fields.Repositories),
		listOf(Search, fields.Found),
		listOf(References, fields.References),
		listOf(News, fields.News),
	}
})

func listOf[R any](name string, all []fields.Field[R]) list {
	l := list{name: name}
	for _, name := range fields.Names(all) {
		l.titles = append(l.titles, fields.Title(name))
	}
	var none R
	l.none = rowOf(all, &none, "")
	return l
}

func listNamed(name string) *list {
	all := lists()
	if at := slices.IndexFunc(all, func(l list) bool { return l.name == name }); at >= 0 {
		return &all[at]
	}
	return nil
}
