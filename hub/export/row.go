package export

import "tagboat/hub"

// TagRow is a tag of a repository, as a request has it.
type TagRow struct {
	Repository hub.RepositoryName
	Tag        hub.Tag
	Layers     []hub.ImageLayers // by Inspect, when asked for

	pinned, full bool
	fits         func(hub.Platform) bool // nil: no platform is chosen
}

// Reference is what docker pulls: canonical or pinned where the request says so.
func (r *TagRow) Reference() string {
	ref := hub.Reference{Repository: r.Repository, Tag: r.Tag.Name}
	if r.pinned {
		ref.Digest = r.Digest()
	}
	if r.full {
		return ref.Canonical()
	}
	return ref.Familiar()
}

// Digest is the chosen platform's, else the index's.
func (r *TagRow) Digest() hub.Digest {
	if i, ok := r.image(); ok {
		return i.Digest
	}
	return r.Tag.Digest
}

// Size is the chosen platform's, else what the Hub tells as the tag's: compressed bytes.
func (r *TagRow) Size() int64 {
	if i, ok := r.image(); ok {
		return i.Size
	}
	return r.Tag.FullSize
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
