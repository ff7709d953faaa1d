package hub_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
)

func TestRowsSurviveBeingWrittenDown(t *testing.T) {
	at := hub.TimestampOf(time.Date(2026, 1, 12, 9, 8, 21, 390357000, time.UTC))
	digest, err := hub.ParseDigest("sha256:5555555555555555555555555555555555555555555555555555555555555555")
	require.NoError(t, err)
	tag := hub.Tag{
		ID: 7, Name: "1.27", Digest: digest, FullSize: 70889921, Updated: at, Status: hub.NewSymbol("active"), MediaType: hub.NewSymbol("x/y"),
		Images: []hub.Image{
			{Platform: hub.NewPlatform("linux", "arm", "v7", ""), Digest: digest, Size: 5, Pushed: at, Status: hub.NewSymbol("inactive")},
			{Platform: hub.NewPlatform("windows", "amd64", "", "10.0.20348.2849")}, {},
		},
	}
	repository := hub.RepositoryDetail{Repository: hub.Repository{
		Name: hub.RepositoryName{Namespace: "acme", Name: "api"}, Stars: 3, Updated: at, Type: hub.NewSymbol("image"), Categories: []string{"Databases"},
	}}
	text, err := json.Marshal([]any{tag, repository})
	require.NoError(t, err)
	var gotTag hub.Tag
	var gotRepository hub.RepositoryDetail
	require.NoError(t, json.Unmarshal(text, &[]any{&gotTag, &gotRepository}))
	assert.Equal(t, tag, gotTag)
	assert.Equal(t, repository, gotRepository)
	assert.NotContains(t, string(text), "handle")
	var moment hub.Timestamp
	require.Error(t, json.Unmarshal([]byte(`"yesterday"`), &moment))
	require.NoError(t, json.Unmarshal([]byte(`""`), &moment))
	assert.True(t, moment.IsZero())
}
