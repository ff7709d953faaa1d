package fields

import (
	"tagboat/hub"
	"tagboat/hub/export"
)

// ImagesOf are what the Hub lists for a tag, without attestations.
func ImagesOf(r *export.TagRow) Images {
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

// Tags are those of a tag.
var Tags = []Field[export.TagRow]{
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
		Brief: func(r *export.TagRow) string { return Bytes(r.Size()) },
	},
	{
		Name: "platforms", Help: "platforms, in JSON with digest and size of each",
		Value: func(r *export.TagRow) any { return ImagesOf(r) }, Brief: briefPlatforms,
	},
	{
		Name: "pushed", Help: "when it was last pushed",
		Value: func(r *export.TagRow) any { return r.Tag.Pushed },
		Brief: func(r *export.TagRow) string { return Date(r.Tag.Pushed) },
	},
	{
		Name: "pulled", Help: "when it was last pulled, as far as the Hub says",
		Value: func(r *export.TagRow) any { return r.Tag.Pulled },
		Brief: func(r *export.TagRow) string { return Date(r.Tag.Pulled) },
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
