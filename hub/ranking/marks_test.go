package ranking_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

// aList says which names a list's filter lets through.
func aList(names []string, typed string) []string {
	schema := query.Tags()
	schema.Letters = nil
	filter := query.Parse(schema, typed, time.Unix(1_800_000_000, 0))
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !filter.Match(&hub.Tag{Name: name}) })
}

// theJump says which names the jump finds, in the order of the names.
func theJump(tb testing.TB, names []string, typed string) []string {
	tb.Helper()
	ids, _, err := indexed(names).Find(tb.Context(), typed, len(names), nil)
	require.NoError(tb, err)
	slices.Sort(ids)
	found := make([]string, 0, len(ids))
	for _, id := range ids {
		found = append(found, names[id])
	}
	return found
}

func TestMarksFindTheSameInListsAndInTheJump(t *testing.T) {
	names := []string{"acme/api", "api", "apis", "acme/a-p-i", "x_api", "api2", "2api", "api-api2", "i/p/a", "API.Gateway"}
	for _, text := range []string{"^api", "api$", "^api$", "'api'", "~api", "~acai"} {
		for _, typed := range []string{text, "!" + text, "!!" + text, "a " + text, "p !" + text} {
			assert.Equal(t, aList(names, typed), theJump(t, names, typed), typed)
		}
	}
	assert.Equal(t, aList(names, "!api"), theJump(t, names, "!api"))
	assert.Equal(t, aList(names, "~api"), theJump(t, names, "api"), "a bare word of the jump is scattered")
	assert.Equal(t, aList(names, "api"), theJump(t, names, "'api"), "and a quoted one stands where a bare one of a list does")
}

func FuzzMarksFindTheSameInListsAndInTheJump(f *testing.F) {
	for _, mark := range []string{"^1", "1$", "^1$", "'1'", "~1", "!1", "!!'-1'"} {
		f.Add(mark, "acme/1.2-alpine_1")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		w := query.ReadWord(text)
		bare := w.Shape == query.Bare && !w.Negated || w.Shape == query.Quoted
		if bare || w.Text == "" || !isWritten(w.Text) || !isWritten(name) || name == "" {
			return
		}
		assert.ElementsMatch(t, aList([]string{name}, text), theJump(t, []string{name}, text), "%q in %q", text, name)
	})
}

// isWritten reports whether a reference may be written so.
func isWritten(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !query.IsPathLetter(r) }) < 0
}
