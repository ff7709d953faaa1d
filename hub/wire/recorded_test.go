package wire

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
)

func TestOurOwnCopiesOfAnswersGiveWhatTheyHold(t *testing.T) {
	repository, err := ReadRepository(answers.Own(t, "repository_get__museum.json"), "")
	require.NoError(t, err)
	assert.Equal(t, "acme/museum", repository.Name.String())
	assert.Equal(t, "# Museum\n\n-\tExhibits", repository.FullDescription)
	assert.Equal(t, [2]int64{12671, 4556520888}, [2]int64{repository.Stars, repository.Pulls})
	assert.Equal(t, Permissions{Read: true}, repository.Permissions)
	images, err := ReadLayers(answers.Own(t, "tag_images__museum.json"))
	require.NoError(t, err)
	require.Len(t, images, 1)
	assert.Equal(t, "333333333333", images[0].Digest.Short())
	user, err := ReadUsername(answers.Own(t, "user_me__curator.json"))
	require.NoError(t, err)
	assert.Equal(t, "curator", user)
}

func TestAnswersOfARealHubMayLackNearlyEverything(t *testing.T) {
	const empty = `{"count":0,"next":null,"previous":null,"results":[]}`
	for name, body := range map[string]string{
		"repository_get__bare":     `{"user":"acme","name":"bare","namespace":"acme","star_count":0,"pull_count":0,"description":"","full_description":null}`,
		"repository_get__shut":     `{"name":"bare","namespace":"acme","permissions":null,"last_updated":null,"date_registered":null}`,
		"repositories_list__none":  empty,
		"repositories_list__fresh": `{"count":1,"results":[{"name":"bare","namespace":"acme","pull_count":0,"date_registered":null}]}`,
		"tags_list__none":          empty,
		"tags_list__bare":          `{"count":1,"results":[{"name":"x","images":[],"full_size":0,"last_updated":null}]}`,
		"tag_get__bare":            `{"name":"x","images":[{"os":"","architecture":"unknown","size":0,"digest":null}],"full_size":null}`,
		"tag_images__none":         `[]`,
		"orgs_list__none":          empty,
		"namespaces__none":         `{"namespaces":[]}`,
		"search_v4__none":          `{"total":0,"results":null}`,
	} {
		check := checkHits
		for _, r := range recorded {
			if strings.HasPrefix(name, r.prefix) && !strings.HasPrefix(name, r.except) {
				check = r.check
			}
		}
		t.Run(name, func(t *testing.T) { check(t, []byte(body)) })
	}
}

// recorded maps the beginning of a file's name to what its body must give.
var recorded = []struct {
	prefix string
	check  func(t *testing.T, body []byte)
	except string
}{
	{"tags_list", checkTags, "-"},
	{"tag_get", checkTag, "-"},
	{"tag_images", checkImages, "-"},
	{"repositories_list__unknown", checkNothing, "-"},
	{"repositories_list", checkRepositories, "repositories_list__unknown"},
	{"repository_get", checkRepository, "-"},
	{"orgs_list", checkOrganizations, "-"},
	{"user_", checkUser, "-"},
	{"namespaces", checkNamespaces, "-"},
}

// TestRecordedAnswersDecode reads what the real Hub answered.
func TestRecordedAnswersDecode(t *testing.T) {
	for _, r := range recorded {
		answers.Each(t, r.prefix, r.check, r.except)
	}
}

func TestRecordedSearchesDecode(t *testing.T) {
	if os.Getenv("TAGBOAT_FIXTURES") == "" {
		t.Skip("TAGBOAT_FIXTURES is not set: no folder of recorded answers to read")
	}
	answers.Each(t, "search_v4", checkHits)
	answers.Each(t, "search_", checkObject, "search_v4")
}

// What follows asks only what every answer of its kind has: a list may be empty, a repository may
// have no description, no star and no pull, a tag no image, no size and no date. What our own
// copies hold is looked at above and in decode_test.go.

func checkTags(t *testing.T, body []byte) {
	page, err := ReadTags(body)
	require.NoError(t, err)
	assert.Zero(t, page.Malformed)
	assert.GreaterOrEqual(t, page.Count, len(page.Rows))
	for _, tag := range page.Rows {
		checkOneTag(t, tag)
	}
}

func checkTag(t *testing.T, body []byte) {
	tag, err := ReadTag(body)
	require.NoError(t, err)
	checkOneTag(t, tag)
}

func checkOneTag(t *testing.T, tag Tag) {
	assert.NotEmpty(t, tag.Name)
	assert.GreaterOrEqual(t, tag.FullSize, int64(0))
	for _, i := range tag.Images {
		assert.GreaterOrEqual(t, i.Size, int64(0))
	}
	for i := range tag.Platforms() {
		assert.NotEqual(t, "unknown/unknown", i.Platform.String(), "an attestation is no platform")
	}
}

func checkImages(t *testing.T, body []byte) {
	images, err := ReadLayers(body)
	require.NoError(t, err)
	for _, i := range images {
		assert.GreaterOrEqual(t, i.Size, int64(0))
	}
}

func checkNothing(t *testing.T, body []byte) {
	page, err := ReadRepositories(body, "")
	require.NoError(t, err)
	assert.Empty(t, page.Rows)
	assert.Zero(t, page.Count)
}

func checkRepositories(t *testing.T, body []byte) {
	page, err := ReadRepositories(body, "")
	require.NoError(t, err)
	assert.Zero(t, page.Malformed)
	assert.GreaterOrEqual(t, page.Count, len(page.Rows))
	for _, row := range page.Rows {
		checkOneRepository(t, row)
	}
}

func checkRepository(t *testing.T, body []byte) {
	row, err := ReadRepository(body, "")
	require.NoError(t, err)
	checkOneRepository(t, row.Repository)
}

func checkOneRepository(t *testing.T, row Repository) {
	assert.NotEmpty(t, row.Name.Namespace)
	assert.NotEmpty(t, row.Name.Name)
	for _, n := range []int64{row.Pulls, row.Stars, row.Storage} {
		assert.GreaterOrEqual(t, n, int64(0))
	}
}

func checkOrganizations(t *testing.T, body []byte) {
	page, err := ReadMemberships(body)
	require.NoError(t, err)
	assert.Zero(t, page.Malformed)
	for _, row := range page.Rows {
		assert.NotEmpty(t, row.Namespace)
	}
}

func checkUser(t *testing.T, body []byte) {
	name, err := ReadUsername(body)
	require.NoError(t, err)
	assert.NotEmpty(t, name)
}

func checkNamespaces(t *testing.T, body []byte) {
	_, err := ReadNamespaces(body)
	require.NoError(t, err)
}

func checkHits(t *testing.T, body []byte) {
	page, err := ReadFound(body)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, page.Count, len(page.Rows))
	for _, row := range page.Rows {
		assert.NotEmpty(t, row.Name.Name)
	}
}

func checkObject(t *testing.T, body []byte) {
	_, err := ReadOlderFound(body)
	require.NoError(t, err)
}
