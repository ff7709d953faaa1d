package layers

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func TestTheLayersOfAnotherImageAreNeverShownForThisOne(t *testing.T) {
	digest := func(digit string) hub.Digest {
		d, err := hub.ParseDigest("sha256:" + strings.Repeat(digit, 64))
		require.NoError(t, err)
		return d
	}
	amd64 := hub.NewPlatform("linux", "amd64", "", "")
	of := func(d hub.Digest, instruction string) hub.ImageLayers {
		return hub.ImageLayers{Image: hub.Image{Platform: amd64, Digest: d}, Layers: []hub.Layer{{Instruction: instruction}}}
	}
	ones, twos := digest("1"), digest("2")
	found := func(image hub.Digest, all ...hub.ImageLayers) string {
		var steps strings.Builder
		for _, r := range rowsOf(all, hub.Image{Platform: amd64, Digest: image}) {
			steps.WriteString(r.layer.Instruction)
		}
		return steps.String()
	}
	assert.Equal(t, "b", found(twos, of(ones, "a"), of(twos, "b")))
	assert.Empty(t, found(twos, of(ones, "a")), "the tag was pushed anew meanwhile")
	assert.Equal(t, "a", found(hub.Digest{}, of(ones, "a")), "the list did not tell the digest")
	assert.Equal(t, "a", found(ones, of(hub.Digest{}, "a")), "the layers did not tell the digest")
	assert.Equal(t, "b", found(twos, of(hub.Digest{}, "a"), of(twos, "b")))
	assert.Empty(t, found(ones, hub.ImageLayers{Image: hub.Image{Digest: ones}, Layers: []hub.Layer{{}}}), "an attestation")
}
