package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/credentials"
)

var errNoDemo = usage{errors.New("the demo's accounts are forgotten with it; there is nothing to log in to or out of")}

// outsideDemo does what concerns accounts that are kept.
func outsideDemo(m Machine, f flags, do func(connection) error) error {
	if f.demo {
		return errNoDemo
	}
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	defer conn.narrate(m, nil)()
	return do(conn)
}

func loginCommand(m Machine, f *flags) *cobra.Command {
	var file, password bool
	c := &cobra.Command{
		Use:   "login [NAME]",
		Short: "Log in once, for the screen and for scripts",
		Long: "Asks for a password or access token, and for the second factor where there is one, and keeps the session\n" +
			"in the credential store that Docker uses. The password is kept only with --keep-password.",
		Example: "  tagboat login alice\n" +
			"  tagboat login myorg --password-stdin < token.txt",
		Args: oneAccount,
	}
	c.Flags().BoolVar(
		&file, "file", false,
		"without a credential store, keep the session in a file that only you can read",
	)
	c.Flags().BoolVar(&password, "keep-password", false, "keep the password too")
	c.RunE = func(c *cobra.Command, args []string) error {
		name, err := accountIn(args, *f)
		if err != nil {
			return err
		}
		return outsideDemo(m, *f, func(conn connection) error {
			return conn.logIn(c.Context(), m, *f, logIn{name: name, file: file, password: password})
		})
	}
	return c
}

// logIn is what a person wants of "tagboat login".
type logIn struct {
	name           string
	file, password bool
}

func (c *connection) logIn(ctx context.Context, m Machine, f flags, want logIn) error {
	secret, err := secretFrom(ctx, m, f)
	if err != nil {
		return err
	}
	asked, begin := secret.IsZero(), c.accounts.LoginUnattended
	if asked {
		begin = c.accounts.Login
	}
	if asked && !term.IsTerminal(m.In.Fd()) {
		return usage{errors.New("there is no terminal to ask on; give the secret with --password-stdin")}
	}
	at, homeless := c.placeFor(ctx, want)
	if homeless != nil && asked {
		tellf(m.said, "Before you type: %s.\n", clean.Line(homeless.Error()))
	}
	if want.name == "" {
		if !asked {
			return usage{
				errors.New(
					"whose secret is it? Name the account: tagboat login NAME --password-stdin",
				),
			}
		}
		if want.name, err = ask(ctx, m, "User name: "); err != nil {
			return err
		}
		if want.name == "" {
			return usage{errors.New("no name was given, and nothing was sent")}
		}
	}
	if err := credentials.CheckName(want.name); err != nil {
		return usage{fmt.Errorf("what stands in the name's place was not sent: %w", err)}
	}
	if asked {
		if secret, err = c.askFor(ctx, m, want.name); err != nil {
			return err
		}
	}
	if homeless != nil {
		return exit{code: codeFailed, err: fmt.Errorf("nothing was sent: %w", homeless)}
	}
	session, err := begin(ctx, c.client, want.name, secret)
	if challenge, ok := errors.AsType[*hub.Challenge](err); ok {
		session, err = c.answer(ctx, m, challenge)
	}
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	return c.keep(ctx, m, session, secret, want, at)
}

// askFor asks for the secret, which is sent whatever was refused before: how many
// tries are left is said first.
func (c *connection) askFor(ctx context.Context, m Machine, name string) (hub.Secret, error) {
	tries := c.accounts.Tries(name)
	switch {
	case !tries.Locked.IsZero():
		tellf(m.said, "Docker Hub has locked %s until %s; before that even the right password is refused.\n",
			clean.Line(name), tries.Locked.Local().Format(time.TimeOnly))
	case tries.Left < credentials.MostTries:
		tellf(m.said, "Failed logins of the last minutes: %d. Tries before the Hub may lock %s for about ten minutes: %d.\n",
			credentials.MostTries-tries.Left, clean.Line(name), tries.Left)
	}
	return askSecret(ctx, m, "Password or access token: ")
}

// answer asks for the second factor until the Hub has another reason to refuse
// than a wrong code.
func (c *connection) answer(
	ctx context.Context, m Machine, challenge *hub.Challenge,
) (*hub.Session, error) {
	if !term.IsTerminal(m.In.Fd()) {
		return nil, usage{errors.New("the account asks for a second factor; log in on a terminal, or use an access token")}
	}
	for {
		code, err := ask(ctx, m, "Code of the second factor: ")
		if err != nil {
			return nil, err
		}
		digits, ok := codeIn(code)
		if !ok {
			tellf(m.said, "That is no code, and was not sent: it is %d digits.\n", codeLength)
			continue
		}
		session, err := c.accounts.Answer(ctx, c.client, challenge, digits)
		if !errors.Is(err, hub.CodeRefused) {
			return session, err //nolint:wrapcheck // It says everything.
		}
		tell(m.said, said(err))
	}
}

const codeLength = 6 // of a second factor, in digits

// codeIn is the code in what was typed or pasted, with blanks and dashes as programs show it. What
// is none would cost a failed login.
func codeIn(text string) (code string, ok bool) {
	code = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Dash, unicode.Cf) {
			return -1
		}
		return r
	}, text)
	return code, len(code) == codeLength && strings.Trim(code, "0123456789") == ""
}

// placeFor is where the session is to be kept. Why it could not be kept there is
// known before a secret is sent.
func (c *connection) placeFor(ctx context.Context, want logIn) (credentials.Where, error) {
	wanted := credentials.InHelper
	if want.file {
		wanted = credentials.InFile
	}
	for _, place := range c.accounts.Places() {
		if place.Place != wanted {
			continue
		}
		if err := c.accounts.CanSave(ctx, place); err != nil {
			return place, fmt.Errorf("the session could not be kept: %w", err)
		}
		return place, nil
	}
	if want.file {
		return credentials.Where{}, errors.New("there is no folder to keep the session in; set HOME or XDG_STATE_HOME to a whole path")
	}
	return credentials.Where{}, errors.New("there is no credential store to keep the session in; " +
		"configure one for Docker, or keep it in a file that only you can read with --file")
}

// keep keeps the session where it belongs, or says that it can not.
func (c *connection) keep(
	ctx context.Context, m Machine, session *hub.Session, secret hub.Secret, want logIn,
	at credentials.Where,
) error {
	if !want.password {
		secret = hub.Secret{}
	}
	if err := c.accounts.Save(ctx, session, secret, at); err != nil {
		return fmt.Errorf("the login is good, but could not be kept: %w", err)
	}
	tellf(m.said, "Logged in as %s; kept in the %s.\n", clean.Line(session.Username), clean.Line(at.String()))
	return nil
}

func accountsCommand(m Machine, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:     "accounts",
		Short:   "List who is logged in here: with what, kept where, until when",
		Example: "  tagboat accounts",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			conn, err := connect(m, *f)
			if err != nil {
				return err
			}
			defer conn.close()
			return conn.list(c.Context(), m)
		},
	}
}

func (c *connection) list(ctx context.Context, m Machine) error {
	list, unread := c.accounts.List()
	found, notices := c.accounts.Docker(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, n := range notices {
		tell(m.said, "tagboat:", clean.Line(string(n)))
	}
	if len(list) == 0 && found.Username == "" {
		if unread != nil || len(notices) > 0 { // nobody was found, and that proves nothing
			return exit{code: codeFailed, err: unread}
		}
		tell(m.said, "Nobody is logged in here; tagboat login, or docker login, changes that.")
		return nil
	}
	table := tabwriter.NewWriter(m.results, 0, 1, 2, ' ', 0)
	tell(table, "ACCOUNT\tWITH\tKEPT IN\tUNTIL")
	for _, account := range list {
		tellf(
			table, "%s\t%s\t%s\t%s\n", clean.Line(account.Username), account.Kind,
			clean.Line(account.Where.String()), until(account),
		)
	}
	if found.Username != "" {
		whence := "docker login, " + clean.Line(found.Where.String())
		tellf(
			table, "%s\t%s\t%s\t%s\n", clean.Line(found.Username), found.Secret.Kind(), whence,
			"logged out there",
		)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return unread //nolint:wrapcheck // It says everything.
}

func until(account credentials.Account) string {
	switch {
	case account.Ended:
		return "ended: log in again"
	case account.Kind != hub.Password:
		return "it is revoked"
	case account.Expires.IsZero():
		return "unknown"
	default:
		return account.Expires.Local().Format("2 January 2006")
	}
}
