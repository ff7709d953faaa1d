package export

import (
	"slices"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub"
	"tagboat/hub/export/sheet"
)

// TagRow is a tag of a repository, as it is written.
type TagRow struct {
	Repository hub.RepositoryName
	Tag        hub.Tag
	Layers     []hub.ImageLayers // by Inspect, when asked for

	pinned, full bool
	fits         func(hub.Platform) bool // nil: no platform is chosen
}

// image is the chosen platform's, or false.
func (r *TagRow) image() (hub.Image, bool) {
	if r.fits == nil {
		return hub.Image{}, false
	}
	return imageOf(&r.Tag, r.fits)
}

// imageOf finds the image of a platform: of several, the first of the stable order.
func imageOf(t *hub.Tag, fits func(hub.Platform) bool) (hub.Image, bool) {
	for _, i := range t.Images {
		if fits(i.Platform) {
			return i, true
		}
	}
	return hub.Image{}, false
}

// digest is the chosen platform's, else the index's.
func (r *TagRow) digest() hub.Digest {
	if i, ok := r.image(); ok {
		return i.Digest
	}
	return r.Tag.Digest
}

func (r *TagRow) size() int64 {
	if i, ok := r.image(); ok {
		return i.Size
	}
	return r.Tag.FullSize
}

func (r *TagRow) reference() string {
	ref := hub.Reference{Repository: r.Repository, Tag: r.Tag.Name}
	if r.pinned {
		ref.Digest = r.digest()
	}
	if r.full {
		return ref.Canonical()
	}
	return ref.Familiar()
}

func (r *TagRow) images() sheet.Images {
	images := sheet.Images{}
	for i := range r.Tag.Platforms() {
		one := sheet.Image{Platform: i.Platform.String(), Digest: i.Digest, Size: i.Size}
		for n := range r.Layers {
			if l := &r.Layers[n]; l.Digest == i.Digest && l.Platform == i.Platform &&
				l.Layers != nil {
				one.Layers = layers(l.Layers)
				break
			}
		}
		images = append(images, one)
	}
	return images
}

func layers(all []hub.Layer) []sheet.Layer {
	list := make([]sheet.Layer, len(all))
	for i, l := range all {
		list[i] = sheet.Layer{Digest: l.Digest, Size: l.Size, Instruction: l.Instruction}
	}
	return list
}

// TagColumns are the columns of images, tags and inspect.
func TagColumns() []sheet.Column[TagRow] { return slices.Clone(tagColumns) }

var tagColumns = []sheet.Column[TagRow]{
	{
		Name: "reference", Help: "what docker pulls",
		Value: func(r *TagRow) any { return r.reference() },
	},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(r *TagRow) any { return r.Repository.String() },
	},
	{
		Name: "namespace", Help: "the repository's namespace", More: true,
		Value: func(r *TagRow) any { return string(r.Repository.Namespace) },
	},
	{
		Name: "name", Help: "the repository's name alone", More: true,
		Value: func(r *TagRow) any { return r.Repository.Name },
	},
	{Name: "tag", Help: "the tag's name", Value: func(r *TagRow) any { return r.Tag.Name }},
	{
		Name: "digest", Help: "of the index, or of the platform that was chosen",
		Value: func(r *TagRow) any { return r.digest() },
		Brief: func(r *TagRow) string { return r.digest().Short() },
	},
	{
		Name: "size", Help: "compressed bytes of one platform", Right: true,
		Value: func(r *TagRow) any { return r.size() },
		Brief: func(r *TagRow) string { return brief(r.size()) },
	},
	{
		Name: "platforms", Help: "platforms, in JSON with digest and size of each",
		Value: func(r *TagRow) any { return r.images() }, Brief: briefPlatforms,
	},
	{
		Name: "pushed", Help: "when it was last pushed",
		Value: func(r *TagRow) any { return r.Tag.Pushed },
		Brief: func(r *TagRow) string { return date(r.Tag.Pushed) },
	},
	{
		Name: "pulled", Help: "when it was last pulled, as far as the Hub says",
		Value: func(r *TagRow) any { return r.Tag.Pulled },
		Brief: func(r *TagRow) string { return date(r.Tag.Pulled) },
	},
	{
		Name: "updated", Help: "when it last changed", More: true,
		Value: func(r *TagRow) any { return r.Tag.Updated },
	},
	{
		Name: "by", Help: "who pushed it last",
		Value: func(r *TagRow) any { return r.Tag.UpdatedBy.String() },
	},
	{
		Name: "status", Help: "active or inactive",
		Value: func(r *TagRow) any { return r.Tag.Status.String() },
	},
	{
		Name: "type", Help: "media type", More: true,
		Value: func(r *TagRow) any { return r.Tag.MediaType.String() },
	},
}

var tagsUsual = map[sheet.Kind]string{
	sheet.Text:  "reference",
	sheet.Table: "tag,size,pushed,digest,platforms",
}

// imagesUsual names the repository too: there are many.
var imagesUsual = map[sheet.Kind]string{
	sheet.Text:  "reference",
	sheet.Table: "reference,size,pushed,digest,platforms",
}

// RepositoryColumns are the columns of repositories.
func RepositoryColumns() []sheet.Column[hub.Repository] { return slices.Clone(repositoryColumns) }

var repositoryColumns = []sheet.Column[hub.Repository]{
	{
		Name: "repository", Help: "namespace/name, or the name of an official image",
		Value: func(r *hub.Repository) any { return r.Name.Familiar() },
	},
	{
		Name: "namespace", Help: "its namespace", More: true,
		Value: func(r *hub.Repository) any { return string(r.Name.Namespace) },
	},
	{
		Name: "name", Help: "its name alone", More: true,
		Value: func(r *hub.Repository) any { return r.Name.Name },
	},
	{Name: "private", Help: "true or false", Value: func(r *hub.Repository) any {
		return r.Private
	}},
	{
		Name: "stars", Help: "how many stars it has", Right: true,
		Value: func(r *hub.Repository) any { return r.Stars },
	},
	{
		Name: "pulls", Help: "how often it was pulled", Right: true,
		Value: func(r *hub.Repository) any { return r.Pulls },
		Brief: func(r *hub.Repository) string { return humanize.Comma(r.Pulls) },
	},
	{
		Name: "updated", Help: "when something was last pushed to it",
		Value: func(r *hub.Repository) any { return r.Updated },
		Brief: func(r *hub.Repository) string { return date(r.Updated) },
	},
	{
		Name: "registered", Help: "when it was made",
		Value: func(r *hub.Repository) any { return r.Registered },
		Brief: func(r *hub.Repository) string { return date(r.Registered) },
	},
	{
		Name: "size", Help: "bytes in storage; 0 when the Hub does not say", Right: true,
		Value: func(r *hub.Repository) any { return r.Storage },
		Brief: func(r *hub.Repository) string { return brief(r.Storage) },
	},
	{
		Name: "type", Help: "image, plugin, or empty",
		Value: func(r *hub.Repository) any { return r.Type.String() },
	},
	{
		Name: "categories", Help: "its categories", More: true,
		Value: func(r *hub.Repository) any { return r.Categories },
	},
	{
		Name: "description", Help: "one line about it",
		Value: func(r *hub.Repository) any { return r.Description },
	},
}

var repositoriesUsual = map[sheet.Kind]string{
	sheet.Text:  "repository",
	sheet.Table: "repository,private,stars,pulls,updated,size,description",
}

// briefPlatforms names each machine once; versions of Windows differ in what is not said here.
func briefPlatforms(r *TagRow) string {
	text, last := "", ""
	for i := range r.Tag.Platforms() {
		if short := i.Platform.Short(); short != last {
			if text != "" {
				text += " "
			}
			text, last = text+short, short
		}
	}
	return text
}

func brief(bytes int64) string {
	if bytes <= 0 {
		return ""
	}
	return humanize.Bytes(uint64(bytes))
}

func date(t hub.Timestamp) string {
	if t.IsZero() {
		return ""
	}
	return t.Time().UTC().Format(time.DateOnly)
}
