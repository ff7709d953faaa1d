package frame

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPullThatFailedSaysSoFirst(t *testing.T) {
	toast := Toast{Text: "Pull failed, exit status 1: registry.example/very/long/reference/indeed:1.27.3"}
	for _, cells := range []int{78, 60, 38} {
		shown := toast.in(cells)
		assert.LessOrEqual(t, len([]rune(shown)), cells)
		assert.True(t, strings.HasPrefix(shown, "Pull failed, exit status 1: reg"), shown)
		assert.True(t, strings.HasSuffix(shown, ".3"), shown)
	}
	toast = Toast{Text: "It failed. Try again in a minute.", Briefs: []string{"It failed."}}
	assert.Equal(t, "It failed.", toast.in(20))
}
