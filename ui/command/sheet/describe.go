package sheet

import (
	"fmt"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/fields"
)

// describe is a tag for a person: a line a fact, a table of platforms, and under it the layers of
// each.
func describe(r *export.TagRow, a Asked) ([]byte, error) {
	var dst []byte
	fact := func(name, value string) {
		if value != "" {
			dst = fmt.Appendf(dst, "%-10s  %s\n", name, clean.Line(value))
		}
	}
	fact("reference", r.Reference())
	fact("digest", r.Tag.Digest.String())
	fact("type", r.Tag.MediaType.String())
	fact("size", fields.Bytes(r.Tag.FullSize))
	fact("pushed", fields.Date(r.Tag.Pushed))
	fact("by", r.Tag.UpdatedBy.String())
	fact("pulled", fields.Date(r.Tag.Pulled))
	fact("status", r.Tag.Status.String())
	images := fields.ImagesOf(r)
	if len(images) == 0 {
		return append(dst, "\nThe Hub lists no platforms for this tag.\n"...), nil
	}
	dst = append(dst, '\n')
	columns := []Column[fields.Image]{
		{Name: "platform", Value: func(i *fields.Image) any { return i.Platform }},
		{Name: "size", Right: true, Value: func(i *fields.Image) any { return fields.Bytes(i.Size) }},
		{Name: "digest", Value: func(i *fields.Image) any { return i.Digest }},
	}
	dst, err := tabled(dst, columns, images, a)
	for _, i := range images {
		if i.Layers == nil || err != nil {
			continue
		}
		dst = fmt.Appendf(dst, "\n%s\n", clean.Line(i.Platform))
		dst, err = tabled(dst, []Column[fields.Layer]{
			{Name: "layer", Value: func(l *fields.Layer) any { return l.Digest.Short() }},
			{Name: "size", Right: true, Value: func(l *fields.Layer) any { return fields.Bytes(l.Size) }},
			{
				Name: "instruction",
				Value: func(l *fields.Layer) any {
					return hub.Layer{Instruction: l.Instruction}.Step()
				},
			},
		}, i.Layers, a)
	}
	return dst, err
}

func tabled[R any](dst []byte, columns []Column[R], rows []R, a Asked) ([]byte, error) {
	s, err := New(Format{Kind: Table}, columns, columns, a.Width)
	if err != nil {
		return dst, err
	}
	s.charset = a.Charset
	return s.Append(dst, rows)
}
