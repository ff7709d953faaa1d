package hub_test

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// step is a row of the package's comment: what happens, and the files in which it does.
var step = regexp.MustCompile(`(?m)^//\t([A-Za-z.]+(?:, [A-Za-z.]+)*) {2,}.*? {2,}(\S+\.go.*)$`)

func TestTheStepsThatTheCommentTellsStandWhereItSays(t *testing.T) {
	comment, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	steps := step.FindAllStringSubmatch(string(comment), -1)
	require.GreaterOrEqual(t, len(steps), 30)
	for _, s := range steps {
		var text strings.Builder
		for file := range strings.SplitSeq(s[2], ", ") {
			place := ""
			for _, folder := range []string{".", "..", path.Dir(strings.Split(s[2], ", ")[0])} {
				if _, err := os.Stat(path.Join(folder, file)); err == nil {
					place = path.Join(folder, file)
					break
				}
			}
			if info, err := os.Stat(place); err != nil || info.IsDir() {
				assert.False(t, strings.HasSuffix(file, ".go"), "%s: there is no %s", s[1], file)
				continue
			}
			content, err := os.ReadFile(place)
			require.NoError(t, err)
			text.Write(content)
		}
		for what := range strings.SplitSeq(s[1], ", ") {
			name := what[strings.LastIndexByte(what, '.')+1:]
			declared := regexp.MustCompile(`(?m)^(?:func (?:\([^)]*\) )?|type |var )` + name + `\b`)
			assert.Regexp(t, declared, text.String(), what)
		}
	}
}
