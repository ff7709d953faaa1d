package command

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/index"
)

// indexOf is where lists are kept; nil where none are: a demo's, where the person says so, and
// where a secret was given for this run alone.
func indexOf(m Machine, f flags) *index.Index {
	if whyNot(m, f) != "" {
		return nil
	}
	return keptLists(m)
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
	case m.Getenv("TAGBOAT_INDEX") == "off":
		return "TAGBOAT_INDEX is off"
	}
	return ""
}

func keptLists(m Machine) *index.Index {
	return index.New(index.Options{Folder: stateFolder(m), Now: m.Now})
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
		tellf(m.Err, "tagboat: what is seen of lists is kept in %s, for you alone; --no-index or TAGBOAT_INDEX=off keeps none\n",
			clean.Line(x.Path()))
	}
	for _, notice := range x.Notices() {
		tell(m.Err, "tagboat:", clean.Line(notice))
	}
}

// forgetLists removes what an account saw, whether or not this run keeps anything.
func forgetLists(ctx context.Context, m Machine, f flags, name string) error {
	x := keptLists(m)
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
	c := &cobra.Command{
		Use:   "index",
		Short: "Show what is kept of lists: where, how much, how old",
		Long: "What is seen of lists is kept in one SQLite file, so that a list that is known costs one small request.\n" +
			"It is readable by you alone; what one account or token saw is shown to no other, and a logout removes it.",
		Example: "  tagboat index\n" +
			"  tagboat index clear              remove everything\n" +
			"  tagboat index clear alice        what the account alice saw\n" +
			"  tagboat index clear myorg/api    what anybody saw of a repository",
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return showIndex(m) },
	}
	c.AddCommand(&cobra.Command{
		Use:   "clear [ACCOUNT | NAMESPACE/REPOSITORY]",
		Short: "Remove what is kept of lists",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("clear takes one account or one repository, or nothing for all")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return clearIndex(c.Context(), m, *f, args)
		},
	})
	return c
}

func showIndex(m Machine) error {
	x := keptLists(m)
	kept, err := x.Kept()
	if err != nil {
		return exit{code: codeFailed, err: err}
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
		tellf(m.results, "%s on %s: %d lists, %d tags, seen %s to %s\n", clean.Line(who), clean.Line(v.Hub),
			v.Lists, v.Tags, day(v.Oldest), day(v.Newest))
	}
	return nil
}

func day(t time.Time) string { return t.Local().Format(time.DateOnly) }

func clearIndex(ctx context.Context, m Machine, f flags, args []string) error {
	x := keptLists(m)
	defer x.Close(ctx)
	var err error
	switch {
	case len(args) == 0:
		err = x.Clear()
	case strings.Contains(args[0], "/"):
		name, wrong := hub.ParseRepositoryName(args[0])
		if wrong != nil {
			return usage{wrong}
		}
		err = x.ClearRepository(name)
	default:
		err = x.Forget(ctx, f.hub, args[0])
	}
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	return nil
}
