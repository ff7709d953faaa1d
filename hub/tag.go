package hub

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
)

// Image is one platform of a tag.
type Image struct {
	Platform Platform
	Digest   Digest // of that platform's manifest
	Size     int64  // compressed bytes; may be 0
	Pushed   Timestamp
	Pulled   Timestamp
	Status   Word // "active" or "inactive"; other words are possible
}

// Tag is a movable name inside a repository.
type Tag struct {
	ID          int64 // stable per name: a new push keeps it
	Name        string
	Digest      Digest  // of the index, or of the manifest when there is one platform only
	Images      []Image // platforms in a stable order, attestations last; empty is possible
	FullSize    int64   // compressed bytes of ONE platform: linux/amd64, else the first
	Updated     Timestamp
	Pushed      Timestamp
	Pulled      Timestamp
	UpdatedBy   Word
	Status      Word
	MediaType   Word
	ContentType Word
	NamesOnly   bool // came through the registry's door: nothing but Name is known
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

var isLinuxAMD64 = NewPlatform("linux", "amd64", "", "").Matcher()

// Tags describes the tags of a repository. Their key is the name, which both doors give; where there is no registry beside this Hub, there is
// one door.
func (c *Client) Tags(r RepositoryName, by Order) Listing[Tag] {
	l := collection[Tag]{
		op: deed("list tags of " + r.Familiar()), path: tagsPath(r), order: by.ofTags(), subject: r.String(),
		row: (*scanner).tag,
		names: func(tags []Tag) []string {
			seen := make([]string, len(tags), len(tags)+1)
			for i, t := range tags {
				seen[i] = r.String() + ":" + t.Name
			}
			return seen
		},
	}
	listing := Listing[Tag]{
		client: c, op: l.op, key: func(t Tag) string { return t.Name },
		page: func(ctx context.Context, n int, u urgency) (Page[Tag], error) { return fetch(ctx, c, l, n, u) },
	}
	if c.registry != nil {
		listing.names = func(ctx context.Context, last string) (names[Tag], error) {
			return c.tagNames(ctx, l.op, r, last)
		}
	}
	return listing
}

// Tag asks for one tag.
func (c *Client) Tag(ctx context.Context, r RepositoryName, tag string) (Tag, error) {
	q := call{op: deed("read tag " + Reference{Repository: r, Tag: tag}.Familiar()), subject: r.String() + ":" + tag}
	return one(ctx, c, q, (*scanner).tag, append(tagsPath(r), tag)...)
}

func tagsPath(r RepositoryName) []string {
	return []string{"v2", "namespaces", string(r.Namespace), "repositories", r.Name, "tags"}
}
