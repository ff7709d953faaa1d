package command

import (
	"errors"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/export/journal"
	"tagboat/ui/command/sheet"
)

func inspect(m Machine, f *flags) *cobra.Command {
	var asked sheet.Asked
	var layers bool
	var from fromIndex
	c := &cobra.Command{
		Use:   "inspect REFERENCE",
		Short: "Print what one tag is: platforms, digests, sizes",
		Example: "  tagboat inspect nginx:1.27\n" +
			"  tagboat inspect nginx:1.27 --layers --format json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New("inspect takes one reference, as nginx:1.27")}
			}
			return nil
		},
	}
	c.Flags().StringVar(&asked.Format, "format", "", "`FORMAT`: "+sheet.Allowed+inCSV)
	c.Flags().BoolVar(&layers, "layers", false, "the layers of each platform too")
	from.flags(c, "the tag")
	c.RunE = func(c *cobra.Command, args []string) error {
		ref, err := hub.ParseReference(args[0])
		if err != nil {
			return usage{err}
		}
		asked.Charset = m.said.charset
		write, err := sheet.ForInspection(asked)
		if err != nil {
			return ended(err)
		}
		ctx := c.Context()
		err = aboutTags(ctx, m, *f, from, layers, func(c *hub.Client, from export.Request) error {
			row, err := export.Inspect(ctx, c, args[0], layers, from)
			if err != nil {
				return err
			}
			return printTag(m, row, write)
		})
		if err == nil && ref.Tag == "" {
			ref.Tag = "latest"
			tellLatest(m, ref)
		}
		return err
	}
	return c
}

func printTag(
	m Machine, row *export.TagRow, write func(*export.TagRow) ([]byte, error),
) error {
	text, err := write(row)
	if err != nil {
		return err
	}
	return printed(m, text)
}

func printed(m Machine, text []byte) error {
	if _, err := m.results.Write(text); err != nil {
		return &journal.OutputError{Err: err}
	}
	return nil
}

// tellLatest says which tag was meant where none was named, as everywhere in docker.
func tellLatest(m Machine, r hub.Reference) {
	tell(m.said, "tagboat: no tag was named; this is "+r.Familiar())
}
