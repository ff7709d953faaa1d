package wire

import (
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
)

func TestATagWithEightImagesTakesLessThan900Bytes(t *testing.T) {
	image, tag := unsafe.Sizeof(Image{}), unsafe.Sizeof(Tag{})
	assert.LessOrEqual(t, image, uintptr(72))
	assert.LessOrEqual(t, tag+8*image, uintptr(900))
	assert.Equal(t, uintptr(8), unsafe.Sizeof(name.Platform{}))
	assert.Equal(t, uintptr(8), unsafe.Sizeof(Symbol{}))
}

func TestATagIsReadWholeAndItsImagesAreSorted(t *testing.T) {
	body := answers.Own(t, "tags_list__museum.json")
	page, err := ReadTags(body)
	require.NoError(t, err)
	assert.Equal(t, 3, page.Count)
	assert.Equal(t, "https://hub.example/v2/namespaces/acme/repositories/museum/tags?page=2&page_size=2", page.Next)
	require.Len(t, page.Rows, 2)
	tag := page.Rows[0]
	var platforms []string
	for _, i := range tag.Images {
		platforms = append(platforms, i.Platform.Short())
	}
	assert.Equal(t, []string{"amd64", "arm/v7", "windows/amd64", "unknown/unknown"}, platforms)
	assert.Equal(t, 1, tag.Attestations())
	assert.Equal(t, "10.0.20348.2849", tag.Images[2].Platform.OSVersion())
	assert.Equal(t, "2.4.1", tag.Name)
	assert.Equal(t, "curator", tag.UpdatedBy.String())
	assert.Equal(t, "active", tag.Status.String())
	assert.Equal(t, int64(70889921), tag.FullSize)
	assert.Equal(t, "555555555555", tag.Digest.Short())
	assert.Equal(t, time.Date(2025, 11, 10, 14, 19, 44, 292916000, time.UTC), tag.Updated.Time())
	assert.True(t, tag.Images[1].Pulled.IsZero())
	old := page.Rows[1]
	assert.Equal(t, "OLD_2.4", old.Name)
	assert.Empty(t, old.Images)
	assert.True(t, old.Digest.IsZero())
}

func TestWhatTheHubLeavesOutIsTakenFromTheImages(t *testing.T) {
	const d = "sha256:3333333333333333333333333333333333333333333333333333333333333333"
	tag, err := ReadTag([]byte(`{"name":"x","images":[{"os":"linux","architecture":"arm64","size":5,"digest":"` + d + `"}]}`))
	require.NoError(t, err)
	assert.Equal(t, d, tag.Digest.String())
	assert.Equal(t, int64(5), tag.FullSize)
	tag, _ = ReadTag([]byte(`{"name":"x","images":[{"os":"linux","architecture":"arm64","size":5},{"os":"linux","architecture":"amd64","size":9}]}`))
	assert.Equal(t, int64(9), tag.FullSize)
	tag, err = ReadTag([]byte(`{"name":"x","images":{"os":"linux","architecture":"amd64","size":9}}`))
	require.NoError(t, err)
	assert.Len(t, tag.Images, 1, "one object where a list belongs")
}

func TestStrangeValuesGiveACleanRowOrAMalformedOneAndNeverLoseThePage(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	for name, c := range map[string]struct {
		row  string
		good bool
	}{
		"negative numbers":    {`{"name":"a","id":-4,"full_size":-9,"images":[{"size":-1}]}`, true},
		"huge numbers":        {`{"name":"a","id":1e300,"full_size":123456789012345678901234567890}`, true},
		"year nought":         {`{"name":"a","last_updated":"0000-00-00T00:00:00Z"}`, true},
		"year 99999":          {`{"name":"a","last_updated":"99999-01-01T00:00:00Z"}`, true},
		"a word for a list":   {`{"name":"a","images":"none"}`, true},
		"nulls":               {`{"name":"a","images":null,"digest":null,"last_updated":null,"tag_status":null}`, true},
		"a long word":         {`{"name":"a","tag_status":"` + long + `"}`, true},
		"a long date":         {`{"name":"a","last_updated":"` + long + `"}`, true},
		"a long name":         {`{"name":"` + long + `"}`, false},
		"no name":             {`{"id":4}`, false},
		"an empty name":       {`{"name":""}`, false},
		"a number for a name": {`{"name":7}`, false},
		"null":                {`null`, false},
		"a list":              {`[1,[2]]`, false},
		"too many images":     {`{"name":"a","images":[` + strings.Repeat(`{},`, 5000) + `{}]}`, false},
		"names twice":         {`{"name":"b","name":"a"}`, true},
		"escapes":             {`{"n\u0061me":"\u0061"}`, true},
		"broken unicode":      {"{\"name\":\"a\",\"tag_status\":\"\xff\\ud800\"}", true},
	} {
		t.Run(name, func(t *testing.T) {
			body := `{"count":2,"next":null,"results":[` + c.row + `,{"name":"after"}]}`
			page, err := ReadTags([]byte(body))
			require.NoError(t, err)
			if !c.good {
				assert.Equal(t, 1, page.Malformed)
				require.Len(t, page.Rows, 1)
			} else {
				require.Len(t, page.Rows, 2)
				row := page.Rows[0]
				assert.Equal(t, "a", row.Name)
				assert.GreaterOrEqual(t, row.FullSize, int64(0))
				assert.True(t, row.Updated.IsZero())
			}
			assert.Equal(t, "after", page.Rows[len(page.Rows)-1].Name)
		})
	}
}

func TestAnAnswerThatIsNoPageIsAnErrorAndNeverAnEmptyPage(t *testing.T) {
	for _, body := range []string{
		``, ` `, `null`, `[]`, `{}`, `"text"`, `{"count":0}`, `{"results":{}}`, `{"results":"none"}`, `{"count":1,"results":[`,
		`{"count":1,"results":[{"name":"a"}`, `{"count":1,"results":[{"name":"a"}]`, `{"results":[]} trailing`, `{"results":[]}{"results":[]}`,
		`<html>`, strings.Repeat(`[`, 100_000), `{"results":` + strings.Repeat(`{"a":`, 100_000),
		`{"results":[` + strings.Repeat(`{},`, MaxRows) + `{}]}`,
	} {
		_, err := ReadTags([]byte(body))
		assert.Error(t, err, "%.40s", body)
	}
	page, err := ReadTags([]byte(`{"count":0,"results":null}`))
	require.NoError(t, err)
	assert.Empty(t, page.Rows)
}

func TestTheDigestOfAnImageStandsForTheTagsOnlyWhereThatIsLeftOut(t *testing.T) {
	const image = `"images":[{"os":"linux","architecture":"amd64","digest":"` + sum + `","size":5}]`
	for row, pinned := range map[string]bool{
		`{"name":"a",` + image + `}`:                                                                          true, // as before 2022
		`{"name":"a","digest":null,` + image + `}`:                                                            true,
		`{"name":"a","digest":"",` + image + `}`:                                                              true,
		`{"name":"a",` + image + `,"digest":"` + sum + `"}`:                                                   true,
		`{"name":"a","media_type":"application/vnd.docker.container.image.v1+json",` + image + `}`:            true,
		`{"name":"a","digest":"sha512:00",` + image + `}`:                                                     false,
		`{"name":"a",` + image + `,"digest":"` + sum[:30] + `"}`:                                              false,
		`{"name":"a","digest":"sha256:` + strings.Repeat("0", 64) + `",` + image + `}`:                        false,
		`{"name":"a",` + image + `,"media_type":"application/vnd.oci.image.index.v1+json"}`:                   false,
		`{"name":"a","media_type":"application/vnd.docker.distribution.manifest.list.v2+json",` + image + `}`: false,
	} {
		page, err := ReadTags([]byte(`{"count":1,"results":[` + row + `]}`))
		require.NoError(t, err, row)
		require.Len(t, page.Rows, 1, row)
		assert.Equal(t, pinned, !page.Rows[0].Digest.IsZero(), row)
		assert.Equal(t, sum, page.Rows[0].Images[0].Digest.String())
	}
}

const sum = "sha256:3333333333333333333333333333333333333333333333333333333333333333"
