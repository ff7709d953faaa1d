package ranking_test

import (
	"cmp"
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
	finder, same := ranking.NewFinder(indexed(all)), 0
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	require.Len(t, lines, len(queries))
	assert.Len(t, queries, 50)
	for i, query := range queries {
		asked, want, _ := strings.Cut(lines[i], "\t")
		require.Equal(t, query, asked)
		got := ""
		if best, _ := finder.Find(query, 1, nil); len(best) > 0 {
			got = all[best[0]]
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

// plainly ranks every name by fzf's algorithm without any shortcut.
func plainly(all []string, words []string, most int) []string {
	type hit struct{ score, length, id int }
	var hits []hit
	slab := util.MakeSlab(100*1024, 2048)
	for id, name := range all {
		chars, total := util.ToChars([]byte(name)), 0
		for _, word := range words {
			found, _ := algo.FuzzyMatchV2(false, false, true, &chars, []rune(word), false, slab)
			if found.Start < 0 {
				total = -1
				break
			}
			total += found.Score
		}
		if total >= 0 {
			hits = append(hits, hit{total, len(name), id})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.length, b.length), cmp.Compare(a.id, b.id))
	})
	best := make([]string, 0, most)
	for _, h := range hits[:min(most, len(hits))] {
		best = append(best, all[h.id])
	}
	return best
}

func TestTheBestHundredAreThoseOfARankingWithoutShortcuts(t *testing.T) {
	all := names(15_000)
	x := indexed(all)
	typed := ranking.NewFinder(x)
	for _, query := range queries {
		query = strings.ToLower(query)
		if strings.ContainsAny(query, "!'^$") {
			continue
		}
		want := plainly(all, strings.Fields(query), 100)
		assert.Equal(t, want, found(x, ranking.NewFinder(x), query, 100), query)
		for end := range query {
			typed.Find(query[:end], 100, nil)
		}
		assert.Equal(t, want, found(x, typed, query, 100), "%q typed letter by letter", query)
	}
}

func found(x *ranking.Index, f *ranking.Finder, query string, most int, first ...ranking.ID) []string {
	best, _ := f.Find(query, most, first)
	list := make([]string, 0, most)
	for _, id := range best {
		list = append(list, x.Name(id))
	}
	return list
}

func TestTakingALetterBackFindsWhatWasFoundBefore(t *testing.T) {
	x := indexed(names(3_000))
	typed := ranking.NewFinder(x)
	for _, query := range []string{"a", "ap", "api", "ap", "a", "ap !", "ap !1", "ap !", "ap", "", "n", "'n", "'ng", "ng$", "ng"} {
		assert.Equal(t, found(x, ranking.NewFinder(x), query, 50), found(x, typed, query, 50), query)
	}
}

func TestNamesThatComeWhileOneTypesAreFound(t *testing.T) {
	x := indexed([]string{"acme/api"})
	f := ranking.NewFinder(x)
	assert.Equal(t, []string{"acme/api"}, found(x, f, "ap", 9))
	x.Add("ap")
	assert.Equal(t, []string{"ap", "acme/api"}, found(x, f, "ap", 9))
	x.Add("api")
	assert.Equal(t, []string{"api", "acme/api"}, found(x, f, "api", 9))
}

func TestAFavouriteGoesFirstAmongEquals(t *testing.T) {
	x := indexed([]string{"acme/api", "acme/api-gateway", "acme/api-proxy", "acme/xapi"})
	f := ranking.NewFinder(x)
	assert.Equal(t, []string{"acme/api-proxy", "acme/api", "acme/api-gateway", "acme/xapi"}, found(x, f, "api", 9, 3, 2, 2))
	assert.Equal(t, []string{"acme/api-proxy"}, found(x, f, "api", 1, 3, 2))
	assert.Equal(t, []string{"acme/xapi", "acme/api-proxy"}, found(x, f, "", 9, 3, 2))
}

func TestSeveralWordsFindTheReference(t *testing.T) {
	x := indexed([]string{"myorg/api:2.4", "myorg/api:2.4-amd64", "myorg/api:2.4-arm64", "myorg/api:2.5-arm64", "arm/api-2.5"})
	assert.Equal(t, "myorg/api:2.4-arm64", found(x, ranking.NewFinder(x), "api 2.4 arm", 9)[0])
	_, matching := ranking.NewFinder(x).Find("api 2.4 arm", 9, nil)
	assert.Equal(t, 2, matching)
}

func TestWordsAreMarkedAsInFzf(t *testing.T) {
	x := indexed([]string{"acme/api", "api", "apis", "acme/a-p-i"})
	for query, want := range map[string][]string{
		"^api": {"api", "apis"}, "api$": {"api", "acme/api"}, "^api$": {"api"}, "'api": {"api", "apis", "acme/api"},
		"!api": {"acme/a-p-i"}, "api !acme": {"api", "apis"}, "'api'": {"api", "acme/api"}, "!'aci": {"api", "apis"},
		"!": {}, "$": {}, "  ": {}, "'": {}, "!api$": {"apis", "acme/a-p-i"},
	} {
		assert.Equal(t, want, found(x, ranking.NewFinder(x), query, 9), query)
	}
}

func TestSpansShowWhatWasFound(t *testing.T) {
	for query, want := range map[string][]ranking.Span{
		"api 2.4 arm": {{6, 9}, {10, 13}, {14, 17}}, "!x 'org": {{2, 5}}, "": nil, "zebra": nil, "my myo": {{0, 3}},
	} {
		assert.Equal(t, want, ranking.Parse(query).Spans("myorg/api:2.4-arm64"), query)
	}
	assert.Nil(t, ranking.Parse("a").Spans("ä a"))
}

// A bound that is exceeded would lose the best name.
func FuzzNoScoreExceedsItsBound(f *testing.F) {
	for _, name := range names(60) {
		f.Add(name, "api 1.0")
	}
	f.Add("a/a:a-A", "aaa")
	f.Add("Ab1/::B", "^ab 'b '1' 1$ !x")
	f.Fuzz(func(t *testing.T, name, typed string) {
		x := indexed([]string{strings.Repeat("~", 40), name})
		alone, _ := ranking.NewFinder(x).Find(typed, 2, nil)
		if score, bound, matches := ranking.Weigh(x, 1, typed); matches {
			assert.LessOrEqual(t, score, bound)
			if len(name) <= ranking.MaxName && isASCII(name) && isASCII(typed) && strings.TrimSpace(typed) != "" {
				assert.Contains(t, append(alone, 0, 1), ranking.ID(1))
			}
		}
	})
}

func isASCII(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r > '~' }) < 0 }
