package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tagboat/hub"
	"tagboat/hub/index"
)

// Inspect gives what is known of one tag; a reference without one means latest, as everywhere in
// docker. Layers ask one request more. Of the request it reads Digests, Full, Index, and Offline,
// which has no layers. A reference with a digest must be what its tag is now, or one of its
// platforms. A reference that cannot be read, or has a digest and no tag, is a usage error.
func Inspect(
	ctx context.Context, c *hub.Client, target string, layers bool, q Request,
) (*TagRow, error) {
	ref, err := hub.ParseReference(target)
	if err != nil {
		return nil, usage(err)
	}
	if ref.Tag == "" && !ref.Digest.IsZero() {
		return nil, &UsageError{"the Hub finds tags by name: expected a tag, as nginx:1.27"}
	}
	row := &TagRow{Repository: ref.Repository, pinned: q.Digests, full: q.Full}
	ref.Tag = cmp.Or(ref.Tag, "latest")
	if q.Offline != nil {
		row.Tag, err = q.Offline.Tag(ref.Repository, ref.Tag)
	} else {
		row.Tag, err = q.Index.ReadTag(ctx, c, ref.Repository, ref.Tag)
	}
	if err != nil {
		return nil, err
	}
	if !ref.Digest.IsZero() && !row.Tag.Has(ref.Digest) {
		return nil, moved(ref.Repository, &row.Tag)
	}
	if layers && q.Offline == nil {
		row.Layers, err = c.Layers(ctx, ref.Repository, row.Tag.Name)
	}
	return row, err
}

// Layers gives the layers of every platform of a tag, one request; of a reference with the digest
// of a platform those of that platform alone. With any other digest it must be what the tag is now,
// which is asked with one request more. A tag without platforms is an error.
func Layers(ctx context.Context, c *hub.Client, ref hub.Reference) ([]hub.ImageLayers, error) {
	images, err := c.Layers(ctx, ref.Repository, ref.Tag)
	if err != nil {
		return nil, err
	}
	return platformsOf(ref, images, func() (hub.Tag, error) {
		return c.Tag(ctx, ref.Repository, ref.Tag)
	})
}

// KnownLayers gives the platforms of a tag as Layers does, as they were known; their layers are
// not.
func KnownLayers(o *index.Offline, ref hub.Reference) ([]hub.ImageLayers, error) {
	tag, err := o.Tag(ref.Repository, ref.Tag)
	if err != nil {
		return nil, err
	}
	images := make([]hub.ImageLayers, len(tag.Images))
	for i := range tag.Images {
		images[i].Image = tag.Images[i]
	}
	return platformsOf(ref, images, func() (hub.Tag, error) { return tag, nil })
}

// platformsOf are the platforms of a tag that a reference means.
func platformsOf(
	ref hub.Reference, images []hub.ImageLayers, ask func() (hub.Tag, error),
) ([]hub.ImageLayers, error) {
	images = slices.DeleteFunc(images, func(i hub.ImageLayers) bool {
		return i.Platform.IsUnknown() // an attestation
	})
	if len(images) == 0 {
		return nil, fmt.Errorf("the Hub lists no platforms for %s", ref.Familiar())
	}
	if ref.Digest.IsZero() {
		return images, nil
	}
	for i := range images {
		if images[i].Digest == ref.Digest {
			return images[i : i+1], nil
		}
	}
	tag, err := ask()
	if err == nil && tag.Digest != ref.Digest {
		err = moved(ref.Repository, &tag)
	}
	return images, err
}

func moved(r hub.RepositoryName, now *hub.Tag) error {
	return fmt.Errorf(
		"%s is another image now: %s", hub.Reference{Repository: r, Tag: now.Name}, now.Digest,
	)
}
