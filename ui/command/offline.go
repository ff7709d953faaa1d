package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub/index"
	"tagboat/ui/command/report"
)

// offline prints what was known of the lists. Nothing is asked, not even for a session.
func offline(
	ctx context.Context, m Machine, f flags, c connection, x exported, plan planner,
) error {
	age, err := ageOf(x.maxAge)
	switch {
	case err != nil:
		return usage{err}
	case x.dryRun, x.request.Fresh, x.request.Delta:
		return usage{errors.New("--offline asks nobody: give it, or --dry-run, --fresh or --delta")}
	}
	if why := whyUnused(m, f); why != "" {
		return usage{errors.New("--offline prints what was kept: " + why)}
	}
	known := &index.Offline{Index: keptLists(m), Client: c.client, MaxAge: age}
	defer known.Index.Close(ctx)
	if err := c.resume(ctx, f); err != nil {
		return refused(err)
	}
	if c.client.Session() == nil {
		known.Account = f.account
	}
	x.request.Offline, x.request.Index = known, nil
	work, err := plan(c.client, x, m.results)
	if err != nil {
		return ended(err)
	}
	summary := work.Run(ctx)
	report.Print(m.Err, summary)
	if oldest := known.Oldest(); !oldest.IsZero() {
		tellf(m.Err, "Offline, as of %s (%s).\n", oldest.Local().Format("2006-01-02 15:04"),
			humanize.RelTime(oldest, m.Now(), "ago", "from now"))
	}
	code := codes[summary.Outcome()]
	if code == codeFailed || code == codeLogin { // what is not known is missing
		code = codePartial
	}
	return exit{code: code}
}

// ageOf reads an age as people write it: 90m, 12h, 1d, 2w. None is 0.
func ageOf(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	age, known := span(text)
	if !known {
		return 0, fmt.Errorf("--max-age %q: expected an age, as 90m, 12h, 1d or 2w", text)
	}
	return age, nil
}
