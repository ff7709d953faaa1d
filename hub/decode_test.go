package hub

import (
	"encoding/base64"
	"os"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func asToken(claims []byte) string {
	return "eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString(claims) + ".signature"
}

func TestATagWithEightImagesTakesLessThan900Bytes(t *testing.T) {
	image, tag := unsafe.Sizeof(Image{}), unsafe.Sizeof(Tag{})
	assert.LessOrEqual(t, image, uintptr(72))
	assert.LessOrEqual(t, tag+8*image, uintptr(900))
	assert.Equal(t, uintptr(8), unsafe.Sizeof(Platform{}))
	assert.Equal(t, uintptr(8), unsafe.Sizeof(Word{}))
}

func TestATagIsReadWholeAndItsImagesAreSorted(t *testing.T) {
	body, err := os.ReadFile("testdata/answers/tags_list__museum.json")
	require.NoError(t, err)
	page, err := readPage(body, (*scanner).tag)
	require.NoError(t, err)
	assert.Equal(t, 3, page.count)
	assert.Equal(t, "https://hub.example/v2/namespaces/acme/repositories/museum/tags?page=2&page_size=2", page.next)
	require.Len(t, page.rows, 2)
	tag := page.rows[0]
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
	old := page.rows[1]
	assert.Equal(t, "OLD_2.4", old.Name)
	assert.Empty(t, old.Images)
	assert.True(t, old.Digest.IsZero())
}

func TestWhatTheHubLeavesOutIsTakenFromTheImages(t *testing.T) {
	const d = "sha256:3333333333333333333333333333333333333333333333333333333333333333"
	tag, good, err := newScanner([]byte(`{"name":"x","images":[{"os":"linux","architecture":"arm64","size":5,"digest":"` + d + `"}]}`)).tag()
	require.NoError(t, err)
	require.True(t, good)
	assert.Equal(t, d, tag.Digest.String())
	assert.Equal(t, int64(5), tag.FullSize)
	tag, _, _ = newScanner([]byte(`{"name":"x","images":[{"os":"linux","architecture":"arm64","size":5},{"os":"linux","architecture":"amd64","size":9}]}`)).tag()
	assert.Equal(t, int64(9), tag.FullSize)
	tag, good, err = newScanner([]byte(`{"name":"x","images":{"os":"linux","architecture":"amd64","size":9}}`)).tag()
	require.NoError(t, err)
	require.True(t, good)
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
			page, err := readPage([]byte(body), (*scanner).tag)
			require.NoError(t, err)
			if !c.good {
				assert.Equal(t, 1, page.malformed)
				require.Len(t, page.rows, 1)
			} else {
				require.Len(t, page.rows, 2)
				row := page.rows[0]
				assert.Equal(t, "a", row.Name)
				assert.GreaterOrEqual(t, row.FullSize, int64(0))
				assert.True(t, row.Updated.IsZero())
			}
			assert.Equal(t, "after", page.rows[len(page.rows)-1].Name)
		})
	}
}

func TestAnAnswerThatIsNoPageIsAnErrorAndNeverAnEmptyPage(t *testing.T) {
	for _, body := range []string{
		``, ` `, `null`, `[]`, `{}`, `"text"`, `{"count":0}`, `{"results":{}}`, `{"results":"none"}`, `{"count":1,"results":[`,
		`{"count":1,"results":[{"name":"a"}`, `{"count":1,"results":[{"name":"a"}]`, `{"results":[]} trailing`, `{"results":[]}{"results":[]}`,
		`<html>`, strings.Repeat(`[`, 100_000), `{"results":` + strings.Repeat(`{"a":`, 100_000),
		`{"results":[` + strings.Repeat(`{},`, maxRows) + `{}]}`,
	} {
		_, err := readPage([]byte(body), (*scanner).tag)
		assert.Error(t, err, "%.40s", body)
	}
	page, err := readPage([]byte(`{"count":0,"results":null}`), (*scanner).tag)
	require.NoError(t, err)
	assert.Empty(t, page.rows)
}

func TestTimesAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	for _, text := range []string{
		"2021-12-20T17:19:58.88296Z", "2026-01-12T09:08:21.390357865Z", "2026-01-12T09:08:21Z", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z",
		"2026-01-12T09:08:21+02:00", "2026-01-12T09:08:21.5+02:00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
		"1969-12-31T23:59:59.999Z", "2026-13-01T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:60:00Z",
		"2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z", "", "x", "2026-01-01T00:00:0aZ",
		"2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00,5Z",
	} {
		want := Timestamp(0)
		if parsed, err := time.Parse(time.RFC3339Nano, text); err == nil {
			want = TimestampOf(parsed)
		}
		assert.Equal(t, want, readTime([]byte(text)), text)
	}
}

func TestMessagesAreFoundInEveryShape(t *testing.T) {
	for body, want := range map[string]string{
		`{"message":"a","detail":"b"}`:                                      "a",
		`{"detail":"b","error":false}`:                                      "b",
		`{"text":"c","fields":{"ordering":["Invalid","x"],"n":3}}`:          "c: ordering: Invalid",
		`{"message":"httperror 404: tag not found","errinfo":{"a":[1,{}]}}`: "tag not found",
		`{"message":"httperror abc: x"}`:                                    "httperror abc: x",
		`{"errors":[{"code":"DENIED","message":"no"},{"code":"B"}]}`:        "DENIED: no; B",
		`{"message":null,"detail":["x"],"text":7}`:                          "",
		"Too Many Requests (HAP429).\n":                                     "Too Many Requests (HAP429).",
		`{"message":"cut off`:                                               "",
		`{"message":"said","detail":`:                                       "said",
		``:                                                                  "",
		"{\"message\":\"one\\ntwo\\u0000 \"}":                               "one two\x00",
	} {
		assert.Equal(t, want, serverMessage([]byte(body)), body)
	}
	assert.LessOrEqual(t, len(serverMessage([]byte(strings.Repeat("long ", 100_000)))), maxPlain)
	assert.Equal(t, "ab…", bounded("ab"+strings.Repeat("ü", 9), 6), "cut on a character")
}

func TestClaimsAreReadAsFarAsTheyGo(t *testing.T) {
	now := time.Unix(2e9, 0)
	c := readClaims(asToken([]byte(`{"exp":1769819388,"iat":1769818788,"https://hub.docker.com":{"username":"curator"}}`)))
	assert.Equal(t, "curator", c.username)
	assert.Equal(t, now.Add(10*time.Minute), c.ends(now), "a wrong clock does not end a session at once")
	assert.Equal(t, "old", readClaims(asToken([]byte(`{"username":"old","exp":1769819388}`))).username)
	assert.Equal(t, int64(1769819388), readClaims(asToken([]byte(`{"exp":1769819388}`))).ends(now).Unix())
	for _, token := range []string{"", "a.b", "a.b.c", "....", asToken([]byte(`{"exp":`)), asToken([]byte(`[]`)), asToken([]byte(`{"exp":"x","iat":{}}`)),
		asToken([]byte(`{"exp":-1}`)), asToken([]byte(`{"exp":1e300}`)), strings.Repeat("x", 1<<20)} {
		assert.Equal(t, claims{}, readClaims(token), "%.30s", token)
		assert.True(t, readClaims(token).ends(now).IsZero())
	}
	assert.False(t, usable("a b"))
	assert.False(t, usable("a\nb"))
	assert.False(t, usable(""))
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
		page, err := readPage([]byte(`{"count":1,"results":[`+row+`]}`), (*scanner).tag)
		require.NoError(t, err, row)
		require.Len(t, page.rows, 1, row)
		assert.Equal(t, pinned, !page.rows[0].Digest.IsZero(), row)
		assert.Equal(t, sum, page.rows[0].Images[0].Digest.String())
	}
}
