package listing

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

// matches is what is drawn as a match in the first row, piece after piece.
func matches(t *testing.T, width int, filter string, names ...string) string {
	t.Helper()
	l := named(t, names...)
	l.Resize(width, 10)
	l.filter.input.Set(filter)
	l.apply()
	open, _, _ := strings.Cut(l.env.Theme.Ink(theme.Match, true).Paint("x"), "x")
	var all []string
	for _, piece := range strings.Split(strings.Split(l.View(), "\n")[1], open)[1:] {
		match, _, _ := strings.Cut(piece, "\x1b")
		all = append(all, match)
	}
	return strings.Join(all, " ")
}

func TestWhatAFilterFoundIsHighlightedWhereverItStands(t *testing.T) {
	for filter, want := range map[string]string{
		"1.27": "1.27", "^1.27": "1.27", "alpine$": "alpine", "^1.27-alpine$": "1.27-alpine", "~17al": "1 7 al", "'alpine": "alpine",
		"^1.27 alpine$": "1.27 alpine", "ALPINE$": "alpine",
	} {
		assert.Equal(t, want, matches(t, 80, filter, "1.27-alpine"), filter)
	}
}

func TestWhatIsCutOffIsNotHighlighted(t *testing.T) {
	long := "release-" + strings.Repeat("0123456789", 9) + "-end"
	assert.Empty(t, matches(t, 60, "end$", long))
	assert.Equal(t, "release-", matches(t, 60, "release-", long))
	whole := matches(t, 60, "^"+long+"$", long)
	assert.Greater(t, len(whole), 15)
	assert.True(t, strings.HasPrefix(long, whole))
	assert.Equal(t, "-zz", matches(t, 120, "-zz$", "最新版-一二三四五六七八九十-zz"))
}
