package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/which"
	"tagboat/ui/command/sheet"
)

// mostRequests bounds what looking through one list costs unless all is asked for.
const mostRequests = 20

// sought is what is looked for, and where.
type sought struct {
	digest hub.Digest
	in     []hub.RepositoryName // none: in what is known
}

func whichCommand(m Machine, f *flags) *cobra.Command {
	var asked sheet.Asked
	var in []string
	var all bool
	c := &cobra.Command{
		Use:   "which DIGEST | REFERENCE@DIGEST ...",
		Short: "Print which tags a digest is, and was",
		Long: "Prints the tags that a digest is now, be it that of an index or of one platform. The repository of the\n" +
			"reference, or of --in, is looked through, newest tags first: what is known of it costs one small request, else\n" +
			fmt.Sprintf("it takes one for a hundred tags, %d of them unless --all is given. What the rest would cost is told, and\n", mostRequests) +
			"makes the exit code 3.\n\n" +
			"The Hub finds no digest by itself. So a bare digest without --in is looked for among the lists that this\n" +
			"machine has seen, and nothing is asked. What a tag was before is told as far as it was seen here. Where no tag\n" +
			"is the digest the exit code is 1.\n\n" +
			"Columns: " + sheet.MatchFields() + ". Text is the tags that are it now, one a line.",
		Example: "  tagboat which nginx@sha256:…\n" +
			"  tagboat which sha256:… --in myorg/api --in myorg/web\n" +
			"  docker inspect --format '{{index .RepoDigests 0}}' IMAGE | xargs tagboat which --format table",
		ValidArgsFunction: completion(m, f),
	}
	c.Flags().StringVar(&asked.Format, "format", "", "`FORMAT`: "+sheet.Allowed+inCSV)
	c.Flags().StringVar(&asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	c.Flags().StringArrayVar(&in, "in", nil, "look for a bare digest in `REPOSITORY`; may be given again")
	c.Flags().BoolVar(&all, "all", false, "look through every tag, whatever it costs")
	_ = c.RegisterFlagCompletionFunc("in", completion(m, f))
	c.RunE = func(c *cobra.Command, args []string) error {
		what, err := soughtIn(args, in)
		if err != nil {
			return usage{err}
		}
		most := mostRequests
		if all {
			most = 0
		}
		return printWhich(c.Context(), m, *f, what, asked, most)
	}
	return c
}

func soughtIn(args, in []string) (all []sought, err error) {
	if len(args) == 0 {
		return nil, errors.New("which takes a digest, as nginx@sha256:… or sha256:…")
	}
	var repositories []hub.RepositoryName
	for _, name := range in {
		r, err := hub.ParseRepositoryName(name)
		if err != nil {
			return nil, fmt.Errorf("--in %q: %w", clean.Line(name), err)
		}
		repositories = append(repositories, r)
	}
	for _, arg := range args {
		if d, err := hub.ParseDigest(arg); err == nil {
			all = append(all, sought{d, repositories})
			continue
		}
		r, err := hub.ParseReference(arg)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%q: %w", clean.Line(arg), err)
		case r.Digest.IsZero():
			return nil, fmt.Errorf("%q has no digest: write %s@sha256:…", clean.Line(arg), r.Repository.Familiar())
		}
		all = append(all, sought{r.Digest, []hub.RepositoryName{r.Repository}})
	}
	return all, nil
}

// search is the work of one run.
type search struct {
	m       Machine
	matches []which.Match
	rest    int // requests
	err     error
}

func printWhich(
	ctx context.Context, m Machine, f flags, what []sought, asked sheet.Asked, most int,
) error {
	asked.Charset = m.said.charset
	if asked.Format == "" && term.IsTerminal(m.Out.Fd()) {
		asked.Format, asked.Width = "table", columns(m, m.Out)
	}
	write, isText, err := sheet.ForMatches(asked)
	if err != nil {
		return ended(err)
	}
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	defer conn.narrate(m, nil)()
	asks := false
	for _, s := range what {
		asks = asks || len(s.in) > 0
	}
	if asks {
		err = conn.open(ctx, m, f)
	} else {
		err = conn.resume(ctx, f)
	}
	if err != nil {
		return refused(err)
	}
	s := search{m: m}
	by := which.Searcher{Client: conn.client, Index: conn.index, Most: most}
	for _, one := range what {
		s.look(ctx, by, one)
	}
	if ctx.Err() != nil {
		return ended(ctx.Err())
	}
	return s.concluded(write, isText)
}

// look looks for one digest, and says how much was looked through.
func (s *search) look(ctx context.Context, by which.Searcher, what sought) {
	if len(what.in) == 0 {
		found, seen := by.Known(ctx, what.digest)
		s.matches = append(s.matches, found...)
		if seen.Lists == 0 {
			tell(s.m.said, "tagboat: nothing is known of any list here; name the repositories to look in: --in myorg/api")
			return
		}
		tellf(s.m.said, "tagboat: looked for %s in what is known: %s in %s, the oldest of %s; the Hub was not asked\n",
			what.digest.Short(), counted(seen.Tags, "tag"), counted(seen.Lists, "list"),
			seen.Oldest.Local().Format(time.DateTime))
		return
	}
	for _, r := range what.in {
		found, looked := by.In(ctx, r, what.digest)
		s.matches = append(s.matches, found...)
		s.rest += looked.Rest
		switch through := counted(looked.Tags, "tag"); {
		case looked.Err != nil && s.err == nil:
			s.err = looked.Err
		case looked.Rest > 0:
			tellf(s.m.said, "tagboat: looked through the newest %s of %s; the rest costs %d requests: --all\n",
				through, r.Familiar(), looked.Rest)
		default:
			tellf(s.m.said, "tagboat: looked through all %s of %s\n", through, r.Familiar())
		}
	}
}

// concluded prints what was found. As text only what is, so that each line is a reference; what was
// is told beside it.
func (s *search) concluded(
	write func([]which.Match) ([]byte, error), isText bool,
) error {
	var now, was []which.Match
	for _, m := range s.matches {
		if m.Until.IsZero() {
			now = append(now, m)
		} else {
			was = append(was, m)
		}
	}
	rows := s.matches
	if isText {
		rows = now
		for _, m := range was {
			tag := m.Reference
			tag.Digest = hub.Digest{}
			tellf(s.m.said, "tagboat: %s was it until %s\n", tag.Familiar(), m.Until.Local().Format(time.DateTime))
		}
	}
	text, err := write(rows)
	if err == nil {
		err = printed(s.m, text)
	}
	switch {
	case err != nil:
		return ended(err)
	case s.err != nil && len(s.matches) > 0 && export.OutcomeOf(s.err) == export.Failed:
		return exit{code: codePartial, err: s.err}
	case s.err != nil:
		return ended(s.err)
	case s.rest > 0:
		return exit{code: codePartial}
	case len(now) == 0:
		return exit{code: codeFailed, err: errors.New("no tag that was looked at is it now")}
	}
	return nil
}
