package ranking_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"tagboat/hub/ranking"
)

// TestNoShortcutChangesWhatIsFound has many small worlds of few letters, in which heads and tails
// share the letters of what is typed in every way.
func TestNoShortcutChangesWhatIsFound(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	text := func(letters string, most int) string {
		var b strings.Builder
		for range dice.IntN(most + 1) {
			b.WriteByte(letters[dice.IntN(len(letters))])
		}
		return b.String()
	}
	for range 3_000 {
		var all []string
		for len(all) < 40 {
			head := text("ab-1", 4) + "/" + text("abA.1", 6) + ":"
			if dice.IntN(4) == 0 {
				head = text("ab/:,; ", 4)
			}
			for range 1 + dice.IntN(8) {
				all = append(all, head+text("abcAB12-._", 8))
			}
		}
		typed := text("ab1", 2) + text("abc12-./:", 4)
		if dice.IntN(3) == 0 {
			typed += " " + text("'^!~", 1) + text("abc1-:/", 4)
		}
		most, first := 1+dice.IntN(20), []ranking.ID{ranking.ID(dice.IntN(len(all))), ranking.ID(dice.IntN(len(all)))}
		x := indexed(all)
		if ranking.Parse(typed).IsZero() {
			continue
		}
		want, counted := plainly(all, typed, most, first...)
		best, matching, err := x.Find(t.Context(), typed, most, first)
		require.NoError(t, err)
		got := make([]string, 0, most)
		for _, id := range best {
			got = append(got, all[id])
		}
		require.Equal(t, counted, matching, "%q in %q", typed, all)
		require.Equal(t, want, got, "%q in %q", typed, all)
	}
}

func TestOfSoManyNamesThatSeveralLookAtThemTheBestAreFound(t *testing.T) {
	all := names(50_000)
	x := indexed(all)
	for _, typed := range []string{"a", "api 2.4 arm", "alpine", "mrn", "!alpine", "'slim 3"} {
		want, counted := plainly(all, typed, 100, 44_000, 3)
		require.Equal(t, want, found(t, x, typed, 100, 44_000, 3), typed)
		_, matching, err := x.Find(t.Context(), typed, 100, nil)
		require.NoError(t, err)
		require.Equal(t, counted, matching, typed)
	}
}
