package storage_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/storage"
)

func TestAnImageWithNineNamesCountsOnce(t *testing.T) {
	var rows []hub.RepositoryTag
	for i := range 9 {
		rows = append(rows, row("api", fmt.Sprintf("1.%d", i), "index", on(amd64, "a", 70), on(arm64, "b", 30)))
	}
	s := summary(rows...)
	assert.Equal(t, storage.Amount{Manifests: 2, Bytes: 100}, s.All)
	assert.Equal(t, 9, s.Tags)
	require.Len(t, s.Images, 1)
	assert.Equal(t, "1.8", s.Images[0].Name)
	assert.Equal(t, 9, s.Images[0].Names)
	assert.Contains(t, digest("index").String(), s.Images[0].Prefix)
}

func TestWhatTwoRepositoriesHaveCountsOnceInAllAndInEachOfThem(t *testing.T) {
	s := summary(
		row("api", "1", "one", on(amd64, "a", 70)),
		row("web", "1", "two", on(amd64, "a", 70), on(arm64, "b", 30)),
	)
	assert.EqualValues(t, 100, s.All.Bytes)
	assert.EqualValues(t, 70, s.Shared)
	assert.Equal(t, in("web"), s.Largest[0].Name)
	assert.EqualValues(t, 100, s.Largest[0].Bytes)
	assert.EqualValues(t, 70, s.Largest[1].Bytes)
}

func TestASizeThatIsNotToldIsUnknownAndNotZero(t *testing.T) {
	s := summary(
		row("api", "no-size", "one", on(amd64, "a", 0)),
		row("api", "no-digest", "two", on(arm64, "", 30)),
		hub.RepositoryTag{Repository: in("api"), Tag: hub.Tag{Name: "by-name", NamesOnly: true}},
	)
	assert.Equal(t, storage.Amount{Manifests: 3, Unsure: 30, Unknown: 2}, s.All)
	assert.False(t, s.All.IsExact())
	assert.Equal(t, storage.Untold, s.ByPlatform[len(s.ByPlatform)-1].Kind)
}

func TestAnUntaggedManifestHasTheSizeThatIsKnownOfItElsewhere(t *testing.T) {
	s := summary(
		row("api", "", "a"), row("api", "", "lost"),
		row("api", "1", "index", on(amd64, "a", 70)),
	)
	assert.Equal(t, storage.Amount{Manifests: 2, Bytes: 70, Unknown: 1}, s.All)
	assert.Equal(t, 2, s.Untagged)
	assert.Equal(t, 1, s.Tags)
}

func TestAttestationsAndVersionsOfWindowsStandApartAndTogether(t *testing.T) {
	s := summary(row("api", "1", "index", on(amd64, "a", 5), on(attestation, "b", 900),
		on(server2019, "c", 40), on(server2022, "d", 60)))
	require.Len(t, s.ByPlatform, 3)
	assert.Equal(t, "windows/amd64", s.ByPlatform[0].Platform.String())
	assert.EqualValues(t, 100, s.ByPlatform[0].Bytes)
	assert.Equal(t, storage.Attestations, s.ByPlatform[2].Kind)
}

func TestAnImageIsAsYoungAsTheNewestOfItsNames(t *testing.T) {
	one := on(amd64, "a", 70)
	for days, want := range map[int]storage.Age{
		-3: storage.Week, 6: storage.Week, 7: storage.Month, 30: storage.Quarter,
		90: storage.HalfYear, 180: storage.Year, 364: storage.Year, 365: storage.Older,
	} {
		s := summary(
			daysOld(days, row("api", "1", "index", one)), row("api", "undated", "index", one),
			daysOld(max(days, 0)+400, row("web", "old", "index", one)),
		)
		assert.EqualValues(t, 70, s.ByAge[want].Bytes, "%d days", days)
	}
	assert.EqualValues(t, 70, summary(row("api", "1", "index", one)).ByAge[storage.Undated].Bytes)
}

func TestWhatTheHubCountsIsSummedAndWhatItDoesNotSayIsCounted(t *testing.T) {
	var u storage.Usage
	u.AddRepositories([]hub.Repository{
		{Name: in("api"), Storage: 500}, {Name: in("web")}, {Name: in("new"), Inactive: true},
	})
	u.AddRepositories([]hub.Repository{{Name: in("api"), Storage: 600}})
	s := u.Summary(today)
	assert.Equal(t, 3, s.Repositories)
	assert.EqualValues(t, 600, s.Counted)
	assert.Equal(t, 1, s.Uncounted)
	u.Again()
	u.AddRepositories([]hub.Repository{{Name: in("web"), Storage: 7}})
	u.Settle()
	assert.EqualValues(t, 7, u.Summary(today).Counted)
}

func TestATagThatMovedCountsAsWhatItIsNow(t *testing.T) {
	s := summary(
		row("api", "1", "old", on(amd64, "a", 70)), row("api", "1", "new", on(amd64, "b", 30)),
	)
	assert.Equal(t, storage.Amount{Manifests: 1, Bytes: 30}, s.All)
	assert.Equal(t, 1, s.Tags)
}

func TestSumsBeyondAllNumbersStayAtTheLargest(t *testing.T) {
	s := summary(
		row("api", "1", "one", on(amd64, "a", math.MaxInt64)), row("web", "1", "two", on(amd64, "b", 5)),
		row("web", "2", "three", on(amd64, "", math.MaxInt64)),
	)
	assert.EqualValues(t, math.MaxInt64, s.All.Bytes)
	assert.EqualValues(t, math.MaxInt64, s.All.Unsure)
	assert.GreaterOrEqual(t, s.Shared, int64(0))
}

func TestMorePlatformsThanAnybodyBuildsForAreOneMore(t *testing.T) {
	images := make([]hub.Image, 1500)
	for i := range images {
		word := fmt.Sprint("p", i)
		images[i] = on(hub.NewPlatform("linux", word, "", ""), word, 1)
	}
	s := summary(row("api", "1", "index", images...))
	require.Len(t, s.ByPlatform, 1001)
	assert.Equal(t, storage.Further, s.ByPlatform[1000].Kind)
	assert.EqualValues(t, 500, s.ByPlatform[1000].Bytes)
	assert.EqualValues(t, 1500, s.All.Bytes)
}

func TestNothingIsNothing(t *testing.T) {
	var u storage.Usage
	u.Again()
	u.Settle()
	assert.Equal(t, storage.Summary{}, u.Summary(today))
}
