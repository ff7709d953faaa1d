package hub

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRecordedAnswersDecode reads what the real Hub answered: our own copies of the shapes, and the folder that TAGBOAT_FIXTURES names.
func TestRecordedAnswersDecode(t *testing.T) {
	t.Run("testdata", func(t *testing.T) { decodeFolder(t, "testdata/answers") })
	t.Run("recorded", func(t *testing.T) {
		folder := os.Getenv("TAGBOAT_FIXTURES")
		if folder == "" {
			t.Skip("TAGBOAT_FIXTURES is not set: no folder of recorded answers to read")
		}
		decodeFolder(t, folder)
	})
}

func decodeFolder(t *testing.T, folder string) {
	t.Helper()
	read := 0
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".md") {
			return err
		}
		body, err := os.ReadFile(path)
		require.NoError(t, err)
		read++
		t.Run(filepath.Base(path), func(t *testing.T) { decodeRecorded(t, filepath.Base(path), body) })
		return nil
	}))
	assert.NotZero(t, read, "an empty folder proves nothing")
}

func TestOurOwnCopiesOfAnswersGiveWhatTheyHold(t *testing.T) {
	copyOf := func(name string) *scanner {
		body, err := os.ReadFile(filepath.Join("testdata", "answers", name))
		require.NoError(t, err)
		return newScanner(body)
	}
	repository, good, err := copyOf("repository_get__museum.json").repository("", true)
	require.NoError(t, err)
	assert.True(t, good)
	assert.Equal(t, "acme/museum", repository.Name.String())
	assert.Equal(t, "# Museum\n\n-\tExhibits", repository.FullDescription)
	assert.Equal(t, [2]int64{12671, 4556520888}, [2]int64{repository.Stars, repository.Pulls})
	assert.Equal(t, Permissions{Read: true}, repository.Permissions)
	images := copyOf("tag_images__museum.json")
	_, err = images.array(images.image)
	require.NoError(t, err)
	require.Len(t, images.images, 1)
	assert.Equal(t, "333333333333", images.images[0].Digest.Short())
	user, good, err := copyOf("user_me__curator.json").username()
	require.NoError(t, err)
	assert.True(t, good)
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
		"error_503__html":          `<html><body>down</body></html>`,
		"error_502__empty":         ``,
		"search_v4__none":          `{"total":0,"results":null}`,
		"something_new":            ``,
	} {
		t.Run(name, func(t *testing.T) { decodeRecorded(t, name, []byte(body)) })
	}
}

// recorded maps the beginning of a file's name to what its body must give.
var recorded = []struct {
	prefix string
	check  func(t *testing.T, body []byte)
}{
	{"tags_list", checkTags},
	{"tag_get", checkTag},
	{"tag_images", checkImages},
	{"repositories_list__unknown", checkNothing},
	{"repositories_list", checkRepositories},
	{"repository_get", checkRepository},
	{"orgs_list", checkOrganizations},
	{"user_", checkUser},
	{"namespaces", checkNamespaces},
	{"login_200", checkGrant}, {"auth_token_200", checkGrant},
	{"login_401__2fa", checkChallenge},
	{"login_401", checkError}, {"error_", checkError}, {"logout_200", checkError},
	{"auth_token_jwt_claims", checkClaims}, {"jwt_claims", checkClaims},
	{"search_v4", checkHits}, {"search_", checkObject},
}

func decodeRecorded(t *testing.T, name string, body []byte) {
	for _, r := range recorded {
		if strings.HasPrefix(name, r.prefix) {
			r.check(t, body)
			return
		}
	}
	_ = serverMessage(body) // of a kind that nothing else reads
}

// What follows asks only what every answer of its kind has: a list may be empty, a repository may have no description, no star and no pull, a
// tag no image, no size and no date. What our own copies hold is looked at above and in decode_test.go.

func checkTags(t *testing.T, body []byte) {
	page, err := readPage(body, (*scanner).tag)
	require.NoError(t, err)
	assert.Zero(t, page.malformed)
	assert.GreaterOrEqual(t, page.count, len(page.rows))
	for _, tag := range page.rows {
		checkOneTag(t, tag)
	}
}

func checkTag(t *testing.T, body []byte) {
	tag, good, err := newScanner(body).tag()
	require.NoError(t, err)
	require.True(t, good)
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
	s := newScanner(body)
	list, err := s.array(s.image)
	require.NoError(t, err)
	assert.True(t, list)
	for _, i := range s.images {
		assert.GreaterOrEqual(t, i.Size, int64(0))
	}
}

func repositoryRow(s *scanner) (RepositoryDetail, bool, error) { return s.repository("", true) }

func checkNothing(t *testing.T, body []byte) {
	page, err := readPage(body, repositoryRow)
	require.NoError(t, err)
	assert.Empty(t, page.rows)
	assert.Zero(t, page.count)
}

func checkRepositories(t *testing.T, body []byte) {
	page, err := readPage(body, repositoryRow)
	require.NoError(t, err)
	assert.Zero(t, page.malformed)
	assert.GreaterOrEqual(t, page.count, len(page.rows))
	for _, row := range page.rows {
		checkOneRepository(t, row)
	}
}

func checkRepository(t *testing.T, body []byte) {
	row, good, err := newScanner(body).repository("", true)
	require.NoError(t, err)
	require.True(t, good)
	checkOneRepository(t, row)
}

func checkOneRepository(t *testing.T, row RepositoryDetail) {
	assert.NotEmpty(t, row.Name.Namespace)
	assert.NotEmpty(t, row.Name.Name)
	for _, n := range []int64{row.Pulls, row.Stars, row.Storage} {
		assert.GreaterOrEqual(t, n, int64(0))
	}
}

func checkOrganizations(t *testing.T, body []byte) {
	page, err := readPage(body, (*scanner).organization)
	require.NoError(t, err)
	assert.Zero(t, page.malformed)
	for _, row := range page.rows {
		assert.NotEmpty(t, row.Namespace)
	}
}

func checkUser(t *testing.T, body []byte) {
	name, good, err := newScanner(body).username()
	require.NoError(t, err)
	assert.True(t, good)
	assert.NotEmpty(t, name)
}

func checkNamespaces(t *testing.T, body []byte) {
	s := newScanner(body)
	object, err := s.object(func([]byte) (err error) {
		_, err = s.texts()
		return err
	})
	require.NoError(t, err)
	assert.True(t, object)
}

func checkGrant(t *testing.T, body []byte) {
	assert.True(t, usable(readGrant(body).token.Reveal()))
}

func checkChallenge(t *testing.T, body []byte) {
	assert.False(t, readGrant(body).challenge.IsZero())
}

// checkError wants the words of an error that has any; one may be a page of HTML, or nothing.
func checkError(t *testing.T, body []byte) {
	said := serverMessage(body)
	assert.NotContains(t, said, "httperror")
	assert.LessOrEqual(t, len(said), maxPlain)
	var e struct {
		Message string `json:"message"`
		Detail  string `json:"detail"`
	}
	if json.Unmarshal(body, &e) == nil && e.Message+e.Detail != "" {
		assert.NotEmpty(t, said)
	}
}

func checkClaims(t *testing.T, body []byte) {
	var compact bytes.Buffer
	require.NoError(t, json.Compact(&compact, body))
	c := readClaims(asToken(compact.Bytes()))
	assert.True(t, c.expires.After(c.issued))
	assert.Greater(t, c.ends(time.Unix(1e9, 0)).Unix(), int64(1e9))
}

func checkHits(t *testing.T, body []byte) {
	page, err := readHits(body)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, page.count, len(page.rows))
	for _, row := range page.rows {
		assert.NotEmpty(t, row.Name.Name)
	}
}

func checkObject(t *testing.T, body []byte) {
	s := newScanner(body)
	object, err := s.object(func([]byte) error { return s.dec.SkipValue() })
	require.NoError(t, err)
	assert.True(t, object)
}
