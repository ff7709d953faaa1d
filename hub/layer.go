package hub

import (
	"context"

	"tagboat/hub/wire"
)

type (
	// ImageLayers is one platform of a tag and how it was built.
	ImageLayers = wire.ImageLayers
	// Layer is one step of an image's history.
	Layer = wire.Layer
)

// Layers asks for the layers of every platform of a tag, attestations last. The route is not in the
// Hub's published description; its own web page uses it (Hub API notes, "Platform details and
// layers of one tag"). It is not open to organization access tokens.
func (c *Client) Layers(ctx context.Context, r RepositoryName, tag string) ([]ImageLayers, error) {
	q := question{
		op:      opName("read layers of " + Reference{Repository: r, Tag: tag}.Familiar()),
		subject: r.String() + ":" + tag,
	}
	return one(
		ctx, c, q, wire.ReadLayers, "v2", "repositories", string(r.Namespace), r.Name, "tags", tag,
		"images",
	)
}
