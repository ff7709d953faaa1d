package export

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export/journal"
	"tagboat/hub/export/sheet"
)

// Inspect writes what is known of one tag; a reference without one means latest, as everywhere in
// docker. As text it is for a person, in the other formats it is one row with the columns of tags;
// json is one object. Layers ask one request more. Of the request it reads Format, Columns,
// Digests, Full and Width. A reference with a digest must be what its tag is now, or one of its
// platforms.
func Inspect(
	ctx context.Context,
	c *hub.Client,
	target string,
	layers bool,
	q Request,
	out io.Writer,
) error {
	ref, err := hub.ParseReference(target)
	if err != nil {
		return usage(err)
	}
	if ref.Tag == "" && !ref.Digest.IsZero() {
		return &UsageError{"the Hub finds tags by name: expected a tag, as nginx:1.27"}
	}
	s, human, err := inspectionSheet(q)
	if err != nil {
		return err
	}
	row := TagRow{Repository: ref.Repository, pinned: q.Digests, full: q.Full}
	if row.Tag, err = c.Tag(ctx, ref.Repository, cmp.Or(ref.Tag, "latest")); err != nil {
		return err
	}
	if !ref.Digest.IsZero() && !holds(&row.Tag, ref.Digest) {
		return fmt.Errorf(
			"%s is another image now: %s",
			hub.Reference{Repository: ref.Repository, Tag: row.Tag.Name},
			row.Tag.Digest,
		)
	}
	if layers {
		if row.Layers, err = c.Layers(ctx, ref.Repository, row.Tag.Name); err != nil {
			return err
		}
	}
	var text []byte
	if human {
		text, err = describe(&row, q.Width)
	} else if text, err = s.Append(s.Head(nil), []TagRow{row}); err == nil {
		text = s.Foot(text)
	}
	if err != nil {
		return err
	}
	if _, err := out.Write(text); err != nil {
		return &journal.OutputError{Err: err}
	}
	return nil
}

func inspectionSheet(q Request) (s *sheet.Sheet[TagRow], human bool, err error) {
	format, err := sheet.Parse(cmp.Or(q.Format, "text"))
	if err != nil {
		return nil, false, usage(err)
	}
	human = format.Kind == sheet.Text && q.Columns == ""
	if format.Kind == sheet.JSON {
		format.Kind = sheet.JSONL // one row is one object
	}
	chosen, err := sheet.Choose(TagColumns(), q.Columns)
	if err != nil {
		return nil, false, usage(err)
	}
	s, err = sheet.New(format, TagColumns(), chosen, q.Width)
	return s, human, usage(err)
}

// holds reports whether a digest is the tag's or one of its platforms'; an attestation is no image.
func holds(t *hub.Tag, d hub.Digest) bool {
	if t.Digest == d {
		return true
	}
	for i := range t.Platforms() {
		if i.Digest == d {
			return true
		}
	}
	return false
}

// describe is a tag for a person: a line a fact, a table of platforms, and under it the layers of
// each.
func describe(r *TagRow, width int) ([]byte, error) {
	var dst []byte
	fact := func(name, value string) {
		if value != "" {
			dst = fmt.Appendf(dst, "%-10s  %s\n", name, clean.Line(value))
		}
	}
	fact("reference", r.reference())
	fact("digest", r.Tag.Digest.String())
	fact("type", r.Tag.MediaType.String())
	fact("size", brief(r.Tag.FullSize))
	fact("pushed", date(r.Tag.Pushed))
	fact("by", r.Tag.UpdatedBy.String())
	fact("pulled", date(r.Tag.Pulled))
	fact("status", r.Tag.Status.String())
	images := r.images()
	if len(images) == 0 {
		return append(dst, "\nThe Hub lists no platforms for this tag.\n"...), nil
	}
	dst = append(dst, '\n')
	columns := []sheet.Column[sheet.Image]{
		{Name: "platform", Value: func(i *sheet.Image) any { return i.Platform }},
		{Name: "size", Right: true, Value: func(i *sheet.Image) any { return brief(i.Size) }},
		{Name: "digest", Value: func(i *sheet.Image) any { return i.Digest }},
	}
	dst, err := table(dst, columns, images, width)
	for _, i := range images {
		if i.Layers == nil || err != nil {
			continue
		}
		dst = fmt.Appendf(dst, "\n%s\n", clean.Line(i.Platform))
		dst, err = table(dst, []sheet.Column[sheet.Layer]{
			{Name: "layer", Value: func(l *sheet.Layer) any { return l.Digest.Short() }},
			{Name: "size", Right: true, Value: func(l *sheet.Layer) any { return brief(l.Size) }},
			{
				Name: "instruction",
				Value: func(l *sheet.Layer) any {
					return hub.Layer{Instruction: l.Instruction}.Step()
				},
			},
		}, i.Layers, width)
	}
	return dst, err
}

func table[R any](dst []byte, columns []sheet.Column[R], rows []R, width int) ([]byte, error) {
	s, err := sheet.New(sheet.Format{Kind: sheet.Table}, columns, columns, width)
	if err != nil {
		return dst, err
	}
	return s.Append(dst, rows)
}
