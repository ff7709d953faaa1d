package sheet_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/sheet"
)

// setting is alice's client before a Hub of its own.
type setting struct {
	t      *testing.T
	client *hub.Client
}

// account is a world in which alice belongs to acme.
func account() *hubtest.World {
	w := hubtest.NewWorld(time.Now())
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain"})
	w.AddOrganization(
		hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}},
	)
	return w
}

func tag(name string, age time.Duration, platforms ...string) hubtest.Tag {
	return hubtest.Build{
		Content: name, Platforms: platforms, Pushed: time.Now().Add(-age),
	}.Tag(name)
}

func signedIn(t *testing.T, w *hubtest.World) *setting {
	t.Helper()
	h := hubtest.New(w, hubtest.WithRateLimit(0, 0))
	client, err := hub.New(hub.Options{
		BaseURL: h.URL(), RegistryURL: h.RegistryURL(), Transport: h.Transport(), UserAgent: "tagboat/test",
	})
	require.NoError(t, err)
	session, err := client.Login(t.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(t, err)
	client.Use(session)
	return &setting{t: t, client: client}
}

// variety has tags for two platforms and for one.
func variety(t *testing.T) *setting {
	t.Helper()
	w, day := account(), 24*time.Hour
	both := []string{"linux/amd64", "linux/arm64/v8"}
	w.Publish("acme/api", tag("1.9.0", 9*day, "linux/amd64"), tag("1.10.0", 2*day, both...),
		tag("1.10.0-rc.1", 3*day, both...), tag("latest", 2*day, both...))
	return signedIn(t, w)
}

type command func(
	c *hub.Client, q export.Request, a sheet.Asked, out io.Writer,
) (*export.Work, error)

func images(
	c *hub.Client, q export.Request, a sheet.Asked, out io.Writer,
) (*export.Work, error) {
	form, err := sheet.ForImages(a)
	if err != nil {
		return nil, err
	}
	return export.Images(c, q, form, out)
}

func tags(c *hub.Client, q export.Request, a sheet.Asked, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForTags(a)
	if err != nil {
		return nil, err
	}
	return export.Tags(c, q, form, out)
}

func repositories(
	c *hub.Client, q export.Request, a sheet.Asked, out io.Writer,
) (*export.Work, error) {
	form, err := sheet.ForRepositories(a)
	if err != nil {
		return nil, err
	}
	return export.Repositories(c, q, form, out)
}

func (s *setting) run(open command, q export.Request, a sheet.Asked) []string {
	s.t.Helper()
	var out bytes.Buffer
	work, err := open(s.client, q, a, &out)
	require.NoError(s.t, err)
	require.Equal(s.t, export.Complete, work.Run(s.t.Context()).Outcome())
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestMistakesSayWhatIsAllowed(t *testing.T) {
	for _, c := range []struct {
		asked sheet.Asked
		says  string
	}{
		{sheet.Asked{Format: "xml"}, "expected text, table, json, jsonl, csv, tsv, or a Go template"},
		{sheet.Asked{Columns: "tag,colour"}, `no column "colour"; expected some of reference, repository`},
		{sheet.Asked{Format: "{{.Reference"}, "its fields are .Reference, .Repository"},
		{sheet.Asked{Format: "{{.Colour}}"}, "its fields are .Reference, .Repository"},
		{sheet.Asked{Format: "{{.Tag}}", Columns: "tag"}, "give columns or a template"},
		{sheet.Asked{Format: "json", Lines: true}, "choose text, jsonl, csv, tsv or a template"},
		{sheet.Asked{Format: "table", Lines: true}, "choose text, jsonl, csv, tsv or a template"},
	} {
		_, err := sheet.ForImages(c.asked)
		assert.ErrorContains(t, err, c.says)
		assert.Equal(t, export.Misused, export.OutcomeOf(err))
	}
}

func TestAFormSaysWhatItNeeds(t *testing.T) {
	for _, c := range []struct {
		asked                sheet.Asked
		namesOnly, platforms bool
	}{
		{sheet.Asked{}, true, false},
		{sheet.Asked{Columns: "reference"}, true, false},
		{sheet.Asked{Columns: "tag,namespace"}, false, false},
		{sheet.Asked{Columns: "platforms"}, false, true},
		{sheet.Asked{Format: "jsonl"}, false, true},
		{sheet.Asked{Format: "jsonl", Columns: "reference"}, false, false},
		{sheet.Asked{Format: "{{.Reference}}"}, false, true},
		{sheet.Asked{Format: "table", Columns: "reference"}, false, false},
	} {
		form, err := sheet.ForImages(c.asked)
		require.NoError(t, err)
		assert.Equal(t, c.namesOnly, form.NamesOnly, "%+v", c.asked)
		assert.Equal(t, c.platforms, form.Platforms, "%+v", c.asked)
	}
}

func TestColumnsThatAreNamedAreWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := variety(t).run(
			tags, export.Request{Targets: []string{"acme/api"}, Filter: "^1.9"},
			sheet.Asked{Columns: "tag,namespace"},
		)
		assert.Equal(t, []string{"1.9.0\tacme"}, got)
	})
}

// evil has what a hostile server may send.
const evil = "a\x1b[2J\x1b]52;c;aGk=\a\u202eb\r\nc\t\"d\",=1\u009b31m\x7f\u200b"

func TestHostileTextIsHarmlessInEveryFormat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account()
		w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "api", Description: evil, Categories: []string{evil}})
		pushed := tag("1", 0, "linux/amd64")
		pushed.UpdatedBy = evil
		w.Push("acme/api", pushed, tag("2", 0, "linux/amd64"))
		s := signedIn(t, w)
		for _, format := range []string{"text", "table", "json", "jsonl", "csv", "tsv", "{{"} {
			for template, open := range map[string]command{
				"{{.Tag}} {{.By}}": images, "{{.Description}} {{.Categories}}": repositories,
			} {
				if strings.HasPrefix(format, "{{") {
					format = template
				}
				var out bytes.Buffer
				work, err := open(s.client, export.Request{Targets: []string{"acme"}}, sheet.Asked{Format: format}, &out)
				require.NoError(t, err)
				assert.Equal(t, export.Complete, work.Run(t.Context()).Outcome())
				for _, r := range out.String() {
					assert.Falsef(t, r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200b, "%s holds %U", format, r)
				}
			}
		}
	})
}

func TestJSONKeepsWhatWasSentAndEveryLineOfJSONLIsAnObject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account()
		w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "api", Description: evil})
		all := make([]hubtest.Tag, 250)
		for i := range all {
			all[i] = tag(fmt.Sprintf("t-%05d", i), time.Duration(i)*time.Minute, "linux/amd64", "linux/arm64")
		}
		w.Publish("acme/web", all...)
		s := signedIn(t, w)
		got := s.run(repositories, export.Request{Targets: []string{"acme"}}, sheet.Asked{Format: "json"})
		var rows []map[string]any
		require.NoError(t, json.Unmarshal([]byte(strings.Join(got, "\n")), &rows))
		require.Len(t, rows, 2)
		assert.Equal(t, evil, rows[0]["description"])
		got = s.run(tags, export.Request{Targets: []string{"acme/web"}}, sheet.Asked{Format: "jsonl"})
		require.Len(t, got, 250)
		for _, line := range got {
			var row struct {
				Pushed    string           `json:"pushed"`
				Pulled    *string          `json:"pulled"`
				Platforms []map[string]any `json:"platforms"`
			}
			require.NoError(t, json.Unmarshal([]byte(line), &row), line)
			require.Len(t, row.Platforms, 2)
			require.Nil(t, row.Pulled)
			_, err := time.Parse(time.RFC3339, row.Pushed)
			require.NoError(t, err)
		}
		got = s.run(tags, export.Request{Targets: []string{"acme/api"}}, sheet.Asked{Format: "json"})
		assert.Equal(t, []string{"[]"}, got)
	})
}

func TestCSVIsReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account()
		w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "api", Description: `says "hello", twice`, Stars: 3})
		s := signedIn(t, w)
		got := s.run(repositories, export.Request{Targets: []string{"acme"}}, sheet.Asked{Format: "csv"})
		rows, err := csv.NewReader(strings.NewReader(strings.Join(got, "\n"))).ReadAll()
		require.NoError(t, err)
		assert.Equal(t, []string{"repository", "private", "stars", "pulls", "updated", "registered", "size", "type", "description"}, rows[0])
		assert.Equal(t, `says "hello", twice`, rows[1][8])
		assert.Equal(t, "3", rows[1][2])
	})
}

func TestATableIsAlignedAndFitsTheTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		got := s.run(tags, export.Request{Targets: []string{"acme/api"}}, sheet.Asked{Format: "table", Width: 44})
		require.Len(t, got, 5)
		assert.Regexp(t, `^TAG +SIZE  PUSHED      DIGEST$`, got[0])
		for _, line := range got {
			assert.LessOrEqual(t, len(line), 44)
		}
		got = s.run(tags, export.Request{Targets: []string{"acme/api"}, Filter: "nothing"}, sheet.Asked{Format: "table"})
		assert.Equal(t, []string{"TAG  SIZE  PUSHED  DIGEST  PLATFORMS"}, got)
	})
}

func TestOneTagIsWrittenForAPersonOrAsOneObject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := variety(t)
		inspected := func(target string, layers bool, a sheet.Asked) string {
			write, err := sheet.ForInspection(a)
			require.NoError(t, err)
			row, err := export.Inspect(t.Context(), s.client, target, layers, export.Request{Digests: layers})
			require.NoError(t, err)
			text, err := write(row)
			require.NoError(t, err)
			return string(text)
		}
		text := inspected("acme/api", true, sheet.Asked{})
		assert.Contains(t, text, "reference   acme/api:latest@sha256:")
		assert.Contains(t, text, "\nlinux/arm64/v8\nLAYER")
		assert.Contains(t, inspected("acme/api", false, sheet.Asked{}), "reference   acme/api:latest\n")
		var row map[string]any
		require.NoError(t, json.Unmarshal([]byte(inspected("acme/api:1.9.0", true, sheet.Asked{Format: "json"})), &row))
		assert.Contains(t, row["reference"], "acme/api:1.9.0@sha256:")
		_, err := sheet.ForInspection(sheet.Asked{Format: "xml"})
		assert.Equal(t, export.Misused, export.OutcomeOf(err))
	})
}
