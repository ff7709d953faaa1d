package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/clean"
	"tagboat/hub/freshness"
	"tagboat/hub/refs/patch"
	"tagboat/ui/command/report"
	"tagboat/ui/command/sheet"
)

// checked is what a check is asked for, as typed.
type checked struct {
	asked                             sheet.Asked
	platforms                         []string
	level, to                         string
	diff, pin, strict, dryRun, browse bool
}

// levels are those that can be asked for.
var levels = []string{"patch", "minor", "major"}

func checkCommand(m Machine, f *flags) *cobra.Command {
	var x checked
	c := &cobra.Command{
		Use:   "check [FILE | FOLDER | -] ...",
		Short: "Tell which references in files are no longer right",
		Long: "Finds the references to images in Dockerfiles, Compose files, manifests and pipelines, and says of each, with\n" +
			"file:line:column, whether it is current, newer (there is a newer tag of its flavour: patch, minor, major), moved\n" +
			"(its tag is another image than its digest, or than was last seen), gone, floating (latest and other words),\n" +
			"elsewhere (another registry: left alone) or unknown. Without an argument it reads the current folder: the files\n" +
			"that git tracks or does not ignore, with git or without. - is one reference a line on standard input. A comment\n" +
			"tagboat: ignore leaves out the line it stands on, or the next.\n\n" +
			"It needs no engine and pulls nothing: it asks for the tags of each repository once, and for no more of them than\n" +
			"answers. A reference is current only where that list is proven complete. Files are never written.\n\n" +
			"Exit code 0: nothing to do. 5: something is newer, moved or gone. 3: something could not be known, which wins\n" +
			"over 5. With --hub, names without a registry are taken for that Hub's, as in every command.\n\n" +
			freshness.Rules + "\n" +
			"Fields of --columns and of templates ({{.Verdict}}): " + sheet.CheckFields(),
		Example: "  tagboat check\n" +
			"  tagboat check deploy/ Dockerfile --platform linux/arm64 --level minor\n" +
			"  docker ps --format '{{.Image}}' | tagboat check -\n" +
			"  tagboat check --diff --to minor | git apply",
	}
	flags := c.Flags()
	flags.StringVar(&x.asked.Format, "format", "", "`FORMAT`: "+sheet.AllowedForCheck+inCSV)
	flags.StringVar(&x.asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	flags.StringArrayVar(&x.platforms, "platform", nil,
		"each tag must be built for `PLATFORM`, as linux/arm64; may be given again")
	flags.StringVar(&x.level, "level", "major", "the farthest `LEVEL` that counts as newer: patch, minor or major")
	flags.BoolVar(&x.strict, "strict", false, "floating is exit code 5 too")
	flags.BoolVar(&x.dryRun, "dry-run", false, "say what it will cost, and ask nothing")
	flags.BoolVar(&x.browse, "browse", false, "open the list on the screen, and the tags from there")
	flags.BoolVar(&x.diff, "diff", false, "print a patch for git apply instead, of what is newer or moved")
	flags.StringVar(&x.to, "to", "patch", "with --diff, the farthest `LEVEL` to go to: patch, minor or major")
	flags.BoolVar(&x.pin, "pin", false, "with --diff, write digests where there were none, too")
	for name, offered := range map[string][]string{
		"format": {"text", "table", "json", "jsonl", "csv", "tsv", "github"}, "level": levels, "to": levels,
	} {
		_ = c.RegisterFlagCompletionFunc(name,
			cobra.FixedCompletions(offered, cobra.ShellCompDirectiveNoFileComp))
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := x.wrong(c, *f, args); err != nil {
			return usage{err}
		}
		return x.run(c.Context(), m, *f, args)
	}
	return c
}

// wrong is what is wrong with the flags alone.
func (x *checked) wrong(c *cobra.Command, f flags, args []string) error {
	switch {
	case f.passwordStdin && slices.Contains(args, "-"):
		return errors.New("standard input is one thing: give --password-stdin or -")
	case x.browse && (x.diff || x.dryRun || x.strict || x.asked.Format != "" || x.asked.Columns != ""):
		return errors.New("--browse prints nothing: give it, or what is about printing")
	case x.browse && slices.Contains(args, "-"):
		return errors.New("--browse reads keys from standard input: name files or folders")
	case x.diff && (x.asked.Format != "" || x.asked.Columns != ""):
		return errors.New("--diff prints a patch: give it, or --format or --columns")
	case !x.diff && (x.pin || c.Flags().Changed("to")):
		return errors.New("--to and --pin are about the patch: give them with --diff")
	}
	for flag, level := range map[string]string{"level": x.level, "to": x.to} {
		if !slices.Contains(levels, level) {
			return fmt.Errorf("--%s %q: choose patch, minor or major", flag, clean.Line(level))
		}
	}
	return nil
}

// levelOf is a level by its word.
func levelOf(word string) freshness.Level {
	for _, l := range []freshness.Level{freshness.Patch, freshness.Minor} {
		if l.String() == word {
			return l
		}
	}
	return freshness.Major
}

func (x *checked) request() (q check.Request, err error) {
	for _, name := range x.platforms {
		p, err := hub.ParsePlatform(name)
		if err != nil {
			return q, fmt.Errorf("--platform: %w", err)
		}
		q.Platforms = append(q.Platforms, p)
	}
	if q.Level = levelOf(x.level); q.Level == freshness.Major {
		q.Level = 0
	}
	return q, nil
}

// run finds references, checks them, and prints what there is to say.
func (x *checked) run(ctx context.Context, m Machine, f flags, names []string) error {
	ignoreBrokenPipes()
	request, err := x.request()
	if err != nil {
		return usage{err}
	}
	if x.browse {
		return browse(ctx, m, f, start{files: names, check: &request})
	}
	x.asked.Charset = m.said.charset
	if term.IsTerminal(m.Out.Fd()) {
		x.asked.Width, x.asked.Format = columns(m, m.Out), cmp.Or(x.asked.Format, "table")
	}
	write, err := sheet.ForCheck(x.asked, x.strict)
	if err != nil {
		return ended(err)
	}
	files, err := findIn(ctx, m, names)
	if err != nil {
		return err
	}
	request.Files = files.files
	files.tell(m)
	if len(files.files) == 0 {
		return x.nothing(m, files, write)
	}
	return x.ask(ctx, m, f, files, request, write)
}

// ask asks the Hub about references that were found, and prints what there is to say.
func (x *checked) ask(
	ctx context.Context, m Machine, f flags, files *found, request check.Request,
	write func([]check.Result) ([]byte, error),
) error {
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	if err := conn.open(ctx, m, f); err != nil {
		return refused(err)
	}
	request.Index = conn.index
	c := check.New(conn.client, request)
	if x.dryRun {
		return ended(x.cost(ctx, m, c))
	}
	result, err := inSight(ctx, m, &conn, c)
	if err == nil || !x.diff {
		if failed := x.print(m, files, &result, write); failed != nil {
			return ended(failed)
		}
	}
	tell(m.said, report.Checked(&result, files.ignored, err))
	if conn.unseen && result.Count(check.Unknown) > 0 {
		tell(m.said, "tagboat: the login that was found could not be used, so this is what can be seen without an account")
	}
	if err != nil {
		return ended(err)
	}
	return exit{code: x.code(files, &result)}
}

// nothing is the end of a check that found no reference.
func (x *checked) nothing(
	m Machine, files *found, write func([]check.Result) ([]byte, error),
) error {
	if !x.diff && !x.dryRun && x.asked.Format != "table" {
		text, err := write(nil)
		if err == nil {
			err = printed(m, text)
		}
		if err != nil {
			return ended(err)
		}
	}
	text := fmt.Sprintf("no reference to an image in %d files that may hold one", files.read)
	if files.read == 1 {
		text = "no reference to an image in the one file that may hold one"
	}
	if files.ignored > 0 {
		text += fmt.Sprintf(", but for %d that a comment leaves out", files.ignored)
	}
	tell(m.said, text)
	return exit{code: x.code(files, &check.Report{})}
}

func (x *checked) cost(ctx context.Context, m Machine, c *check.Check) error {
	costs := c.Cost(ctx)
	text, err := sheet.Costs(costs, x.asked.Width)
	if err == nil {
		err = printed(m, text)
	}
	tell(m.said, report.CheckCost(costs))
	return err
}

// inSight runs a check, and says on a terminal how far it has come.
func inSight(
	ctx context.Context, m Machine, conn *connection, c *check.Check,
) (check.Report, error) {
	if !term.IsTerminal(m.Err.Fd()) {
		return c.Run(ctx, nil)
	}
	meter := m.meter()
	defer meter.Clear()
	defer conn.narrate(m, meter)()
	return c.Run(ctx, func(p check.Progress) { meter.Line(report.CheckProgress(p)) })
}

// print writes the results, or the patch.
func (x *checked) print(
	m Machine, files *found, result *check.Report, write func([]check.Result) ([]byte, error),
) error {
	var text []byte
	var err error
	if x.diff {
		text = x.patch(m, files, result.Results)
	} else if text, err = write(result.Results); err != nil {
		return err
	}
	return printed(m, text)
}

// patch is a patch of all files, and tells what it leaves out.
func (x *checked) patch(m Machine, files *found, results []check.Result) (text []byte) {
	fix := check.Fix{To: levelOf(x.to), Pin: x.pin}
	for i, file := range files.files {
		n := len(file.Refs)
		after, unfixed := fix.Apply(file, files.contents[i], results[:n])
		results = results[n:]
		for _, u := range unfixed {
			tell(m.said, clean.Line(fmt.Sprintf("%s: %s is %s and not patched: %s",
				u.Result.Position(), u.Result.Found.Text, u.Result.Verdict, u.Why)))
		}
		switch name, why := patched(file.Path); {
		case string(after) == string(files.contents[i]):
		case why != "":
			tell(m.said, clean.Line(file.Path+" is not patched: "+why))
		default:
			text = append(text, patch.Diff(name, files.contents[i], after)...)
		}
	}
	return text
}

// code is the exit code of what was found.
func (x *checked) code(files *found, r *check.Report) int {
	switch {
	case r.Count(check.Unknown) > 0, len(files.unread) > 0:
		return codePartial
	case r.Count(check.Newer)+r.Count(check.Moved)+r.Count(check.Gone) > 0,
		x.strict && r.Count(check.Floating) > 0:
		return codeNews
	}
	return codeComplete
}
