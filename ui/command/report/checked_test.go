package report_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/check"
	"tagboat/ui/command/report"
)

func TestACheckIsSummedUpOnOneLine(t *testing.T) {
	r := check.Report{
		Results: []check.Result{{Verdict: check.Newer}, {Verdict: check.Current}, {Verdict: check.Newer}},
		Files:   1, Repositories: 2, Requests: 1234,
	}
	assert.Equal(t, "3 references in 1 file · 2 repositories · 1 current · 2 newer · 1,234 requests", report.Checked(&r, 0, nil))
	r.Results = append(r.Results, check.Result{Verdict: check.Unknown})
	assert.Equal(t, "4 references in 1 file · 2 repositories · 1 current · 2 newer · 1 unknown · 2 ignored · 1,234 requests · interrupted",
		report.Checked(&r, 2, context.Canceled))
	assert.Equal(t, "3 of 30 repositories · 41 requests", report.CheckProgress(check.Progress{Done: 3, Of: 30, Requests: 41}))
}

func TestTheCostOfACheckIsSaidAsFarAsItIsKnown(t *testing.T) {
	known := check.Cost{References: 2, Requests: 1, Known: time.Unix(1, 0)}
	assert.Equal(t, "2 references to 1 repository: 1 request. Of these 1 is known already, and costs a look at its newest tags. The Hub allows about 180 a minute.",
		report.CheckCost([]check.Cost{known}))
	assert.Equal(t, "5 references to 3 repositories: at least 3 requests. Of these 2 are known already, and cost a look at their newest tags. The Hub allows about 180 a minute.",
		report.CheckCost([]check.Cost{known, known, {References: 1, Requests: 1, AtLeast: true}}))
}
