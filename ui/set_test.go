package ui_test

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/ui"
	"tagboat/ui/config"
	"tagboat/ui/golden"
)

func TestEveryListThatCanBeSetHasANameOfItsOwnAndItsColumns(t *testing.T) {
	var names []string
	for _, list := range ui.Settable() {
		names = append(names, list.Name)
		golden.ColumnNames(t, list.Columns)
		at, err := list.Filter("")
		assert.NoError(t, err)
		assert.Zero(t, at)
	}
	golden.ColumnNames(t, names)
}

func TestTheTagsOfARepositoryOpenAsItsPatternSays(t *testing.T) {
	set := config.Default()
	set.Lists = map[string]config.List{
		"tags": {Columns: []string{"tag", "last-pulled", "digest"}, Filter: new("!arch:riscv64")},
	}
	set.Patterns = []config.Pattern{{Glob: "library/*", List: config.List{Sort: new("version")}}}
	tell(t, setting{config: set, width: 120, height: 30}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx")
		s.settle()
		titles := strings.Join(strings.Fields(s.line(1)), " ")
		assert.Equal(t, "TAG, BY VERSION ▼ LAST PULLED DIGEST", titles)
		s.sees("filter: !arch:riscv64")
		s.types("s")
		s.sees("again turns it round")
		s.press("esc")
		s.press("esc") // the filter
		s.misses("filter:")
		s.press("esc")
		s.asks("acme/api")
		s.settle()
		assert.Contains(t, strings.Join(strings.Fields(s.line(1)), " "), "TAG LAST PULLED DIGEST")
		s.sees("by newest")
	})
}

func TestATagThatIsAskedForByNameIsShownAlthoughTheirFilterLeavesItOut(t *testing.T) {
	set := config.Default()
	set.Lists = map[string]config.List{"tags": {Filter: new("!alpine")}}
	tell(t, setting{config: set, width: 120, height: 30}, func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx:1.27.3-alpine")
		s.settle()
		assert.Regexp(t, `^ ?1\.27\.3-alpine +by name `, s.selected())
		s.sees("Your filter !alpine leaves out what was named, and is off here")
		s.misses("filter:")
		s.press("esc")
		s.asks("nginx:1.27.3")
		s.settle()
		assert.Regexp(t, `^ ?1\.27\.3 +by name `, s.selected())
		s.sees("filter: !alpine")
	})
}

func TestTimesAreDatesInTheZoneThatWasSetWhereverThereIsRoom(t *testing.T) {
	set := config.Default()
	set.Times, set.Zone = config.Dates, time.FixedZone("Tokyo", 9*3600)
	tell(t, setting{config: set, width: 120, height: 40}, func(s *story) {
		const date = `\d{4}-\d{2}-\d{2}`
		s.logIn("alice", "anchor")
		s.asks("nginx:1.27.3")
		s.settle()
		tag, err := s.client.Tag(s.t.Context(), hub.RepositoryName{Namespace: "library", Name: "nginx"}, "1.27.3")
		require.NoError(t, err)
		pushed := tag.Pushed.Time().In(set.Zone).Format("2006-01-02 15:04")
		for _, width := range []int{120, 80, 60} {
			s.resize(width, 40)
			assert.Contains(t, s.selected(), pushed, width)
		}
		s.resize(40, 12)
		assert.Regexp(t, date+`( |$)`, s.selected(), "the day where there is no room for more")
		s.resize(120, 40)
		s.types("p")
		s.sees("pushed "+pushed, "last pulled 19")
		s.press("enter")
		s.settle()
		s.sees("pushed " + pushed)
		assert.NotRegexp(t, `\d (min|h|d|w|mo|y) ago`, s.screen())
		s.press("esc", "i")
		s.pass(time.Second)
		assert.Regexp(t, "updated "+date, s.screen())
		s.press("esc", "esc")
		s.settle()
		assert.Regexp(t, `nginx\S* +`+date, s.screen(), "a recent place")
	})
}

// What is written in a zone or as an age goes by the person's clock.
func TestNoScreenWritesTimesInItsOwnWay(t *testing.T) {
	ours := regexp.MustCompile(`text\.Age\(|\.Local\(\)|\.UTC\(\)\.Format`)
	assert.NoError(t, filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (path == "command" || path == "text") {
			return cmp.Or(err, filepath.SkipDir)
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			code, err := os.ReadFile(path)
			assert.NoError(t, err)
			assert.NotRegexp(t, ours, string(code), path)
		}
		return nil
	}))
}
