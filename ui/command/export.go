package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/ui/command/report"
	"tagboat/ui/command/sheet"
)

// exported is what the commands for scripts understand beside the flags of all.
type exported struct {
	fromIndex

	request  export.Request
	asked    sheet.Asked
	dryRun   bool
	noColor  bool
	progress string
	// finish does what is to be done with what was read, before it is told what the run came to;
	// nil: nothing
	finish func(c connection, s export.Summary) error
}

// inCSV says what csv does to text.
const inCSV = ";\ncsv has a ' before text that a spreadsheet would calculate"

// The ways to tell how far a run has come, on standard error.
var progressWays = []string{"auto", "plain", "none"}

// planner makes the work of one command.
type planner func(c *hub.Client, x exported, out io.Writer) (*export.Work, error)

func planImages(c *hub.Client, x exported, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForImages(x.asked)
	if err != nil {
		return nil, err
	}
	return export.Images(c, x.request, form, out)
}

func planTags(c *hub.Client, x exported, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForTags(x.asked)
	if err != nil {
		return nil, err
	}
	return export.Tags(c, x.request, form, out)
}

func planRepositories(c *hub.Client, x exported, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForRepositories(x.asked)
	if err != nil {
		return nil, err
	}
	return export.Repositories(c, x.request, form, out)
}

func images(m Machine, f *flags) *cobra.Command {
	return exporter(m, f, planImages, &cobra.Command{
		Use:   "images [NAMESPACE | NAMESPACE/REPOSITORY ...]",
		Short: "Print every reference: namespace/repository:tag",
		Long: "Prints every namespace/repository:tag, one a line. Without an argument it takes every namespace of the\n" +
			"account. The last line on standard error proves that none is missing, as far as the account or its token may\n" +
			"see, or names what is. With --delta that line proves less, and says so: some lists are taken as they were\n" +
			"known, because the date of their repository has not moved. The exit code is 0 all the same.\n\n" +
			"Fields of --columns and of templates ({{.Reference}}): " + sheet.TagFields(),
		Example: "  tagboat images                                   everything the account has\n" +
			"  tagboat images myorg --filter 'arch:arm64 pushed:<7d !rc'\n" +
			"  tagboat images myorg --digests --resume run.journal >> images.txt\n" +
			"  tagboat images myorg/api --format '{{.Reference}} {{.Size}}'\n" +
			"  tagboat images myorg --format skopeo > sync.yaml",
	})
}

func tags(m Machine, f *flags) *cobra.Command {
	return exporter(m, f, planTags, &cobra.Command{
		Use:   "tags NAMESPACE/REPOSITORY",
		Short: "Print every tag of a repository",
		Long: "Prints every tag of one repository: a table on a terminal, references in a pipe. Official images need no\n" +
			"namespace.\n\nFields of --columns and of templates ({{.Reference}}): " + sheet.TagFields(),
		Example: "  tagboat tags nginx --sort version --limit 10\n" +
			"  tagboat tags grafana/grafana --format jsonl\n" +
			"  tagboat tags nginx --filter 'alpine !perl' --platform linux/arm64 --digests",
	})
}

func repositories(m Machine, f *flags) *cobra.Command {
	return exporter(m, f, planRepositories, &cobra.Command{
		Use:   "repositories [NAMESPACE ...]",
		Short: "Print every repository",
		Long: "Prints every repository of the namespaces, or of all that the account belongs to: a table on a terminal,\n" +
			"names in a pipe.\n\nFields of --columns and of templates ({{.Repository}}): " + sheet.RepositoryFields(),
		Example: "  tagboat repositories myorg --sort pulls\n" +
			"  tagboat repositories --filter 'private:yes updated:>1y' --format csv",
	})
}

func exporter(m Machine, f *flags, plan planner, c *cobra.Command) *cobra.Command {
	var x exported
	flags := c.Flags()
	formats := "`FORMAT`: " + sheet.Allowed
	if c.Name() != "repositories" {
		formats += ",\nor " + sheet.MirrorsAllowed
	}
	flags.StringVar(&x.asked.Format, "format", "", formats+inCSV)
	flags.StringVar(&x.asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	flags.StringVar(
		&x.request.Filter, "filter", "", "only what the `FILTER` of the lists on screen finds",
	)
	flags.StringVar(&x.request.Sort, "sort", "", "`ORDER` of the lists on screen, as version or newest; -ORDER turns it round;\n"+
		"a list waits in memory until it is read: 0.2 KB a tag, 0.6 KB where platforms are written")
	flags.Var(rowLimit{&x.request.Limit}, "limit", "at most `N` rows")
	flags.BoolVar(&x.request.Fresh, "fresh", false, "read every list whole, also what is known and was not changed")
	flags.BoolVar(&x.request.Unordered, "unordered", false, "write what comes first")
	flags.StringVar(
		&x.request.Resume, "resume", "",
		"keep a journal in `FILE`, and go on with the run it is of",
	)
	x.flags(c, "the lists")
	flags.BoolVar(&x.dryRun, "dry-run", false, "say what it will cost, and do nothing")
	flags.StringVar(
		&x.progress, "progress", "auto", "`HOW` to tell how far it has come: auto, plain or none",
	)
	flags.BoolVar(&x.noColor, "no-color", false, "no colours; there are none in a pipe anyway")
	if c.Name() == "images" {
		flags.BoolVar(&x.request.Delta, "delta", false,
			"ask for no tags of a repository whose date has not moved since they were known whole, a week ago\n"+
				"at most: an account in a handful of requests. It rests on those dates and proves nothing of these lists")
	}
	if c.Name() != "repositories" {
		flags.BoolVar(&x.request.Digests, "digests", false, "pin each reference to its digest")
		flags.BoolVar(&x.request.Full, "full", false, "canonical references, with docker.io/")
		flags.StringVar(&x.request.Platform, "platform", "", "only tags built for `PLATFORM`, as linux/arm64; digests and sizes are its own")
	}
	c.ValidArgsFunction = completion(m, f)
	c.RunE = func(c *cobra.Command, args []string) error {
		x.request.Targets = args
		return run(c.Context(), m, *f, x, c.Name(), plan)
	}
	return c
}

// wrong is what is wrong with the flags alone.
func (x *exported) wrong(m Machine, f flags) error {
	kept := whyNot(m, f)
	switch {
	case !slices.Contains(progressWays, x.progress):
		return fmt.Errorf("--progress %q: choose auto, plain or none", x.progress)
	case sheet.IsMirror(x.asked.Format) && f.hub != "" && !hub.IsDocker(f.hub):
		return fmt.Errorf("--format %s names Docker Hub's registry, which knows that Hub only", x.asked.Format)
	case x.offline && (x.dryRun || x.request.Fresh || x.request.Delta):
		return errors.New("--offline asks nobody: give it, or --dry-run, --fresh or --delta")
	case x.request.Delta && (x.request.Fresh || x.dryRun):
		return errors.New("--delta reads what has moved: give it, or --fresh or --dry-run")
	case x.request.Delta && !x.offline && kept != "":
		return fmt.Errorf("--delta goes by what is kept of lists, and this run keeps nothing: %s", kept)
	}
	return x.fromIndex.wrong(m, f)
}

// suit has rows that a person looks at be a table of their terminal's width, but references, which
// are a line each.
func (x *exported) suit(m Machine, name string) {
	x.asked.Charset = m.said.charset
	if term.IsTerminal(m.Out.Fd()) {
		x.asked.Width = columns(m, m.Out)
		if name != "images" && x.asked.Format == "" {
			x.asked.Format = "table"
		}
	}
	x.asked.Lines = x.request.Resume != ""
}

// run does the work of one command and ends with its exit code.
func run(ctx context.Context, m Machine, f flags, x exported, name string, plan planner) error {
	if err := x.wrong(m, f); err != nil {
		return usage{err}
	}
	// A reader that goes away ends the run quietly, as head does when it has enough.
	ignoreBrokenPipes()
	c, err := connect(m, f)
	if err != nil {
		return err
	}
	defer c.close()
	if isOneFile(f.log, x.request.Resume) {
		return usage{errors.New("the log and the journal are one file; give each its own")}
	}
	meter := meterFor(m, x.progress, false)
	quiet := func() {}
	if x.progress != "none" {
		quiet = sync.OnceFunc(c.narrate(m, meter))
	}
	defer quiet()
	x.request.Now, x.request.Index = m.Now(), c.index
	x.suit(m, name)
	work, err := plan(c.client, x, m.results)
	if err != nil {
		return ended(err)
	}
	if x.offline {
		return offline(ctx, m, f, c, x, plan)
	}
	// after what is typed was understood: a slip costs no login
	if err := c.open(ctx, m, f); err != nil {
		c.adviseOffline(m, err)
		return refused(err)
	}
	if x.dryRun {
		return cost(ctx, m, work)
	}
	if meter != nil {
		work.Observe = meter.Show
	}
	summary := work.Run(ctx)
	quiet()
	if meter != nil {
		meter.Clear()
	}
	c.stored() // the last line is what the run came to
	return x.concluded(m, c, summary)
}

// concluded tells what a run came to, and gives its exit code.
func (x *exported) concluded(m Machine, c connection, summary export.Summary) error {
	if err := x.finished(c, summary); err != nil {
		return ended(err)
	}
	report.Print(m.said, summary)
	code := codes[summary.Outcome()]
	if code == codeFailed {
		c.adviseOffline(m, lost(summary))
	}
	if c.unseen && code == codeComplete {
		tell(m.said, "tagboat: this is what can be seen without an account; the login that was found could not be used")
		code = codePartial
	}
	return exit{code: code}
}

func (x *exported) finished(c connection, summary export.Summary) error {
	if x.finish == nil {
		return nil
	}
	return x.finish(c, summary)
}

// lost is the first that failed because of the network.
func lost(s export.Summary) error {
	for _, m := range s.Misses {
		if !hub.Unreached(s.Err) && hub.Unreached(m.Err) {
			return m.Err
		}
	}
	return s.Err
}

// refused is a login that failed, with the exit code for it.
func refused(err error) error {
	if _, ok := errors.AsType[exit](err); ok {
		return err
	}
	if _, ok := errors.AsType[usage](err); ok {
		return err
	}
	return ended(err)
}

func cost(ctx context.Context, m Machine, work *export.Work) error {
	plan, err := work.Plan(ctx)
	if err != nil {
		return ended(err)
	}
	tell(m.said, report.Cost(plan))
	return nil
}

// meterFor tells how far a run has come: on a terminal by itself, elsewhere only when asked. Where
// rows are printed on a terminal they are the progress.
func meterFor(m Machine, how string, silent bool) *report.Meter {
	switch {
	case how == "plain":
		return &report.Meter{W: m.said, Now: m.Now}
	case how == "none", !term.IsTerminal(m.Err.Fd()), !silent && term.IsTerminal(m.Out.Fd()):
		return nil
	}
	meter := m.meter()
	meter.Indicator = hasIndicator(m)
	return meter
}

// hasIndicator knows the terminals that show progress of their own; others
// might print the sequence.
func hasIndicator(m Machine) bool {
	return m.Getenv("WT_SESSION") != "" || m.Getenv("ConEmuPID") != "" ||
		slices.Contains([]string{"ghostty", "WezTerm"}, m.Getenv("TERM_PROGRAM"))
}
