package fields

import (
	"tagboat/hub/export"
	"tagboat/hub/stale"
)

// Stale are those of a tag, or of a manifest without one, and what becomes of it in a plan.
var Stale = staleFields()

func staleFields() []Field[export.StaleRow] {
	all := []Field[export.StaleRow]{
		{
			Name: "goes", Help: "whether it could go", Value: func(r *export.StaleRow) any { return r.Goes },
			Brief: func(r *export.StaleRow) string {
				if r.Goes {
					return "goes"
				}
				return "stays"
			},
		},
		{
			Name: "reason", Help: "why, in words", Told: true,
			Value: func(r *export.StaleRow) any { return r.Reason },
		},
		{
			Name: "why", Help: "why, as one word", Words: words(stale.Kinds()),
			Value: func(r *export.StaleRow) any { return r.Kind.String() },
		},
	}
	for _, f := range Tags {
		lifted := Field[export.StaleRow]{
			Name: f.Name, Help: f.Help, Right: f.Right, More: f.More, Told: f.Told, Words: f.Words,
			Value: func(r *export.StaleRow) any { return f.Value(&r.TagRow) },
		}
		if f.Brief != nil {
			lifted.Brief = func(r *export.StaleRow) string { return f.Brief(&r.TagRow) }
		}
		if f.Name == "reference" {
			lifted.Value = func(r *export.StaleRow) any { return r.Reference() }
		}
		if f.Name == "size" {
			lifted.Help += "; null of a manifest without a tag, of which nobody tells it"
			lifted.Value = sizeOf
		}
		all = append(all, lifted)
	}
	return all
}

// sizeOf is the size of a row; of a manifest without a tag nobody tells it, which is not zero.
func sizeOf(r *export.StaleRow) any {
	if size := r.Size(); size > 0 || r.Tag.Name != "" {
		return size
	}
	return (*int64)(nil)
}
