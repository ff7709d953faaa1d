package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/refresh"
	"tagboat/ui/command/report"
)

func TestASyncIsSummedUpOnOneLine(t *testing.T) {
	s := refresh.Summary{Lists: 320, ListsOf: 320, Whole: 3, Verified: 317, Tags: 41220, Requests: 327}
	assert.Equal(t, "320 lists up to date: 3 read whole, 317 verified by their newest tags · 41,220 tags · 327 requests",
		report.SyncLine(s))
	s = refresh.Summary{
		Lists: 5, ListsOf: 9, Recent: 2, Unseen: 3, Tags: 1, Requests: 1, Err: context.Canceled,
		Misses: []export.Miss{{List: "acme/api", Rows: 7, Count: 9}, {List: "acme/web", Err: hub.NotFound}},
	}
	assert.Equal(t, "5 of 9 lists up to date: 2 verified before, 3 not visible any more · 1 tag · 1 request"+
		" · 1 list not complete · 1 list not read · interrupted; what is up to date is kept", report.SyncLine(s))
	assert.Equal(t, "3 of 30 lists · 1,204 tags · 41 requests · about 1 min 5 s left", report.SyncProgress(refresh.Progress{
		Lists: 3, ListsOf: 30, Tags: 1204, Requests: 41, TimeLeft: 65 * time.Second,
	}))
}

func TestWhatASyncLeavesOutIsNamedWithoutControlCharacters(t *testing.T) {
	var out bytes.Buffer
	report.PrintSync(&out, refresh.Summary{
		ListsOf: 2, Err: refresh.ErrUnkept,
		Misses: []export.Miss{{List: "acme/\x1b[31mapi", Noun: export.NounTags, Count: 3, Why: export.Unkept}},
	})
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	assert.Equal(t, "Lists cannot be kept any more, so the others were not read.", lines[0])
	assert.Contains(t, lines[1], "All of it was read, and it could not be kept.")
	assert.NotContains(t, out.String(), "\x1b")
	assert.Contains(t, lines[len(lines)-1], "0 of 2 lists up to date · 0 tags · 0 requests · 1 list not complete · ended early")
}
