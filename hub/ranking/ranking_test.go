package ranking_test

import (
	"cmp"
	"context"
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/query"
	"tagboat/hub/ranking"
)

var fzf = flag.String("fzf", "", "the path of fzf 0.65.2: write what it finds anew")

const (
	recorded = "testdata/fzf-0.65.2.txt"
	compared = 6_000
)

// differences are the queries whose first hit is not fzf's, and why that is
// right.
var differences = map[string]string{
	"API Gateway": "a capital makes fzf look for capitals, and names on the Hub have none: fzf finds nothing",
}

func TestTheFirstHitIsThatOfFzfItself(t *testing.T) {
	all := names(compared)
	if *fzf != "" {
		record(t, all)
	}
	text, err := os.ReadFile(recorded)
	require.NoError(t, err)
	x, same := indexed(all), 0
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	require.Len(t, lines, len(queries))
	assert.Len(t, queries, 50)
	for i, query := range queries {
		asked, want, _ := strings.Cut(lines[i], "\t")
		require.Equal(t, query, asked)
		got := ""
		if best := found(t, x, query, 1); len(best) > 0 {
			got = best[0]
		}
		if got == want {
			same++
			continue
		}
		assert.NotEmptyf(t, differences[query], "%q finds %q, fzf finds %q", query, got, want)
	}
	assert.GreaterOrEqual(t, same, 45)
	assert.Equal(t, len(queries)-len(differences), same, "a difference that is none any more")
}

// record asks the program itself.
func record(t *testing.T, all []string) {
	t.Helper()
	var b strings.Builder
	for _, query := range queries {
		cmd := exec.CommandContext(t.Context(), *fzf, "--filter="+query)
		cmd.Stdin = strings.NewReader(strings.Join(all, "\n") + "\n")
		out, err := cmd.Output()
		if err != nil {
			require.Equal(t, 1, cmd.ProcessState.ExitCode(), "1 is nothing found")
		}
		first, _, _ := strings.Cut(string(out), "\n")
		b.WriteString(query + "\t" + first + "\n")
	}
	require.NoError(t, os.MkdirAll("testdata", 0o755))
	require.NoError(t, os.WriteFile(recorded, []byte(b.String()), 0o600))
}

// finders are the parts of fzf, once more.
var finders = map[query.Shape]algo.Algo{
	query.Bare: algo.FuzzyMatchV2, query.Scattered: algo.FuzzyMatchV2, query.Quoted: algo.ExactMatchNaive, query.Alone: algo.ExactMatchBoundary,
	query.AtStart: algo.PrefixMatch, query.AtEnd: algo.SuffixMatch, query.Whole: algo.EqualMatch,
}

// plainly ranks every name by fzf's algorithms without any shortcut, and counts those that match.
func plainly(all []string, typed string, most int, first ...ranking.ID) (best []string, matching int) {
	type hit struct{ score, standing, length, id int }
	var hits []hit
	var words []query.Word
	for text := range strings.FieldsSeq(strings.ToLower(typed)) {
		if w := query.ReadWord(text); w.Text != "" {
			words = append(words, w)
		}
	}
	scored := slices.ContainsFunc(words, func(w query.Word) bool { return !w.Negated })
	slab := util.MakeSlab(100*1024, 2048)
	for id, name := range all {
		chars, total, matches := util.ToChars([]byte(name)), 0, true
		for _, w := range words {
			find := finders[w.Shape]
			if w.Negated && w.Shape == query.Bare {
				find = algo.ExactMatchNaive
			} else if w.Negated && w.Shape == query.Quoted {
				find = algo.FuzzyMatchV2
			}
			got, _ := find(false, false, true, &chars, []rune(w.Text), false, slab)
			matches = matches && got.Start >= 0 != w.Negated
			if !w.Negated {
				total += got.Score
			}
		}
		if !matches {
			continue
		}
		h := hit{total, slices.Index(first, ranking.ID(id)), len(name), id}
		if h.standing < 0 {
			h.standing = len(first)
		}
		if !scored {
			h.length = 0
		}
		hits = append(hits, h)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.standing, b.standing), cmp.Compare(a.length, b.length), cmp.Compare(a.id, b.id))
	})
	best = make([]string, 0, most)
	for _, h := range hits[:min(most, len(hits))] {
		best = append(best, all[h.id])
	}
	return best, len(hits)
}

func TestTheBestHundredAreThoseOfARankingWithoutShortcuts(t *testing.T) {
	all := names(15_000)
	x := indexed(all)
	for _, query := range queries {
		for _, first := range [][]ranking.ID{nil, {14_000, 3, 900, 3, 77}} {
			want, counted := plainly(all, query, 100, first...)
			assert.Equal(t, want, found(t, x, query, 100, first...), query)
			_, matching, err := x.Find(t.Context(), query, 100, first)
			require.NoError(t, err)
			assert.Equal(t, counted, matching, query)
		}
	}
}

func found(tb testing.TB, x *ranking.Index, query string, most int, first ...ranking.ID) []string {
	tb.Helper()
	best, _, err := x.Find(tb.Context(), query, most, first)
	require.NoError(tb, err)
	list := make([]string, 0, most)
	for _, id := range best {
		list = append(list, x.Name(id))
	}
	return list
}

func TestTakingALetterBackFindsWhatWasFoundBefore(t *testing.T) {
	typed := indexed(names(3_000))
	for _, query := range []string{"a", "ap", "api", "ap", "a", "ap !", "ap !1", "ap !", "ap", "", "n", "'n", "'ng", "ng$", "ng"} {
		assert.Equal(t, found(t, indexed(names(3_000)), query, 50), found(t, typed, query, 50), query)
	}
}

func TestNamesThatComeWhileOneTypesAreFound(t *testing.T) {
	x := indexed([]string{"acme/api"})
	assert.Equal(t, []string{"acme/api"}, found(t, x, "ap", 9))
	x.Add("ap")
	assert.Equal(t, []string{"ap", "acme/api"}, found(t, x, "ap", 9))
	x.Add("api")
	assert.Equal(t, []string{"api", "acme/api"}, found(t, x, "api", 9))
}

func TestAFavouriteGoesFirstAmongEquals(t *testing.T) {
	x := indexed([]string{"acme/api", "acme/api-gateway", "acme/api-proxy", "acme/xapi"})
	assert.Equal(t, []string{"acme/api-proxy", "acme/api", "acme/api-gateway", "acme/xapi"}, found(t, x, "api", 9, 3, 2, 2))
	assert.Equal(t, []string{"acme/api-proxy"}, found(t, x, "api", 1, 3, 2))
	assert.Equal(t, []string{"acme/xapi", "acme/api-proxy"}, found(t, x, "", 9, 3, 2))
}

func TestSeveralWordsFindTheReference(t *testing.T) {
	x := indexed([]string{"myorg/api:2.4", "myorg/api:2.4-amd64", "myorg/api:2.4-arm64", "myorg/api:2.5-arm64", "arm/api-2.5"})
	assert.Equal(t, "myorg/api:2.4-arm64", found(t, x, "api 2.4 arm", 9)[0])
	_, matching, err := x.Find(t.Context(), "api 2.4 arm", 9, nil)
	require.NoError(t, err)
	assert.Equal(t, 2, matching)
}

func TestWordsAreMarkedAsInFzf(t *testing.T) {
	x := indexed([]string{"acme/api", "api", "apis", "acme/a-p-i"})
	for query, want := range map[string][]string{
		"^api": {"api", "apis"}, "api$": {"api", "acme/api"}, "^api$": {"api"}, "'api": {"api", "apis", "acme/api"},
		"!api": {"acme/a-p-i"}, "api !acme": {"api", "apis"}, "'api'": {"api", "acme/api"}, "!'aci": {"api", "apis"},
		"!": {}, "$": {}, "  ": {}, "'": {}, "!api$": {"apis", "acme/a-p-i"},
	} {
		assert.Equal(t, want, found(t, x, query, 9), query)
	}
}

func TestSpansShowWhatWasFound(t *testing.T) {
	for query, want := range map[string][][2]int{
		"api 2.4 arm": {{6, 9}, {10, 13}, {14, 17}}, "!x 'org": {{2, 5}}, "": nil, "zebra": nil, "my myo": {{0, 3}}, "~mai arm64$": {{0, 1}, {6, 7}, {8, 9}, {14, 19}},
	} {
		var got [][2]int
		for _, s := range ranking.Parse(query).Spans("myorg/api:2.4-arm64") {
			got = append(got, [2]int{s.Start, s.End})
		}
		assert.Equal(t, want, got, query)
	}
	assert.Nil(t, ranking.Parse("a").Spans("ä a"))
}

// gone is a context that ends when it was asked so often.
type gone struct {
	context.Context //nolint:containedctx // this one is a context itself

	left int
}

func (g *gone) Err() error {
	if g.left--; g.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestASearchThatIsNotWantedAnyMoreEnds(t *testing.T) {
	x := indexed(names(9_000))
	for asked := range 5 {
		best, matching, err := x.Find(&gone{t.Context(), asked}, "a", 9, nil)
		require.ErrorIs(t, err, context.Canceled, "it is asked for every thousand names or so")
		assert.Empty(t, best)
		assert.Zero(t, matching)
	}
}

func TestASnapshotIsSearchedWhileNamesAreAdded(t *testing.T) {
	all := names(9_000)
	x := indexed(all[:3_000])
	want := found(t, x, "api 2", 50)
	var searches sync.WaitGroup
	for i := range 4 {
		snapshot := x.Snapshot()
		length := snapshot.Len()
		searches.Go(func() {
			for range 5 {
				assert.Equal(t, want, found(t, snapshot, "api 2", 50)[:len(want)])
			}
			assert.Equal(t, length, snapshot.Len())
		})
		for _, name := range all[3_000+i*1_000 : 4_000+i*1_000] {
			x.Add("other/" + name + "/that-is-longer-than-all-that-were-found-before")
		}
	}
	searches.Wait()
	assert.Equal(t, 7_000, x.Len())
	x.Snapshot().Add("not in x")
	next := x.Add("x")
	assert.Equal(t, "x", x.Name(next))
}

func FuzzTheBestAreThoseOfARankingWithoutShortcuts(f *testing.F) {
	f.Add(strings.Join(names(60), "\n"), "api 1.0", uint8(9), uint8(3))
	f.Add("a/a:a-A\n~~~~~~~~~", "aaa", uint8(2), uint8(0))
	f.Add("Ab1/::B\nb", "^ab 'b '1' 1$ !x", uint8(1), uint8(9))
	f.Add("\u212aelvin\n\u0130x\n\xff\xfe\n\u00c9t\u00e9\nkix", "k !\u00e9 ~i \xff", uint8(3), uint8(1))
	f.Fuzz(func(t *testing.T, lines, typed string, most, first uint8) {
		if len(lines)+len(typed) > 4_000 {
			return
		}
		var all []string
		for line := range strings.SplitSeq(lines, "\n") {
			all = append(all, line[:min(len(line), ranking.MaxName)])
		}
		x, ahead := indexed(all), []ranking.ID{ranking.ID(int(first) % len(all)), 0}
		if ranking.Parse(typed).IsZero() {
			assert.Len(t, found(t, x, typed, int(most), ahead...), min(int(most), 2))
			return
		}
		want, counted := plainly(all, typed, int(most), ahead...)
		best, matching, err := x.Find(t.Context(), typed, int(most), ahead)
		require.NoError(t, err)
		assert.Equal(t, counted, matching)
		got := make([]string, 0, most)
		for _, id := range best {
			got = append(got, all[id])
		}
		assert.Equal(t, want, got)
	})
}

func TestOfAPastedTextTheFirstWordsAreLookedFor(t *testing.T) {
	x := indexed([]string{"acme/api"})
	for extra, want := range map[int]int{1: 1, 2: 0} {
		typed := strings.Repeat("a ", 17-extra) + "zebra"
		_, matching, err := x.Find(t.Context(), typed, 1, nil)
		require.NoError(t, err)
		assert.Equal(t, want, matching)
	}
	_, matching, err := x.Find(t.Context(), strings.Repeat("api ", 500)+"zebra", 1, nil)
	require.NoError(t, err)
	assert.Equal(t, 1, matching)
}
