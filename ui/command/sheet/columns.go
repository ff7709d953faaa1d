package sheet

import (
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub"
	"tagboat/hub/export"
)

// platforms are what the Hub lists for a tag, without attestations.
func platforms(r *export.TagRow) Images {
	images := Images{}
	for i := range r.Tag.Platforms() {
		one := Image{Platform: i.Platform.String(), Digest: i.Digest, Size: i.Size}
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

func layers(all []hub.Layer) []Layer {
	list := make([]Layer, len(all))
	for i, l := range all {
		list[i] = Layer{Digest: l.Digest, Size: l.Size, Instruction: l.Instruction}
	}
	return list
}

// tagColumns are those of images, tags and inspect.
var tagColumns = []Column[export.TagRow]{
	{
		Name: "reference", Help: "what docker pulls",
		Value: func(r *export.TagRow) any { return r.Reference() },
	},
	{
		Name: "repository", Help: "namespace/name",
		Value: func(r *export.TagRow) any { return r.Repository.String() },
	},
	{
		Name: "namespace", Help: "the repository's namespace", More: true,
		Value: func(r *export.TagRow) any { return string(r.Repository.Namespace) },
	},
	{
		Name: "name", Help: "the repository's name alone", More: true,
		Value: func(r *export.TagRow) any { return r.Repository.Name },
	},
	{Name: "tag", Help: "the tag's name", Value: func(r *export.TagRow) any { return r.Tag.Name }},
	{
		Name: "digest", Help: "of the index, or of the platform that was chosen",
		Value: func(r *export.TagRow) any { return r.Digest() },
		Brief: func(r *export.TagRow) string { return r.Digest().Short() },
	},
	{
		Name: "size", Help: "compressed bytes of one platform", Right: true,
		Value: func(r *export.TagRow) any { return r.Size() },
		Brief: func(r *export.TagRow) string { return brief(r.Size()) },
	},
	{
		Name: "platforms", Help: "platforms, in JSON with digest and size of each",
		Value: func(r *export.TagRow) any { return platforms(r) }, Brief: briefPlatforms,
	},
	{
		Name: "pushed", Help: "when it was last pushed",
		Value: func(r *export.TagRow) any { return r.Tag.Pushed },
		Brief: func(r *export.TagRow) string { return date(r.Tag.Pushed) },
	},
	{
		Name: "pulled", Help: "when it was last pulled, as far as the Hub says",
		Value: func(r *export.TagRow) any { return r.Tag.Pulled },
		Brief: func(r *export.TagRow) string { return date(r.Tag.Pulled) },
	},
	{
		Name: "updated", Help: "when it last changed", More: true,
		Value: func(r *export.TagRow) any { return r.Tag.Updated },
	},
	{
		Name: "by", Help: "who pushed it last",
		Value: func(r *export.TagRow) any { return r.Tag.UpdatedBy.String() },
	},
	{
		Name: "status", Help: "active or inactive",
		Value: func(r *export.TagRow) any { return r.Tag.Status.String() },
	},
	{
		Name: "type", Help: "media type", More: true,
		Value: func(r *export.TagRow) any { return r.Tag.MediaType.String() },
	},
}

// repositoryColumns are those of repositories.
var repositoryColumns = []Column[hub.Repository]{
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
		Name: "daily", Right: true, More: true,
		Help:  "how often it is pulled a day, by what was seen of it; null where that does not tell",
		Value: func(r *hub.Repository) any { return r.PullsPerDay },
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

// TagFields are the names of the columns of images, tags and inspect, for a help text.
func TagFields() string { return Names(tagColumns) }

// RepositoryFields are the names of the columns of repositories, for a help text.
func RepositoryFields() string { return Names(repositoryColumns) }

// briefPlatforms names each machine once; versions of Windows differ in what is not said here.
func briefPlatforms(r *export.TagRow) string {
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
