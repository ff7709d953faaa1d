package report_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/export"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/report"
	"tagboat/ui/text"
)

func TestProgressIsALineEveryTwoSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world()
		for i := range 300 {
			fill(w, fmt.Sprintf("acme/r-%05d", i), 10+i%10*21)
		}
		s := at(t, w, hubtest.WithLatency(100*time.Millisecond))
		s.as("alice", password)
		work, err := images(s.client, export.Request{}, io.Discard)
		require.NoError(t, err)
		var out bytes.Buffer
		meter := &report.Meter{W: &out, Now: time.Now}
		work.Observe = meter.Show
		summary := work.Run(t.Context())
		meter.Clear()
		assert.Equal(t, export.Complete, summary.Outcome())
		shown := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		assert.InDelta(t, 5, len(shown), 2, "a line every two seconds")
		assert.Regexp(
			t,
			`^[\d,]+ of [\d,]+ repositories · [\d,]+ of [\d,]+ tags( · \d+ pages? read again)?( · about \d+ s left)?$`,
			shown[1],
		)
	})
}

func TestALiveMeterWritesOverItsLineAndLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		m := &report.Meter{W: &out, Live: true, Width: 30, Now: time.Now}
		m.Show(export.Progress{Noun: "tags", Rows: 100_000, RowsOf: 200_000, Lists: 1, ListsOf: 2})
		m.Show(export.Progress{Noun: "tags", Rows: 1})
		time.Sleep(time.Second)
		m.Show(export.Progress{Noun: "repositories", Rows: 1, RowsOf: 2})
		m.Clear()
		assert.Equal(
			t,
			"\r1 of 2 repositories · 100,00…\r1 of 2 repositories"+strings.Repeat(
				" ",
				10,
			)+"\r"+strings.Repeat(
				" ",
				19,
			)+"\r",
			out.String(),
		)
	})
}

func TestTheMetersClockIsItsOwnAndMayGoBack(t *testing.T) {
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	m := &report.Meter{W: &out, Now: func() time.Time { return now }}
	show := func(rows int) { m.Show(export.Progress{Noun: "tags", Rows: rows}) }
	show(1)
	show(2)
	now = now.Add(2 * time.Second)
	show(3)
	now = now.Add(-time.Hour)
	show(4)
	assert.Equal(t, 3, strings.Count(out.String(), "\n"))
}

func TestALineOfProgressFitsWithSignsOfASCIIToo(t *testing.T) {
	var out strings.Builder
	meter := report.Meter{W: &out, Live: true, Width: 20, Now: time.Now, Signs: text.ASCII.Signs}
	meter.Line("3 of 12 repositories · 1,234 tags")
	assert.Equal(t, "\r3 of 12 reposito...", out.String())
}
