package ui_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// step is a row of the package's comment: what happens, and the file in which it does.
var step = regexp.MustCompile(`(?m)^//\t([A-Z][A-Za-z.]+(?:, [A-Za-z.]+)*|[a-z]+\.[a-z]+) {2,}.*? {2,}(\S+\.go)$`)

func TestTheStepsThatTheCommentTellsStandWhereItSays(t *testing.T) {
	comment, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	steps := step.FindAllStringSubmatch(string(comment), -1)
	assert.Greater(t, len(steps), 15)
	assert.LessOrEqual(t, len(steps), 20)
	for _, s := range steps {
		content, err := os.ReadFile(s[2])
		require.NoError(t, err)
		for what := range strings.SplitSeq(s[1], ", ") {
			receiver, name, isMethod := strings.Cut(what, ".")
			of := `(?:\(\w+ \*?` + receiver + `(?:\[T\])?\) )`
			if !isMethod {
				of, name = `(?:\([^)]*\) )?`, what
			}
			assert.Regexp(t, `(?m)^func `+of+name+`[(\[]`, string(content), "%s in %s", what, s[2])
		}
	}
}
