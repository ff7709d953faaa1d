package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/stale"
	"tagboat/ui/command/report"
	"tagboat/ui/command/sheet"
	"tagboat/ui/plan"
)

// rulesThereAre are told where none was given.
const rulesThereAre = "There is no default rule. Give one or more of\n" +
	"  --older 90d         what was pushed and last pulled before that\n" +
	"  --keep 10           all but the 10 newest tags of each repository\n" +
	"  --keep-per minor    all but the newest of each version line (major, minor or patch)\n" +
	"  --match FILTER      only what the filter finds\n" +
	"  --untagged          manifests that no tag points at, too; by itself no tag\n" +
	"  --never FILTER      not what this one finds; by itself it lets nothing go\n" +
	"All that are given must let a tag go; tagboat stale --help tells more."

// planned are the flags of stale.
type planned struct {
	exported

	wanted export.StaleRequest
}

func staleCommand(m Machine, f *flags) *cobra.Command {
	var x planned
	c := &cobra.Command{
		Use:   "stale [NAMESPACE | NAMESPACE/REPOSITORY ...]",
		Short: "Print which tags could go, and why; nothing is deleted",
		Long: "Prints a plan: the tags that could go by the rules that are given, each with its reason, and how many bytes\n" +
			"would be free, at least and at most. Nothing is deleted, and nothing is run. There is no default rule: without\n" +
			"one it explains what there is and ends with exit code 2.\n\n" +
			"Tags of one digest are one image: where one of its names stays, all do. What is not known stays: a tag of which\n" +
			"only the name was told, one that is not known to have been pulled (with --older, without --unpulled), one that\n" +
			"an immutability rule locks, and everything in a repository that was not read whole. A signature goes with what it\n" +
			"signs, and stays with it. For these rules one request is sent for each repository in which something would go.\n\n" +
			"With --untagged the manifests that no tag points at are read too, with one request for each repository at least;\n" +
			"the Hub shows them only to those whose repository it is. One that is a platform of a tag goes only if that goes.\n" +
			"Where they cannot be read the plan says so and is not complete, and tags are judged all the same.\n\n" +
			"The plan begins with when it was read, as whom, and whether it is complete: comments in text and table, fields in\n" +
			"json, on standard error with the other formats. Where something could not be read it says so and ends with 3.\n\n" +
			"Fields of --columns and of templates ({{.Reference}}): " + sheet.StaleFields(),
		Example: "  tagboat stale myorg --older 90d --keep 10\n" +
			"  tagboat stale myorg/api --keep-per minor --never latest --all\n" +
			"  tagboat stale myorg --match 'pr-' --older 14d --format hub-tool > plan.txt",
		ValidArgsFunction: completion(m, f),
	}
	x.rules(c)
	x.how(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		x.request.Targets = args
		return x.run(c.Context(), m, *f, plan.Rules(c.Flags()))
	}
	return c
}

// rules are the flags that say what may go.
func (x *planned) rules(c *cobra.Command) {
	plan.Bind(c.Flags(), &x.wanted)
	_ = c.RegisterFlagCompletionFunc("keep-per", cobra.FixedCompletions(
		stale.Lines, cobra.ShellCompDirectiveNoFileComp,
	))
}

// how are the flags that say how it is read and written.
func (x *planned) how(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&x.asked.Format, "format", "", "`FORMAT`: "+sheet.Allowed+
		",\nor hub-tool (lines namespace/repository:tag, as hub-tool tag rm takes them; with --untagged\nalso namespace/repository@digest, which it does not take)"+inCSV)
	flags.StringVar(&x.asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	flags.BoolVar(&x.wanted.All, "all", false, "what stays too, with its reason")
	flags.BoolVar(&x.request.Fresh, "fresh", false, "read every list whole, also what is known and was not changed")
	flags.BoolVar(&x.request.Delta, "delta", false,
		"ask for no tags of a repository whose date has not moved since they were known whole, a week ago at\n"+
			"most; not with --older, as pulls move no date")
	x.flags(c, "the lists")
	flags.BoolVar(&x.dryRun, "dry-run", false, "say what it will cost, and do nothing")
	flags.StringVar(
		&x.progress, "progress", "auto", "`HOW` to tell how far it has come: auto, plain or none",
	)
	flags.BoolVar(&x.noColor, "no-color", false, "no colours; there are none in a pipe anyway")
}

func (x *planned) wrong(m Machine, f flags) error {
	rules, err := x.wanted.Read(m.Now())
	switch {
	case err != nil:
		return fmt.Errorf("--%w", err)
	case rules.IsZero():
		for line := range strings.SplitSeq(rulesThereAre, "\n") {
			tell(m.said, line)
		}
		return plan.Contradiction(rules)
	case plan.Contradiction(rules) != nil:
		return plan.Contradiction(rules)
	case x.offline && x.wanted.Untagged:
		return errors.New("--untagged asks the Hub each time, as manifests without a tag are not kept: leave it out, or --offline")
	case x.offline && !x.wanted.NoLocks:
		return errors.New("--offline asks nobody which tags are locked: give it with --no-locks")
	case x.request.Delta && rules.AsksForMoving():
		return errors.New("--delta rests on the dates of repositories, which no pull moves: leave it out, or --older and what asks for pulled or status")
	case sheet.IsHubTool(x.asked.Format) && f.hub != "" && !hub.IsDocker(f.hub):
		return errors.New("--format hub-tool is for Docker Hub: hub-tool knows that Hub only")
	}
	return x.exported.wrong(m, f)
}

func (x *planned) run(ctx context.Context, m Machine, f flags, rules string) error {
	if err := x.wrong(m, f); err != nil {
		return usage{err}
	}
	// What is to be known of the plan stands before its rows, and is known at the end.
	var rows bytes.Buffer
	planner := func(c *hub.Client, asked exported, _ io.Writer) (*export.Work, error) {
		x.asked, x.request = asked.asked, asked.request
		form, err := sheet.ForStale(x.asked, x.wanted.All)
		if err != nil {
			return nil, err
		}
		return export.Stale(c, x.request, x.wanted, form, &rows)
	}
	x.finish = func(c connection, s export.Summary) error {
		if errors.Is(s.Err, context.Canceled) || s.Err != nil && s.ListsOf == 0 {
			return nil
		}
		told := report.Planned{
			Read: x.request.Now, Hub: c.client.Address(), Rules: rules, NoLocks: x.wanted.NoLocks,
			Judged: x.wanted.Untagged, Offline: x.offline, Unseen: c.unseen, Summary: s,
		}
		if session := c.client.Session(); session != nil {
			told.Account = session.Username
		}
		return x.tell(m, &told, rows.Bytes())
	}
	return run(ctx, m, f, x.exported, "stale", planner)
}

// tell writes the plan: what is to be known of it, and then its rows.
func (x *planned) tell(m Machine, p *report.Planned, rows []byte) error {
	text, told := sheet.Planned(x.asked, p, rows)
	if !told {
		for _, line := range p.Lines() {
			tell(m.said, clean.Line(line))
		}
	}
	return printed(m, text)
}
