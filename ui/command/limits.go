package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/command/sheet"
)

func limitsCommand(m Machine, f *flags) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "limits",
		Short: "Print what is left of the requests and pulls, and whose they are",
		Long: "Prints what is left of the Hub's requests a minute, and of the pulls that Docker's registry allows, and of\n" +
			"whom: an account's, or this address's. It costs one request and no pull. Pulls are the account's own only\n" +
			"after a login with an access token. \"none\" means that no limit is told.\n\n" +
			"In json, requests and pulls are null where they could not be asked; limit and remaining are null where no\n" +
			"limit is told; window is in seconds.",
		Example: "  tagboat limits\n" +
			"  tagboat limits --format json",
		Args: noArguments,
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp,
	))
	c.RunE = func(c *cobra.Command, _ []string) error {
		if format != "text" && format != "json" {
			return usage{fmt.Errorf("--format %q: expected text or json", clean.Line(format))}
		}
		return printLimits(c.Context(), m, *f, format == "json")
	}
	return c
}

func printLimits(ctx context.Context, m Machine, f flags, asJSON bool) error {
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	defer conn.narrate(m, nil)()
	if err := conn.open(ctx, m, f); err != nil {
		return refused(err)
	}
	l := sheet.Limits{Hub: conn.client.Address()}
	if s := conn.client.Session(); s != nil {
		l.Account = s.Username
	}
	budget, unasked := conn.client.ReadBudget(ctx)
	if unasked == nil {
		l.Requests = &budget
	}
	pulls, unpulled := conn.client.ReadAllowance(ctx)
	switch {
	case unpulled == nil:
		l.Pulls = &pulls
	case errors.Is(unpulled, hub.ErrNoRegistry):
		l.PullsUnasked, unpulled = unpulled.Error(), nil
	}
	switch {
	case ctx.Err() != nil:
		return ended(ctx.Err())
	case unasked != nil && l.Pulls == nil:
		return ended(unasked)
	}
	if err := printed(m, l.Append(nil, asJSON)); err != nil {
		return ended(err)
	}
	if missing := cmp.Or(unasked, unpulled); missing != nil {
		return exit{code: codePartial, err: missing}
	}
	return nil
}
