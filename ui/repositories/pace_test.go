package repositories

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/index/past"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

var today = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// sampled are samples so many days before today.
func sampled(pulls map[int]int64, from int) (samples []past.Sample) {
	for day := from; day >= 0; day-- {
		if n, seen := pulls[day]; seen {
			samples = append(samples, past.Sample{At: today.AddDate(0, 0, -day), Pulls: n})
		}
	}
	return samples
}

func shown(t *testing.T, samples []past.Sample, width int) []string {
	t.Helper()
	draw := pace(theme.New(), samples, today, utc)
	require.NotNil(t, draw)
	lines := strings.Split(ansi.Strip(strings.Join(draw(width), "\n")), "\n")
	for _, line := range lines {
		assert.LessOrEqual(t, ansi.StringWidth(line), width)
	}
	return lines
}

func TestAChartOfPullsShowsWhereNobodyLooked(t *testing.T) {
	samples := sampled(map[int]int64{8: 0, 7: 100, 6: 200, 3: 900, 2: 1600, 1: 1600, 0: 2000}, 8)
	assert.Equal(t, "▂▂···█▁▅", shown(t, samples, 40)[0])
	assert.Contains(t, shown(t, samples, 40)[1], "now")
	assert.Contains(t, shown(t, samples, 40)[2], "most 700 · 5 d seen")
	assert.Contains(t, shown(t, samples, 3), "▃·█", "of three days each in less room")
}

func TestAChartOfAYearFitsItsRoom(t *testing.T) {
	pulls := map[int]int64{}
	for day := range 3000 {
		pulls[day] = int64(3000-day) * 10
	}
	for _, width := range []int{1, 7, 30, 200, 500} {
		for _, line := range pace(theme.New(), sampled(pulls, 3000), today, utc)(width) {
			assert.LessOrEqual(t, ansi.StringWidth(line), width)
		}
	}
}

func TestWithoutTwoLooksADayApartThereIsNoChart(t *testing.T) {
	assert.Nil(t, pace(theme.New(), nil, today, utc))
	assert.Nil(t, pace(theme.New(), sampled(map[int]int64{9: 5}, 9), today, utc))
	assert.Nil(t, pace(theme.New(), sampled(map[int]int64{9: 5, 3: 70}, 9), today, utc))
	assert.Nil(t, pace(theme.New(), sampled(map[int]int64{2: 5, 1: 3}, 9), today, utc), "it counts otherwise")
	assert.Nil(t, pace(theme.New(), sampled(map[int]int64{2: 5, 1: 9}, 9), today.AddDate(0, 0, -9), utc), "a clock was set back")
}

func utc() text.Clock { return text.Clock{Zone: time.UTC} }
