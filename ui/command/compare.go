package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/comparison"
	"tagboat/hub/export"
	"tagboat/hub/index"
	"tagboat/hub/name"
	"tagboat/ui/command/sheet"
)

func compare(m Machine, f *flags) *cobra.Command {
	var x comparing
	c := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Print what it costs to go from one tag to another",
		Long: "Prints what going from the tag OLD to the tag NEW costs, platform by platform: bytes to download, bytes\n" +
			"that are there already, the net change, and what changed in variables, command, entry point, user and ports.\n" +
			"It takes two requests and no pull. NEW may be a tag alone, of the same repository: 1.28, or :alpine where\n" +
			"alpine could be an image too. With --offline, what was known is compared: which platforms are the same\n" +
			"image, and how large.\n\n" +
			"In json, platforms have old and new (null where that tag has none), same, download, shared, removed and net in\n" +
			"compressed bytes (null where they are unknown), settings and, with --layers, layers.",
		Example: "  tagboat compare nginx:1.26 1.27\n" +
			"  tagboat compare nginx:1.27 nginx:1.27-alpine --platform linux/arm64\n" +
			"  tagboat compare acme/api:1.23 acme/api:1.24 --format markdown --layers",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage{errors.New("compare takes two references, as nginx:1.26 nginx:1.27")}
			}
			return nil
		},
		ValidArgsFunction: completionOf(2, m, f),
	}
	c.Flags().StringVar(&x.format, "format", "text", "`FORMAT`: "+strings.Join(sheet.ComparisonFormats, ", "))
	c.Flags().StringVar(&x.platform, "platform", "", "only `PLATFORM`, as linux/arm64")
	c.Flags().BoolVar(&x.layers, "layers", false, "the layers of each platform too")
	x.flags(c, "the tags")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		sheet.ComparisonFormats, cobra.ShellCompDirectiveNoFileComp,
	))
	c.RunE = func(c *cobra.Command, args []string) error {
		return x.run(c.Context(), m, *f, args[0], args[1])
	}
	return c
}

// comparing is what compare understands beside the flags of all.
type comparing struct {
	fromIndex

	format, platform string
	layers           bool
}

func (x *comparing) run(ctx context.Context, m Machine, f flags, from, to string) error {
	old, updated, err := pairOf(from, to)
	if err != nil {
		return usage{err}
	}
	write, err := sheet.ForComparison(x.format)
	if err != nil {
		return ended(err)
	}
	fits := func(hub.Platform) bool { return true }
	if x.platform != "" {
		wanted, err := hub.ParsePlatform(x.platform)
		if err != nil {
			return usage{err}
		}
		fits = wanted.Matcher()
	}
	compared := sheet.Comparison{
		Old: old, New: updated, Layers: x.layers && !x.offline, Offline: x.offline,
	}
	return aboutTags(ctx, m, f, x.fromIndex, x.layers,
		func(c *hub.Client, from export.Request) error {
			return printComparison(m, &compared, fits, write, sidesOf(ctx, c, from.Offline))
		})
}

// sidesOf asks for the platforms of a tag with their layers, or tells them as they were known.
func sidesOf(
	ctx context.Context, c *hub.Client, known *index.Offline,
) func(hub.Reference) ([]hub.ImageLayers, error) {
	return func(r hub.Reference) ([]hub.ImageLayers, error) {
		if known != nil {
			return export.KnownLayers(known, r)
		}
		return export.Layers(ctx, c, r)
	}
}

// pairOf reads what is compared. The second may be a tag of the first one's repository: behind a
// colon, or as a word that looks like a version, or that no image can be called. Any other word has
// two readings, and is told with both.
func pairOf(from, to string) (old, updated hub.Reference, err error) {
	if old, err = taggedReference(from); err != nil {
		return old, updated, fmt.Errorf("%q: %w", clean.Line(from), err)
	}
	word, _, isPinned := strings.Cut(to, "@")
	tag, isMarked := strings.CutPrefix(word, ":")
	isWord := name.IsTag([]byte(tag))
	switch isImage := name.IsPath([]byte(tag)); {
	case isWord && (isMarked || !isImage || isVersion(tag) || tag == "latest"):
		to = old.Repository.Familiar() + ":" + strings.TrimPrefix(to, ":")
	case isWord && !isPinned:
		return old, updated, fmt.Errorf(
			"%q may be the tag or the image of that name: write :%[1]s for %[2]s:%[1]s, or %[1]s:latest for the image",
			to, old.Repository.Familiar(),
		)
	}
	if updated, err = taggedReference(to); err != nil {
		err = fmt.Errorf("%q: %w", clean.Line(to), err)
	}
	return old, updated, err
}

func isVersion(word string) bool {
	rest := strings.TrimLeft(word, "vV")
	return len(word)-len(rest) <= 1 && rest != "" && rest[0] >= '0' && rest[0] <= '9'
}

func taggedReference(text string) (hub.Reference, error) {
	r, err := hub.ParseReference(text)
	if err == nil && r.Tag == "" && !r.Digest.IsZero() {
		err = errors.New("the Hub finds tags by name: expected a tag, as nginx:1.27")
	}
	return r, err
}

// printComparison asks for both sides and prints what they come to, of the platforms that fit.
func printComparison(
	m Machine, c *sheet.Comparison, fits func(hub.Platform) bool,
	write func(*sheet.Comparison) ([]byte, error),
	ask func(hub.Reference) ([]hub.ImageLayers, error),
) (err error) {
	var sides [2][]hub.ImageLayers
	var untagged []hub.Reference
	for i, r := range []*hub.Reference{&c.Old, &c.New} {
		if r.Tag == "" {
			r.Tag = "latest"
			untagged = append(untagged, *r)
		}
		if sides[i], err = ask(*r); err != nil {
			return err
		}
	}
	c.Diffs = comparison.MineFirst(comparison.Compare(sides[0], sides[1]), m.platform())
	if c.Diffs, err = fitting(c.Diffs, fits); err != nil {
		return err
	}
	c.Charset = m.said.charset
	if term.IsTerminal(m.Out.Fd()) {
		c.Width = columns(m, m.Out)
	}
	text, err := write(c)
	if err == nil {
		err = printed(m, text)
	}
	if err != nil {
		return err
	}
	for _, r := range untagged {
		tellLatest(m, r)
	}
	return nil
}

// fitting are the platforms that were asked for; that there is none is an error, which names those
// that there are.
func fitting(
	diffs []comparison.Diff, fits func(hub.Platform) bool,
) (some []comparison.Diff, err error) {
	var names []string
	for _, d := range diffs {
		if names = append(names, d.Platform.String()); fits(d.Platform) {
			some = append(some, d)
		}
	}
	if len(some) == 0 {
		err = fmt.Errorf("neither tag is built for that platform; there are %s", strings.Join(names, ", "))
	}
	return some, err
}
