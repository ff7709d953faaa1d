package freshness_test

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/query"
)

// rightOf is the least share of the recorded successors that the rules must name.
const rightOf = 98.0

// TestTheRulesNameWhatReallyFollowed asks of each recorded successor of a tag whether the rules
// name it in the list of its day. Successors that the rules are made not to name (an older version,
// another flavour, a pre-release after a release, another precision) are counted apart.
func TestTheRulesNameWhatReallyFollowed(t *testing.T) {
	folder := os.Getenv("TAGBOAT_OFFICIAL")
	if folder == "" {
		t.Skip("TAGBOAT_OFFICIAL is not set: no folder of recorded tag lists to read")
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.followed.tsv.gz"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var all tally
	for _, path := range paths {
		var one tally
		one.count(t, path)
		name, _, _ := strings.Cut(filepath.Base(path), ".followed")
		if one.asked > 0 {
			t.Logf("%-18s %5d of %5d right: %5.1f %%", name, one.right, one.asked, one.share())
		}
		for _, w := range one.wrong {
			t.Log("    " + w)
		}
		all.add(one)
	}
	t.Logf("all: %d of %d right: %.2f %%; not asked: %v", all.right, all.asked, all.share(), all.apart)
	assert.GreaterOrEqual(t, all.share(), rightOf)
}

// tally is how many successors the rules name.
type tally struct {
	asked, right int
	wrong        []string
	apart        map[string]int // not asked, by the reason
}

func (n *tally) share() float64 { return 100 * float64(n.right) / float64(max(n.asked, 1)) }

func (n *tally) add(other tally) {
	n.asked += other.asked
	n.right += other.right
	if n.apart == nil {
		n.apart = map[string]int{}
	}
	for reason, count := range other.apart {
		n.apart[reason] += count
	}
}

func (n *tally) count(t *testing.T, path string) {
	t.Helper()
	n.apart = map[string]int{}
	tags := rowsOf(t, strings.Replace(path, ".followed.", ".tags.", 1))
	lists := map[string]*freshness.List{}
	for _, row := range rowsOf(t, path) {
		tag, next, day := row[1], row[2], row[3]
		if reason := forbidden(tag, next); reason != "" {
			n.apart[reason]++
			continue
		}
		if lists[day] == nil {
			lists[day] = freshness.New(aliveOn(day, tags), freshness.Scope{All: true})
		}
		a := lists[day].Answer(freshness.Question{Tag: tag})
		n.asked++
		if i := slices.IndexFunc(a.Newer, func(s freshness.Step) bool { return s.Tag == next }); i >= 0 {
			n.right++
			if level := levelOf(tag, next); level != 0 && a.Newer[i].Level != freshness.PreRelease {
				assert.Equal(t, level, a.Newer[i].Level, "%s → %s", tag, next)
			}
			continue
		}
		n.wrong = append(n.wrong, day+": "+tag+" → "+next+", named "+told(a))
	}
}

// aliveOn are the tags that were there on a day.
func aliveOn(day string, rows [][]string) []hub.Tag {
	var alive []hub.Tag
	for _, row := range rows {
		if row[2] <= day && day <= row[3] {
			alive = append(alive, hub.Tag{Name: row[0]})
		}
	}
	return alive
}

var (
	preRelease = regexp.MustCompile(`(?i)(?:[0-9][-._]?|[-._])(?:dev|tp|alpha|beta|rc|ea|preview|m)[-.]?[0-9]*(-|$)`)
	notLetters = regexp.MustCompile(`[^a-z]+`)
	aDay       = regexp.MustCompile(`[0-9]{8}`)
	dotted     = regexp.MustCompile(`^v?([0-9]+(?:\.[0-9]+)*)(.*)$`)
)

// forbidden is why the rules must not name a recorded successor, said by other means than theirs.
func forbidden(tag, next string) string {
	before, after := dotted.FindStringSubmatch(tag), dotted.FindStringSubmatch(next)
	switch {
	case before == nil || after == nil:
		return "a word"
	case query.CompareVersions(tag, next) >= 0:
		return "an older version"
	case !preRelease.MatchString(tag) && preRelease.MatchString(next):
		return "a pre-release after a release"
	}
	if words(tag) != words(next) {
		return "another flavour"
	}
	isWhole := strings.Contains(tag, "_") || aDay.MatchString(tag) ||
		preRelease.MatchString(tag) && !preRelease.MatchString(next)
	if strings.Count(before[1], ".") != strings.Count(after[1], ".") && !isWhole {
		return "another precision"
	}
	return ""
}

// words are those of a name that say nothing of a pre-release.
func words(name string) string {
	return strings.Trim(notLetters.ReplaceAllString(preRelease.ReplaceAllString(name, "$1"), " "), " ")
}

// levelOf is told of plain versions alone; 0 where it is no such.
func levelOf(tag, next string) freshness.Level {
	a, b := dotted.FindStringSubmatch(tag), dotted.FindStringSubmatch(next)
	if a == nil || b == nil || a[2] != b[2] || len(a[1]) >= 8 {
		return 0
	}
	x, y := strings.Split(a[1], "."), strings.Split(b[1], ".")
	for i, level := range []freshness.Level{freshness.Major, freshness.Minor} {
		if i < min(len(x), len(y)) && x[i] != y[i] {
			return level
		}
	}
	return freshness.Patch
}

// rowsOf reads a table of the recorded history, without its head,.
func rowsOf(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { assert.NoError(t, file.Close()) }()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)
	var rows [][]string
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	require.NoError(t, lines.Err())
	return rows[1:]
}
