package wire

import (
	"encoding/json"
	"strings"
	"testing"

	"tagboat/hub/name"

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
		page, err := ReadTags(body)
		require.NoError(t, err, "%q", bad)
		assert.Len(t, page.Rows, 2, "%q", bad)
		assert.Equal(t, 1, page.Malformed, "%q", bad)
	}
	for _, bad := range append(unnameable, "A", "aB", "a-", "a_", "a.", "_a", "a..b", "a___b", "a._b", "a-_b") {
		body, err := json.Marshal(map[string]any{"count": 2, "results": []row{{Name: "a--b__c.d"}, {Name: bad}}})
		require.NoError(t, err)
		page, err := ReadRepositories(body, "")
		require.NoError(t, err)
		assert.Len(t, page.Rows, 1, "%q", bad)
		assert.Equal(t, 1, page.Malformed, "%q", bad)

		body, err = json.Marshal(map[string]any{"results": []map[string]string{{"name": "a", "namespace": bad}}})
		require.NoError(t, err)
		page, err = ReadRepositories(body, "")
		require.NoError(t, err)
		require.Len(t, page.Rows, 1)
		assert.NotEqual(t, name.Namespace(bad+"!"), page.Rows[0].Name.Namespace)
		if bad != "" {
			assert.NotContains(t, string(page.Rows[0].Name.Namespace), bad)
		}
	}
}

func TestARowThatIsTooMuchStaysMalformedWhereverItsNameStands(t *testing.T) {
	images := `"images":[` + strings.Repeat("{},", MaxImages) + `{}]`
	for _, row := range []string{`{"name":"a",` + images + `}`, `{` + images + `,"name":"a"}`} {
		page, err := ReadTags([]byte(`{"results":[` + row + `]}`))
		require.NoError(t, err)
		assert.Empty(t, page.Rows)
		assert.Equal(t, 1, page.Malformed)
	}
}

func TestAPlatformsWordsAreOnesThatACommandTakes(t *testing.T) {
	body := `{"results":[{"name":"a","images":[{"os":"linux","architecture":"amd64"},{"os":"$(id)","architecture":"a b"},{"os":"","architecture":"unknown"},` +
		`{"os":"windows","architecture":"amd64","os_version":"10.0.17763\n"},{"os":null,"architecture":null,"last_pulled":null,"size":7}]}]}`
	page, err := ReadTags([]byte(body))
	require.NoError(t, err)
	require.Len(t, page.Rows, 1)
	var all []string
	for _, i := range page.Rows[0].Images {
		all = append(all, i.Platform.String()+i.Platform.OSVersion())
	}
	assert.ElementsMatch(t, []string{"linux/amd64", "unknown/unknown", "unknown/unknown", "windows/amd64", "unknown/unknown"}, all)
}

func TestNumbersAndAnswersOfYesAreReadInQuotesToo(t *testing.T) {
	body := `{"count":"3","results":[{"name":"a","is_private":"true","pull_count":"12345","star_count":"-1","storage_size":"1e3"},` +
		`{"name":"b","is_private":1,"pull_count":"12,345"},{"name":"c","is_private":"false","pull_count":""},{"name":"d","is_private":null}]}`
	page, err := ReadRepositories([]byte(body), "")
	require.NoError(t, err)
	assert.Equal(t, 3, page.Count)
	require.Len(t, page.Rows, 4)
	assert.Equal(t, int64(12345), page.Rows[0].Pulls)
	assert.Zero(t, page.Rows[0].Stars+page.Rows[0].Storage+page.Rows[1].Pulls+page.Rows[2].Pulls)
	for i, want := range []bool{true, true, false, false} {
		assert.Equal(t, want, page.Rows[i].Private, page.Rows[i].Name)
	}
}
