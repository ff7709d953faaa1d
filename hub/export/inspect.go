package export

import (
	"cmp"
	"context"
	"fmt"

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
	if !ref.Digest.IsZero() && !holds(&row.Tag, ref.Digest) {
		return nil, fmt.Errorf(
			"%s is another image now: %s",
			hub.Reference{Repository: ref.Repository, Tag: row.Tag.Name},
			row.Tag.Digest,
		)
	}
	if layers {
		row.Layers, err = c.Layers(ctx, ref.Repository, row.Tag.Name)
	}
	return row, err
}

// holds reports whether a digest is the tag's or one of its platforms'; an attestation is no image.
func holds(t *hub.Tag, d hub.Digest) bool {
	if t.Digest == d {
		return true
	}
	for i := range t.Platforms() {
		if i.Digest == d {
			return true
		}
	}
	return false
}
