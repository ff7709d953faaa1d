package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tagboat/hub"
)

// Inspect gives what is known of one tag; a reference without one means latest, as everywhere in
// docker. Layers ask one request more. Of the request it reads Digests and Full. A reference with a
// digest must be what its tag is now, or one of its platforms. A reference that cannot be read, or
// has a digest and no tag, is a usage error.
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
	if row.Tag, err = c.Tag(ctx, ref.Repository, cmp.Or(ref.Tag, "latest")); err != nil {
		return nil, err
	}
	if !ref.Digest.IsZero() && !row.Tag.Has(ref.Digest) {
		return nil, moved(ref.Repository, &row.Tag)
	}
	if layers {
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
	tag, err := c.Tag(ctx, ref.Repository, ref.Tag)
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
