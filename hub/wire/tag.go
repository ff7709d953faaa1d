package wire

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tagboat/hub/name"
)

// Image is one platform of a tag.
type Image struct {
	Platform name.Platform
	Digest   name.Digest // of that platform's manifest
	Size     int64       // compressed bytes; may be 0
	Pushed   Timestamp
	Pulled   Timestamp
	Status   Symbol // "active" or "inactive"; other words are possible
}

// Tag is a movable name inside a repository.
type Tag struct {
	ID          int64 // stable per name: a new push keeps it
	Name        string
	Digest      name.Digest // of the index, or of the manifest when there is one platform only
	Images      []Image     // platforms in a stable order, attestations last; empty is possible
	FullSize    int64       // compressed bytes of ONE platform: linux/amd64, else the first
	Updated     Timestamp
	Pushed      Timestamp
	Pulled      Timestamp
	UpdatedBy   Symbol
	Status      Symbol
	MediaType   Symbol
	ContentType Symbol
	NamesOnly   bool // came through the registry's route: nothing but Name is known
}

// Platforms are the images without attestations.
func (t Tag) Platforms() iter.Seq[Image] {
	return func(yield func(Image) bool) {
		for _, i := range t.Images {
			if !i.Platform.IsUnknown() && !yield(i) {
				return
			}
		}
	}
}

// Has reports whether a digest is the tag's own or that of one of its platforms. An attestation is
// no image, and what is unknown is nothing.
func (t Tag) Has(d name.Digest) bool {
	if d.IsZero() || t.Digest == d {
		return !d.IsZero()
	}
	for i := range t.Platforms() {
		if i.Digest == d {
			return true
		}
	}
	return false
}

// Changed is the time by which the Hub orders tags, which every push moves (Hub API notes, "Tag
// object"); a push that it tells apart and later counts. Zero is unknown.
func (t Tag) Changed() Timestamp {
	if t.Updated.IsZero() {
		return t.Updated
	}
	return max(t.Updated, t.Pushed)
}

// IsIndex reports whether the media type says that the tag is a list of manifests.
func (t Tag) IsIndex() bool {
	media := t.MediaType.String()
	return strings.Contains(media, "image.index") || strings.Contains(media, "manifest.list")
}

// Attestations counts the unknown/unknown entries, which are no images.
func (t Tag) Attestations() int {
	n := 0
	for _, i := range t.Images {
		if i.Platform.IsUnknown() {
			n++
		}
	}
	return n
}

// settle fills what the Hub left out and sorts the images, whose order the Hub changes from tag to
// tag. The digest of the only image is the tag's where the Hub left that out, as it did until 2022,
// but neither where the tag's own cannot be read nor where the tag is known to be an index: then it
// names something else.
func settle(t *Tag, spoilt bool) {
	if t.FullSize == 0 && len(t.Images) > 0 {
		t.FullSize = t.Images[0].Size
		for _, i := range t.Images {
			if isLinuxAMD64(i.Platform) {
				t.FullSize = i.Size
			}
		}
	}
	if t.Digest.IsZero() && len(t.Images) == 1 && !spoilt && !t.IsIndex() {
		t.Digest = t.Images[0].Digest
	}
	slices.SortStableFunc(t.Images, func(a, b Image) int {
		return cmp.Or(a.Platform.Compare(b.Platform), cmp.Compare(b.Size, a.Size))
	})
}

var isLinuxAMD64 = name.NewPlatform("linux", "amd64", "", "").Matcher()

// tagRow is a tag as the Hub writes it.
type tagRow struct {
	ID          Number    `json:"id"`
	Name        Name      `json:"name"`
	Digest      Digest    `json:"digest"`
	Images      images    `json:"images"`
	FullSize    Number    `json:"full_size"`
	Updated     Timestamp `json:"last_updated"`
	Pushed      Timestamp `json:"tag_last_pushed"`
	Pulled      Timestamp `json:"tag_last_pulled"`
	UpdatedBy   word      `json:"last_updater_username"`
	TagStatus   word      `json:"tag_status"`
	Status      word      `json:"status"`
	MediaType   word      `json:"media_type"`
	ContentType word      `json:"content_type"`
}

func (r *tagRow) begin(w *words) { r.Images.words = w }

// value is good where the tag has a name that a reference can have: one that has none names nothing
// that could be pulled.
func (r *tagRow) value(w *words) (Tag, bool) {
	if !name.IsTag([]byte(r.Name)) || r.Images.tooMany {
		return Tag{}, false
	}
	t := Tag{
		ID: r.ID.N, Name: string(r.Name), Digest: r.Digest.Value, Images: r.Images.all,
		FullSize: r.FullSize.Amount(),
		Updated:  r.Updated, Pushed: r.Pushed, Pulled: r.Pulled, UpdatedBy: w.symbol(&r.UpdatedBy),
		Status:    cmp.Or(w.symbol(&r.TagStatus), w.symbol(&r.Status)),
		MediaType: w.symbol(&r.MediaType), ContentType: w.symbol(&r.ContentType),
	}
	settle(&t, r.Digest.Spoilt)
	return t, true
}

// ReadTags reads a page of tags.
func ReadTags(body []byte) (Page[Tag], error) { return readPage(body, byCount[Tag, tagRow]) }

// ReadTag reads one tag.
func ReadTag(body []byte) (Tag, error) { return readOne[Tag, tagRow](body) }
