package own

import (
	"slices"
	"sync"
	"time"

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
	sample Row      // one that has something in every field
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
	l.sample = rowOf(all, &none, "")
	for name, value := range l.sample.values {
		l.sample.values[name] = sample(name, value)
	}
	return l
}

// sample is a value of the kind of another, as a field of a name could have it.
func sample(name string, of any) any {
	const digest = "sha256:9c1b5ca0d1a0f1c4b3b4e7d0f1c2a3b49c1b5ca0d1a0f1c4b3b4e7d0f1c2a3b4"
	switch of.(type) {
	case string:
		if text, has := samples[name]; has {
			return text
		}
		return "1.27.3"
	case fields.Digest:
		return fields.Digest(digest)
	case fields.Moment:
		return fields.Moment{Time: time.Date(2026, time.March, 14, 15, 9, 26, 0, time.UTC)}
	case []string:
		return []string{"1.27.3", "1.27"}
	case fields.Images:
		known, _ := hub.ParseDigest(digest)
		return fields.Images{
			{Platform: "linux/amd64", Digest: known, Size: 1}, {Platform: "linux/arm64/v8", Digest: known, Size: 1},
		}
	case int64:
		return int64(1)
	}
	return of
}

// samples are texts of fields that are no versions.
var samples = map[string]string{
	reference: "library/nginx:1.27.3", "Repository": "library/nginx", "Namespace": "library",
	"Name": "nginx", "Platform": "linux/amd64", "By": "moby-team", "Status": "active",
	"Position": "deploy/compose.yaml:12:5", "File": "deploy/compose.yaml", "Context": "services.web.image",
	"Description": "Official build of Nginx.", "Says": "1.27.4 is newer", "Change": "1.27.2 → 1.27.3",
	"What": "moved", "Verdict": "current",
	"Type": "application/vnd.oci.image.index.v1+json", "Daily": "812.5",
}

func listNamed(name string) *list {
	all := lists()
	if at := slices.IndexFunc(all, func(l list) bool { return l.name == name }); at >= 0 {
		return &all[at]
	}
	return nil
}
