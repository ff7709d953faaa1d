package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/places"
	"tagboat/hub/refresh"
	"tagboat/ui/command/report"
	"tagboat/ui/command/sheet"
)

// synced is what a sync is asked for, as typed.
type synced struct{ maxAge, format, progress string }

func syncCommand(m Machine, f *flags) *cobra.Command {
	var x synced
	c := &cobra.Command{
		Use:   "sync [NAMESPACE | NAMESPACE/REPOSITORY ...]",
		Short: "Bring what is kept of lists up to date",
		Long: "Reads lists and keeps them, so that the screen has them at once, --offline is of today, and it is known what\n" +
			"changed. Without an argument these are: the namespaces of the account, their repositories, and the tags of each;\n" +
			"every other list that was read to its end before; and the favourites. With arguments, the repositories of these\n" +
			"namespaces and their tags, and the tags of these repositories.\n\n" +
			"A list that is known costs one small request where its newest tags prove the rest, others are read whole. It\n" +
			"never sends more than half of the requests that the Hub allows in a minute, and none while less than half is\n" +
			"left. One sync works at a time: another waits, and leaves out what was verified meanwhile. A list counts when\n" +
			"it is in the file, so an interrupted sync has what it has done; the same command with --max-age goes on.\n\n" +
			"Results are told on standard error; in json, one object is printed. Exit codes are those of images: 3 where a\n" +
			"list is not complete. A repository that was known and is not visible any more is noted, and no failure.",
		Example: "  tagboat sync\n" +
			"  tagboat sync myorg grafana/grafana\n" +
			"  tagboat sync --max-age 1h        leave out what was verified in the last hour\n" +
			"  tagboat sync --format json | jq .outcome",
		ValidArgsFunction: completion(m, f),
	}
	flags := c.Flags()
	flags.StringVar(&x.maxAge, "max-age", "", "leave out lists that were verified within this `AGE`, as 30m, 12h or 1d")
	flags.StringVar(&x.format, "format", "text", "`FORMAT`: text, which prints nothing, or json")
	flags.StringVar(&x.progress, "progress", "auto", "`HOW` to tell how far it has come: auto, plain or none")
	for name, offered := range map[string][]string{"format": {"text", "json"}, "max-age": {"1h", "12h", "1d"}} {
		_ = c.RegisterFlagCompletionFunc(name,
			cobra.FixedCompletions(offered, cobra.ShellCompDirectiveNoFileComp))
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := x.wrong(m, *f); err != nil {
			return usage{err}
		}
		return x.run(c.Context(), m, *f, args)
	}
	return c
}

// wrong is what is wrong with the flags alone.
func (x *synced) wrong(m Machine, f flags) error {
	why := whyNot(m, f)
	switch {
	case why != "":
		return errors.New("sync keeps lists, and this run keeps none: " + why)
	case !slices.Contains(progressWays, x.progress):
		return fmt.Errorf("--progress %q: choose auto, plain or none", clean.Line(x.progress))
	case x.format != "text" && x.format != "json":
		return fmt.Errorf("--format %q: expected text or json", clean.Line(x.format))
	}
	_, err := ageOf(x.maxAge)
	return err
}

// readyTime is how long the disk has to show that something can be kept.
const readyTime = 10 * time.Second

// run waits for its turn and does the work.
func (x *synced) run(ctx context.Context, m Machine, f flags, args []string) error {
	ignoreBrokenPipes()
	began := m.Now()
	f.sparing = true
	c, err := connect(m, f)
	if err != nil {
		return err
	}
	defer c.close()
	q := refresh.Request{Targets: args, Began: began}
	q.MaxAge, _ = ageOf(x.maxAge)
	work, err := refresh.New(c.client, c.index, q)
	if err != nil {
		return ended(err)
	}
	if err := canKeep(ctx, m, c); err != nil {
		return err
	}
	release, err := refresh.InTurn(ctx, stateFolder(m), func() {
		tell(m.said, "tagboat: another sync is at work; waiting for its end, and what it verifies is not read again")
	})
	if err != nil {
		return ended(err)
	}
	defer release()
	if err := c.open(ctx, m, f); err != nil {
		return refused(err)
	}
	var unread error
	if work.Beside, unread = favouritesOf(m, f, c.client); unread != nil && len(args) == 0 {
		tell(m.said, "tagboat:", clean.Line(unread.Error()))
	}
	code := x.concluded(m, c, x.inSight(ctx, m, &c, work))
	if code == codeComplete && unread != nil && len(args) == 0 {
		code = codePartial
	}
	return exit{code: code}
}

// canKeep gives an error where nothing can be kept, before anything is asked.
func canKeep(ctx context.Context, m Machine, c connection) error {
	if stateFolder(m) == "" {
		return exit{code: codeFailed, err: errors.New("there is no folder to keep lists in: set HOME or XDG_STATE_HOME to a path from the root")}
	}
	try, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	err := c.index.Ready(try)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ended(ctx.Err())
	}
	return exit{code: codeFailed, err: fmt.Errorf("%w; nothing can be kept of lists, so none was read. "+
		"XDG_STATE_HOME names another folder", err)}
}

// favouritesOf are the lists of whoever is logged in that are favourites, or hold one.
func favouritesOf(m Machine, f flags, c *hub.Client) (names []refresh.Name, err error) {
	account := ""
	if s := c.Session(); s != nil {
		account = s.Username
	}
	owner := places.OwnerOf(server(f), account)
	saved, err := places.NewStore(stateFolder(m), m.Now).Favourites(owner)
	for _, p := range saved {
		if p.Kind() == places.Namespace {
			names = append(names, refresh.Name{Namespace: p.Namespace})
		} else {
			r := p.Reference.Repository
			names = append(names, refresh.Name{Namespace: r.Namespace, Repository: r.Name})
		}
	}
	return names, err //nolint:wrapcheck // It says everything.
}

// inSight does the work, and says how far it has come where that is to be said.
func (x *synced) inSight(
	ctx context.Context, m Machine, c *connection, work *refresh.Run,
) refresh.Summary {
	meter := meterFor(m, x.progress, true)
	if meter != nil {
		work.Observe = meter.ShowSync
		defer meter.Clear()
	}
	if x.progress != "none" {
		defer c.narrate(m, meter)()
	}
	return work.Do(ctx)
}

// concluded tells what a sync came to, and gives its exit code.
func (x *synced) concluded(m Machine, c connection, s refresh.Summary) int {
	c.stored() // the last line is what the run came to
	if x.format == "json" {
		if err := printed(m, sheet.Synced(&s)); err != nil {
			report.PrintSync(m.said, s)
			tell(m.said, "tagboat:", err)
			return codes[export.OutcomeOf(err)]
		}
	}
	report.PrintSync(m.said, s)
	code := codes[s.Outcome()]
	if code == codeComplete && c.unseen {
		tell(m.said, "tagboat: this is what can be seen without an account; the login that was found could not be used")
		code = codePartial
	}
	return code
}
