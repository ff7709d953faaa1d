package command

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tagboat/hub"
	"tagboat/hub/credentials"
)

// quick is how long a shell may wait for names from the Hub; what takes longer
// is not offered.
const quick = 1500 * time.Millisecond

// completion offers the account's namespaces and repositories to the shell. It
// is silent about whatever goes wrong: a prompt is no place for sentences.
func completion(m Machine, f *flags) cobra.CompletionFunc {
	return func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(c.Context(), quick)
		defer cancel()
		flags := *f
		flags.quiet, flags.log = true, "" // who presses Tab makes no file
		conn, err := connect(m, flags)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer conn.close()
		if err := conn.resume(credentials.WithWaiting(ctx, unsaid), flags); err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		names := conn.names(ctx, typed)
		return names, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
	}
}

func unsaid(credentials.Notice) {}

// names are the namespaces that begin as typed, or the repositories of the one
// that is typed already.
func (c *connection) names(ctx context.Context, typed string) []string {
	var names []string
	namespace, _, chosen := strings.Cut(typed, "/")
	if !chosen {
		for row, err := range c.client.Namespaces().All(ctx) {
			if err != nil {
				break
			}
			if name := string(row.Namespace); strings.HasPrefix(name, typed) {
				names = append(names, name, name+"/")
			}
		}
		return names
	}
	for row, err := range c.client.Repositories(
		hub.Namespace(namespace), hub.NameAscending,
	).All(ctx) {
		if err != nil {
			break
		}
		if name := row.Name.String(); strings.HasPrefix(name, typed) {
			names = append(names, name)
		}
	}
	return names
}

// plainFlags takes the marks out of the flags' help that name their values, which
// the page would show as they are.
func plainFlags(c *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	c.Flags().VisitAll(plain)
	c.PersistentFlags().VisitAll(plain)
	for _, child := range c.Commands() {
		plainFlags(child)
	}
}

// values offers the shell the few values that a flag takes, and never file names
// where none is meant.
func values(c *cobra.Command) {
	known := map[string][]string{
		"format": {"text", "table", "json", "jsonl", "csv", "tsv"}, "progress": progressWays,
		"clipboard": {"auto", "osc52", "native", "print"}, "platform": {"linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"},
		"sort": nil, "columns": nil, "filter": nil, "limit": nil, "account": nil, "hub": nil,
	}
	for name, offered := range known {
		if c.Flags().Lookup(name) != nil || c.PersistentFlags().Lookup(name) != nil {
			fixed := cobra.FixedCompletions(offered, cobra.ShellCompDirectiveNoFileComp)
			_ = c.RegisterFlagCompletionFunc(name, fixed)
		}
	}
	for _, child := range c.Commands() {
		values(child)
	}
}

func manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			plainFlags(root)
			page, err := mango.NewManPage(1, root)
			if err != nil {
				return fmt.Errorf("manual page: %w", err)
			}
			text := page.Build(&undated{Document: roff.NewDocument()})
			if _, err := io.WriteString(c.OutOrStdout(), text); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
			return nil
		},
	}
}

// undated is a manual page without today's date, which mango would print: the same bytes every day.
type undated struct {
	*roff.Document

	heading string
}

func (u *undated) Heading(section uint, title, description string, _ time.Time) {
	u.heading = fmt.Sprintf(`.TH %s %d "" "%s" "%s"`, strings.ToUpper(title), section, title, description)
}

func (u *undated) String() string { return u.heading + u.Document.String() }
