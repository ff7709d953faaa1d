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
	{"search_", checkObject},
}

func decodeRecorded(t *testing.T, name string, body []byte) {
	for _, r := range recorded {
		if strings.HasPrefix(name, r.prefix) {
			r.check(t, body)
			return
		}
	}
	assert.NotEmpty(t, serverMessage(body)+string(body[:min(len(body), 1)]))
}

func checkTags(t *testing.T, body []byte) {
	page, err := readPage(body, (*scanner).tag)
	require.NoError(t, err)
	assert.NotEmpty(t, page.rows)
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
	assert.NotEmpty(t, tag.Images)
}

func checkOneTag(t *testing.T, tag Tag) {
	assert.NotEmpty(t, tag.Name)
	assert.NotZero(t, tag.ID)
	assert.Positive(t, tag.FullSize)
	assert.False(t, tag.Updated.IsZero())
	for _, i := range tag.Images {
		assert.False(t, i.Digest.IsZero())
		assert.Positive(t, i.Size)
	}
	for i := range tag.Platforms() {
		assert.NotContains(t, i.Platform.String(), unknown)
	}
}

func checkImages(t *testing.T, body []byte) {
	s := newScanner(body)
	_, err := s.array(s.image)
	require.NoError(t, err)
	require.NotEmpty(t, s.images)
	for _, i := range s.images {
		assert.False(t, i.Digest.IsZero())
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
	require.NotEmpty(t, page.rows)
	assert.Zero(t, page.malformed)
	for _, row := range page.rows {
		assert.NotEmpty(t, row.Name.Namespace)
		assert.Positive(t, row.Pulls)
		assert.False(t, row.Registered.IsZero())
	}
}

func checkRepository(t *testing.T, body []byte) {
	row, good, err := newScanner(body).repository("", true)
	require.NoError(t, err)
	require.True(t, good)
	assert.NotEmpty(t, row.FullDescription)
	assert.Positive(t, row.Stars)
	assert.True(t, row.Permissions.Read)
}

func checkOrganizations(t *testing.T, body []byte) {
	page, err := readPage(body, (*scanner).organization)
	require.NoError(t, err)
	require.NotEmpty(t, page.rows)
	assert.NotEmpty(t, page.rows[0].Namespace)
	assert.NotEmpty(t, page.rows[0].Role.String())
}

func checkUser(t *testing.T, body []byte) {
	name, good, err := newScanner(body).username()
	require.NoError(t, err)
	assert.True(t, good)
	assert.NotEmpty(t, name)
}

func checkNamespaces(t *testing.T, body []byte) {
	s := newScanner(body)
	var list []string
	_, err := s.object(func([]byte) (err error) {
		list, err = s.texts()
		return err
	})
	require.NoError(t, err)
	assert.NotEmpty(t, list)
}

func checkGrant(t *testing.T, body []byte) {
	assert.True(t, usable(readGrant(body).token.Reveal()))
}

func checkChallenge(t *testing.T, body []byte) {
	assert.False(t, readGrant(body).challenge.IsZero())
	assert.NotEmpty(t, serverMessage(body))
}

func checkError(t *testing.T, body []byte) {
	assert.NotEmpty(t, serverMessage(body))
	assert.NotContains(t, serverMessage(body), "httperror")
}

func checkClaims(t *testing.T, body []byte) {
	var compact bytes.Buffer
	require.NoError(t, json.Compact(&compact, body))
	c := readClaims(asToken(compact.Bytes()))
	assert.NotEmpty(t, c.username)
	assert.True(t, c.expires.After(c.issued))
	assert.Greater(t, c.ends(time.Unix(1e9, 0)).Unix(), int64(1e9))
}

func checkObject(t *testing.T, body []byte) {
	s := newScanner(body)
	object, err := s.object(func([]byte) error { return s.dec.SkipValue() })
	require.NoError(t, err)
	assert.True(t, object)
}
