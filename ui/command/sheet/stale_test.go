package sheet_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/sheet"
)

func TestForHubToolAManifestWithoutATagIsNamedByItsDigest(t *testing.T) {
	form, err := sheet.ForStale(sheet.Asked{Format: "hub-tool"}, false)
	require.NoError(t, err)
	digest, err := hub.ParseDigest(hubtest.DigestOf("left"))
	require.NoError(t, err)
	of := hub.RepositoryName{Namespace: "acme", Name: "api"}
	text, err := form.Append(nil, []export.StaleRow{
		{TagRow: export.TagRow{Repository: of, Tag: hub.Tag{Name: "1.0", Digest: digest}}, Goes: true},
		{TagRow: export.TagRow{Repository: of, Tag: hub.Tag{Digest: digest}}, Goes: true},
	})
	require.NoError(t, err)
	assert.Equal(t, "acme/api:1.0\nacme/api@"+digest.String()+"\n", string(text))
}
