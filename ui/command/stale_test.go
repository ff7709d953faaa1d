//go:build unix

package command_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/fakehub"
	"tagboat/hub/hubtest"
)

// untidy is a machine of somebody with a repository in which something could go.
func untidy(t *testing.T) *machine {
	t.Helper()
	m := loggedIn(t, 1, 0)
	ago := func(days int) time.Time { return m.now.AddDate(0, 0, -days) }
	tag := func(name, content string, pushed, pulled int) hubtest.Tag {
		made := hubtest.Build{Content: content, Platforms: []string{"linux/amd64"}, Pushed: ago(pushed)}.Tag(name)
		if made.Pulled = ago(pulled); pulled < 0 {
			made.Pulled = time.Time{}
		}
		for i := range made.Images {
			made.Images[i].Pulled = made.Pulled
		}
		return made
	}
	m.hub.World().Publish("org-0/api",
		tag("latest", "new", 2, 1), tag("2.0", "new", 2, 1), tag("1.0", "one", 300, 200), tag("v1", "locked", 300, 200),
		tag("pulled", "pulled", 300, 3), tag("never", "never", 300, -1))
	m.hub.World().Update("org-0/api", func(r *fakehub.Repository) { r.Immutable = []string{`^v\d+$`} })
	m.hub.World().Publish("org-0/calm", tag("only", "only", 1, 1))
	return m
}

func TestWithoutARuleStaleExplainsAndAsksNobody(t *testing.T) {
	m := untidy(t)
	for _, args := range [][]string{{"stale"}, {"stale", "org-0", "--never", "latest"}} {
		before := len(m.hub.Requests())
		printed, said, code := m.run("", args...)
		assert.Equal(t, 2, code)
		assert.Empty(t, printed)
		assert.Contains(t, said, "  --older 90d         what was pushed and last pulled before that\n")
		assert.Contains(t, said, "no rule says what may go")
		assert.Len(t, m.hub.Requests(), before)
	}
}

func TestAPlanSaysWhatGoesAndWhyAndWhatItWasMadeOf(t *testing.T) {
	m := untidy(t)
	printed, said, code := m.run("", "stale", "org-0", "--older", "90d")
	require.Zero(t, code, said)
	var comments, rows []string
	for line := range strings.Lines(printed) {
		if strings.HasPrefix(line, "#") {
			comments = append(comments, line)
		} else {
			rows = append(rows, line)
		}
	}
	assert.Equal(t, []string{"org-0/api:1.0\tpushed 300 days ago, pulled 200 days ago\n"}, rows)
	head := strings.Join(comments, "")
	for _, part := range []string{
		" as alice, ", "# Rules: --older 90d\n", "# 1 tag goes of 1 repository, 1 image with them.\n", "at least 0 B, at most ",
		"#   6 stay\n", "#     3 · pushed not long enough ago\n", "#     1 · locked by an immutability rule\n", "soft evidence",
	} {
		assert.Contains(t, head, part)
	}
	assert.NotContains(t, head, "NOT COMPLETE")
	assert.Contains(t, said, "1 namespace · 2 repositories · 7 tags · 1 written · all counts agree")
	all, _, _ := m.run("", "stale", "org-0", "--older", "90d", "--all")
	assert.Contains(t, all, "false\torg-0/api:v1\tlocked by an immutability rule: ^v\\d+$\n")
	assert.Contains(t, all, "false\torg-0/api:never\tnever known to be pulled\n")
	assert.Contains(t, all, "true\torg-0/api:1.0\t")
}

func TestRulesAreAskedForOnlyWhereSomethingWouldGo(t *testing.T) {
	m := untidy(t)
	details := func(args ...string) (paths []string) {
		before := len(m.hub.Requests())
		_, said, code := m.run("", args...)
		require.Zero(t, code, said)
		for _, r := range m.hub.Requests()[before:] {
			if strings.HasSuffix(r.Path, "/api") || strings.HasSuffix(r.Path, "/calm") {
				paths = append(paths, r.Path)
			}
		}
		return paths
	}
	assert.Len(t, details("stale", "org-0", "--older", "90d"), 1)
	assert.Empty(t, details("stale", "org-0", "--older", "2y"))
	assert.Empty(t, details("stale", "org-0", "--older", "90d", "--no-locks"))
	_, said, code := m.run("", "stale", "org-0", "--older", "90d", "--dry-run")
	assert.Zero(t, code)
	assert.Contains(t, said, "One more for each repository of which something would go, for its immutability rules: at most 2.")
}

func TestAPlanOfAnIncompleteReadingSaysSoAndNothingGoesOfWhatWasNotRead(t *testing.T) {
	for _, path := range []string{"/api/tags", "/repositories/api"} {
		m := untidy(t)
		m.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: path}, Do: func(*hubtest.Hub, http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
		}})
		printed, said, code := m.run("", "stale", "org-0", "--older", "90d", "--format", "json")
		assert.Equal(t, 3, code, said)
		assert.True(t, json.Valid([]byte(printed)), printed)
		assert.Contains(t, printed, `"complete": false,`)
		assert.NotContains(t, printed, `"missing": [],`)
		assert.Contains(t, printed, `"rows": []`)
		printed, _, _ = m.run("", "stale", "org-0", "--older", "90d")
		assert.Contains(t, printed, "# NOT COMPLETE: ")
	}
}

func TestJSONTellsOfThePlanInFieldsAndOtherFormatsAreRowsAlone(t *testing.T) {
	m := untidy(t)
	printed, _, code := m.run("", "stale", "org-0/api", "--older", "90d", "--keep", "2", "--format", "json")
	require.Zero(t, code)
	for _, field := range []string{
		`"account": "alice",`, `"complete": true,`, `"missing": [],`, `"rules": "--older 90d --keep 2",`, `"tags": 1,`, `"atleast": 0,`,
		`{"goes":true,"reason":"pushed 300 days ago, pulled 200 days ago, beyond the newest two","why":"goes","reference":"org-0/api:1.0"`,
	} {
		assert.Contains(t, printed, field)
	}
	assert.True(t, json.Valid([]byte(printed)))
	printed, said, _ := m.run("", "stale", "org-0", "--older", "90d", "--format", "csv", "--columns", "reference,why")
	assert.Equal(t, "reference,why\norg-0/api:1.0,goes\n", printed)
	assert.Contains(t, said, "soft evidence")
}

func TestForHubToolAPlanIsNothingButLinesWithTheNamespace(t *testing.T) {
	printed, said, code := run(t, "stale", "--demo", "library/alpine", "--keep", "3", "--format", "hub-tool")
	require.Zero(t, code, said)
	lines := strings.Fields(printed)
	require.NotEmpty(t, lines)
	for _, line := range lines {
		assert.Regexp(t, `^library/alpine:[\w][\w.-]*$`, line)
	}
	assert.Contains(t, said, "soft evidence")
	for _, more := range []string{"--all", "--columns=tag"} {
		_, said, code = run(t, "stale", "--demo", "library/alpine", "--keep", "3", "--format", "hub-tool", more)
		assert.Equal(t, 2, code)
		assert.Contains(t, said, "leave --")
	}
}

func TestWhatContradictsItselfInAPlanIsAWrongCommandLine(t *testing.T) {
	m := untidy(t)
	for want, args := range map[string]string{
		"--keep-per \"build\"":      "--keep-per build",
		"from 1, in digits":         "--keep 0",
		"--older \"90\"":            "--older 90",
		"give it with --older":      "--keep 1 --unpulled",
		"give it with --no-locks":   "--keep 1 --offline",
		"which no pull moves":       "--older 90d --delta",
		"--match cannot be read at": "--match arch:",
		"hub-tool knows that Hub":   "--keep 1 --format hub-tool --hub https://hub.example.com",
	} {
		_, said, code := m.run("", append([]string{"stale"}, strings.Fields(args)...)...)
		assert.Equal(t, 2, code, args)
		assert.Contains(t, said, want, args)
	}
}

func TestAPlanIsMadeOfflineOfWhatIsKnown(t *testing.T) {
	m := untidy(t)
	_, said, code := m.run("", "images", "org-0", "--fresh")
	require.Zero(t, code, said)
	before := len(m.hub.Requests())
	printed, said, code := m.run("", "stale", "org-0", "--older", "90d", "--offline", "--no-locks", "--format", "{{.Reference}}")
	require.Zero(t, code, said)
	assert.Equal(t, "org-0/api:1.0\norg-0/api:v1\n", printed)
	assert.Contains(t, said, "Which tags are locked was not asked")
	assert.Len(t, m.hub.Requests(), before)
}
