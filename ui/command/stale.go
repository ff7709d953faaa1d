package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/stale"
	"tagboat/ui/command/report"
	"tagboat/ui/command/sheet"
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
		return x.run(c.Context(), m, *f, rulesGiven(c.Flags()))
	}
	return c
}

// rules are the flags that say what may go.
func (x *planned) rules(c *cobra.Command) {
	flags, w := c.Flags(), &x.wanted
	flags.StringVar(&w.Older, "older", "", "what was pushed, and where that is known last pulled, more than this `AGE` ago, as 90d")
	flags.Var(tagCount{&w.Keep}, "keep", "all but the `N` newest tags of each repository, of those that --match finds and --never does not")
	flags.StringVar(&w.KeepPer, "keep-per", "", "all but the newest of each version `LINE`: major, minor or patch; 1.27-alpine and 1.27 are two")
	flags.StringVar(&w.Match, "match", "", "only what this `FILTER` of the lists on screen finds may go")
	flags.StringVar(&w.Never, "never", "", "what this `FILTER` finds stays")
	flags.BoolVar(&w.Untagged, "untagged", false,
		"manifests that no tag points at may go too, by --older, --match and --never; by itself no tag goes")
	flags.BoolVar(&w.Unpulled, "unpulled", false, "with --older, a tag that is not known to have been pulled goes by its push")
	flags.BoolVar(&w.NoLocks, "no-locks", false, "do not ask which tags are locked, and take none as locked: the Hub refuses to delete those")
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

// rulesGiven are the rules as they were typed, for the head of the plan.
func rulesGiven(flags *pflag.FlagSet) string {
	var given []string
	for _, name := range []string{
		"older", "keep", "keep-per", "match", "never", "untagged", "unpulled", "no-locks",
	} {
		f := flags.Lookup(name)
		switch {
		case f == nil || !f.Changed:
		case f.Value.Type() == "bool":
			given = append(given, "--"+name)
		default:
			given = append(given, "--"+name+" "+quoted(clean.Line(f.Value.String())))
		}
	}
	return strings.Join(given, " ")
}

// quoted is a word as a shell takes it as one.
func quoted(word string) string {
	if strings.IndexFunc(word, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-", r)
	}) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
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
		return errors.New("no rule says what may go")
	case x.wanted.Unpulled && rules.Older == 0:
		return errors.New("--unpulled says how --older judges: give it with --older")
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
	plan := func(c *hub.Client, asked exported, _ io.Writer) (*export.Work, error) {
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
	return run(ctx, m, f, x.exported, "stale", plan)
}

// tell writes the plan: what is to be known of it, and then its rows.
func (x *planned) tell(m Machine, p *report.Planned, rows []byte) error {
	head := sheet.PlanHead{Lines: p.Lines(), Fields: planFields(p)}
	text, told := sheet.Planned(x.asked, head, rows)
	if !told {
		for _, line := range head.Lines {
			tell(m.said, clean.Line(line))
		}
	}
	return printed(m, text)
}

// planFields tell of a plan as a whole, for a program.
func planFields(p *report.Planned) []sheet.PlanField {
	var misses []string
	for _, miss := range p.Summary.Misses {
		misses = append(misses, report.Miss(miss))
	}
	all := []sheet.PlanField{
		{Name: "read", Value: hub.TimestampOf(p.Read)}, {Name: "account", Value: p.Account},
		{Name: "hub", Value: p.Hub}, {Name: "offline", Value: p.Offline},
		{Name: "rules", Value: p.Rules}, {Name: "complete", Value: p.IsComplete()},
		{Name: "missing", Value: misses}, {Name: "notes", Value: p.Notes()},
	}
	s := p.Summary.Stale
	if s == nil {
		return all
	}
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"tags", int64(s.Tags)}, {"untagged", int64(s.Untagged)}, {"images", int64(s.Images)},
		{"repositories", int64(s.Repositories)}, {"stay", int64(s.Stay)},
		{"sizeunknown", int64(s.Unknown)},
	} {
		all = append(all, sheet.PlanField{Name: n.name, Value: n.value})
	}
	least, most := &s.AtLeast, &s.AtMost
	if report.IsUnsized(s.Sum) {
		least, most = nil, nil
	}
	return append(all, sheet.PlanField{Name: "atleast", Value: least},
		sheet.PlanField{Name: "atmost", Value: most})
}

// tagCount is a number of tags, from 1.
type tagCount struct{ tags *int }

func (n tagCount) String() string {
	if n.tags == nil || *n.tags == 0 {
		return ""
	}
	return strconv.Itoa(*n.tags)
}

func (tagCount) Type() string { return "tags" }

func (n tagCount) Set(text string) error {
	count, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || count < 1 || count > stale.MostKept {
		return errors.New("it is a number of tags, from 1, in digits")
	}
	*n.tags = count
	return nil
}
