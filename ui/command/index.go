package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/index"
	"tagboat/ui/command/sheet"
	"tagboat/ui/text"
)

// indexOf is where lists are kept; nil where none are: a demo's, where the person says so, and
// where a secret was given for this run alone.
func indexOf(m Machine, f flags) *index.Index {
	if whyNot(m, f) != "" {
		return nil
	}
	return keptLists(m, f)
}

// whyNot is why lists are not kept; "" where they are.
func whyNot(m Machine, f flags) string {
	if why := whyUnused(m, f); why != "" {
		return why
	}
	given := f.given || f.passwordStdin || m.Getenv(dockerAuth) != ""
	if given && !f.index {
		return "its secret was given for this run alone; --index keeps lists all the same"
	}
	return ""
}

// whyUnused is why nothing that was kept is to be used; "" where it may be.
func whyUnused(m Machine, f flags) string {
	switch {
	case f.demo:
		return "nothing is kept of the demo"
	case f.noIndex:
		return "--no-index was given"
	case m.Getenv("TAGBOAT_INDEX") == "off" && !f.index:
		return "TAGBOAT_INDEX is off"
	case !f.config.Index.Keep:
		return "the configuration says so"
	}
	return ""
}

func keptLists(m Machine, f flags) *index.Index {
	return index.New(index.Options{Folder: stateFolder(m), Now: m.Now, Most: f.config.Index.Most})
}

// writeTime is how long the end of a run waits for what is still to be written.
const writeTime = 2 * time.Second

func closeIndex(m Machine, f flags, x *index.Index) {
	ctx, cancel := context.WithTimeout(context.Background(), writeTime)
	defer cancel()
	x.Close(ctx)
	if f.quiet {
		return
	}
	if x.Made() {
		tellf(m.said, "tagboat: what is seen of lists is kept in %s, for you alone; --no-index or TAGBOAT_INDEX=off keeps none\n",
			clean.Line(x.Path()))
	}
	for _, notice := range x.Notices() {
		tell(m.said, "tagboat:", clean.Line(notice))
	}
}

// forgetLists removes what an account saw, whether or not this run keeps anything.
func forgetLists(ctx context.Context, m Machine, f flags, name string) error {
	x := keptLists(m, f)
	defer x.Close(ctx)
	return x.Forget(ctx, f.hub, name) //nolint:wrapcheck // It says everything.
}

// forgetter removes what an account saw; nil in the demo, of which nothing is kept.
func (c *connection) forgetter(
	m Machine, f flags,
) func(ctx context.Context, account string) error {
	if f.demo {
		return nil
	}
	return func(ctx context.Context, account string) error {
		if c.index == nil { // an earlier run may have kept some
			return forgetLists(ctx, m, f, account)
		}
		return c.index.Forget(ctx, f.hub, account) //nolint:wrapcheck // It says everything.
	}
}

func indexCommand(m Machine, f *flags) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "index",
		Short: "Show what is kept of lists: where, how much, how old",
		Long: "What is seen of lists is kept in one SQLite file, so that a list that is known costs one small request.\n" +
			"It is readable by you alone; what one account or token saw is shown to no other, and a logout removes it.\n" +
			"tagboat index schema tells what stands in it, and how to ask for it with sqlite3.",
		Example: "  tagboat index\n" +
			"  tagboat index clear              remove everything\n" +
			"  tagboat index clear alice        what the account alice saw\n" +
			"  tagboat index clear myorg/api    what anybody saw of a repository\n" +
			"  tagboat index schema | less      tables, columns, and questions for sqlite3",
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return showIndex(m, *f, format) },
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp,
	))
	c.AddCommand(&cobra.Command{
		Use:   "clear [ACCOUNT | NAMESPACE/REPOSITORY]",
		Short: "Remove what is kept of lists",
		Example: "  tagboat index clear\n" +
			"  tagboat index clear alice\n" +
			"  tagboat index clear myorg/api",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("clear takes one account or one repository, or nothing for all")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return clearIndex(c.Context(), m, *f, args)
		},
	}, &cobra.Command{
		Use:     "schema",
		Short:   "Print what stands in the file: tables, columns, questions for sqlite3",
		Example: "  tagboat index schema",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return printed(m, []byte(index.Schema)) },
	})
	return c
}

func showIndex(m Machine, f flags, format string) error {
	if format != "text" && format != "json" {
		return usage{fmt.Errorf("there is no format %q; expected text or json", format)}
	}
	x := keptLists(m, f)
	kept, err := x.Kept()
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	if format == "json" {
		all := sheet.Kept{Path: x.Path(), Kept: kept}
		return printed(m, all.Append(nil))
	}
	if len(kept.Viewers) == 0 {
		tell(m.results, "Nothing is kept of lists. It would be kept in", clean.Line(x.Path()))
		return nil
	}
	tellf(m.results, "%s, %s\n", clean.Line(x.Path()), humanize.IBytes(uint64(kept.Bytes)))
	for _, v := range kept.Viewers {
		who := "without an account"
		if v.Account != "" {
			who = v.Account + " by " + v.Way
		}
		tellf(m.results, "\n%s, on %s\n  %s, %s, %s\n", clean.Line(who), clean.Line(v.Hub),
			counted(v.Lists, "list"), counted(v.Tags, "tag"), seen(v, m.Now()))
	}
	return nil
}

// seen is when the lists of a viewer were known to be whole.
func seen(v index.KeptOf, now time.Time) string {
	oldest, newest := text.Age(v.Oldest, now), text.Age(v.Newest, now)
	switch {
	case v.Newest.IsZero():
		return "none read to its end"
	case oldest == newest:
		return "seen " + newest
	}
	return "seen " + oldest + " to " + newest
}

func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return humanize.Comma(int64(n)) + " " + noun
}

func clearIndex(ctx context.Context, m Machine, f flags, args []string) error {
	x := keptLists(m, f)
	defer x.Close(ctx)
	before, err := x.Kept()
	damaged := err != nil
	if damaged && len(args) > 0 { // a damaged file can be removed all the same
		return exit{code: codeFailed, err: err}
	}
	switch {
	case len(args) == 0:
		err = x.Clear()
	case strings.Contains(args[0], "/"):
		name, wrong := hub.ParseRepositoryName(args[0])
		if wrong != nil {
			return usage{wrong}
		}
		err = x.ClearRepository(ctx, name)
	default:
		err = x.Forget(ctx, f.hub, args[0])
	}
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	after, err := x.Kept()
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	switch {
	case damaged:
		tell(m.said, "Removed the file, which could not be read.")
		return nil
	case len(args) == 0 && len(before.Viewers) == 0:
		tell(m.said, "Nothing was kept of lists.")
		return nil
	}
	lists, tags := sizeOf(before)
	restLists, restTags := sizeOf(after)
	if len(args) > 0 && len(before.Viewers) == len(after.Viewers) && lists == restLists {
		return exit{code: codeFailed, err: nothingOf(f, args[0], after)}
	}
	tellf(m.said, "Removed: %s, %s.\n", counted(lists-restLists, "list"), counted(tags-restTags, "tag"))
	return nil
}

func sizeOf(k index.Kept) (lists, tags int) {
	for _, v := range k.Viewers {
		lists, tags = lists+v.Lists, tags+v.Tags
	}
	return lists, tags
}

// nothingOf says that a name fits nothing, and which would.
func nothingOf(f flags, name string, k index.Kept) error {
	if strings.Contains(name, "/") {
		return fmt.Errorf("no tags are kept of %s; nothing was removed", clean.Line(name))
	}
	there := "; nothing is kept of anybody"
	if len(k.Viewers) > 0 {
		var names []string
		for _, v := range k.Viewers {
			names = append(names, cmp.Or(v.Account, "nobody")+" on "+v.Hub)
		}
		there = "; kept is what these saw: " + strings.Join(slices.Compact(names), ", ")
	}
	return fmt.Errorf("nothing is kept of what the account %s saw on %s, and nothing was removed%s",
		clean.Line(name), hub.CanonicalAddress(f.hub), clean.Line(there))
}
