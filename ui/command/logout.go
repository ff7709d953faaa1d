package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/credentials"
	"tagboat/hub/places"
)

func logoutCommand(m Machine, f *flags) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:     "logout [NAME]",
		Short:   "Forget everything kept for an account, and tell the Hub",
		Example: "  tagboat logout alice\n  tagboat logout --all",
		Args:    oneAccount,
	}
	c.Flags().BoolVar(&all, "all", false, "every account that is kept")
	c.RunE = func(c *cobra.Command, args []string) error {
		return outsideDemo(m, *f, func(conn connection) error {
			name, err := accountIn(args, *f)
			if err != nil {
				return err
			}
			if name != "" && all {
				return usage{errors.New("--all is every account: give it or a name")}
			}
			docker, _ := conn.accounts.Docker(c.Context())
			names, err := conn.toForget(c.Context(), name, all, docker)
			var over []*hub.Session
			// the Hub is told last: who does not wait for its answer is logged out all the same
			defer func() { conn.tellOver(c.Context(), over) }()
			for _, name := range names {
				kept, _ := conn.accounts.Load(c.Context(), name)
				if err := errors.Join(
					conn.forget(c.Context(), name), forgetPlaces(c.Context(), m, *f, name),
					forgetLists(c.Context(), m, *f, name),
				); err != nil {
					return err
				}
				over = append(over, conn.client.Resume(kept))
				tellf(m.said, "Logged out %s.\n", clean.Line(name))
			}
			return err
		})
	}
	return c
}

// oneAccount lets one name through, or none.
func oneAccount(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage{errors.New("several names are given; one account at a time")}
	}
	return nil
}

// accountIn is the name that is given to a command as its argument or by --account; "" where none
// is.
func accountIn(args []string, f flags) (string, error) {
	named := f.account
	if f.preferred { // which is for whoever names none
		named = ""
	}
	if len(args) == 0 {
		return named, nil
	}
	if strings.TrimSpace(args[0]) == "" {
		return "", usage{
			errors.New(
				"the account's name is empty: the variable that should fill it may not be set",
			),
		}
	}
	if named != "" && !strings.EqualFold(named, args[0]) {
		return "", usage{errors.New("two accounts are named, one by --account; name one")}
	}
	return args[0], nil
}

// toForget are the accounts that a logout is about.
func (c *connection) toForget(
	ctx context.Context, wanted string, all bool, docker credentials.Found,
) ([]string, error) {
	unlisted := c.accounts.Unlisted(ctx)
	list, err := c.accounts.List()
	if err != nil {
		return nil, fmt.Errorf("kept accounts: %w", err)
	}
	var names []string
	for _, account := range list {
		asked := strings.EqualFold(wanted, account.Username)
		if all || asked || wanted == "" && (account.Default || len(list) == 1) {
			names = append(names, account.Username)
		}
	}
	for _, name := range unlisted {
		asked := all || strings.EqualFold(wanted, name)
		if asked &&
			!slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			names = append(names, name)
		}
	}
	switch {
	case len(names) > 0 || all:
		return names, nil
	case wanted != "" && strings.EqualFold(docker.Username, wanted):
		return []string{wanted}, nil // docker login's own is not used any more, and not touched
	case wanted != "" && credentials.CheckName(wanted) != nil:
		return nil, usage{errors.New("what stands in the name's place is no user name; tagboat accounts lists those that are kept")}
	case wanted != "":
		return nil, usage{fmt.Errorf("no account %s is kept here; tagboat accounts lists them", wanted)}
	default:
		return nil, usage{errors.New("no account is kept; name the one to log out")}
	}
}

func (c *connection) forget(ctx context.Context, name string) error {
	if err := c.accounts.Forget(ctx, name); err != nil {
		return fmt.Errorf("log out: %w", err)
	}
	return nil
}

// tellOver tells the Hub of sessions that are forgotten here. Whether it revokes them is not known.
func (c *connection) tellOver(ctx context.Context, over []*hub.Session) {
	for _, s := range over {
		_ = c.client.End(ctx, s)
	}
}

// forgetPlaces removes the favourites and recent places of an account.
func forgetPlaces(ctx context.Context, m Machine, f flags, name string) error {
	return places.NewStore(stateFolder(m), m.Now).Forget(ctx, places.OwnerOf(server(f), name))
}
