package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/pin"
)

func pinCommand(m Machine, f *flags) *cobra.Command {
	var platform string
	c := &cobra.Command{
		Use:   "pin [REFERENCE ... | -]",
		Short: "Print references with their full version and digest",
		Long: "Prints each reference with the most specific version that is the same image at this moment, and with the\n" +
			"digest of its index, or of one platform: nginx:1.27 becomes nginx:1.27.3@sha256:… It asks for one page of\n" +
			"tags a reference, and pulls nothing.\n\n" +
			"With - or without an argument it is a filter: what comes on standard input goes out line by line, and where\n" +
			"a line holds a reference, alone, behind FROM or behind image:, that is pinned. What cannot be pinned stays as\n" +
			"it is, is told on standard error, and makes the exit code 3.",
		Example: "  tagboat pin nginx:1.27\n" +
			"  tagboat pin nginx redis:7 --platform linux/arm64\n" +
			"  tagboat pin < images.txt > pinned.txt\n" +
			"  :'<,'>!tagboat pin              in Vim, for the lines that are marked",
		ValidArgsFunction: completion(m, f),
	}
	c.Flags().StringVar(&platform, "platform", "", "the digest of `PLATFORM`, as linux/arm64")
	c.RunE = func(c *cobra.Command, args []string) error {
		p := &pin.Pinner{}
		if platform != "" {
			var err error
			if p.Platform, err = hub.ParsePlatform(platform); err != nil {
				return usage{fmt.Errorf("--platform: %w", err)}
			}
		}
		if len(args) == 0 || len(args) == 1 && args[0] == "-" {
			return pinLines(c.Context(), m, *f, p)
		}
		return pinReferences(c.Context(), m, *f, p, args)
	}
	return c
}

// pinning is a line of text, what in it is pinned, and what became of that.
type pinning struct {
	line      string // with its end
	at        int    // where the reference stands
	word      string // as it stands there; "": there is none
	reference hub.Reference
	err       error // why it is not pinned
}

// pinned is the line with the reference pinned, in the spelling that it has.
func (p pinning) pinned() string {
	if p.word == "" || p.err != nil {
		return p.line
	}
	name, _, _ := strings.Cut(p.word, "@")
	if colon := strings.LastIndexByte(name, ':'); colon > strings.LastIndexByte(name, '/') {
		name = name[:colon]
	}
	suffix := "@" + p.reference.Digest.String()
	if p.reference.Tag != "" {
		suffix = ":" + p.reference.Tag + suffix
	}
	return p.line[:p.at] + name + suffix + p.line[p.at+len(p.word):]
}

// pinAll asks for all of them side by side, within the client's limits.
func pinAll(ctx context.Context, m Machine, f flags, p *pin.Pinner, all []pinning) error {
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	defer conn.narrate(m, nil)()
	if err := conn.open(ctx, m, f); err != nil {
		return refused(err)
	}
	p.Client = conn.client
	const atOnce = 8
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i := range all {
		one := &all[i]
		switch {
		case one.word == "" || one.err != nil:
			continue
		case one.reference.Tag == "" && !one.reference.Digest.IsZero():
			continue // it is pinned
		case one.reference.Tag == "":
			one.reference.Tag = "latest"
		}
		group.Go(func() error {
			one.reference, one.err = p.Pin(ctx, one.reference)
			return nil
		})
	}
	_ = group.Wait()
	return ctx.Err()
}

func pinReferences(ctx context.Context, m Machine, f flags, p *pin.Pinner, args []string) error {
	all := make([]pinning, len(args))
	for i, arg := range args {
		ref, err := hub.ParseReference(arg)
		if err != nil {
			return usage{fmt.Errorf("%q: %w", clean.Line(arg), err)}
		}
		name := ref.Familiar()
		all[i] = pinning{line: name + "\n", word: name, reference: ref}
	}
	if err := pinAll(ctx, m, f, p, all); err != nil {
		return refused(err)
	}
	missing := 0
	var text []byte
	for _, one := range all {
		if one.err != nil {
			missing++
			continue
		}
		text = append(text, one.pinned()...)
	}
	if len(all) == 1 && missing == 1 {
		return ended(all[0].err)
	}
	return toldPins(m, all, text, missing)
}

// toldPins prints what was pinned and tells what was not.
func toldPins(m Machine, all []pinning, text []byte, missing int) error {
	if err := printed(m, text); err != nil {
		return ended(err)
	}
	for _, one := range all {
		if one.err != nil {
			tell(m.said, "tagboat:", clean.Line(strings.TrimSpace(one.line))+":", said(one.err))
		}
	}
	if missing > 0 {
		return exit{code: codePartial, err: fmt.Errorf("%d of %d could not be pinned", missing, references(all))}
	}
	return nil
}

func references(all []pinning) (n int) {
	for _, one := range all {
		if one.word != "" || one.err != nil {
			n++
		}
	}
	return n
}

// mostPinned bounds what is read of standard input, in bytes.
const mostPinned = 16 << 20

func pinLines(ctx context.Context, m Machine, f flags, p *pin.Pinner) error {
	if f.passwordStdin {
		return usage{errors.New("standard input has the references: give the secret by the environment")}
	}
	text, err := io.ReadAll(io.LimitReader(patient{ctx, m.In}, mostPinned+1))
	switch {
	case ctx.Err() != nil:
		return ended(ctx.Err())
	case err != nil:
		return fmt.Errorf("standard input: %w", err)
	case len(text) > mostPinned:
		return usage{fmt.Errorf("standard input is longer than %d MB", mostPinned>>20)}
	}
	var all []pinning
	for line := range strings.Lines(string(text)) {
		all = append(all, referenceIn(line))
	}
	if references(all) > 0 {
		if err := pinAll(ctx, m, f, p, all); err != nil {
			return refused(err)
		}
	}
	missing := 0
	var out []byte
	for _, one := range all {
		if one.err != nil {
			missing++
		}
		out = append(out, one.pinned()...)
	}
	return toldPins(m, all, out, missing)
}

// referenceIn finds the reference of a line: the word that reads as what the line names.
func referenceIn(line string) pinning {
	one := pinning{line: line}
	text := strings.TrimSpace(line)
	if text == "" || strings.HasPrefix(text, "#") {
		return one
	}
	meant, err := hub.ParseReference(text)
	if err != nil {
		one.err = err
		return one
	}
	const between = " \t\r\n\"'`,[]{}()="
	for at := 0; at < len(line); {
		word := line[at:]
		if end := strings.IndexAny(word, between); end >= 0 {
			word = word[:end]
		}
		if ref, err := hub.ParseReference(word); err == nil && ref == meant {
			one.at, one.word, one.reference = at, word, ref
			return one
		}
		at += len(word) + 1
	}
	one.err = errors.New("the reference in it does not stand there as one word")
	return one
}
