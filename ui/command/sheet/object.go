package sheet

import (
	"tagboat/hub/clean"
	"tagboat/hub/fields"
)

// object is what an object of JSON holds: its members in their order, and a row in which each of
// them is there. A member that is written now and then has More, and no value where it is not.
type object[R any] struct {
	members []Column[R]
	full    R
}

// append writes a row; nil is null.
func (o *object[R]) append(dst []byte, row *R) []byte {
	if row == nil {
		return append(dst, "null"...)
	}
	return appendObject(dst, o.members, row)
}

// schema is that of a row.
func (o *object[R]) schema() *Schema { return schemaOf(o.members, &o.full) }

// nested is a value of JSON below another.
type nested interface {
	append(dst []byte) []byte
	schema() *Schema
}

// one is a row as a value; maybe says that there may be none.
type one[R any] struct {
	of    *object[R]
	row   *R
	maybe bool
}

func (v one[R]) append(dst []byte) []byte { return v.of.append(dst, v.row) }

func (v one[R]) schema() *Schema {
	s := v.of.schema()
	if v.maybe {
		s.orNull()
	}
	return s
}

// several are rows as a value: none are an empty list.
type several[R any] struct {
	of   *object[R]
	rows []R
}

func (v several[R]) append(dst []byte) []byte {
	return appendArray(dst, v.rows, func(dst []byte, row R) []byte {
		return v.of.append(dst, &row)
	})
}

func (v several[R]) schema() *Schema { return &Schema{Type: "array", Items: v.of.schema()} }

// known is a text, or null where nobody tells it.
type known string

func (v known) append(dst []byte) []byte {
	if v == "" {
		return append(dst, "null"...)
	}
	return clean.AppendJSON(dst, string(v))
}

func (known) schema() *Schema { return (&Schema{Type: "string"}).orNull() }

// numberIf is a number, or null where it is unknown.
func numberIf(n int64, isKnown bool) *int64 {
	if !isKnown {
		return nil
	}
	return &n
}

// images are platforms, and layers their layers, as JSON has them.
var (
	layers = &object[fields.Layer]{members: []Column[fields.Layer]{
		{
			Name: "digest", Help: "of the layer; null where nothing was written",
			Value: func(l *fields.Layer) any { return l.Digest },
		},
		{Name: "size", Help: "compressed bytes", Value: func(l *fields.Layer) any { return l.Size }},
		{
			Name: "instruction", Help: "the step that made it, as the image tells it",
			Value: func(l *fields.Layer) any { return l.Instruction },
		},
	}}
	images = &object[fields.Image]{
		members: []Column[fields.Image]{
			{
				Name: "platform", Help: "what it is for: linux/arm64/v8",
				Value: func(i *fields.Image) any { return i.Platform },
			},
			{
				Name: "digest", Help: "of its manifest; null where the Hub does not tell it",
				Value: func(i *fields.Image) any { return i.Digest },
			},
			{Name: "size", Help: "compressed bytes", Value: func(i *fields.Image) any { return i.Size }},
			{
				Name: "layers", Help: "base first, where they were asked for and are known", More: true,
				Value: func(i *fields.Image) any {
					if i.Layers == nil {
						return nil
					}
					return several[fields.Layer]{layers, i.Layers}
				},
			},
		},
		full: fields.Image{Layers: []fields.Layer{}},
	}
)
