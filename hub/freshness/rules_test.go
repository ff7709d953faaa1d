package freshness_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/freshness"
)

func TestEachExampleOfTheRulesHolds(t *testing.T) {
	examples := 0
	for line := range strings.Lines(freshness.Rules) {
		assert.LessOrEqual(t, len(line), 80, line)
		example, ok := strings.CutPrefix(line, "    ")
		if !ok {
			continue
		}
		asked, want, _ := strings.Cut(strings.TrimSpace(example), ": ")
		tag, others, _ := strings.Cut(asked, " among ")
		l := freshness.New(named(tag+" "+others), everything)
		assert.Equal(t, want, inWords(l.Answer(freshness.Question{Tag: tag})), tag)
		examples++
	}
	assert.Greater(t, examples, 20)
}
