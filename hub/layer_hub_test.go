package hub_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/hubtest"
)

func builds(now time.Time) *hubtest.World {
	w := people(now)
	build := func(content string) hubtest.Build {
		return hubtest.Build{
			Content: content, Platforms: []string{"linux/amd64", "linux/arm64/v8"}, Size: 90_000_000, Pushed: now, Attested: true,
			Stack: []string{"debian:12", "frames 4"},
		}
	}
	chart := build("chart").Tag("chart")
	for i := range chart.Images {
		chart.Images[i].Layerless = true
	}
	w.Publish("acme/museum", build("one").Tag("1.0"), build("two").Tag("1.1"), chart)
	return w
}

func TestLayersOfATagAreAskedForOnceAndAddUpToTheImages(t *testing.T) {
	s := at(t, builds(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)))
	images, err := s.client.Layers(t.Context(), museum, "1.0")
	require.NoError(t, err)
	assert.Equal(t, 1, s.asked("/v2/repositories/acme/museum/tags/1.0/images"))
	require.Len(t, images, 4)
	for _, i := range images[:2] {
		sum := int64(0)
		for _, l := range i.Layers {
			sum += l.Size
			assert.True(t, l.IsKnown())
		}
		assert.Equal(t, i.Size, sum, i.Platform)
	}
	for _, i := range images[2:] {
		assert.True(t, i.Platform.IsUnknown())
		assert.Nil(t, i.Layers)
	}
	tag, err := s.client.Tag(t.Context(), museum, "1.0")
	require.NoError(t, err)
	for n := range tag.Images {
		assert.Equal(t, tag.Images[n].Platform, images[n].Platform, "a tag and its layers stand in one order")
	}
}

func TestTwoTagsAreComparedWithTwoRequests(t *testing.T) {
	s := at(t, builds(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)))
	old, err := s.client.Layers(t.Context(), museum, "1.0")
	require.NoError(t, err)
	updated, err := s.client.Layers(t.Context(), museum, "1.1")
	require.NoError(t, err)
	assert.Len(t, s.hub.Requests(), 2)
	diffs := comparison.Compare(old, updated)
	require.Len(t, diffs, 2)
	for _, d := range diffs {
		assert.True(t, d.Known)
		assert.Positive(t, d.Download)
		assert.Positive(t, d.Have)
		assert.Equal(t, d.New.Size, d.Have+d.Download)
		assert.Equal(t, d.Old.Size, d.Have+d.Dropped)
	}
	chart, err := s.client.Layers(t.Context(), museum, "chart")
	require.NoError(t, err)
	assert.False(t, comparison.Compare(old, chart)[0].Known)
}

func TestLayersOfATagThatIsNotThereAreAnErrorThatSaysSo(t *testing.T) {
	s := at(t, builds(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)))
	_, err := s.client.Layers(t.Context(), museum, "9.9")
	require.ErrorIs(t, err, hub.NotFound)
	assert.Contains(t, err.Error(), "read layers of acme/museum:9.9")
	_, err = s.client.Layers(t.Context(), museum, "..")
	require.ErrorIs(t, err, hub.Refused)
	assert.Len(t, s.hub.Requests(), 1)
}

func TestLayersAreNotForOrganizationAccessTokens(t *testing.T) {
	s := at(t, builds(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)))
	s.signIn("acme", "dckr_oat_acme")
	_, err := s.client.Layers(t.Context(), museum, "1.0")
	require.ErrorIs(t, err, hub.TokenNotAllowed)
}
