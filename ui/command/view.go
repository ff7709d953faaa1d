package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/export"
	"tagboat/hub/index"
	"tagboat/hub/places"
	"tagboat/ui/command/sheet"
	"tagboat/ui/views"
)

// viewAsked is the view that is printed.
type viewAsked struct{ view places.View }

func viewCommand(m Machine, f *flags) *cobra.Command {
	var v viewAsked
	c := exporter(m, f, v.plan, &cobra.Command{
		Use:   "view [NAME]",
		Short: "Open a saved view, or print what it finds",
		Long: "Opens a view that was saved on the screen: a list of tags or repositories with its filter, its order and its\n" +
			"columns. Without a terminal, and with a flag that says how to print, it prints what tagboat tags, images or\n" +
			"repositories print for its place, filter and order; --filter and --sort go before those of the view, and the\n" +
			"columns are those of --columns. Without a name it lists the views of the account.\n\n" +
			"Exit code 1 where there is no such view. Columns of the list: " + sheet.ViewFields() + ".",
		Example: "  tagboat view                              which views there are\n" +
			"  tagboat view arm64 this week              opens it\n" +
			"  tagboat view 'arm64 this week' --format jsonl | jq .reference",
	})
	c.Flags().BoolVar(&f.linear, "linear", false, "talk in lines and draw nothing, for screen readers and scripts")
	f.clipboardOf(c)
	c.ValidArgsFunction = viewNames(m, f)
	printing := c.RunE
	c.RunE = func(c *cobra.Command, words []string) error {
		kept, account, err := keptViews(c.Context(), m, *f)
		if err != nil {
			return err
		}
		if len(words) == 0 {
			return listViews(m, c, kept, account)
		}
		name := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
		at := slices.IndexFunc(kept, func(v places.View) bool { return v.IsCalled(name) })
		if at < 0 {
			key := keys(f.config).List.SaveView.Help().Key
			return exit{code: codeFailed, err: errors.New(account + ": " + views.None(name, kept, key))}
		}
		if f.linear || isOnTerminal(m) && !saysHowToPrint(c) {
			return browse(c.Context(), m, *f, start{view: kept[at].Name})
		}
		v.view = kept[at]
		return printing(c, nil)
	}
	return c
}

// saysHowToPrint reports whether a flag was given that means nothing to the screen.
func saysHowToPrint(c *cobra.Command) (says bool) {
	c.LocalNonPersistentFlags().Visit(func(f *pflag.Flag) {
		says = says || f.Name != "linear" && f.Name != "clipboard"
	})
	return says
}

// plan makes the work of the command that prints the list of the view.
func (v *viewAsked) plan(c *hub.Client, x exported, out io.Writer) (*export.Work, error) {
	x.request.Targets = []string{v.view.Place.Copied()}
	x.request.Filter = cmp.Or(x.request.Filter, v.view.Filter)
	// what is printed comes repository by repository
	if by := v.view.Order; by != "" && by != "repository" && x.request.Sort == "" {
		x.request.Sort = by
		if v.view.Reversed {
			x.request.Sort = "-" + by
		}
	}
	switch v.view.List {
	case places.ListOfRepositories:
		return planRepositories(c, x, out)
	case places.ListOfTags:
		return planTags(c, x, out)
	default:
		return planImages(c, x, out)
	}
}

// keptViews are the views of whoever would log in, which is not done, and who that is in words.
func keptViews(
	ctx context.Context, m Machine, f flags,
) (kept []places.View, who string, err error) {
	if f.demo {
		return nil, "The demo keeps nothing", nil
	}
	c, err := connect(m, f)
	if err != nil {
		return nil, "", err
	}
	defer c.close()
	found, notices := c.accounts.Find(ctx, credentials.Ask{Account: f.account})
	tellAll(m, notices)
	kept, who, err = c.viewsOf(m, f, found)
	if err != nil {
		err = exit{code: codeFailed, err: err}
	}
	return kept, who, err
}

// viewsOf are the views of who was found.
func (c *connection) viewsOf(
	m Machine, f flags, found credentials.Found,
) (kept []places.View, who string, err error) {
	known := &index.Offline{Client: c.client}
	c.seenBy(known, found, f.account)
	account := known.Account
	if s := c.client.Session(); s != nil {
		account = s.Username
	}
	c.client.Use(nil)
	owner := places.OwnerOf(server(f), account)
	kept, err = places.NewStore(stateFolder(m), m.Now).Views(owner)
	return kept, cmp.Or(account, "without an account"), err //nolint:wrapcheck // It says everything.
}

// listViews prints which views there are.
func listViews(m Machine, c *cobra.Command, kept []places.View, who string) error {
	asked := sheet.Asked{Charset: m.said.charset}
	asked.Format, _ = c.Flags().GetString("format")
	asked.Columns, _ = c.Flags().GetString("columns")
	if term.IsTerminal(m.Out.Fd()) {
		asked.Width, asked.Format = columns(m, m.Out), cmp.Or(asked.Format, "table")
	}
	write, err := sheet.ForViews(asked)
	if err != nil {
		return ended(err)
	}
	text, err := write(kept)
	if err == nil {
		err = printed(m, text)
	}
	if err != nil {
		return ended(err)
	}
	if len(kept) == 0 {
		tellf(m.said, "tagboat: %s: there is no view yet; a key in the lists of the screen saves one\n", who)
	}
	return nil
}

// viewNames offers the names of the views to the shell, and asks nobody.
func viewNames(m Machine, f *flags) cobra.CompletionFunc {
	return func(
		c *cobra.Command, args []string, typed string,
	) ([]string, cobra.ShellCompDirective) {
		const nothing = cobra.ShellCompDirectiveNoFileComp
		flags := *f
		flags.quiet, flags.log = true, ""
		if len(args) > 0 || flags.demo || settle(m, &flags, c.Flags().Changed) != nil {
			return nil, nothing
		}
		conn, err := connect(m, flags)
		if err != nil {
			return nil, nothing
		}
		defer conn.close()
		ctx := credentials.WithWaiting(c.Context(), unsaid)
		kept, _, err := conn.viewsOf(m, flags, conn.accounts.Peek(ctx, flags.account))
		if err != nil {
			return nil, nothing
		}
		var names []string
		for _, v := range kept {
			if strings.HasPrefix(strings.ToLower(v.Name), strings.ToLower(typed)) {
				names = append(names, fmt.Sprintf("%s\t%s", v.Name, views.Of(v)))
			}
		}
		return names, nothing
	}
}
