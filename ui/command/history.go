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
	"tagboat/hub/index"
	"tagboat/ui/command/sheet"
)

func historyCommand(m Machine, f *flags) *cobra.Command {
	var asked sheet.Asked
	c := &cobra.Command{
		Use:   "history REFERENCE ...",
		Short: "Print what a tag was, from when to when, as far as it was seen here",
		Long: "Prints which images a tag was, the last one first, with the version that each had then. Nobody is asked: it is\n" +
			"what whole readings of its list saw here, and no more. A tag was an image from the first look that saw it so\n" +
			"(from) until the last one (until); by is the first look that saw it otherwise, and between these two nobody\n" +
			"looked. gapfrom and gapto are the longest time within it in which nobody did.\n\n" +
			"Exit code 3 where nothing is known of a tag.\n\n" +
			"Columns: " + sheet.HeldFields() + ". Text is the images, pinned, one a line.",
		Example: "  tagboat history nginx:latest\n" +
			"  tagboat history myorg/api:main --format '{{.From}} {{.Pinned}}'\n" +
			"  tagboat history nginx | sed -n 2p      # what latest was before",
		ValidArgsFunction: completion(m, f),
	}
	c.Flags().StringVar(&asked.Format, "format", "", "`FORMAT`: "+sheet.Allowed+inCSV)
	c.Flags().StringVar(&asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	c.Flags().Bool("offline", false, "ask nobody, as it never does")
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage{errors.New("history takes a tag, as nginx:latest")}
		}
		var tags []hub.Reference
		for _, arg := range args {
			r, err := hub.ParseReference(arg)
			switch {
			case err != nil:
				return usage{fmt.Errorf("%q: %w", clean.Line(arg), err)}
			case !r.Digest.IsZero():
				return usage{fmt.Errorf("%q has a digest, which is always the same image; tagboat which tells the tags that were it",
					clean.Line(arg))}
			}
			tags = append(tags, r)
		}
		return printHistory(c.Context(), m, *f, tags, asked)
	}
	return c
}

func printHistory(
	ctx context.Context, m Machine, f flags, tags []hub.Reference, asked sheet.Asked,
) error {
	asked.Charset = m.said.charset
	if asked.Format == "" && term.IsTerminal(m.Out.Fd()) {
		asked.Format, asked.Width = "table", columns(m, m.Out)
	}
	write, err := sheet.ForHistory(asked)
	if err != nil {
		return ended(err)
	}
	known, done, err := lookBack(ctx, m, f, "history")
	if err != nil {
		return err
	}
	defer done()
	seen := known.Past()
	var rows []sheet.Held
	var unknown []hub.Reference
	for _, tag := range tags {
		if tag.Tag == "" {
			tag.Tag = "latest"
			tellLatest(m, tag)
		}
		held := seen.History(tag.Repository, tag.Tag)
		for i, h := range held {
			rows = append(rows, sheet.Held{Reference: tag, IsLast: i == 0, Held: h})
		}
		if len(held) == 0 {
			unknown = append(unknown, tag)
		}
	}
	text, err := write(rows)
	if err == nil {
		err = printed(m, text)
	}
	if err != nil {
		return ended(err)
	}
	tellUnknown(m, known, unknown)
	if len(unknown) > 0 {
		return exit{code: codePartial}
	}
	return nil
}

// tellUnknown says why nothing is known of tags, and what to do.
func tellUnknown(m Machine, known *index.Offline, tags []hub.Reference) {
	for _, tag := range tags {
		if at, isWhole := known.Past().Whole(tag.Repository); isWhole {
			tellf(m.said, "tagboat: nothing is known of %s %s: no look saw it in its list, the last of %s\n",
				tag.Familiar(), eyes(known), at.Local().Format(time.DateTime))
			continue
		}
		tellf(m.said, "tagboat: nothing is known of %s %s: no whole list with it was read here; tagboat tags %s reads it, and each reading is remembered\n",
			tag.Familiar(), eyes(known), tag.Repository.Familiar())
	}
}

// lookBack opens what was seen of lists by whoever would log in, which is not done.
func lookBack(
	ctx context.Context, m Machine, f flags, command string,
) (known *index.Offline, done func(), err error) {
	if why := whyUnused(m, f); why != "" {
		return nil, nil, usage{fmt.Errorf("%s tells of lists that were kept: %s", command, why)}
	}
	c, err := connect(m, f)
	if err != nil {
		return nil, nil, err
	}
	known, err = (&fromIndex{}).known(ctx, m, f, &c)
	if err != nil {
		c.close()
		return nil, nil, err
	}
	return known, func() {
		closeIndex(m, f, known.Index)
		c.close()
	}, nil
}

// eyes are those with which lists were seen, in words.
func eyes(known *index.Offline) string {
	account := known.Account
	if s := known.Client.Session(); s != nil && account == "" {
		account = s.Username
	}
	if account == "" {
		return "without an account"
	}
	return "as " + clean.Line(account)
}
