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
	"tagboat/hub/index"
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
		if err := settle(m, &flags, c.Flags().Changed); err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		conn, err := connect(m, flags)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer conn.close()
		ctx = credentials.WithWaiting(ctx, unsaid)
		names := conn.knownNames(ctx, flags, typed)
		if len(names) == 0 {
			if err := conn.resume(ctx, flags); err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			names = conn.askedNames(ctx, typed)
		}
		return names, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
	}
}

// completionOf offers nothing behind so many names.
func completionOf(most int, m Machine, f *flags) cobra.CompletionFunc {
	one := completion(m, f)
	return func(
		c *cobra.Command, args []string, typed string,
	) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return one(c, args, typed)
	}
}

func unsaid(credentials.Notice) {}

// knownNames are the names that are known and begin as typed, as whoever would log in saw them,
// which is not done.
func (c *connection) knownNames(ctx context.Context, f flags, typed string) (names []string) {
	if c.index == nil {
		return nil
	}
	known := &index.Offline{Index: c.index, Client: c.client, Passing: true}
	c.seenBy(known, c.accounts.Peek(ctx, f.account), f.account)
	defer c.client.Use(nil) // it would log in for what is not known
	namespace, repository, chosen := strings.Cut(typed, "/")
	name, tag, tagged := strings.Cut(repository, ":")
	switch {
	case !chosen:
		return begun(ctx, typed, known.Namespaces(), namespaceNames)
	case !tagged:
		return begun(ctx, typed, known.Repositories(hub.Namespace(namespace)), repositoryName)
	}
	r := hub.RepositoryName{Namespace: hub.Namespace(namespace), Name: name}
	for _, found := range known.TagNames(r, tag) {
		names = append(names, r.String()+":"+found)
	}
	return names
}

// askedNames are the namespaces that begin as typed, or the repositories of the one that is typed
// already, as the Hub tells them. Tags are not asked for: that takes too long.
func (c *connection) askedNames(ctx context.Context, typed string) []string {
	namespace, repository, chosen := strings.Cut(typed, "/")
	switch {
	case strings.Contains(repository, ":"):
		return nil
	case !chosen:
		return begun(ctx, typed, c.client.Namespaces(), namespaceNames)
	}
	all := c.client.Repositories(hub.Namespace(namespace), hub.NameAscending)
	return begun(ctx, typed, all, repositoryName)
}

func namespaceNames(m hub.Membership) []string {
	return []string{string(m.Namespace), string(m.Namespace) + "/"}
}

func repositoryName(r hub.Repository) []string { return []string{r.Name.String()} }

// begun are the names of a list's rows that begin as typed, as far as it can be had.
func begun[T any](
	ctx context.Context, typed string, rows hub.Listing[T], namesOf func(T) []string,
) (names []string) {
	for row, err := range rows.All(ctx) {
		if err != nil {
			break
		}
		for _, name := range namesOf(row) {
			if strings.HasPrefix(name, typed) {
				names = append(names, name)
			}
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
		"format": {"text", "table", "json", "jsonl", "csv", "tsv", "skopeo", "regsync"}, "progress": progressWays,
		"clipboard": {"auto", "osc52", "native", "print"}, "platform": {"linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"},
		"sort": nil, "columns": nil, "filter": nil, "limit": nil, "account": nil, "hub": nil,
		"digest": nil, "timeout": {"1m", "10m", "1h"}, "every": {"5s", "30s"},
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
		Use:     "man",
		Short:   "Print the manual page",
		Example: "  tagboat man | man -l -",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			plainFlags(root)
			page, err := mango.NewManPage(1, root)
			if err != nil {
				return fmt.Errorf("manual page: %w", err)
			}
			text := page.Build(&undated{Document: roff.NewDocument()})
			text = strings.TrimRight(text, "\n") + "\n" + asItStands("INDEX FILE", index.Schema)
			text = strings.ReplaceAll(text, "…", `\[u2026]`) // whose reader knows its locale
			if _, err := io.WriteString(c.OutOrStdout(), text); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
			return nil
		},
	}
}

// asItStands is a section of the manual page whose lines are not filled.
func asItStands(title, text string) string {
	text = strings.ReplaceAll(text, `\`, `\e`)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "-", `\-`), "\n'", "\n\\&'")
	return ".SH " + title + "\n.nf\n" + text + ".fi\n"
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
