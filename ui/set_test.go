package ui_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui"
	"tagboat/ui/config"
	"tagboat/ui/golden"
)

// choice is what was set, to be pointed at.
func choice[T any](v T) *T { return &v }

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
		"tags": {Columns: []string{"tag", "last-pulled", "digest"}, Filter: choice("!arch:riscv64")},
	}
	set.Patterns = []config.Pattern{{Glob: "library/*", List: config.List{Sort: choice("version")}}}
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
	set.Lists = map[string]config.List{"tags": {Filter: choice("!alpine")}}
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
