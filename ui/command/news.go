package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export/journal"
	"tagboat/hub/index"
	"tagboat/hub/index/past"
	"tagboat/hub/places"
	"tagboat/ui/command/sheet"
	"tagboat/ui/news"
)

// newsAsked is what news are asked for, as typed.
type newsAsked struct {
	asked                sheet.Asked
	since                string
	favourites, exitCode bool
}

func newsCommand(m Machine, f *flags) *cobra.Command {
	var x newsAsked
	c := &cobra.Command{
		Use:   "news [NAMESPACE | REPOSITORY] ...",
		Short: "Print what appeared, moved and vanished in the lists that are known",
		Long: "Prints what became of tags and repositories since news were told the last time by this command, or --since a\n" +
			"moment. Nobody is asked: it is what whole readings of lists saw here, as those of tagboat sync and of the screen.\n" +
			"What the first reading of a list saw is not new, and vanished is only what a whole reading no longer held.\n\n" +
			"Without --since each piece of news is told once: what could not be written is told again the next time. Where\n" +
			"nothing is new nothing is printed (of json an empty list, of csv and tsv their first line). On standard error\n" +
			"stands how many of the lists were not read again since.\n\n" +
			"Exit code 0; with --exit-code 5 where something is new; 3 where none of the lists is known.\n\n" +
			"Columns: " + sheet.NewsFields() + ".",
		Example: "  tagboat sync; tagboat news    # look, and tell what is new\n" +
			"  tagboat news myorg library/nginx --since 7d\n" +
			"  tagboat news --favourites --format '{{.What}} {{.Reference}} {{.Change}}'",
		ValidArgsFunction: completion(m, f),
	}
	flags := c.Flags()
	flags.StringVar(&x.asked.Format, "format", "", "`FORMAT`: "+sheet.Allowed+inCSV)
	flags.StringVar(&x.asked.Columns, "columns", "", "`NAMES` of the columns, with commas")
	flags.StringVar(&x.since, "since", "",
		"since so long ago, as 24h or 7d, or since a `DATE`, as 2026-11-01; tells nothing for good")
	flags.BoolVar(&x.favourites, "favourites", false, "of the favourites of the screen")
	flags.BoolVar(&x.exitCode, "exit-code", false, "exit code 5 where something is new")
	flags.Bool("offline", false, "ask nobody, as it never does")
	_ = c.RegisterFlagCompletionFunc("since", cobra.FixedCompletions(
		[]string{"24h", "7d", "2w"}, cobra.ShellCompDirectiveNoFileComp,
	))
	c.RunE = func(c *cobra.Command, args []string) error {
		scope, err := scopeOf(args)
		switch {
		case err != nil:
			return usage{err}
		case x.favourites && len(args) > 0:
			return usage{errors.New("--favourites names what is meant already: give it, or names")}
		}
		return x.print(c.Context(), m, *f, scope)
	}
	return c
}

// scopeOf are the namespaces and repositories that are named; a word alone is a namespace.
func scopeOf(args []string) (of past.Scope, err error) {
	for _, arg := range args {
		p, err := hub.ReadPasted(arg)
		switch {
		case err != nil:
		case p.IsWord:
			of.Namespaces = append(of.Namespaces, hub.Namespace(p.Reference.Repository.Name))
			continue
		case p.Namespace != "":
			of.Namespaces = append(of.Namespaces, p.Namespace)
			continue
		}
		r, err := hub.ParseRepositoryName(arg)
		if err != nil {
			return of, fmt.Errorf("%q: %w; expected names such as myorg or myorg/api", clean.Line(arg), err)
		}
		of.Repositories = append(of.Repositories, r)
	}
	return of, nil
}

// sinceWhen reads a time ago, or a date in the zone of whoever asks.
func sinceWhen(typed string, now time.Time) (since time.Time, err error) {
	if ago, ok := span(typed); ok {
		return now.Add(-ago), nil
	}
	for _, layout := range []string{
		time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.RFC3339,
	} {
		if since, err = time.ParseInLocation(layout, typed, time.Local); err != nil {
			continue
		}
		if since.After(now) {
			return since, fmt.Errorf("--since %q is yet to come", clean.Line(typed))
		}
		return since, nil
	}
	return since, fmt.Errorf("--since %q: expected how long ago, as 24h, 7d or 2w, or a date, as 2026-11-01",
		clean.Line(typed))
}

func (x *newsAsked) print(ctx context.Context, m Machine, f flags, scope past.Scope) error {
	x.asked.Charset = m.said.charset
	if x.asked.Format == "" && term.IsTerminal(m.Out.Fd()) {
		x.asked.Format, x.asked.Width = "table", columns(m, m.Out)
	}
	write, err := sheet.ForNews(x.asked)
	if err != nil {
		return ended(err)
	}
	var since time.Time
	if x.since != "" {
		if since, err = sinceWhen(x.since, m.Now()); err != nil {
			return usage{err}
		}
	}
	known, done, err := lookBack(ctx, m, f, "news")
	if err != nil {
		return err
	}
	defer done()
	of := news.Of{Scope: scope}
	if x.favourites {
		if of, err = ofFavourites(m, f, known); err != nil {
			return exit{code: codeFailed, err: err}
		}
		if of.None {
			return exit{code: codePartial, err: fmt.Errorf("there is no favourite %s; on the screen * marks one", eyes(known))}
		}
	}
	seen := known.Past()
	tell := func() (past.News, bool) { return seen.Untold(of.Scope) }
	if x.since != "" {
		tell = func() (past.News, bool) { return seen.News(since, of.Scope) }
	}
	found, _ := tell()
	found.Events = slices.DeleteFunc(found.Events, func(e past.Event) bool { return !of.Holds(e) })
	text, err := write(found.Events)
	if err == nil {
		err = printedForGood(m, text)
	}
	if err != nil {
		return ended(err)
	}
	if x.since == "" {
		seen.SetTold(found)
		remembers(ctx, m, known, found)
	}
	return x.concluded(m, known, found)
}

// remembers says where it cannot be kept that news were told.
func remembers(ctx context.Context, m Machine, known *index.Offline, found past.News) {
	if len(found.Events) == 0 {
		return
	}
	const patience = 2 * time.Second
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := known.Index.Ready(waiting); err != nil {
		tellf(m.said, "tagboat: these news are told again the next time: %s\n", clean.Line(err.Error()))
	}
}

// printedForGood prints, and has a file be written to the disk.
func printedForGood(m Machine, text []byte) error {
	if err := printed(m, text); err != nil || len(text) == 0 {
		return err
	}
	if stat, err := m.Out.Stat(); err == nil && stat.Mode().IsRegular() {
		if err := m.Out.Sync(); err != nil {
			return &journal.OutputError{Err: err}
		}
	}
	return nil
}

func (x *newsAsked) concluded(m Machine, known *index.Offline, found past.News) error {
	isWatched := term.IsTerminal(m.Err.Fd())
	switch n := len(found.Events); {
	case found.Lists == 0:
		return exit{code: codePartial, err: fmt.Errorf(
			"none of these lists was read to its end here %s; tagboat sync reads them, and what becomes of them is told the next time", eyes(known))}
	case n == 0 && isWatched:
		tellf(m.said, "tagboat: nothing is new in %s\n", counted(found.Lists, "list"))
	}
	if untold := news.Untold(found); untold != "" && (len(found.Events) > 0 || isWatched) {
		tell(m.said, "tagboat:", untold)
	}
	if x.exitCode && len(found.Events) > 0 {
		return exit{code: codeNews}
	}
	return nil
}

// ofFavourites are those that the screen keeps for whoever looks.
func ofFavourites(m Machine, f flags, known *index.Offline) (news.Of, error) {
	account := known.Account
	if s := known.Client.Session(); s != nil && account == "" {
		account = s.Username
	}
	owner := places.OwnerOf(server(f), account)
	marked, err := places.NewStore(stateFolder(m), m.Now).Favourites(owner)
	return news.OfFavourites(marked), err //nolint:wrapcheck // It says everything.
}
