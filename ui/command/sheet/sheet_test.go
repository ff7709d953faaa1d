package sheet_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/ui/command/sheet"
)

type row struct {
	name, text string
	number     int64
}

func columns() []sheet.Column[row] {
	return []sheet.Column[row]{
		{Name: "name", Value: func(r *row) any { return r.name }},
		{Name: "number", Value: func(r *row) any { return r.number }, Right: true},
		{Name: "text", Value: func(r *row) any { return r.text }},
		{Name: "pushed", Value: func(*row) any { return hub.Timestamp(0) }, More: true},
	}
}

func written(t *testing.T, format string, width int, pages ...[]row) string {
	t.Helper()
	f, err := sheet.Parse(format)
	require.NoError(t, err)
	chosen, err := sheet.Choose(columns(), "")
	require.NoError(t, err)
	s, err := sheet.New(f, columns(), chosen, width)
	require.NoError(t, err)
	out := s.Head(nil)
	for _, page := range pages {
		out, err = s.Append(out, page)
		require.NoError(t, err)
	}
	return string(s.Foot(out))
}

var twoPages = [][]row{
	{{"api", "the front door", 12}, {"web", `a "shop", open`, 3}},
	{{"cron-of-billing", "", 1000}},
}

func TestEachFormatIsWhatItSays(t *testing.T) {
	for format, want := range map[string]string{
		"text":  "api\t12\tthe front door\nweb\t3\ta \"shop\", open\ncron-of-billing\t1000\t\n",
		"tsv":   "name\tnumber\ttext\napi\t12\tthe front door\nweb\t3\ta \"shop\", open\ncron-of-billing\t1000\t\n",
		"csv":   "name,number,text\napi,12,the front door\nweb,3,\"a \"\"shop\"\", open\"\ncron-of-billing,1000,\n",
		"jsonl": `{"name":"api","number":12,"text":"the front door"}` + "\n" + `{"name":"web","number":3,"text":"a \"shop\", open"}` + "\n" + `{"name":"cron-of-billing","number":1000,"text":""}` + "\n",
		"json":  "[\n" + `{"name":"api","number":12,"text":"the front door"}` + ",\n" + `{"name":"web","number":3,"text":"a \"shop\", open"}` + ",\n" + `{"name":"cron-of-billing","number":1000,"text":""}` + "\n]\n",
		"table": "NAME  NUMBER  TEXT\napi       12  the front door\nweb        3  a \"shop\", open\ncron-of-billing    1000\n",
		"{{.Name}} pushed {{.Pushed}}{{if gt .Number 10}}!{{end}}": "api pushed !\nweb pushed \ncron-of-billing pushed !\n",
	} {
		assert.Equal(t, want, written(t, format, 0, twoPages...), format)
	}
}

func TestATableLeavesOutWhatDoesNotFit(t *testing.T) {
	page := []row{{"api", "the front door of all services", 12}}
	assert.Equal(
		t,
		"NAME  NUMBER  TEXT\napi       12  the front d…\n",
		written(t, "table", 26, page),
	)
	assert.Equal(t, "NAME  NUMBER\napi       12\n", written(t, "table", 20, page))
	assert.Equal(t, "NAME\napi\n", written(t, "table", 8, page))
	assert.Equal(t, "NAME\n日本…\n", written(t, "table", 5, []row{{"日本語の名前", "", 1}}))
}

func TestColumnsAreChosenByName(t *testing.T) {
	chosen, err := sheet.Choose(columns(), "pushed, NAME")
	require.NoError(t, err)
	assert.Equal(t, "pushed, name", sheet.Names(chosen))
	_, err = sheet.Choose(columns(), "name,")
	assert.EqualError(t, err, `there is no column ""; expected some of name, number, text, pushed`)
}

func FuzzJSONMeansWhatWasSentAndHoldsNothingThatATerminalObeys(f *testing.F) {
	f.Add("plain")
	f.Add("a\x1b[2J\u009b\u202e\u2028\x00\x7f\U000e0041\"\\\n\t")
	f.Fuzz(func(t *testing.T, text string) {
		got := written(t, "jsonl", 0, []row{{name: text}})
		var back struct {
			Name string `json:"name"`
		}
		require.NoError(t, json.Unmarshal([]byte(got), &back))
		if utf8.ValidString(text) {
			require.Equal(t, text, back.Name)
		}
		for _, r := range strings.TrimSuffix(got, "\n") {
			require.False(t, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp), "%U", r)
		}
	})
}

func FuzzALineIsOneLine(f *testing.F) {
	f.Add("a\r\nb\tc\u2028d\x85e")
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range []string{"text", "tsv", "table", "{{.Name}}\t{{.Text}}"} {
			got := written(t, format, 0, []row{{name: text, text: text}})
			body := strings.TrimSuffix(got, "\n")
			want := 0
			if format == "tsv" || format == "table" {
				want = 1
			}
			require.Equal(t, want, strings.Count(body, "\n"), format)
			for _, r := range body {
				require.False(t, unicode.IsControl(r) && r != '\n' && r != '\t', "%U", r)
			}
		}
	})
}

func TestNothingInCSVMakesASpreadsheetCalculate(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":                         "'=1+1",
		"+1":                           "'+1",
		"-1":                           "'-1",
		"@SUM(A1)":                     "'@SUM(A1)",
		"\t=1":                         "'=1", // a tab at either end is cleaned away
		"\r\n=1":                       "'=1",
		"\u200b=1":                     "'=1",
		"  =1":                         "'  =1",
		"\uff1d1":                      "'\uff1d1", // Excel reads full width too
		"\uff201":                      "'\uff201",
		"'=1":                          "''=1", // one ' less is what was there
		`"=1`:                          `'"=1`,
		"a;=1":                         "a;'=1", // cells where a comma stands in numbers
		"a; +1;b":                      "a;' +1;b",
		`=HYPERLINK("http://x","now")`: `'=HYPERLINK("http://x","now")`,
		"plain":                        "plain",
		"a=b, c-d, e@f":                "a=b, c-d, e@f",
		"1-2":                          "1-2",
		"":                             "",
	} {
		got := written(t, "csv", 0, []row{{name: text, number: -5}})
		rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
		require.NoError(t, err)
		assert.Equal(t, []string{want, "-5", ""}, rows[1], "%q", text)
	}
	assert.Equal(t, "name\tnumber\ttext\n=1+1\t0\t\n", written(t, "tsv", 0, []row{{name: "=1+1"}}))
}

func TestAnUnknownTimeIsNothingInATemplateHoweverItIsWritten(t *testing.T) {
	got := written(t, `{{.Name}} [{{.Pushed}}] [{{.Pushed.Format "2006-01-02"}}]`, 0, twoPages[1])
	assert.Equal(t, "cron-of-billing [] []\n", got)
}
