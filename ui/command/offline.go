package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/export"
	"tagboat/hub/index"
	"tagboat/ui/command/report"
	"tagboat/ui/text"
)

// fromIndex are the flags of commands that can print what was known.
type fromIndex struct {
	offline bool
	maxAge  string
}

func (o *fromIndex) flags(c *cobra.Command, what string) {
	c.Flags().BoolVar(&o.offline, "offline", false,
		"ask nobody: print what was known of "+what+", and say how old it is")
	c.Flags().StringVar(
		&o.maxAge, "max-age", "", "with --offline, only lists of this `AGE` or less, as 12h or 1d",
	)
}

// wrong is what is wrong with them.
func (o *fromIndex) wrong(m Machine, f flags) error {
	if o.maxAge != "" && !o.offline {
		return errors.New("--max-age is the age of what is known: give it with --offline")
	}
	if why := whyUnused(m, f); o.offline && why != "" {
		return errors.New("--offline prints what was kept: " + why)
	}
	_, err := ageOf(o.maxAge)
	return err
}

// known are the lists as they were seen by whoever would log in, which is not done: by a kept
// session or with the secret that is at hand; else by the account that is named, in whichever way
// it came in; else by nobody.
func (o *fromIndex) known(
	ctx context.Context, m Machine, f flags, c *connection,
) (*index.Offline, error) {
	age, err := ageOf(o.maxAge)
	if err != nil {
		return nil, usage{err}
	}
	input, err := secretFrom(ctx, m, f)
	if err != nil {
		return nil, err
	}
	found, notices := c.accounts.Find(ctx, credentials.Ask{Account: f.account, Input: input})
	tellAll(m, notices)
	known := &index.Offline{Index: keptLists(m, f), Client: c.client, MaxAge: age}
	c.seenBy(known, found, f.account)
	return known, nil
}

// seenBy shows the lists as they were seen with what was found to begin with, else by the account
// that was asked for. The client goes on in that name, and a request would log in.
func (c *connection) seenBy(known *index.Offline, found credentials.Found, account string) {
	switch session := c.accounts.Later(c.client, found); {
	case session != nil:
		c.client.Use(session)
	case found.Ready():
		known.Account, known.Password = found.Username, true
	default:
		known.Account = account
	}
}

// offline prints what was known of the lists. Nothing is asked, not even for a session.
func offline(
	ctx context.Context, m Machine, f flags, c connection, x exported, plan planner,
) error {
	known, err := x.known(ctx, m, f, &c)
	if err != nil {
		return err
	}
	defer closeIndex(m, f, known.Index)
	x.request.Offline, x.request.Index = known, nil
	work, err := plan(c.client, x, m.results)
	if err != nil {
		return ended(err)
	}
	summary := work.Run(ctx)
	if err := x.finished(c, summary); err != nil {
		return ended(err)
	}
	report.Print(m.said, summary)
	tellAge(m, known)
	code := codes[summary.Outcome()]
	if code == codeFailed || code == codeLogin { // what is not known is missing
		code = codePartial
	}
	return exit{code: code}
}

// tellAge says how old the oldest of what was printed is.
func tellAge(m Machine, known *index.Offline) {
	if oldest := known.Oldest(); !oldest.IsZero() {
		tellf(m.said, "Offline, as of %s (%s).\n", oldest.Local().Format("2006-01-02 15:04"),
			text.Age(oldest, m.Now()))
	}
}

// aboutTags does what a command about single tags does: with a session, or offline with what is
// known.
func aboutTags(
	ctx context.Context, m Machine, f flags, from fromIndex, layers bool,
	do func(c *hub.Client, from export.Request) error,
) error {
	if err := from.wrong(m, f); err != nil {
		return usage{err}
	}
	c, err := connect(m, f)
	if err != nil {
		return err
	}
	defer c.close()
	if from.offline {
		known, err := from.known(ctx, m, f, &c)
		if err != nil {
			return err
		}
		defer closeIndex(m, f, known.Index)
		from := export.Request{Offline: known}
		return concludedOffline(m, known, do(c.client, from), layers)
	}
	defer c.narrate(m, nil)()
	if err := c.open(ctx, m, f); err != nil {
		c.adviseOffline(m, err)
		return refused(err)
	}
	if err := do(c.client, export.Request{Index: c.index}); err != nil {
		c.adviseOffline(m, err)
		return ended(err)
	}
	return nil
}

// adviseOffline tells what can be done without a network.
func (c *connection) adviseOffline(m Machine, err error) {
	if c.index != nil && hub.Unreached(err) {
		tell(m.said, "What was seen of lists before is printed with --offline.")
	}
}

// concludedOffline gives the exit code of a command about single tags, and says how old they are.
func concludedOffline(m Machine, known *index.Offline, err error, layers bool) error {
	tellAge(m, known)
	switch {
	case errors.Is(err, index.ErrUnknown), errors.Is(err, index.ErrTooOld),
		errors.Is(err, index.ErrMissing):
		return exit{code: codePartial, err: err}
	case err != nil:
		return ended(err)
	case !layers:
		return nil
	}
	tell(m.said, "tagboat: layers are not kept, so they are not known offline; without --offline they are asked for")
	return exit{code: codePartial}
}

// ageOf reads an age as people write it: 90m, 12h, 1d, 2w. None is 0.
func ageOf(typed string) (time.Duration, error) {
	if typed == "" {
		return 0, nil
	}
	age, known := span(typed)
	if !known {
		return 0, fmt.Errorf("--max-age %q: expected an age, as 90m, 12h, 1d or 2w", typed)
	}
	return age, nil
}
