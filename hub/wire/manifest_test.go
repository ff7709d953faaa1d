package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
)

const someDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

func TestAPageOfManifestsTellsWhichOfThemHaveTags(t *testing.T) {
	page, err := ReadManifests(answers.Own(t, "manifests__museum.json"))
	require.NoError(t, err)
	assert.Equal(t, -1, page.Count)
	assert.Equal(t, "eyJkaWdlc3QiOiJzaGEyNTY6YmJiYiJ9", page.Next)
	require.Len(t, page.Rows, 2)
	assert.Equal(t, []string{"1.0", "latest"}, page.Rows[0].Tags)
	assert.False(t, page.Rows[0].IsUntagged())
	assert.True(t, page.Rows[1].IsUntagged())
	assert.Equal(t, "2026-03-02T10:11:12.131415Z", page.Rows[1].Pushed.Time().Format("2006-01-02T15:04:05.000000Z"))
}

func TestWhatCannotBeReadIsNeverTakenForAManifestWithoutATag(t *testing.T) {
	for tags, want := range map[string]string{
		`"tags":[]`: "untagged", `"tags":null`: "untagged",
		`"tags":["1.0"]`: "tagged", `"tags":["1.0",7,"-no"]`: "tagged",
		`"tags":[7]`: "malformed", `"tags":["-no"]`: "malformed", `"tags":"1.0"`: "malformed", `"tags":{}`: "malformed", `"other":1`: "malformed",
	} {
		page, err := ReadManifests([]byte(`{"manifests":[{"manifest_digest":"` + someDigest + `",` + tags + `}]}`))
		require.NoError(t, err, tags)
		got := "malformed"
		for _, m := range page.Rows {
			if got = "tagged"; m.IsUntagged() {
				got = "untagged"
			}
		}
		assert.Equal(t, want, got, tags)
		assert.Equal(t, want == "malformed", page.Malformed == 1, tags)
	}
	page, err := ReadManifests([]byte(`{"manifests":[null,4,{"tags":[]},{"manifest_digest":"md5:1","tags":[]}]}`))
	require.NoError(t, err)
	assert.Empty(t, page.Rows)
	assert.Equal(t, 4, page.Malformed)
}

func TestTheEndOfAListByCursorIsOneThatCanBeRead(t *testing.T) {
	for end, good := range map[string]bool{
		``: true, `,"last_evaluated_key":""`: true, `,"last_evaluated_key":null`: true,
		`,"last_evaluated_key":7`: false, `,"last_evaluated_key":{"digest":"x"}`: false, `,"last_evaluated_key":"` + strings.Repeat("x", maxCursor+1) + `"`: false,
	} {
		page, err := ReadManifests([]byte(`{"manifests":null` + end + `}`))
		assert.Equal(t, good, err == nil, end)
		if good {
			assert.Empty(t, page.Next)
		}
	}
	for _, body := range []string{`{}`, `[]`, `{"count":1,"results":[]}`, `{"manifests":{}}`, `{"manifests":[`, ``} {
		_, err := ReadManifests([]byte(body))
		require.Error(t, err, body)
	}
}

func FuzzManifests(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"manifests":[{"manifest_digest":"` + someDigest + `","tags":["1",null],"last_pushed":7}],"last_evaluated_key":"x"}`))
	f.Add([]byte(`{"manifests":[{"manifest_digest":"` + someDigest + `","tags":null},4],"manifests":[],"last_evaluated_key":{}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := ReadManifests(body)
		if page.Count != -1 || len(page.Rows)+page.Malformed > MaxRows || len(page.Next) > maxCursor && err == nil {
			t.Fatal("out of bounds")
		}
		for _, m := range page.Rows {
			if m.Digest.IsZero() {
				t.Fatal("a manifest without a digest")
			}
		}
	})
}
