package hub

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unnameable are names that no reference can have.
var unnameable = []string{
	"", " ", "a b", "a\nb", "a\r", "\ta", "a\x00b", "a\x1b[2Jb", "$(reboot)", "`id`", "a;b", "a|b", "a&b", "a'b", `a"b`, `a\b`, "a/b", "a:b", "a@b",
	"ä", "\u202eabc", "-a", ".a", "a\u00a0b", "\u200b", "a=b", "{{.}}", "<b>", "#", "~", "*", "?", strings.Repeat("a", 256), "a+b", "a%20b",
}

func TestANameThatNoReferenceCanHaveIsAMalformedRowThatIsCounted(t *testing.T) {
	type row struct {
		Name   string `json:"name"`
		Images []any  `json:"images"`
	}
	for _, bad := range append(unnameable, strings.Repeat("a", 129)) {
		body, err := json.Marshal(map[string]any{"count": 3, "results": []row{{Name: "1.27"}, {Name: bad}, {Name: "_A-z.9"}}})
		require.NoError(t, err)
		page, err := readPage(body, (*scanner).tag)
		require.NoError(t, err, "%q", bad)
		assert.Len(t, page.rows, 2, "%q", bad)
		assert.Equal(t, 1, page.malformed, "%q", bad)

		body, err = json.Marshal(map[string]any{"tags": []string{"1.27", bad, "_A-z.9"}})
		require.NoError(t, err)
		names, malformed, err := readNames(body)
		require.NoError(t, err)
		assert.Len(t, names, 2, "%q", bad)
		assert.Equal(t, 1, malformed, "%q", bad)
	}
	for _, bad := range append(unnameable, "A", "aB", "a-", "a_", "a.", "_a", "a..b", "a___b", "a._b", "a-_b") {
		body, err := json.Marshal(map[string]any{"count": 2, "results": []row{{Name: "a--b__c.d"}, {Name: bad}}})
		require.NoError(t, err)
		page, err := readPage(body, repositoryRow)
		require.NoError(t, err)
		assert.Len(t, page.rows, 1, "%q", bad)
		assert.Equal(t, 1, page.malformed, "%q", bad)

		body, err = json.Marshal(map[string]any{"results": []map[string]string{{"name": "a", "namespace": bad}}})
		require.NoError(t, err)
		page, err = readPage(body, repositoryRow)
		require.NoError(t, err)
		require.Len(t, page.rows, 1)
		assert.NotEqual(t, Namespace(bad+"!"), page.rows[0].Name.Namespace)
		if bad != "" {
			assert.NotContains(t, string(page.rows[0].Name.Namespace), bad)
		}
	}
}

func TestARowThatIsTooMuchStaysMalformedWhereverItsNameStands(t *testing.T) {
	images := `"images":[` + strings.Repeat("{},", maxImages) + `{}]`
	for _, row := range []string{`{"name":"a",` + images + `}`, `{` + images + `,"name":"a"}`} {
		page, err := readPage([]byte(`{"results":[`+row+`]}`), (*scanner).tag)
		require.NoError(t, err)
		assert.Empty(t, page.rows)
		assert.Equal(t, 1, page.malformed)
	}
}

func TestAPlatformsWordsAreOnesThatACommandTakes(t *testing.T) {
	body := `{"results":[{"name":"a","images":[{"os":"linux","architecture":"amd64"},{"os":"$(id)","architecture":"a b"},{"os":"","architecture":"unknown"},` +
		`{"os":"windows","architecture":"amd64","os_version":"10.0.17763\n"},{"os":null,"architecture":null,"last_pulled":null,"size":7}]}]}`
	page, err := readPage([]byte(body), (*scanner).tag)
	require.NoError(t, err)
	require.Len(t, page.rows, 1)
	var all []string
	for _, i := range page.rows[0].Images {
		all = append(all, i.Platform.String()+i.Platform.OSVersion())
	}
	assert.ElementsMatch(t, []string{"linux/amd64", "unknown/unknown", "unknown/unknown", "windows/amd64", "unknown/unknown"}, all)
}

func TestTimesAreReadHoweverTheyAreWritten(t *testing.T) {
	want := time.Date(2026, 1, 12, 9, 8, 21, 0, time.UTC)
	for _, text := range []string{
		"2026-01-12T09:08:21Z", "2026-01-12T09:08:21", "2026-01-12 09:08:21", "2026-01-12 09:08:21Z", "2026-01-12t09:08:21z",
		"2026-01-12T11:08:21+02:00", "2026-01-12T11:08:21+0200", "2026-01-12 11:08:21+02", "2026-01-12 11:08:21 +0200", "2026-01-12 03:38:21-05:30",
		"2026-01-12 09:08:21 UTC", "2026-01-12 09:08:21 +0000 UTC", "2026-01-12T09:08:21 GMT", " 2026-01-12T09:08:21Z ", "2026-01-12T09:08:21.000",
		"2026-01-12T09:08:21,000Z", "2026-01-12T10:08:21+01:00[Europe/Berlin]", "2026-01-12T09:08:21Z[UTC]", "2026-01-12T09:08:21.0000000000001Z",
		"Mon, 12 Jan 2026 09:08:21 GMT", "Mon, 12 Jan 2026 11:08:21 +0200", "Monday, 12-Jan-26 09:08:21 UTC",
	} {
		assert.Equal(t, want, readTime([]byte(text)).Time(), text)
	}
	assert.Equal(t, want.Add(390357*time.Microsecond), readTime([]byte("2026-01-12 09:08:21.390357865")).Time())
	assert.Equal(t, time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), readTime([]byte("2026-01-12")).Time())
	assert.Equal(t, want.Truncate(time.Minute), readTime([]byte("2026-01-12T09:08")).Time())
	midnight := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"2025-12-31T24:00:00Z", "2025-12-31T24:00", "2025-12-31 24:00:00", "2025-12-31T24:00:00.000+00:00", "2025-12-31T23:59:60Z", "2026-01-01T01:00:00+01:00",
	} {
		assert.Equal(t, midnight, readTime([]byte(text)).Time(), text)
	}
	for _, nonsense := range []string{
		"2026-01-12T24:00:01Z", "2026-01-12T24:30Z", "2026-01-12T12:00:60Z", "2026-01-12T23:59:61Z", "Mon, 12 Jan 2026 09:08:21 EST", "T24:00", "T23:59:60",
		"0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "+12026-01-12T09:08:21Z", "9999-12-31T24:00:00Z", "-001-01-01T00:00:00Z", "", "yesterday", "2026-13-01T00:00:00", "2026-02-30", "12.01.2026", "0000-00-00 00:00:00", "UTC", "1768208901"} {
		assert.True(t, readTime([]byte(nonsense)).IsZero(), nonsense)
	}
}

func TestNumbersAndAnswersOfYesAreReadInQuotesToo(t *testing.T) {
	body := `{"count":"3","results":[{"name":"a","is_private":"true","pull_count":"12345","star_count":"-1","storage_size":"1e3"},` +
		`{"name":"b","is_private":1,"pull_count":"12,345"},{"name":"c","is_private":"false","pull_count":""},{"name":"d","is_private":null}]}`
	page, err := readPage([]byte(body), repositoryRow)
	require.NoError(t, err)
	assert.Equal(t, 3, page.count)
	require.Len(t, page.rows, 4)
	assert.Equal(t, int64(12345), page.rows[0].Pulls)
	assert.Zero(t, page.rows[0].Stars+page.rows[0].Storage+page.rows[1].Pulls+page.rows[2].Pulls)
	for i, want := range []bool{true, true, false, false} {
		assert.Equal(t, want, page.rows[i].Private, page.rows[i].Name)
	}
}
